// The samples of the flat picture in a Photoshop file, as they lie there or taken out of their packing.
import { inflateSync } from 'node:zlib';
import { Damaged, TooHeavy } from './picture.ts';
import type { Psd } from './psd.ts';
import { addUp, placed, type Rows, unpackBits } from './psd-packing.ts';
import type { OpenFile } from './read.file.ts';

export interface Samples extends Rows {
  bytes: number;
  copyTo(data: Uint8Array): void;
}

/** What leaves room in the child for looking at it. */
const MOST_BYTES = 600_000_000;

/** Of the first `channels` channels. */
export function readSamples(psd: Psd, file: OpenFile, channels: number): Samples {
  const packingAt = psd.compositeAt ?? 0;
  const at = packingAt + 2;
  const loose = looseRows(psd, channels);
  switch (file.read(packingAt, 2)[1]) {
    case 0:
      return { ...loose, copyTo: (data) => fill(file, data, at) };
    case 1:
      return readPacked(psd, file, { at, channels });
    case 2:
      return { ...loose, copyTo: (data) => inflate(psd, file, { at, data }) };
    case 3:
      return {
        ...loose,
        copyTo(data) {
          inflate(psd, file, { at, data });
          addUp(data, rowBytesOf(psd), psd.bits);
        },
      };
    default:
      throw new Damaged('no such packing');
  }
}

/** Sixteen bits and signs, which is the one Lab in planes that libvips reads. */
export function asDeepLab(psd: Psd, samples: Samples, channels: number): Samples {
  const deep = looseRows({ ...psd, bits: 16 }, channels);
  return {
    ...deep,
    copyTo(data) {
      const flat = samples.packBits ? unpacked(psd, samples) : copied(samples);
      const plane = deep.bytes / channels;
      for (let at = 0; at < data.length; at += 2) {
        const hasSign = at >= plane && at < 3 * plane;
        const high = flat[psd.bits === 16 ? at : at / 2] ?? 0;
        data[at] = hasSign ? high ^ 0x80 : high;
        data[at + 1] = psd.bits === 16 ? (flat[at + 1] ?? 0) : hasSign ? 0 : high;
      }
    },
  };
}

function rowBytesOf({ width, bits }: Psd): number {
  return Math.ceil((width * bits) / 8);
}

function looseRows(psd: Psd, channels: number): Rows & { bytes: number } {
  const rowBytes = rowBytesOf(psd);
  const bytes = rowBytes * psd.height * channels;
  refuseTooMany(bytes);
  return { rows: placed(Array<number>(psd.height * channels).fill(rowBytes)), packBits: false, bytes };
}

function refuseTooMany(bytes: number): void {
  if (bytes > MOST_BYTES) throw new TooHeavy('too many samples');
}

/** The lengths of all rows come first. */
function readPacked(psd: Psd, file: OpenFile, { at, channels }: { at: number; channels: number }): Samples {
  const { isLarge, height } = psd;
  const table = file.read(at, height * psd.channels * (isLarge ? 4 : 2));
  const rows = height * channels;
  if (table.length < rows * (isLarge ? 4 : 2)) throw new Damaged('cut off');
  const view = new DataView(table.buffer, table.byteOffset, table.length);
  const lengthOf = (row: number) => (isLarge ? view.getUint32(row * 4) : view.getUint16(row * 2));
  const strips = placed(Array.from({ length: rows }, (_, row) => lengthOf(row)));
  const last = strips.at(-1) ?? { at: 0, bytes: 0 };
  const bytes = last.at + last.bytes;
  refuseTooMany(bytes);
  return { rows: strips, packBits: true, bytes, copyTo: (data) => fill(file, data, at + table.length) };
}

function fill(file: OpenFile, data: Uint8Array, at: number): void {
  if (!file.fill(data, at)) throw new Damaged('cut off');
}

function copied(samples: Samples): Uint8Array {
  const bytes = new Uint8Array(samples.bytes);
  samples.copyTo(bytes);
  return bytes;
}

function unpacked(psd: Psd, packed: Samples): Uint8Array {
  const bytes = copied(packed);
  const rowBytes = rowBytesOf(psd);
  const flat = new Uint8Array(packed.rows.length * rowBytes);
  packed.rows.forEach(({ at, bytes: length }, row) => {
    unpackBits(bytes.subarray(at, at + length), flat.subarray(row * rowBytes, (row + 1) * rowBytes));
  });
  return flat;
}

/** All channels are packed as one. */
function inflate(psd: Psd, file: OpenFile, { at, data }: { at: number; data: Uint8Array }): void {
  const most = rowBytesOf(psd) * psd.height * psd.channels;
  const all = inflateSync(file.read(at, file.bytes - at), { maxOutputLength: most });
  if (all.length < data.length) throw new Damaged('cut off');
  data.set(all.subarray(0, data.length));
}
