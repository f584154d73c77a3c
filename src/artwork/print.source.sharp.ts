// The samples of a picture for print, as its file holds them: depth, colours and profile stay. Runs in the decoder
// child only.
import sharp, { type Metadata, type Sharp, type SharpOptions } from 'sharp';
import type { Samples } from './print.image.pdflib.ts';

const OPTIONS: SharpOptions = { limitInputPixels: 150_000_000, failOn: 'error' };

/** A picture that libvips reads: a file, or one that another opener has translated. */
export interface Source {
  image: string | Uint8Array;
  /** From 1; only TIFF has several. */
  page?: number;
  /** Colours on the second page, transparency on the third; the colours as they are or mixed with white by it. */
  apart?: 'plain' | 'white' | null;
}

export async function orientationOf(path: string): Promise<number> {
  return (await sharp(path, OPTIONS).metadata()).orientation ?? 1;
}

/** What a picture is printed from: a PNG, or samples that no PNG can hold. Upright, every pixel of it. */
export async function readSource(source: Source): Promise<{ png: Buffer } | { samples: Samples }> {
  if (source.apart) return { samples: await joined(source, source.apart) };
  const metadata = await open(source).metadata();
  return metadata.space === 'cmyk'
    ? { samples: await readRaw(open(source).autoOrient(), metadata) }
    : { png: await asPng(source, metadata) };
}

function open({ image, page = 1 }: Source): Sharp {
  return sharp(image, page > 1 ? { ...OPTIONS, page: page - 1 } : OPTIONS);
}

/** In sRGB, within those bounds; kinds that can be opened smaller need less memory that way. */
export async function readSmaller(
  { image, page = 1, apart = null }: Source,
  most: { width: number; height: number },
): Promise<Buffer | null> {
  if (apart) return null;
  return open({ image, page })
    .autoOrient()
    .resize(most.width, most.height, { fit: 'fill', withoutEnlargement: true })
    .toColourspace('srgb')
    .png({ compressionLevel: 6, palette: false })
    .toBuffer();
}

/** libvips packs it row by row, however large it is. */
function asPng(source: Source, metadata: Metadata): Promise<Buffer> {
  const image = open(source).autoOrient();
  const space = pngSpace(metadata);
  return (space ? image.keepIccProfile().toColourspace(space) : image.toColourspace('srgb'))
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

/** Eight bits, in the colours of the file: gray, RGB or CMYK; everything else as RGB. */
async function readRaw(image: Sharp, { space, icc }: Metadata): Promise<Samples> {
  const own = space === 'cmyk' || space === 'b-w' || space === 'srgb' ? space : null;
  if (own === 'cmyk') image.pipelineColourspace('cmyk');
  const kept = own ? image.keepIccProfile() : image;
  const { data, info } = await kept
    .toColourspace(own ?? 'srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const components = channels >= 4 && own === 'cmyk' ? 4 : channels >= 3 ? 3 : 1;
  const planes = channels > components ? alphaApart(data, channels) : { data, alpha: null };
  return { ...planes, width, height, components, bits: 8, icc: (own && icc) || null };
}

async function joined({ image }: Source, from: 'plain' | 'white'): Promise<Samples> {
  const colours = open({ image, page: 2 });
  const samples = await readRaw(colours, await colours.metadata());
  const { data: alpha } = await readRaw(open({ image, page: 3 }).toColourspace('b-w'), {
    ...(await open({ image, page: 3 }).metadata()),
    space: 'b-w',
  });
  if (from === 'white') takeOutWhite({ ...samples, alpha });
  return { ...samples, alpha };
}

/** Colours that their transparency mixed with white, as they were before. */
function takeOutWhite({
  data,
  alpha,
  components,
}: Pick<Samples, 'data' | 'components'> & { alpha: Uint8Array }): void {
  const white = components === 4 ? 0 : 255;
  for (const [pixel, part] of alpha.entries()) {
    if (part === 0 || part === 255) continue;
    for (let at = pixel * components; at < (pixel + 1) * components; at++) {
      const colour = white + (((data[at] ?? 0) - white) * 255) / part;
      data[at] = Math.min(255, Math.max(0, Math.round(colour)));
    }
  }
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
