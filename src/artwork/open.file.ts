// Opens one file of a known kind and writes its preview. Runs in the decoder child only.
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { DecodeJob } from './decoder.ts';
import type { ArtworkFacts } from './facts.ts';
import type { Kind } from './formats.ts';
import { readRaster, readSvg, writeMask, writePreview } from './image.sharp.ts';
import { findDesign } from './mask.ts';
import { type Picture, TooHeavy } from './picture.ts';

const MOST_SVG_BYTES = 20_000_000;

/** Writes the preview and the mask of whatever can be shown. */
export async function openArtwork({
  path,
  kind,
  page,
  previewPath,
  maskPath,
}: DecodeJob): Promise<ArtworkFacts> {
  const { facts, pixels } = await open(path, kind, page);
  if (!pixels) return { ...facts, preview: null, design: null, outline: null, whiteOnWhite: false };
  const { mask, from, design } = findDesign(pixels);
  const preview = await writePreview(pixels, previewPath);
  await writeMask(mask, maskPath);
  return { ...facts, preview, design, outline: from, whiteOnWhite: false };
}

async function open(path: string, kind: Kind, page: number): Promise<Picture> {
  const { format } = kind;
  if (format === 'svg') return readSvg(await readText(path, kind));
  // most uploads need none of these engines
  if (format === 'cdr') return (await import('./open.cdr.ts')).openCdr(path, page);
  if (format === 'eps' || (format === 'ai' && kind.inside === 'postscript')) {
    return (await import('./open.eps.ts')).openEps(path, format, page);
  }
  if (format === 'pdf' || format === 'ai') return (await import('./open.pdf.ts')).openPdf(path, format, page);
  return readRaster(path, format);
}

/** The whole of an SVG, unpacked where needed, up to a size no drawing has. */
export async function readText(path: string, kind: Kind): Promise<Buffer> {
  const file = createReadStream(path);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of kind.inside === 'gzip' ? file.pipe(createGunzip()) : file) {
    bytes += chunk.length;
    if (bytes > MOST_SVG_BYTES) throw new TooHeavy('too much text');
    chunks.push(chunk);
  }
  return asUtf8(Buffer.concat(chunks));
}

/** libvips looks for `<svg` byte by byte, so it finds none in UTF-16. */
function asUtf8(text: Buffer): Buffer {
  const mark = text.toString('hex', 0, 2);
  if (mark !== 'fffe' && mark !== 'feff') return text;
  const decoded = new TextDecoder(mark === 'fffe' ? 'utf-16le' : 'utf-16be').decode(text);
  // the declaration names the old encoding
  return Buffer.from(decoded.replace(/^<\?xml.*?\?>/s, ''));
}
