// The pixels of what libvips reads: as many as we look at, upright, in sRGB. Runs in the decoder child only.
import sharp, { type Metadata, type Sharp, type SharpOptions } from 'sharp';
import { iccComponents } from './icc.ts';
import { MOST_PIXELS, OPENED_SIDE_PX, type Pixels } from './picture.ts';
import { tiffFor } from './tiff.ts';

// one job at a time in a small process: no threads, nothing kept between customers
sharp.concurrency(1);
sharp.cache(false);

export const SAFE: SharpOptions = { limitInputPixels: MOST_PIXELS, failOn: 'error' };

/** Of a file, or of one that another opener has translated. `page` counts from 1. */
export async function pixelsOf(image: string | Uint8Array, page = 1): Promise<Pixels> {
  return readPixels(image, page, await metadataOf(image, page));
}

export function metadataOf(image: string | Uint8Array, page: number): Promise<Metadata> {
  return sharp(image, optionsFor(page)).metadata();
}

export async function readPixels(
  image: string | Uint8Array,
  page: number,
  { space, icc }: Metadata,
): Promise<Pixels> {
  const options = optionsFor(page);
  if (space === 'cmyk') {
    const inks = small(sharp(image, options)).pipelineColourspace('cmyk').toColourspace('cmyk');
    return inSrgb(await raw(inks), { photometric: 'cmyk', icc });
  }
  if (!icc || iccComponents(icc) !== 3) return asRgba(small(sharp(image, options)));
  const figures = await raw(asSrgb(small(sharp(image, { ...options, ignoreIcc: true }))));
  return inSrgb(figures, { photometric: 'rgb', icc });
}

/** Files of other kinds have no pages for libvips, which minds being asked for one. */
function optionsFor(page: number): SharpOptions {
  return page > 1 ? { ...SAFE, page: page - 1 } : SAFE;
}

/** Of a TIFF whose second page is colours, and whose third is where they are clear. */
export async function pixelsApart(tiff: Uint8Array): Promise<{ colours: Pixels; alpha: Uint8Array }> {
  const [colours, alpha] = [await pixelsOf(tiff, 2), await pixelsOf(tiff, 3)];
  return { colours, alpha: alpha.data.filter((_value, at) => at % 4 === 0) };
}

/** A JPEG in a file of another kind; version 4 of Photoshop swapped red and blue. */
export async function thumbnailPixels(thumbnail: { jpeg: Uint8Array; swapped: boolean }): Promise<Pixels> {
  const image = small(sharp(thumbnail.jpeg, { ...SAFE, failOn: 'none' }));
  return asRgba(thumbnail.swapped ? image.recomb([[0, 0, 1], [0, 1, 0], [1, 0, 0]]) : image); // biome-ignore format: a matrix
}

function small(image: Sharp): Sharp {
  return image
    .autoOrient()
    .resize(OPENED_SIDE_PX, OPENED_SIDE_PX, { fit: 'inside', withoutEnlargement: true });
}

interface Raw extends Pixels {
  channels: number;
}

/** What figures mean is looked up for the few that are left: sharp would look it up for every pixel of the file. */
function inSrgb(
  { data, width, height, channels }: Raw,
  meaning: { photometric: 'rgb' | 'cmyk'; icc: Uint8Array | undefined },
): Promise<Pixels> {
  const { file, data: samples } = tiffFor(data.length, [
    {
      width,
      height,
      photometric: meaning.photometric,
      icc: meaning.icc ?? null,
      bits: 8,
      samples: channels,
      hasAlpha: channels > (meaning.photometric === 'cmyk' ? 4 : 3),
      planar: false,
      packBits: false,
      rowsPerStrip: height,
      strips: [{ at: 0, bytes: data.length }],
    },
  ]);
  samples.set(data);
  return asRgba(sharp(file, SAFE));
}

function asSrgb(image: Sharp): Sharp {
  return image.toColourspace('srgb').ensureAlpha();
}

function asRgba(image: Sharp): Promise<Pixels> {
  return raw(asSrgb(image));
}

async function raw(image: Sharp): Promise<Raw> {
  const { data, info } = await image.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

/** Known refusals of libvips; everything else it says means a damaged file. */
export function isPixelLimit(error: unknown): boolean {
  return error instanceof Error && /pixel limit|too large|exceeds/i.test(error.message);
}
