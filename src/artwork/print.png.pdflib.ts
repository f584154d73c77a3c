// PNG in a print file: its very samples, alpha in a mask beside them. Runs in the decoder child only.
import { inflateSync } from 'node:zlib';
import type { PDFContext, PDFObject } from '@cantoo/pdf-lib';
import { PNG_SAMPLES, type PngParts, readPng } from './png-parts.ts';
import { indexAt, unfiltered } from './png-rows.ts';
import type { Drawn } from './print.document.pdflib.ts';
import { splitRows } from './print.flate.ts';
import {
  addImage,
  addMask,
  colourSpace,
  drawn,
  type Entries,
  predicted,
  sizeOf,
} from './print.image.pdflib.ts';

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
