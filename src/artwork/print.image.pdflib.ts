// Pictures in a print file: JPEG and PNG samples as they were sent, others packed without loss. Runs in the decoder
// child only.
import { inflateSync } from 'node:zlib';
import {
  type PDFContext,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  type PDFRef,
} from '@cantoo/pdf-lib';
import { iccComponents } from './icc.ts';
import { type JpegParts, readJpeg } from './jpeg-parts.ts';
import { PNG_SAMPLES, type PngParts, readPng } from './png-parts.ts';
import { DEVICE_SPACES, type Drawn, profileSpace } from './print.document.pdflib.ts';
import { packRows, splitRows } from './print.flate.ts';
import { turnedAsExif } from './print.ts';

/** An entry of an image's dictionary. */
type Entries = Record<string, PDFObject | string | number | boolean>;

/** null when a PDF cannot hold this JPEG as it is. */
export function embedJpeg(context: PDFContext, bytes: Uint8Array, orientation: number): Drawn | null {
  const jpeg = readJpeg(bytes);
  if (!jpeg) return null;
  const scan = Buffer.concat(jpeg.kept.map(({ from, to }) => bytes.subarray(from, to)));
  const ref = addImage(context, scan, {
    ...sizeOf(jpeg),
    BitsPerComponent: 8,
    ColorSpace: colourSpace(context, jpeg.components, jpeg.icc),
    Filter: 'DCTDecode',
    ...decodingOf(context, jpeg),
  });
  return drawn(ref, orientation, isUntagged(jpeg));
}

function decodingOf(context: PDFContext, { components, hasAdobeMarker, namedRgb }: JpegParts): Entries {
  if (components === 4 && hasAdobeMarker) return { Decode: context.obj([1, 0, 1, 0, 1, 0, 1, 0]) };
  return namedRgb ? { DecodeParms: context.obj({ ColorTransform: 0 }) } : {};
}

/** null when a PDF cannot hold this PNG as it is: interlaced, or not whole. */
export async function embedPng(
  context: PDFContext,
  bytes: Uint8Array,
  orientation: number,
): Promise<Drawn | null> {
  const png = readPng(bytes);
  if (!png || png.interlaced) return null;
  const { colour, bits } = png;
  const samples = PNG_SAMPLES[colour];
  const hasAlpha = colour === 'gray-alpha' || colour === 'rgb-alpha';
  const [data, alpha] = hasAlpha ? await splitAlpha(png, samples) : [Buffer.concat(png.data)];
  const mask = alpha ? { data: alpha, bits } : png.colour === 'indexed' ? await paletteAlpha(png) : null;
  const ref = addImage(context, data ?? new Uint8Array(), {
    ...sizeOf(png),
    BitsPerComponent: bits,
    ColorSpace: pngSpace(context, png, samples),
    ...predicted(context, { samples, bits, width: png.width }),
    ...(mask ? { SMask: addMask(context, png, mask) } : {}),
    ...clearColour(context, png),
  });
  return drawn(ref, orientation);
}

/** PNG filters each byte by those of the same channel, so filtered rows come apart without being unfiltered. */
function splitAlpha(png: PngParts, samples: number): Promise<Uint8Array[]> {
  const { width, height, bits } = png;
  const size = bits / 8;
  const pixel = (samples + 1) * size;
  const split = (row: Uint8Array) => {
    const colours = new Uint8Array(1 + width * samples * size);
    const alphas = new Uint8Array(1 + width * size);
    colours[0] = row[0] ?? 0;
    alphas[0] = row[0] ?? 0;
    let [from, to, alphaTo] = [1, 1, 1];
    for (let x = 0; x < width; x++) {
      for (let end = from + pixel - size; from < end; ) colours[to++] = row[from++] ?? 0;
      for (let end = from + size; from < end; ) alphas[alphaTo++] = row[from++] ?? 0;
    }
    return [colours, alphas];
  };
  return splitRows({ data: png.data, rowBytes: 1 + width * pixel, rows: height, planes: 2, split });
}

/** Palettes have one alpha per entry; whoever paints an entry needs it per pixel. */
async function paletteAlpha(png: PngParts): Promise<{ data: Uint8Array; bits: number } | null> {
  const { width, height, bits, transparency } = png;
  if (!transparency || transparency.every((alpha) => alpha === 255)) return null;
  const rowBytes = 1 + Math.ceil((width * bits) / 8);
  let above = new Uint8Array(rowBytes - 1);
  const split = (row: Uint8Array) => {
    above = unfiltered(row, above);
    const alphas = new Uint8Array(1 + width); // filter 0: none
    for (let x = 0; x < width; x++) alphas[1 + x] = transparency[indexAt(above, x, bits)] ?? 255;
    return [alphas];
  };
  const [data = new Uint8Array()] = await splitRows({
    data: png.data,
    rowBytes,
    rows: height,
    planes: 1,
    split,
  });
  return { data, bits: 8 };
}

function indexAt(row: Uint8Array, x: number, bits: number): number {
  const bit = x * bits;
  return ((row[bit >> 3] ?? 0) >> (8 - bits - (bit & 7))) & ((1 << bits) - 1);
}

