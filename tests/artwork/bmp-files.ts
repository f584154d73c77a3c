// BMPs of every header, depth and packing, made on the spot.

export interface BmpOptions {
  /** 12 is that of OS/2, 40 the usual one, 108 and 124 say what their alpha is. */
  header?: 12 | 40 | 56 | 64 | 108 | 124;
  bits: 1 | 4 | 8 | 16 | 24 | 32;
  width?: number;
  height?: number;
  topDown?: boolean;
  runs?: boolean;
  /** Red, green, blue, alpha: where each is in a pixel. */
  masks?: [number, number, number, number];
  pixelsPerMetre?: number;
  /** Of the top left quarter, and elsewhere; alpha only counts in 32 bits. */
  corner?: Rgba;
  rest?: Rgba;
}

type Rgba = [number, number, number, number];

/** Red in its top left quarter, else blue; 20 × 10 pixels unless told. */
export function bmp(options: BmpOptions): Buffer {
  const { header = 40, bits, width = 20, height = 10, topDown = false, runs = false, masks } = options;
  const palette = paletteOf(options);
  const outside = header === 40 && masks ? Buffer.concat(masks.slice(0, 3).map(uint32)) : Buffer.alloc(0);
  const rows = Array.from({ length: height }, (_, y) => rowOf(options, y));
  if (!topDown) rows.reverse();
  const pixels = runs ? runsOf(options, rows) : Buffer.concat(rows.map((row) => row.packed));
  const info = Buffer.alloc(header);
  info.writeUInt32LE(header, 0);
  if (header === 12) {
    info.writeUInt16LE(width, 4);
    info.writeUInt16LE(height, 6);
    info.writeUInt16LE(1, 8);
    info.writeUInt16LE(bits, 10);
  } else {
    info.writeInt32LE(width, 4);
    info.writeInt32LE(topDown ? -height : height, 8);
    info.writeUInt16LE(1, 12);
    info.writeUInt16LE(bits, 14);
    info.writeUInt32LE(masks ? 3 : runs ? (bits === 8 ? 1 : 2) : 0, 16);
    info.writeUInt32LE(pixels.length, 20);
    info.writeUInt32LE(options.pixelsPerMetre ?? 0, 24);
    info.writeUInt32LE(options.pixelsPerMetre ?? 0, 28);
  }
  if (header >= 56 && header !== 64 && masks) info.set(Buffer.concat(masks.map(uint32)), 40);
  if (header >= 108) info.write('BGRs', 56, 'latin1'); // "sRGB", little end first
  const at = 14 + header + outside.length + palette.length;
  const file = Buffer.from('BM............', 'latin1');
  file.writeUInt32LE(at + pixels.length, 2);
  file.writeUInt32LE(0, 6);
  file.writeUInt32LE(at, 10);
  return Buffer.concat([file, info, outside, palette, pixels]);
}

const RED: Rgba = [255, 0, 0, 255];
const BLUE: Rgba = [0, 0, 255, 255];

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

/** The first colour is the corner's, the second the other; then nothing that is used. */
function paletteOf({ header, bits, corner = RED, rest = BLUE }: BmpOptions): Buffer {
  if (bits > 8) return Buffer.alloc(0);
  const colours = [corner, rest, ...Array<Rgba>(2 ** bits - 2).fill([9, 9, 9, 0])];
  return Buffer.concat(colours.map(([r, g, b]) => Buffer.from(header === 12 ? [b, g, r] : [b, g, r, 0])));
}

interface Row {
  /** Places in the palette. */
  indices: number[];
  packed: Buffer;
}

function rowOf(options: BmpOptions, y: number): Row {
  const { bits, width = 20, height = 10, masks, corner = RED, rest = BLUE } = options;
  const packed = Buffer.alloc(Math.ceil((width * bits) / 32) * 4);
  const indices = Array.from({ length: width }, (_, x) => (x < width / 2 && y < height / 2 ? 0 : 1));
  indices.forEach((index, x) => {
    const [r, g, b, a] = index === 0 ? corner : rest;
    if (bits <= 8)
      packed[(x * bits) >> 3] = (packed[(x * bits) >> 3] ?? 0) | (index << (8 - bits - ((x * bits) % 8)));
    else if (bits === 24) packed.set([b, g, r], x * 3);
    else if (bits === 16)
      packed.writeUInt16LE(masked(masks ?? [0x7c00, 0x3e0, 0x1f, 0], [r, g, b, a]), x * 2);
    else packed.writeUInt32LE(masked(masks ?? [0xff0000, 0xff00, 0xff, 0xff000000], [r, g, b, a]), x * 4);
  });
  return { indices, packed };
}

function masked(masks: Rgba, colour: Rgba): number {
  const parts = masks.map((mask, index) => {
    if (mask === 0) return 0;
    const low = mask & -mask;
    return Math.round(((colour[index] ?? 0) / 255) * ((mask >>> 0) / (low >>> 0))) * (low >>> 0);
  });
  return parts.reduce((sum, part) => sum + part, 0);
}

/** The first row literal, the others in runs; a leap over the last two rows' beginnings is left to real files. */
function runsOf({ bits }: BmpOptions, rows: Row[]): Buffer {
  const lines = rows.flatMap(({ indices }, line) => [
    ...(line === 0 ? literal(indices, bits) : inRuns(indices, bits)),
    ...(line === rows.length - 1 ? [0, 1] : [0, 0]),
  ]);
  return Buffer.from(lines);
}

function literal(indices: number[], bits: number): number[] {
  const bytes = bits === 8 ? indices : pairs(indices);
  return [0, indices.length, ...bytes, ...(bytes.length % 2 ? [0] : [])];
}

function inRuns(indices: number[], bits: number): number[] {
  const out: number[] = [];
  for (let at = 0; at < indices.length; ) {
    const index = indices[at] ?? 0;
    let run = 1;
    while (at + run < indices.length && indices[at + run] === index) run++;
    out.push(run, bits === 8 ? index : index * 17);
    at += run;
  }
  return out;
}

function pairs(indices: number[]): number[] {
  return Array.from(
    { length: Math.ceil(indices.length / 2) },
    (_, at) => ((indices[at * 2] ?? 0) << 4) | (indices[at * 2 + 1] ?? 0),
  );
}
