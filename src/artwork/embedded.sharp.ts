// The small pictures that drawing programs leave in their files, as previews of what we cannot draw ourselves.
import sharp, { type Sharp, type SharpOptions } from 'sharp';
import { OPENED_SIDE_PX, type Pixels } from './picture.ts';

const MOST_PIXELS = 25_000_000;
/** Thumbnails are rounded to whole pixels; more than this off and it shows something else than the artboard. */
const SAME_PROPORTIONS = 0.03;

/** How much a pixel of black or white is worth beside one of colour. */
const BILEVEL_WORTH = 0.05;

const OPTIONS: SharpOptions = { limitInputPixels: MOST_PIXELS, failOn: 'error' };
const CLEAR = { r: 0, g: 0, b: 0, alpha: 0 };

/**
 * As large as we open any drawing. `ratio`, width over height, is the artboard's where it is known. null for what is
 * no picture.
 */
export async function embeddedPixels(picture: Uint8Array, ratio: number | null): Promise<Pixels | null> {
  try {
    const small = await decoded(picture);
    return await onArtboard(small, ratio ?? small.width / small.height);
  } catch {
    return null; // then there is no preview: the design itself is elsewhere in the file
  }
}

/** The one with the most to see; black and white only where nothing has colours or greys. */
export async function biggestPicture(pictures: Uint8Array[]): Promise<Uint8Array | null> {
  let biggest: { picture: Uint8Array; pixels: number } | null = null;
  for (const picture of pictures) {
    const pixels = await seenPixels(picture);
    if (pixels > (biggest?.pixels ?? 0)) biggest = { picture, pixels };
  }
  return biggest?.picture ?? null;
}

async function seenPixels(picture: Uint8Array): Promise<number> {
  try {
    const { width, height, bitsPerSample } = await sharp(picture, OPTIONS).metadata();
    return width * height * (bitsPerSample === 1 ? BILEVEL_WORTH : 1);
  } catch {
    return 0;
  }
}

async function decoded(picture: Uint8Array): Promise<Pixels> {
  const isBitmap = picture[0] === 0x42 && picture[1] === 0x4d;
  return toPixels(isBitmap ? await bitmap(Buffer.from(picture)) : sharp(picture, OPTIONS));
}

export async function bitmapAsPng(file: Buffer): Promise<Buffer> {
  return (await bitmap(file)).png().toBuffer();
}

async function toPixels(image: Sharp): Promise<Pixels> {
  const { data, info } = await image
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

async function bitmap(file: Buffer): Promise<Sharp> {
  const [width, height] = [file.readInt32LE(18), Math.abs(file.readInt32LE(22))];
  if (!(width > 0 && height > 0 && width * height <= MOST_PIXELS)) throw new RangeError('no picture');
  const { bmpAsTiff } = await import('./open.magick.ts'); // few files have one inside
  return sharp(await bmpAsTiff(file), OPTIONS);
}

/** A thumbnail shows the artboard, or the artboard in the middle of a square, or only what is drawn on it. */
function onArtboard(small: Pixels, ratio: number): Promise<Pixels> {
  const { data, width, height } = small;
  const image = sharp(data, { raw: { width, height, channels: 4 } });
  const box = {
    width: Math.max(1, Math.round(ratio >= 1 ? OPENED_SIDE_PX : OPENED_SIDE_PX * ratio)),
    height: Math.max(1, Math.round(ratio >= 1 ? OPENED_SIDE_PX / ratio : OPENED_SIDE_PX)),
  };
  const roundedBy = 1 / Math.min(width, height);
  const isArtboard = Math.abs(width / height / ratio - 1) <= Math.max(SAME_PROPORTIONS, roundedBy);
  if (isArtboard) return toPixels(image.resize({ ...box, fit: 'fill' }));
  const drawn = drawnPart(small);
  const middle = middlePart(small, ratio);
  return contains(middle, drawn)
    ? toPixels(image.extract(middle).resize({ ...box, fit: 'fill' }))
    : toPixels(image.extract(drawn).resize({ ...box, fit: 'contain', background: CLEAR }));
}

interface Region {
  left: number;
  top: number;
  width: number;
  height: number;
}

function middlePart({ width, height }: Pixels, ratio: number): Region {
  const across = Math.max(1, Math.min(width, Math.round(height * ratio)));
  const down = Math.max(1, Math.min(height, Math.round(width / ratio)));
  return { left: (width - across) >> 1, top: (height - down) >> 1, width: across, height: down };
}

/** What is not of the colour of the first pixel. */
function drawnPart({ data, width, height }: Pixels): Region {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!differs(data, (y * width + x) * 4)) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  return right < 0
    ? { left: 0, top: 0, width, height }
    : { left, top, width: right + 1 - left, height: bottom + 1 - top };
}

/** Thumbnails may be JPEGs: a little noise is none. */
function differs(data: Uint8Array, at: number): boolean {
  for (let channel = 0; channel < 4; channel++) {
    if (Math.abs((data[at + channel] ?? 0) - (data[channel] ?? 0)) > 12) return true;
  }
  return false;
}

function contains(outer: Region, inner: Region): boolean {
  return (
    inner.left >= outer.left - 1 &&
    inner.top >= outer.top - 1 &&
    inner.left + inner.width <= outer.left + outer.width + 1 &&
    inner.top + inner.height <= outer.top + outer.height + 1
  );
}

/** One colour everywhere: an empty page, or a plain one. */
export function isBlank({ data }: Pixels): boolean {
  for (let at = 4; at < data.length; at += 4) if (differs(data, at)) return false;
  return true;
}
