// EPS, and Illustrator files made of PostScript: their comments, and the picture they carry. Runs in the decoder child
// only; PostScript is a language, and we do not run it.
import { readFile } from 'node:fs/promises';
import { biggestPicture, embeddedPixels } from './embedded.sharp.ts';
import { endsWhole, readEpsComments, splitEps } from './eps.ts';
import { picturesIn } from './eps-pictures.ts';
import { Damaged, type Picture, PLAIN_FACTS } from './picture.ts';

export async function openEps(path: string, format: 'eps' | 'ai', page: number): Promise<Picture> {
  const parts = splitEps(await readFile(path));
  if (!parts || !endsWhole(parts.postscript)) throw new Damaged('no whole file');
  if (page > 1) throw new Damaged('no such page');
  const said = readEpsComments(parts.postscript);
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
