// How the samples of a Photoshop file are packed, and what is done to them while they stay so. Pure.
import type { Psd } from './psd.ts';
import type { Strip } from './tiff.ts';

export interface Rows {
  rows: readonly Strip[];
  packBits: boolean;
}

/** Lengths of rows, the channels one after the other, as places. */
export function placed(lengths: Iterable<number>): Strip[] {
  const rows: Strip[] = [];
  let at = 0;
  for (const bytes of lengths) {
    rows.push({ at, bytes });
    at += bytes;
  }
  return rows;
}

/** Ink is counted from the other end than in TIFF. */
export function invert(data: Uint8Array, { rows, packBits }: Rows): void {
  for (const { at, bytes } of rows) {
    if (packBits) invertPacked(data, at, at + bytes);
    else invertBytes(data, at, at + bytes);
  }
}

/** A count, then either so many bytes or one that is repeated. */
function invertPacked(data: Uint8Array, from: number, to: number): void {
  for (let at = from; at < to; ) {
    const count = data[at] ?? 128;
    const bytes = count < 128 ? count + 1 : count > 128 ? 1 : 0;
    invertBytes(data, at + 1, Math.min(to, at + 1 + bytes));
    at += 1 + bytes;
  }
}

function invertBytes(data: Uint8Array, from: number, to: number): void {
  for (let at = from; at < to; at++) data[at] = ~(data[at] ?? 0);
}

/** Each byte of a row is the difference from the one before, or from the sample before. */
export function addUp(data: Uint8Array, rowBytes: number, bits: Psd['bits']): void {
  for (let row = 0; row + rowBytes <= data.length; row += rowBytes) {
    if (bits === 16) addUpPairs(data, row, rowBytes);
    else {
      for (let at = row + 1; at < row + rowBytes; at++) data[at] = (data[at] ?? 0) + (data[at - 1] ?? 0);
      if (bits === 32) data.set(interleaved(data.subarray(row, row + rowBytes)), row);
    }
  }
}

function addUpPairs(data: Uint8Array, row: number, rowBytes: number): void {
  const view = new DataView(data.buffer, data.byteOffset + row, rowBytes);
  for (let at = 2; at + 1 < rowBytes; at += 2) {
    view.setUint16(at, (view.getUint16(at) + view.getUint16(at - 2)) & 0xffff);
  }
}

/** Of floating point first come all first bytes, then all second ones. */
function interleaved(row: Uint8Array): Uint8Array {
  const count = row.length / 4;
  return Uint8Array.from(row, (_, at) => row[(at % 4) * count + (at >> 2)] ?? 0);
}

/** Takes one packed row apart. */
export function unpackBits(packed: Uint8Array, row: Uint8Array): void {
  let to = 0;
  for (let at = 0; at < packed.length && to < row.length; ) {
    const count = packed[at] ?? 128;
    const run = count < 128 ? count + 1 : count > 128 ? 257 - count : 0;
    if (count < 128) row.set(packed.subarray(at + 1, at + 1 + Math.min(run, row.length - to)), to);
    else if (count > 128) row.fill(packed[at + 1] ?? 0, to, to + run);
    to += run;
    at += count < 128 ? run + 1 : count > 128 ? 2 : 1;
  }
}