/** Palette rows: neighbours are one byte away. */
function unfiltered(row: Uint8Array, above: Uint8Array): Uint8Array<ArrayBuffer> {
  const filter = row[0] ?? 0;
  const plain = new Uint8Array(row.length - 1);
  for (let at = 0; at < plain.length; at++) {
    const left = plain[at - 1] ?? 0;
    const up = above[at] ?? 0;
    const corner = at > 0 ? (above[at - 1] ?? 0) : 0;
    const guesses = [0, left, up, (left + up) >> 1, filter === 4 ? paeth(left, up, corner) : 0];
    plain[at] = (row[at + 1] ?? 0) + (guesses[filter] ?? 0);
  }
  return plain;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** The one clear colour of a PNG without alpha is a colour key in PDF. */
function clearColour(context: PDFContext, { colour, transparency }: PngParts): Entries {
  if (!transparency || (colour !== 'gray' && colour !== 'rgb')) return {};
  const view = new DataView(transparency.buffer, transparency.byteOffset, transparency.byteLength);
  const samples = Array.from({ length: PNG_SAMPLES[colour] }, (_, index) => view.getUint16(index * 2));
  return { Mask: context.obj(samples.flatMap((sample) => [sample, sample])) };
}

function pngSpace(context: PDFContext, png: PngParts, samples: 1 | 3): PDFObject {
  const { palette, colour } = png;
  if (colour !== 'indexed' || !palette) return colourSpace(context, samples, profileOf(png));
  const lookup = context.register(context.flateStream(palette));
  const highest = Math.min(Math.floor(palette.length / 3), 1 << png.bits) - 1;
  return context.obj(['Indexed', colourSpace(context, 3, profileOf(png)), highest, lookup]);
}

const MOST_PROFILE_BYTES = 16_000_000;

/** `name, 0, method, packed profile`. */
function profileOf({ profile }: PngParts): Uint8Array | null {
  if (!profile) return null;
  try {
    return inflateSync(profile.subarray(profile.indexOf(0) + 2), { maxOutputLength: MOST_PROFILE_BYTES });
  } catch {
    return null; // every viewer passes over one it cannot read
  }
}

/** Samples in memory, row by row without gaps, big end first when they have 16 bits. */
export interface Samples {
  data: Uint8Array;
  width: number;
  height: number;
  /** 1 gray, 3 RGB, 4 CMYK, not counting alpha. */
  components: 1 | 3 | 4;
  bits: 8 | 16;
  icc: Uint8Array | null;
  /** One per pixel, eight bits. */
  alpha: Uint8Array | null;
}

export async function embedSamples(context: PDFContext, samples: Samples): Promise<Drawn> {
  const { components, bits, alpha, width, height } = samples;
  const data = await packRows(
    filteredRows(samples.data, width * components * (bits / 8), components * (bits / 8)),
  );
  const mask = alpha && { data: await packRows(filteredRows(alpha, width, 1)), bits: 8 };
  const ref = addImage(context, data, {
    ...sizeOf({ width, height }),
    BitsPerComponent: bits,
    ColorSpace: colourSpace(context, components, samples.icc),
    ...predicted(context, { samples: components, bits, width }),
    ...(mask ? { SMask: addMask(context, samples, mask) } : {}),
  });
  return drawn(ref, 1, isUntagged(samples));
}

function isUntagged({ components, icc }: Pick<Samples, 'components' | 'icc'>): boolean {
  return components === 4 && !suits(icc, 4);
}

/** Each sample as its difference from the pixel before (PNG filter 1), which packs far better. */
function* filteredRows(data: Uint8Array, rowBytes: number, pixelBytes: number): Iterable<Uint8Array> {
  for (let from = 0; from + rowBytes <= data.length; from += rowBytes) {
    const row = new Uint8Array(1 + rowBytes);
    row[0] = 1;
    for (let at = 0; at < rowBytes; at++) {
      const before = at < pixelBytes ? 0 : (data[from + at - pixelBytes] ?? 0);
      row[1 + at] = (data[from + at] ?? 0) - before;
    }
    yield row;
  }
}

/** A profile of another space than the picture's is passed over, as every viewer does. */
function colourSpace(context: PDFContext, components: 1 | 3 | 4, icc: Uint8Array | null): PDFObject {
  return suits(icc, components)
    ? profileSpace(context, icc, components)
    : context.obj(DEVICE_SPACES[components]);
}

function suits(icc: Uint8Array | null, components: number): icc is Uint8Array {
  return icc !== null && iccComponents(icc) === components;
}

interface Layout {
  samples: number;
  bits: number;
  width: number;
}

function predicted(context: PDFContext, { samples, bits, width }: Layout): Entries {
  const parms = { Predictor: 15, Colors: samples, BitsPerComponent: bits, Columns: width };
  return { Filter: 'FlateDecode', DecodeParms: context.obj(parms) };
}

function addMask(
  context: PDFContext,
  size: { width: number; height: number },
  { data, bits }: { data: Uint8Array; bits: number },
): PDFRef {
  return addImage(context, data, {
    ...sizeOf(size),
    BitsPerComponent: bits,
    ColorSpace: 'DeviceGray',
    ...predicted(context, { samples: 1, bits, width: size.width }),
  });
}

function sizeOf({ width, height }: { width: number; height: number }): Entries {
  return { Width: width, Height: height };
}

function addImage(context: PDFContext, data: Uint8Array, entries: Entries): PDFRef {
  const dict = context.obj({ Type: 'XObject', Subtype: 'Image', ...entries });
  dict.set(LENGTH, PDFNumber.of(data.length));
  return context.register(PDFRawStream.of(dict, data));
}

const LENGTH = PDFName.of('Length');

function drawn(ref: PDFRef, orientation: number, isUntaggedCmyk = false): Drawn {
  return { ref, toUnit: turnedAsExif(orientation), layers: [], blendSpace: null, isUntaggedCmyk };
}
