// What libvips does not open, through ImageMagick in WebAssembly: HEIC, JPEG XL, JPEG 2000, BMP and sequences of
// AVIF. It comes out as a TIFF that libvips opens. Runs in the decoder child only.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  ColorSpace,
  type IMagickImage,
  initializeImageMagick,
  MagickFormat,
  MagickImage,
  MagickImageInfo,
  MagickReadSettings,
  ResourceLimits,
} from '@imagemagick/magick-wasm';
import { averageRows } from './blocks.ts';
import { findBox } from './boxes.ts';
import {
  bmpDensity,
  bmpIsIndexed,
  type Density,
  exifDensity,
  jp2Density,
  jp2IsIndexed,
  type Read,
} from './density.ts';
import type { Colour } from './facts.ts';
import { iccComponents } from './icc.ts';
import { pixelsOf } from './image.sharp.ts';
import {
  Damaged,
  OPENED_SIDE_PX,
  type Picture,
  rasterFacts,
  refuseTooLarge,
  TooHeavy,
  TooManyPixels,
} from './picture.ts';
import { withFile } from './read.file.ts';
import { type TiffPage, tiffFor } from './tiff.ts';

export type MagickKind = 'heic' | 'jxl' | 'jp2' | 'bmp' | 'avif';

/** Named to it, never left to its own nose: it knows formats that read other files. */
const READ_AS: Record<MagickKind, MagickFormat> = {
  heic: MagickFormat.Heic,
  jxl: MagickFormat.Jxl,
  jp2: MagickFormat.Jp2,
  bmp: MagickFormat.Bmp,
  avif: MagickFormat.Avif,
};

export async function openMagick(path: string, format: MagickKind): Promise<Picture> {
  const { facts, tiff } = await translate(path, format, 2 * OPENED_SIDE_PX);
  return { facts, pixels: await pixelsOf(tiff) };
}

/** Every pixel of it as a TIFF, for whoever needs them all. */
export async function magickAsTiff(path: string, format: MagickKind): Promise<Uint8Array> {
  return (await translate(path, format, Number.POSITIVE_INFINITY)).tiff;
}

/** `mostSide`: larger pictures may come out smaller, though not smaller than that. */
async function translate(path: string, format: MagickKind, mostSide: number) {
  await loadMagick();
  const bytes = readFileSync(path);
  const isSequence = format === 'heic' || format === 'avif' ? preferStill(bytes) : false;
  const size = measure(bytes, format);
  const image = decode(bytes, { format, size, mostSide });
  try {
    const orientation = format === 'jxl' ? image.orientation || 1 : 1; // the others are upright by now
    const turned = orientation >= 5;
    const [width, height] = turned ? [size.height, size.width] : [size.width, size.height];
    const stated = withFile(path, ({ read }) => statedBy(format, read, image));
    const facts = rasterFacts({
      format,
      width,
      height,
      turned,
      ...stated,
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
  const read: Read = (offset, length) => bytes.subarray(offset, offset + length);
  const [brands, moving] = [findBox(read, 'ftyp'), findBox(read, 'moov')];
  if (brands && moving && findBox(read, 'meta')) {
    bytes.write('free', moving.kindAt, 'latin1');
    for (let at = brands.from; at < brands.to; at += 4) {
      if (SEQUENCES.has(bytes.toString('latin1', at, at + 4))) bytes.write('mif1', at, 'latin1');
    }
  }
  return moving !== null;
}

let loading: Promise<void> | undefined;

function loadMagick(): Promise<void> {
  loading ??= load();
  return loading;
}

async function load(): Promise<void> {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('@imagemagick/magick-wasm/magick.wasm'));
  await initializeImageMagick(wasm);
  ResourceLimits.disk = 0n; // which would be memory, too
}

interface Size {
  width: number;
  height: number;
}

/** By its header alone. */
function measure(bytes: Uint8Array, format: MagickKind): Size {
  const { width, height } = attempt(() => MagickImageInfo.create(bytes, settingsFor(format)));
  refuseTooLarge(width, height);
  return { width, height };
}

function settingsFor(format: MagickKind): MagickReadSettings {
  const settings = new MagickReadSettings({ format: READ_AS[format], frameIndex: 0, frameCount: 1 });
  settings.syncImageWithExifProfile = false; // HEIC and JPEG XL say by other means how they are turned
  return settings;
}

function decode(bytes: Uint8Array, job: { format: MagickKind; size: Size; mostSide: number }): IMagickImage {
  const { format, size, mostSide } = job;
  const steps = format === 'jp2' ? Math.floor(Math.log2(Math.max(size.width, size.height) / mostSide)) : 0;
  if (steps < 1) return attempt(() => MagickImage.create(bytes, settingsFor(format)));
  const settings = settingsFor(format);
  settings.setDefine(MagickFormat.Jp2, 'reduce-factor', String(steps));
  // without it, it takes the reduced size for that of the part to be decoded
  Object.assign(settings, size);
  try {
    return attempt(() => MagickImage.create(bytes, settings));
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    return attempt(() => MagickImage.create(bytes, settingsFor(format))); // it may hold no smaller sizes
  }
}

function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/security limit|exceeds|too large|limit exceeded/i.test(message)) throw new TooManyPixels(message);
    if (/memory|resources exhausted/i.test(message)) throw new TooHeavy(message);
    if (error instanceof RangeError || (error instanceof Error && error.name === 'RuntimeError')) throw error;
    throw new Damaged(message);
  }
}

function statedBy(
  format: MagickKind,
  read: Read,
  image: IMagickImage,
): { density: Density | null; colour: Colour } {
  if (format === 'bmp') return { density: bmpDensity(read), colour: bmpIsIndexed(read) ? 'indexed' : 'rgb' };
  if (format === 'jp2')
    return { density: jp2Density(read), colour: jp2IsIndexed(read) ? 'indexed' : colourOf(image) };
  const exif = image.getProfile('exif');
  return { density: exif ? exifDensity(exif.data) : null, colour: colourOf(image) };
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
