// What libvips does not open, through ImageMagick in WebAssembly: HEIC, JPEG XL, JPEG 2000, BMP, sequences of AVIF
// and the rarest TIFF. It comes out as a TIFF that libvips opens. Runs in the decoder child only.
import { readFileSync } from 'node:fs';
import {
  ColorSpace,
  type IMagickImage,
  MagickFormat,
  MagickImage,
  MagickImageInfo,
  MagickReadSettings,
} from '@imagemagick/magick-wasm';
import { averageRows } from './blocks.ts';
import { findBox } from './boxes.ts';
import {
  bmpDensity,
  bmpIsIndexed,
  exifDensity,
  jp2Density,
  jp2IsIndexed,
  type Read,
  tiffDensity,
} from './density.ts';
import { attempt, loadMagick } from './engine.magick.ts';
import type { Colour } from './facts.ts';
import { iccComponents } from './icc.ts';
import { jxlSize } from './jxl.ts';
import {
  Damaged,
  OPENED_SIDE_PX,
  type Picture,
  type RasterFacts,
  rasterFacts,
  refuseTooLarge,
} from './picture.ts';
import { pixelsOf } from './pixels.sharp.ts';
import { type TiffPage, tiffFor } from './tiff.ts';
import { tiffPages, tiffSize } from './tiff-tags.ts';

export type MagickKind = 'heic' | 'jxl' | 'jp2' | 'bmp' | 'avif' | 'tiff';

/** Named to it, never left to its own nose: it knows formats that read other files. */
const READ_AS: Record<MagickKind, MagickFormat> = {
  heic: MagickFormat.Heic,
  jxl: MagickFormat.Jxl,
  jp2: MagickFormat.Jp2,
  bmp: MagickFormat.Bmp,
  avif: MagickFormat.Avif,
  tiff: MagickFormat.Tiff,
};

interface Job {
  format: MagickKind;
  /** From 1; only TIFF has several. */
  page: number;
  /** Larger pictures may come out smaller, though not smaller than that. */
  mostSide: number;
}

export async function openMagick(path: string, format: MagickKind, page = 1): Promise<Picture> {
  const job = { format, page, mostSide: 2 * OPENED_SIDE_PX };
  const { facts, tiff } = await translate(readFileSync(path), job);
  return { facts, pixels: await pixelsOf(tiff) };
}

/** Every pixel of it as a TIFF, for whoever needs them all. */
export async function magickAsTiff(path: string, format: MagickKind, page = 1): Promise<Uint8Array> {
  return (await translate(readFileSync(path), { format, page, mostSide: Number.POSITIVE_INFINITY })).tiff;
}

/** The same of a BMP inside of another file. */
export async function bmpAsTiff(bytes: Uint8Array): Promise<Uint8Array> {
  const job = { format: 'bmp', page: 1, mostSide: Number.POSITIVE_INFINITY } as const;
  return (await translate(Buffer.from(bytes), job)).tiff;
}

async function translate(bytes: Buffer, job: Job): Promise<{ facts: Picture['facts']; tiff: Uint8Array }> {
  const { format, page, mostSide } = job;
  await loadMagick();
  const isSequence = format === 'heic' || format === 'avif' ? preferStill(bytes) : false;
  const size = measure(bytes, job);
  const image = decode(bytes, job, size);
  try {
    // the others are upright by now
    const orientation = format === 'jxl' || format === 'tiff' ? image.orientation || 1 : 1;
    const turned = orientation >= 5;
    const facts = rasterFacts({
      format,
      ...(turned ? { width: size.height, height: size.width } : size),
      turned,
      ...statedBy(job, readerOf(bytes), image),
      page,
      animated: isSequence || image.animationDelay > 0,
    });
    return { facts, tiff: tiffOf(image, { orientation, mostSide }) };
  } finally {
    image.dispose();
  }
}

const SEQUENCES = new Set(['msf1', 'avis', 'hevc', 'hevx']);

/**
 * A sequence may come with a picture that stands for it: takes the moving part out, so that the picture is read.
 * Answers whether it is a sequence.
 */
function preferStill(bytes: Buffer): boolean {
  const read = readerOf(bytes);
  const [brands, moving] = [findBox(read, 'ftyp'), findBox(read, 'moov')];
  if (brands && moving && findBox(read, 'meta')) {
    bytes.write('free', moving.kindAt, 'latin1');
    for (let at = brands.from; at < brands.to; at += 4) {
      if (SEQUENCES.has(bytes.toString('latin1', at, at + 4))) bytes.write('mif1', at, 'latin1');
    }
  }
  return moving !== null;
}

interface Size {
  width: number;
  height: number;
}

