// Raster pictures and SVG through libvips, and the WebP previews of everything. Runs in the decoder child only.

import { closeSync, openSync, readSync } from 'node:fs';
import sharp, { type Metadata, type Sharp, type SharpOptions } from 'sharp';
import type { PreviewFormat } from './decoder.ts';
import {
  type Density,
  exifDensity,
  jpegDensity,
  pngDensity,
  pngIsAnimated,
  type Read,
  tiffDensity,
  tiffIsIndexed,
} from './density.ts';
import type { Colour } from './facts.ts';
import type { Format } from './formats.ts';
import type { Mask } from './mask.ts';
import { OPENED_SIDE_PX, type Picture, type Pixels, PLAIN_FACTS, PREVIEW_SIDE_PX } from './picture.ts';
import { svgSize } from './svg.ts';

const MOST_PIXELS = 150_000_000;

// one job at a time in a small process: no threads, nothing kept between customers
sharp.concurrency(1);
sharp.cache(false);

const OPTIONS: SharpOptions = { limitInputPixels: MOST_PIXELS, failOn: 'error' };

export async function readRaster(path: string, format: Format): Promise<Picture> {
  const metadata = await sharp(path, OPTIONS).metadata();
  const { width, height } = metadata.autoOrient;
  const { density, colour, animated } = withFile(path, (read) => statedBy(format, read, metadata));
  const turned = (metadata.orientation ?? 1) >= 5;
  const [x, y] = turned ? [density?.y, density?.x] : [density?.x, density?.y];
  const pixels = await toPixels(sharp(path, OPTIONS).autoOrient(), { withoutEnlargement: true });
  return {
    facts: {
      ...PLAIN_FACTS,
      format,
      pages: format === 'tiff' ? (metadata.pages ?? 1) : 1,
      animated,
      widthMm: x ? width / x : null,
      heightMm: y ? height / y : null,
      widthPx: width,
      heightPx: height,
      vector: false,
      colour,
    },
    pixels,
  };
}

/** What libvips does not tell, or not exactly. */
function statedBy(format: Format, read: Read, metadata: Metadata) {
  const frames = format !== 'tiff' && (metadata.pages ?? 1) > 1;
  return {
    density: statedDensity(format, read, metadata),
    colour: colourOf(format, read, metadata),
    animated: frames || (format === 'png' && pngIsAnimated(read)),
  };
}

/** `svg` as bytes, never as a path: without a place of its own it can reach no other file. */
export async function readSvg(svg: Uint8Array): Promise<Picture> {
  // 96 dots per inch is what CSS calls an inch; drawn at the size of the preview, whatever size it states
  const image = sharp(svg, { density: 96, limitInputPixels: false, failOn: 'error' });
  const pixels = await toPixels(image, { withoutEnlargement: false });
  const size = svgSize(new TextDecoder().decode(svg));
  return {
    facts: {
      ...PLAIN_FACTS,
      format: 'svg',
      widthMm: size?.widthMm ?? null,
      heightMm: size?.heightMm ?? null,
      vector: true,
      colour: 'rgb',
    },
    pixels,
  };
}

async function toPixels(image: Sharp, fit: { withoutEnlargement: boolean }): Promise<Pixels> {
  const { data, info } = await image
    .resize(OPENED_SIDE_PX, OPENED_SIDE_PX, { fit: 'inside', ...fit })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

function statedDensity(format: Format, read: Read, metadata: Metadata): Density | null {
  if (format === 'png') return pngDensity(read) ?? fromExif(metadata);
  if (format === 'jpg') return jpegDensity(read);
  if (format === 'tiff') return tiffDensity(read);
  return fromExif(metadata);
}

function fromExif(metadata: Metadata): Density | null {
  return metadata.exif ? exifDensity(metadata.exif) : null;
}

function colourOf(format: Format, read: Read, metadata: Metadata): Colour | null {
  if (metadata.isPalette || (format === 'tiff' && tiffIsIndexed(read))) return 'indexed';
  const { space } = metadata;
  if (space === 'cmyk' || space === 'lab') return space;
  if (space === 'b-w' || space === 'grey16') return 'gray';
  return space === 'srgb' || space === 'rgb' || space === 'rgb16' || space === 'scrgb' ? 'rgb' : null;
}

function withFile<T>(path: string, work: (read: Read) => T): T {
  const file = openSync(path, 'r');
  try {
    return work((offset, length) => {
      const bytes = Buffer.alloc(Math.min(length, 1_000_000));
      return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, offset));
    });
  } finally {
    closeSync(file);
  }
}

/** Writes the preview without a word of metadata. Plain drawings are smaller when nothing is lost. */
export async function writePreview(pixels: Pixels, path: string): Promise<{ width: number; height: number }> {
  const { data, width, height } = pixels;
  const image = sharp(data, { raw: { width, height, channels: 4 } });
  const { width: w, height: h } = await (isOpaque(data) ? image.removeAlpha() : image)
    .resize(PREVIEW_SIDE_PX, PREVIEW_SIDE_PX, { fit: 'inside', withoutEnlargement: true })
    .webp(isFlat(pixels) ? { lossless: true, effort: 1 } : { quality: 86, alphaQuality: 100, effort: 1 })
    .toFile(path);
  return { width: w, height: h };
}

/** Grey, without a word of how its grey is meant: its figures are coverage, not light. */
export async function writeMask({ data, width, height }: Mask, path: string): Promise<void> {
  await sharp(data, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png({ compressionLevel: 6 })
    .toFile(path);
}

/** Hardly any different colours in a coarse sample: a plain drawing. */
function isFlat({ data, width, height }: Pixels): boolean {
  const samples = 4096;
  const colours = new Set<number>();
  const step = Math.max(1, Math.floor((width * height) / samples));
  for (let pixel = 0; pixel < width * height; pixel += step) {
    const at = pixel * 4;
    colours.add(((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0));
  }
  return colours.size <= 32;
}

/** A preview of ours, made narrower. */
export async function shrinkPreview(job: {
  path: string;
  widthPx: number;
  toPath: string;
  format?: PreviewFormat;
}): Promise<void> {
  const smaller = sharp(job.path, OPTIONS).resize({ width: job.widthPx, withoutEnlargement: true });
  const written =
    job.format === 'png' ? smaller.png({ palette: true }) : smaller.webp({ quality: 85, effort: 3 });
  await written.toFile(job.toPath);
}

function isOpaque(data: Uint8Array): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false;
  return true;
}

/** Known refusals of libvips; everything else it says means a damaged file. */
export function isPixelLimit(error: unknown): boolean {
  return error instanceof Error && /pixel limit|too large|exceeds/i.test(error.message);
}
