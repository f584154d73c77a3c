// Opens one file of a known kind: facts and pixels. Runs in the decoder child only.
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import type { ArtworkFacts } from './facts.ts';
import type { Kind } from './formats.ts';
import {
  findDesign,
  type Picture,
  PREVIEW_SIDE_PX,
  readRaster,
  readSvg,
  writePreview,
} from './image.sharp.ts';
import { readFirstPage } from './page.pdfium.ts';
import { readStructure } from './structure.pdflib.ts';

/** The file is not what its first bytes promise. */
export class Damaged extends Error {}

/** It is what it says, but more of it than we open. */
export class TooHeavy extends Error {}

const MOST_SVG_BYTES = 20_000_000;
const MM_PER_POINT = 25.4 / 72;

export async function openArtwork(path: string, kind: Kind, previewPath: string): Promise<ArtworkFacts> {
  if (kind.format === 'pdf' || kind.format === 'ai') return openPdf(path, kind.format, previewPath);
  const picture =
    kind.format === 'svg' ? await readSvg(await readText(path, kind)) : await readRaster(path, kind.format);
  return withPreview(picture, previewPath);
}

async function withPreview({ facts, pixels }: Picture, previewPath: string): Promise<ArtworkFacts> {
  await writePreview(pixels, previewPath);
  return { ...facts, preview: { width: pixels.width, height: pixels.height }, design: findDesign(pixels) };
}

async function openPdf(path: string, format: 'pdf' | 'ai', previewPath: string): Promise<ArtworkFacts> {
  const pdf = await readFile(path);
  if (!endsWhole(pdf)) throw new Damaged('no end of file');
  const outcome = await readFirstPage(pdf, PREVIEW_SIDE_PX);
  if (outcome.kind === 'damaged') throw new Damaged('PDFium cannot open it');
  if (outcome.kind === 'encrypted') return lockedPdf(format);
  const { page } = outcome;
  const { userUnit, ...structure } = await readStructure(pdf);
  const mmPerUnit = MM_PER_POINT * userUnit;
  const trim = page.trim && { widthMm: page.trim.width * mmPerUnit, heightMm: page.trim.height * mmPerUnit };
  const [widthMm, heightMm] = [page.width * mmPerUnit, page.height * mmPerUnit];
  const smaller = trim && (trim.widthMm < widthMm - 0.1 || trim.heightMm < heightMm - 0.1);
  const facts = {
    ...structure,
    format,
    pages: page.pages,
    widthMm,
    heightMm,
    widthPx: null,
    heightPx: null,
    vector: true,
    animated: false,
    trim: smaller ? trim : null,
    encrypted: false,
  };
  return withPreview({ facts, pixels: page.pixels }, previewPath);
}

/** PDFium would mend a file that was cut off, and print half of it. */
function endsWhole(pdf: Buffer): boolean {
  return pdf.includes('%%EOF', Math.max(0, pdf.length - 65_536), 'latin1');
}

function lockedPdf(format: 'pdf' | 'ai'): ArtworkFacts {
  return {
    format,
    pages: 1,
    widthMm: null,
    heightMm: null,
    widthPx: null,
    heightPx: null,
    vector: true,
    colour: null,
    spots: [],
    preview: null,
    design: null,
    animated: false,
    trim: null,
    encrypted: true,
    active: false,
  };
}

/** The whole of an SVG, unpacked where needed, up to a size no drawing has. */
async function readText(path: string, kind: Kind): Promise<Buffer> {
  const file = createReadStream(path);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of kind.inside === 'gzip' ? file.pipe(createGunzip()) : file) {
    bytes += chunk.length;
    if (bytes > MOST_SVG_BYTES) throw new TooHeavy('too much text');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
