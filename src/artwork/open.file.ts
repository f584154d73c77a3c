// Opens one file of a known kind and writes its preview. Runs in the decoder child only.
import { dirname } from 'node:path';
import { isBlank } from './blank.ts';
import { findBox } from './boxes.ts';
import type { DecodeJob } from './decoder.ts';
import type { ArtworkFacts } from './facts.ts';
import type { Format } from './formats.ts';
import { readRaster } from './image.sharp.ts';
import { type Found, findDesign } from './mask.ts';
import type { MagickKind } from './open.magick.ts';
import { type Picture, type Pixels, previewSize } from './picture.ts';
import { writeMask, writePreview } from './preview.sharp.ts';
import { withFile } from './read.file.ts';
import { isReadByLibvips, tiffTags } from './tiff-tags.ts';
import { NO_TOOLS, type Tools } from './tools.ts';

/** Writes the preview and the mask of whatever can be shown. */
export async function openArtwork(job: DecodeJob, tools: Tools = NO_TOOLS): Promise<ArtworkFacts> {
  const { previewPath, maskPath } = job;
  const { facts, pixels } = await open(job, tools);
  if (!pixels) return { ...facts, preview: null, design: null, outline: null, whiteOnWhite: false };
  const { mask, from, design, whiteOnWhite } = isBlank(pixels) ? nothingIn(pixels) : findDesign(pixels);
  const preview = previewSize(facts, pixels);
  await Promise.all([writePreview(pixels, previewPath, preview), writeMask(mask, maskPath)]);
  return { ...facts, preview, design, outline: from, whiteOnWhite };
}

function nothingIn({ width, height }: Pixels): Found {
  const mask = { width, height, data: new Uint8Array(width * height) };
  return { mask, from: 'blank', design: null, whiteOnWhite: false };
}

async function open({ path, kind, page, previewPath }: DecodeJob, tools: Tools): Promise<Picture> {
  const { format } = kind;
  const tempFolder = dirname(previewPath);
  // most uploads need none of these engines
  if (format === 'svg') return (await import('./open.svg.ts')).openSvg(path, kind);
  if (format === 'cdr')
    return (await import('./open.cdr.ts')).openCdr({ path, page, tempFolder }, tools.cdr2xhtml);
  if (format === 'eps' || (format === 'ai' && kind.inside === 'postscript')) {
    return (await import('./open.eps.ts')).openEps({ path, format, page, tempFolder }, tools.ghostscript);
  }
  if (format === 'pdf' || format === 'ai') return (await import('./open.pdf.ts')).openPdf(path, format, page);
  if (format === 'psd' || format === 'psb') return (await import('./open.psd.ts')).openPsd(path, format);
  if (needsMagick(path, format, page)) {
    return (await import('./open.magick.ts')).openMagick(path, format, page);
  }
  return readRaster(path, format, page);
}

const MAGICK: ReadonlySet<string> = new Set(['heic', 'jxl', 'jp2', 'bmp'] satisfies MagickKind[]);

/** libvips opens AVIF, but not a sequence of pictures; and nearly every TIFF. */
export function needsMagick(path: string, format: Format, page = 1): format is MagickKind {
  if (format === 'avif') return withFile(path, ({ read }) => findBox(read, 'moov') !== null);
  if (format === 'tiff') return withFile(path, ({ read }) => !isReadByLibvips(tiffTags(read, page)));
  return MAGICK.has(format);
}
