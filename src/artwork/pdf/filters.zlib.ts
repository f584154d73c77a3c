// Takes the filters off a PDF's streams, never more than asked for.
import { inflateRawSync, inflateSync, constants as zlib } from 'node:zlib';
import { TooHeavy } from '../picture.ts';
import type { Unpack } from './objects.ts';
import { RARE_FILTERS } from './rare-filters.ts';
import { Unreadable } from './tables.ts';

const LONG_NAMES: Record<string, string> = {
  Fl: 'FlateDecode',
  LZW: 'LZWDecode',
  A85: 'ASCII85Decode',
  AHx: 'ASCIIHexDecode',
  RL: 'RunLengthDecode',
};
export const unpack: Unpack = (raw, filters, mostBytes) => {
  let bytes = raw;
  for (const { name: short, params } of filters) {
    const name = LONG_NAMES[short] ?? short;
    const rare = RARE_FILTERS[name];
    if (name === 'FlateDecode') bytes = inflate(bytes, mostBytes);
    else if (rare) bytes = rare(bytes, mostBytes, params);
    else throw new Unreadable(`filter ${name}`);
    if (bytes.length > mostBytes) throw new TooHeavy('unpacks to more than we open');
    bytes = unpredicted(bytes, params);
  }
  return bytes;
};

/** What is there of a stream that was cut off, or whose checksum is wrong, is shown by every viewer. */
function inflate(bytes: Uint8Array, mostBytes: number): Uint8Array {
  const options = { maxOutputLength: mostBytes, finishFlush: zlib.Z_SYNC_FLUSH };
  try {
    return inflateSync(bytes, options);
  } catch (error) {
    if (error instanceof RangeError) throw new TooHeavy('unpacks to more than we open');
    return inflateWithoutChecksum(bytes, options);
  }
}

function inflateWithoutChecksum(bytes: Uint8Array, options: object): Uint8Array {
  try {
    return inflateRawSync(bytes.subarray(2), options);
  } catch {
    throw new Unreadable('a stream that cannot be unpacked');
  }
}

/** PNG's row filters, as tables of places and many pictures have them. */
function unpredicted(bytes: Uint8Array, params: Map<string, number>): Uint8Array {
  if ((params.get('Predictor') ?? 1) < 10) return bytes;
  const pixel = Math.max(1, ((params.get('Colors') ?? 1) * (params.get('BitsPerComponent') ?? 8)) >> 3);
  const bits =
    (params.get('Columns') ?? 1) * (params.get('Colors') ?? 1) * (params.get('BitsPerComponent') ?? 8);
  const width = Math.ceil(bits / 8);
  if (!(width > 0)) return bytes;
  const rows = Math.floor(bytes.length / (width + 1));
  const out = new Uint8Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const filter = bytes[row * (width + 1)] ?? 0;
    for (let x = 0; x < width; x++) {
      const at = row * width + x;
      const left = x >= pixel ? (out[at - pixel] ?? 0) : 0;
      const up = row > 0 ? (out[at - width] ?? 0) : 0;
      const corner = row > 0 && x >= pixel ? (out[at - width - pixel] ?? 0) : 0;
      out[at] = (bytes[row * (width + 1) + 1 + x] ?? 0) + foretold(filter, left, up, corner);
    }
  }
  return out;
}

function foretold(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
