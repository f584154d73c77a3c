// EPS, and Illustrator files made of PostScript: their comments, and the picture they carry. Runs in the decoder child
// only; PostScript is a language, and we do not run it, though Ghostscript may where the printer allows it.
import { readFile } from 'node:fs/promises';
import { biggestPicture, embeddedPixels } from './embedded.sharp.ts';
import { type EpsFacts, type EpsParts, endsWhole, readEpsComments, splitEps } from './eps.ts';
import { picturesIn } from './eps-pictures.ts';
import { convertWithGhostscript } from './ghostscript.tool.ts';
import { readPdf } from './open.pdf.ts';
import { Damaged, type Picture, PLAIN_FACTS } from './picture.ts';

interface EpsJob {
  path: string;
  format: 'eps' | 'ai';
  /** From 1. */
  page: number;
  tempFolder: string;
}

/** `ghostscript` is where that program is, when it may be used. */
export async function openEps(job: EpsJob, ghostscript: string | null = null): Promise<Picture> {
  const parts = splitEps(await readFile(job.path));
  if (!parts || !endsWhole(parts.postscript)) throw new Damaged('no whole file');
  if (job.page > 1) throw new Damaged('no such page');
  const said = readEpsComments(parts.postscript);
  const converted = ghostscript ? await asPdf(job, ghostscript) : null;
  return converted ? withComments(converted, said) : embedded(parts, job.format, said);
}

/** null where it cannot be run, and for what it cannot make a PDF of. */
async function asPdf(job: EpsJob, ghostscript: string): Promise<Picture | null> {
  const pdf = await convertWithGhostscript(ghostscript, job);
  return pdf && readPdf(pdf, job.format, 1).catch(() => null);
}

/** Fonts the file needs were replaced on the way; its size was rounded. */
function withComments({ facts, pixels }: Picture, said: EpsFacts): Picture {
  const { widthMm, heightMm, spots, fontsMissing } = said;
  return {
    facts: {
      ...facts,
      pages: 1,
      widthMm: widthMm ?? facts.widthMm,
      heightMm: heightMm ?? facts.heightMm,
      trim: null,
      spots: [...new Set([...facts.spots, ...spots])],
      fontsMissing: [...new Set([...facts.fontsMissing, ...fontsMissing])],
    },
    pixels,
  };
}

async function embedded(parts: EpsParts, format: 'eps' | 'ai', said: EpsFacts): Promise<Picture> {
  const { widthMm, heightMm } = said;
  const picture = await biggestPicture([
    ...(parts.tiff ? [parts.tiff] : []),
    ...picturesIn(parts.postscript),
  ]);
  const ratio = widthMm && heightMm ? widthMm / heightMm : null;
  const pixels = picture && (await embeddedPixels(picture, ratio));
  const facts: Picture['facts'] = {
    ...PLAIN_FACTS,
    ...said,
    format,
    vector: true,
    previewOnly: pixels !== null,
    lacks: format === 'ai' ? 'pdf_content' : 'pdf',
  };
  return { facts, pixels };
}