/** By its header alone. */
function measure(bytes: Uint8Array, job: Job): Size {
  const stated = sizeIn(readerOf(bytes), job);
  if (stated) refuseTooLarge(stated.width, stated.height);
  if (stated && job.format === 'tiff') return stated; // of other pages than the first, ImageMagick does not know it
  const { width, height } = attempt(() => MagickImageInfo.create(bytes, settingsFor(job)));
  refuseTooLarge(width, height);
  return { width, height };
}

function sizeIn(read: Read, { format, page }: Job): Size | null {
  if (format === 'jxl') return jxlSize(read);
  return format === 'tiff' ? tiffSize(read, page) : null;
}

function readerOf(bytes: Uint8Array): Read {
  return (offset, length) => bytes.subarray(offset, offset + length);
}

function settingsFor({ format, page }: Job): MagickReadSettings {
  const settings = new MagickReadSettings({ format: READ_AS[format], frameIndex: page - 1, frameCount: 1 });
  settings.syncImageWithExifProfile = false; // HEIC and JPEG XL say by other means how they are turned
  return settings;
}

function decode(bytes: Uint8Array, job: Job, size: Size): IMagickImage {
  const { format, mostSide } = job;
  const steps = format === 'jp2' ? Math.floor(Math.log2(Math.max(size.width, size.height) / mostSide)) : 0;
  if (steps < 1) return attempt(() => MagickImage.create(bytes, settingsFor(job)));
  const settings = settingsFor(job);
  settings.setDefine(MagickFormat.Jp2, 'reduce-factor', String(steps));
  // without it, it takes the reduced size for that of the part to be decoded
  Object.assign(settings, size);
  try {
    return attempt(() => MagickImage.create(bytes, settings));
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    return attempt(() => MagickImage.create(bytes, settingsFor(job))); // it may hold no smaller sizes
  }
}

type Stated = Pick<RasterFacts, 'density' | 'colour' | 'pages'>;

function statedBy({ format, page }: Job, read: Read, image: IMagickImage): Stated {
  const colour = colourOf(image);
  switch (format) {
    case 'bmp':
      return { density: bmpDensity(read), colour: bmpIsIndexed(read) ? 'indexed' : colour };
    case 'jp2':
      return { density: jp2Density(read), colour: jp2IsIndexed(read) ? 'indexed' : colour };
    case 'tiff':
      return { density: tiffDensity(read, page), colour, pages: tiffPages(read) };
    default: {
      const exif = image.getProfile('exif');
      return { density: exif ? exifDensity(exif.data) : null, colour };
    }
  }
}

function colourOf({ colorSpace }: IMagickImage): Colour {
  if (colorSpace === ColorSpace.CMYK) return 'cmyk';
  if (colorSpace === ColorSpace.Lab) return 'lab';
  return colorSpace === ColorSpace.Gray || colorSpace === ColorSpace.LinearGray ? 'gray' : 'rgb';
}

/** Rows copied out at once. */
const BAND = 16;

function tiffOf(
  image: IMagickImage,
  { orientation, mostSide }: { orientation: number; mostSide: number },
): Uint8Array {
  if (image.colorSpace === ColorSpace.Lab) image.colorSpace = ColorSpace.sRGB;
  const isCmyk = image.colorSpace === ColorSpace.CMYK;
  const longest = Math.max(image.width, image.height);
  const factor = isCmyk ? 1 : Math.max(1, Math.floor(longest / mostSide));
  const [width, height] = [Math.ceil(image.width / factor), Math.ceil(image.height / factor)];
  const page = { ...pageOf({ width, height }, isCmyk), icc: profileOf(image, isCmyk ? 4 : 3), orientation };
  const { file, data } = tiffFor(width * height * 4, [page]);
  const rows = factor === 1 ? BAND : factor;
  image.getPixels((pixels) => {
    for (let y = 0, at = 0; y < image.height; y += rows) {
      const count = Math.min(rows, image.height - y);
      const band = pixels.toByteArray(0, y, image.width, count, isCmyk ? 'CMYK' : 'RGBA');
      if (!band) throw new Damaged('no pixels');
      const part = factor === 1 ? band : averageRows(band, image.width, factor);
      data.set(part, at);
      at += part.length;
    }
  });
  return file;
}

function pageOf({ width, height }: Size, isCmyk: boolean): TiffPage {
  const strips = Array.from({ length: Math.ceil(height / BAND) }, (_, index) => ({
    at: index * BAND * width * 4,
    bytes: Math.min(BAND, height - index * BAND) * width * 4,
  }));
  return {
    width,
    height,
    photometric: isCmyk ? 'cmyk' : 'rgb',
    bits: 8,
    samples: 4,
    hasAlpha: !isCmyk,
    planar: false,
    packBits: false,
    rowsPerStrip: BAND,
    strips,
  };
}

/** Only one that fits the samples: grey comes out as three. */
function profileOf(image: IMagickImage, components: 3 | 4): Uint8Array | null {
  const profile = image.getColorProfile()?.data;
  return profile && iccComponents(profile) === components ? profile : null;
}
