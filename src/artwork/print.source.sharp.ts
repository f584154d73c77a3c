// The samples of a picture for print, as its file holds them: depth, colours and profile stay. Runs in the decoder
// child only.
import sharp, { type Metadata, type SharpOptions } from 'sharp';
import type { Samples } from './print.image.pdflib.ts';

const OPTIONS: SharpOptions = { limitInputPixels: 150_000_000, failOn: 'error' };

export interface SourceFacts {
  orientation: number;
  isCmyk: boolean;
  icc: Uint8Array | null;
}

export async function lookAt(path: string): Promise<SourceFacts> {
  const { orientation = 1, space, icc } = await sharp(path, OPTIONS).metadata();
  return { orientation, isCmyk: space === 'cmyk', icc: icc ?? null };
}

/** Upright, as a PNG with its profile: libvips packs it row by row, however large it is. */
export async function asPng(path: string): Promise<Buffer> {
  const metadata = await sharp(path, OPTIONS).metadata();
  const image = sharp(path, OPTIONS).autoOrient();
  const space = pngSpace(metadata);
  return (space ? image.keepIccProfile().toColourspace(space) : image.toColourspace('srgb'))
    .png({ compressionLevel: 6, palette: false })
    .toBuffer();
}

/** `svg` as bytes, never as a path: without a place of its own it can reach no other file. */
export function svgAsPng(
  svg: Uint8Array,
  { width, height }: { width: number; height: number },
): Promise<Buffer> {
  return sharp(svg, { density: 96, limitInputPixels: false, failOn: 'error' })
    .resize(width, height, { fit: 'fill' })
    .ensureAlpha()
    .toColourspace('srgb')
    .png({ compressionLevel: 6, palette: false })
    .toBuffer();
}

/** null: a space that PNG does not know. */
function pngSpace({ space, depth }: Metadata): 'b-w' | 'grey16' | 'srgb' | 'rgb16' | null {
  const isDeep = depth === 'ushort';
  if (space === 'b-w' || space === 'grey16') return isDeep ? 'grey16' : 'b-w';
  if (space === 'srgb' || space === 'rgb' || space === 'rgb16') return isDeep ? 'rgb16' : 'srgb';
  return null;
}

/** Upright CMYK, eight bits. */
export async function asCmyk(path: string): Promise<Samples> {
  const { icc = null } = await sharp(path, OPTIONS).metadata();
  const { data, info } = await sharp(path, OPTIONS)
    .pipelineColourspace('cmyk')
    .autoOrient()
    .toColourspace('cmyk')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const planes = channels > 4 ? alphaApart(data, channels) : { data, alpha: null };
  return { ...planes, width, height, components: 4, bits: 8, icc };
}

/** The profile by which libvips shows CMYK that has none. */
export async function assumedCmyk(): Promise<Uint8Array> {
  const pixel = { create: { width: 1, height: 1, channels: 3 as const, background: '#fff' } };
  const tiff = await sharp(pixel).withIccProfile('cmyk').tiff().toBuffer();
  const { icc } = await sharp(tiff).metadata();
  if (!icc) throw new Error('libvips has lost its CMYK profile');
  return icc;
}

function alphaApart(data: Uint8Array, channels: number): { data: Uint8Array; alpha: Uint8Array } {
  const pixels = data.length / channels;
  const colours = new Uint8Array(pixels * (channels - 1));
  const alpha = new Uint8Array(pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const at = pixel * channels;
    colours.set(data.subarray(at, at + channels - 1), pixel * (channels - 1));
    alpha[pixel] = data[at + channels - 1] ?? 255;
  }
  return { data: colours, alpha };
}

/** Straight RGBA as samples; what is clear anyway needs no mask where nothing is. */
export function rgbaSamples({
  data,
  width,
  height,
}: {
  data: Uint8Array;
  width: number;
  height: number;
}): Samples {
  const planes = alphaApart(data, 4);
  const alpha = planes.alpha.every((each) => each === 255) ? null : planes.alpha;
  return { data: planes.data, alpha, width, height, components: 3, bits: 8, icc: null };
}
