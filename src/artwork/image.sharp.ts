// Raster pictures and SVG through libvips. Runs in the decoder child only.
import sharp, { type Metadata, type Sharp, type SharpOptions } from 'sharp';
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
import { MOST_PIXELS, OPENED_SIDE_PX, type Picture, type Pixels, rasterFacts } from './picture.ts';
import { withFile } from './read.file.ts';
import { tiffPages } from './tiff-tags.ts';

// one job at a time in a small process: no threads, nothing kept between customers
sharp.concurrency(1);
sharp.cache(false);

const OPTIONS: SharpOptions = { limitInputPixels: MOST_PIXELS, failOn: 'error' };

/** `page` counts from 1; only TIFF has several. */
export async function readRaster(path: string, format: Format, page: number): Promise<Picture> {
  const options = format === 'tiff' ? { ...OPTIONS, page: page - 1 } : OPTIONS;
  const metadata = await sharp(path, options).metadata();
  const stated = withFile(path, ({ read }) => statedBy({ format, page, read }, metadata));
  const facts = rasterFacts({
    format,
    ...metadata.autoOrient,
    ...stated,
    turned: (metadata.orientation ?? 1) >= 5,
    page,
  });
  return { facts, pixels: await toPixels(sharp(path, options).autoOrient()) };
}

/** What libvips does not tell, or not exactly. */
function statedBy({ format, page, read }: { format: Format; page: number; read: Read }, metadata: Metadata) {
  const frames = (format === 'gif' || format === 'webp') && (metadata.pages ?? 1) > 1;
  return {
    pages: format === 'tiff' ? tiffPages(read) : 1,
    density: statedDensity(format, { page, read }, metadata),
    colour: colourOf(metadata, format === 'tiff' && tiffIsIndexed(read, page)),
    animated: frames || (format === 'png' && pngIsAnimated(read)),
  };
}

function statedDensity(
  format: Format,
  { page, read }: { page: number; read: Read },
  metadata: Metadata,
): Density | null {
  if (format === 'png') return pngDensity(read) ?? fromExif(metadata);
  if (format === 'jpg') return jpegDensity(read);
  if (format === 'tiff') return tiffDensity(read, page);
  return fromExif(metadata);
}

function fromExif(metadata: Metadata): Density | null {
  return metadata.exif ? exifDensity(metadata.exif) : null;
}

const COLOUR_OF_SPACE: Record<string, Colour> = {
  cmyk: 'cmyk',
  lab: 'lab',
  labs: 'lab',
  'b-w': 'gray',
  grey16: 'gray',
  srgb: 'rgb',
  rgb: 'rgb',
  rgb16: 'rgb',
  scrgb: 'rgb',
};

function colourOf({ isPalette, space }: Metadata, isIndexedTiff: boolean): Colour | null {
  return isPalette || isIndexedTiff ? 'indexed' : (COLOUR_OF_SPACE[space] ?? null);
}

/** Of a file that another opener has translated for libvips. */
export function pixelsOf(image: Uint8Array): Promise<Pixels> {
  return toPixels(sharp(image, OPTIONS).autoOrient());
}

/** Of a TIFF whose second page is colours, and whose third is where they are clear. */
export async function pixelsApart(tiff: Uint8Array): Promise<{ colours: Pixels; alpha: Uint8Array }> {
  const colours = await toPixels(sharp(tiff, { ...OPTIONS, page: 1 }));
  const alpha = await toPixels(sharp(tiff, { ...OPTIONS, page: 2 }));
  return { colours, alpha: alpha.data.filter((_value, at) => at % 4 === 0) };
}

/** A JPEG in a file of another kind; version 4 of Photoshop swapped red and blue. */
export async function thumbnailPixels({
  jpeg,
  swapped,
}: {
  jpeg: Uint8Array;
  swapped: boolean;
}): Promise<Pixels> {
  const image = sharp(jpeg, { ...OPTIONS, failOn: 'none' });
  return toPixels(swapped ? image.recomb([[0, 0, 1], [0, 1, 0], [1, 0, 0]]) : image); // biome-ignore format: a matrix
}

function toPixels(image: Sharp): Promise<Pixels> {
  return asRgba(image.resize(OPENED_SIDE_PX, OPENED_SIDE_PX, { fit: 'inside', withoutEnlargement: true }));
}

async function asRgba(image: Sharp): Promise<Pixels> {
  const { data, info } = await image
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Known refusals of libvips; everything else it says means a damaged file. */
export function isPixelLimit(error: unknown): boolean {
  return error instanceof Error && /pixel limit|too large|exceeds/i.test(error.message);
}
