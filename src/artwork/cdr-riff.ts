// The records of a RIFF CorelDRAW file: its page, how many of them, its thumbnail. Layouts as libcdr has found them out.

export interface Riff {
  pages: number;
  widthMm: number | null;
  heightMm: number | null;
  /** The thumbnail as a BMP file; null when there is none. */
  bitmap: Uint8Array | null;
}

/** Takes the beginning of zlib data out, `mostBytes` at most. */
export type Inflate = (packed: Uint8Array, mostBytes: number) => Uint8Array;

/** What turns up on the way. */
interface Found {
  pages: number;
  size: [number, number] | null;
  ownSize: [number, number] | null;
  bitmap: Uint8Array | null;
}

/** What is looked into of a compressed drawing. */
const MOST_BYTES = 20_000_000;
const MOST_CHUNKS = 100_000;
const DEEPEST = 12;
const CF_DIB = 8;
/** Corel counts in ten-thousandths of a millimetre, in its first versions in thousandths of an inch. */
const MM = 1 / 10_000;
const OLD_MM = 25.4 / 1000;
const PAGE_SIZE = 0x4aba;

/** null when it is no whole RIFF. */
export function readRiff(file: Uint8Array, inflate: Inflate): Riff | null {
  if (text(file, 0, 4) !== 'RIFF' || uint32(file, 4) + 8 > file.length + 1) return null;
  const version = versionOf(file[11] ?? 0);
  let chunksLeft = MOST_CHUNKS;
  const found: Found = { pages: 0, size: null, ownSize: null, bitmap: null };
  walk(file.subarray(12), [], 0);
  const [widthMm, heightMm] = found.ownSize ?? found.size ?? [null, null];
  // the first page is the master page, which is never printed
  return { pages: Math.max(1, found.pages - 1), widthMm, heightMm, bitmap: found.bitmap };

  function walk(bytes: Uint8Array, lengths: number[], depth: number): void {
    for (let at = 0; at + 8 <= bytes.length && chunksLeft-- > 0; ) {
      while (bytes[at] === 0) at += 1;
      const stated = uint32(bytes, at + 4);
      const length = lengths[stated] ?? stated;
      see(text(bytes, at, at + 4), bytes.subarray(at + 8, at + 8 + length), { lengths, depth });
      at += 8 + length + (lengths.length === 0 ? length % 2 : 0);
    }
  }

  function see(name: string, data: Uint8Array, inside: { lengths: number[]; depth: number }): void {
    if (name === 'LIST') seeList(text(data, 0, 4), data.subarray(4), inside);
    else if (name === 'DISP') found.bitmap ??= asBmp(data);
    else if (name === 'mcfg') found.size ??= documentSize(data);
    else if (name === 'loda' && found.pages > 1) found.ownSize ??= pageSize(data);
  }

  function seeList(kind: string, data: Uint8Array, inside: { lengths: number[]; depth: number }): void {
    if (inside.depth > DEEPEST || kind === 'stlt') return;
    if (kind === 'page') found.pages += 1;
    if (kind !== 'cmpr') {
      walk(data, inside.lengths, inside.depth + 1);
      return;
    }
    const packed = uint32(data, 0);
    const lengths = inflate(data.subarray(16 + packed + 8), MOST_BYTES);
    walk(inflate(data.subarray(24, 16 + packed), MOST_BYTES), uint32s(lengths), inside.depth + 1);
  }

  function documentSize(data: Uint8Array): [number, number] | null {
    if (version < 400) return null;
    if (version < 600) return sizeIn(int16(data, 0) * OLD_MM, int16(data, 2) * OLD_MM);
    const at = version >= 1300 ? 12 : version >= 900 ? 4 : version < 700 ? 0x1c : 0;
    return sizeIn(int32(data, at) * MM, int32(data, at + 4) * MM);
  }

  /** A page that is not as large as the document says has its size among its arguments. */
  function pageSize(data: Uint8Array): [number, number] | null {
    const [count, offsets, types] = [uint32(data, 4), uint32(data, 8), uint32(data, 12)];
    for (let index = 0; index < Math.min(count, 100); index++) {
      // types are listed from the last to the first
      if (uint32(data, types + (count - 1 - index) * 4) !== PAGE_SIZE) continue;
      const at = uint32(data, offsets + index * 4);
      return sizeIn(int32(data, at) * MM, int32(data, at + 4) * MM);
    }
    return null;
  }
}

function sizeIn(widthMm: number, heightMm: number): [number, number] | null {
  return widthMm > 0 && heightMm > 0 ? [widthMm, heightMm] : null;
}

/** `CDRB` is version 11. */
function versionOf(letter: number): number {
  const sign = String.fromCharCode(letter);
  if (/[0-9]/.test(sign)) return Number(sign) * 100;
  return /[A-Z]/i.test(sign) ? (sign.toUpperCase().charCodeAt(0) - 55) * 100 : 300;
}

/** A clipboard picture, lacking only the first header of a BMP file. */
function asBmp(data: Uint8Array): Uint8Array | null {
  if (uint32(data, 0) !== CF_DIB) return null;
  const dib = data.subarray(4);
  const header = uint32(dib, 0);
  if (header < 12 || header > 200) return null;
  const bits = uint16(dib, 14);
  const masks = header === 40 && uint32(dib, 16) === 3 ? 12 : 0;
  const palette = (uint32(dib, 32) || (bits <= 8 ? 2 ** bits : 0)) * 4;
  const file = new Uint8Array(14 + dib.length);
  const view = new DataView(file.buffer);
  file.set([0x42, 0x4d]);
  view.setUint32(2, file.length, true);
  view.setUint32(10, 14 + header + masks + palette, true);
  file.set(dib, 14);
  return file;
}

function uint32s(bytes: Uint8Array): number[] {
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => uint32(bytes, index * 4));
}

function uint32(bytes: Uint8Array, at: number): number {
  return viewAt(bytes, at, 4)?.getUint32(0, true) ?? 0;
}

function int32(bytes: Uint8Array, at: number): number {
  return viewAt(bytes, at, 4)?.getInt32(0, true) ?? 0;
}

function uint16(bytes: Uint8Array, at: number): number {
  return viewAt(bytes, at, 2)?.getUint16(0, true) ?? 0;
}

function int16(bytes: Uint8Array, at: number): number {
  return viewAt(bytes, at, 2)?.getInt16(0, true) ?? 0;
}

function viewAt(bytes: Uint8Array, at: number, length: number): DataView | null {
  return at >= 0 && at + length <= bytes.length
    ? new DataView(bytes.buffer, bytes.byteOffset + at, length)
    : null;
}

function text(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
