// Pictures in a print file: JPEG as it was sent, samples packed without loss, and what every image needs. Runs in the decoder
// child only.
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
import { DEVICE_SPACES, type Drawn, profileSpace } from './print.document.pdflib.ts';
import { packRows } from './print.flate.ts';
import { turnedAsExif } from './print.ts';

/** An entry of an image's dictionary. */
export type Entries = Record<string, PDFObject | string | number | boolean>;

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
export function colourSpace(context: PDFContext, components: 1 | 3 | 4, icc: Uint8Array | null): PDFObject {
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

export function predicted(context: PDFContext, { samples, bits, width }: Layout): Entries {
  const parms = { Predictor: 15, Colors: samples, BitsPerComponent: bits, Columns: width };
  return { Filter: 'FlateDecode', DecodeParms: context.obj(parms) };
}

export function addMask(
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

export function sizeOf({ width, height }: { width: number; height: number }): Entries {
  return { Width: width, Height: height };
}

export function addImage(context: PDFContext, data: Uint8Array, entries: Entries): PDFRef {
  const dict = context.obj({ Type: 'XObject', Subtype: 'Image', ...entries });
  dict.set(LENGTH, PDFNumber.of(data.length));
  return context.register(PDFRawStream.of(dict, data));
}

const LENGTH = PDFName.of('Length');

export function drawn(ref: PDFRef, orientation: number, isUntaggedCmyk = false): Drawn {
  return { ref, toUnit: turnedAsExif(orientation), layers: [], blendSpace: null, isUntaggedCmyk };
}
