// PNGs of every colour type and depth, each row with another filter, written by hand because libvips writes but a few.
import { deflateSync, inflateSync } from 'node:zlib';

export interface PngWish {
  width: number;
  height: number;
  /** 0 gray, 2 RGB, 3 indexed, 4 gray with alpha, 6 RGB with alpha. */
  type: 0 | 2 | 3 | 4 | 6;
  bits: 1 | 2 | 4 | 8 | 16;
  /** Red, green, blue of each entry. */
  palette?: number[];
  transparency?: number[];
  /** One sample: `channel` of the pixel at `x`, `y`, from 0 to its highest. */
  sample(x: number, y: number, channel: number): number;
}

const CHANNELS = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

export function writePng(wish: PngWish): Buffer {
  const { width, height, type, bits, palette, transparency } = wish;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([bits, type, 0, 0, 0], 8);
  const rows = packedRows(wish);
  const pixelBytes = Math.max(1, (CHANNELS[type] * bits) / 8);
  const filtered = rows.map((row, y) =>
    filterRow(row, rows[y - 1] ?? Buffer.alloc(row.length), y % 5, pixelBytes),
  );
  const data = deflateSync(Buffer.concat(filtered));
  // in two pieces, as large files come
  const half = Math.floor(data.length / 2);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...(palette ? [chunk('PLTE', Buffer.from(palette))] : []),
    ...(transparency ? [chunk('tRNS', Buffer.from(transparency))] : []),
    chunk('IDAT', data.subarray(0, half)),
    chunk('IDAT', data.subarray(half)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The rows of samples as they are packed, no filter byte before them. */
export function packedRows({ width, height, type, bits, sample }: PngWish): Buffer[] {
  const channels = CHANNELS[type];
  return Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(Math.ceil((width * channels * bits) / 8));
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < channels; channel++) {
        const value = sample(x, y, channel);
        const at = (x * channels + channel) * bits;
        if (bits === 16) row.writeUInt16BE(value, at / 8);
        else row[at >> 3] = (row[at >> 3] ?? 0) | (value << (8 - bits - (at & 7)));
      }
    }
    return row;
  });
}

function filterRow(row: Buffer, above: Buffer, filter: number, pixelBytes: number): Buffer {
  const filtered = Buffer.alloc(row.length + 1);
  filtered[0] = filter;
  for (let at = 0; at < row.length; at++)
    filtered[at + 1] = (row[at] ?? 0) - guess(row, above, { at, filter, pixelBytes });
  return filtered;
}

/** Rows of an image in a PDF: deflated, filtered, `samples` of `bits` to a pixel. */
export function unpackRows(
  data: Uint8Array,
  { width, samples, bits }: { width: number; samples: number; bits: number },
): Buffer[] {
  const plain = inflateSync(data);
  const rowBytes = Math.ceil((width * samples * bits) / 8);
  const pixelBytes = Math.max(1, (samples * bits) / 8);
  const rows: Buffer[] = [];
  for (let from = 0; from < plain.length; from += rowBytes + 1) {
    const above = rows.at(-1) ?? Buffer.alloc(rowBytes);
    const row = Buffer.alloc(rowBytes);
    const filter = plain[from] ?? 0;
    for (let at = 0; at < rowBytes; at++)
      row[at] = (plain[from + 1 + at] ?? 0) + guess(row, above, { at, filter, pixelBytes });
    rows.push(row);
  }
  return rows;
}

function guess(
  row: Buffer,
  above: Buffer,
  { at, filter, pixelBytes }: { at: number; filter: number; pixelBytes: number },
) {
  const left = at < pixelBytes ? 0 : (row[at - pixelBytes] ?? 0);
  const up = above[at] ?? 0;
  const corner = at < pixelBytes ? 0 : (above[at - pixelBytes] ?? 0);
  return [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
}

function paeth(left: number, up: number, corner: number): number {
  const aim = left + up - corner;
  const [a, b, c] = [Math.abs(aim - left), Math.abs(aim - up), Math.abs(aim - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
