// Photoshop files of every mode, depth and packing, made on the spot.
import { deflateSync } from 'node:zlib';

export const MODE = { bitmap: 0, gray: 1, indexed: 2, rgb: 3, cmyk: 4, multichannel: 7, duotone: 8, lab: 9 };

export interface PsdOptions {
  mode: keyof typeof MODE;
  bits?: 1 | 8 | 16 | 32;
  /** Of each channel in the top left quarter, and elsewhere; from 0 to 1. */
  corner: readonly number[];
  rest: readonly number[];
  width?: number;
  height?: number;
  /** PSB. */
  large?: boolean;
  packing?: 'none' | 'runs' | 'zip' | 'zip of differences';
  resources?: [id: number, data: Buffer][];
  palette?: Buffer;
  /** Negative: the channel behind the colours is the transparency of all. */
  layers?: number;
  /** Blocks behind the layers, by their key. */
  blocks?: [key: string, data: Buffer][];
  /** false: the file ends behind its layers. */
  composite?: boolean;
}

/** 40 × 20 pixels unless told. */
export function psd(options: PsdOptions): Buffer {
  const {
    mode,
    bits = 8,
    corner,
    width = 40,
    height = 20,
    large = false,
    palette,
    composite = true,
  } = options;
  const header = Buffer.alloc(26);
  header.write('8BPS');
  header.writeUInt16BE(large ? 2 : 1, 4);
  header.writeUInt16BE(corner.length, 12);
  header.writeUInt32BE(height, 14);
  header.writeUInt32BE(width, 18);
  header.writeUInt16BE(bits, 22);
  header.writeUInt16BE(MODE[mode], 24);
  const resources = (options.resources ?? []).map(([id, data]) => resource(id, data));
  return Buffer.concat([
    header,
    sized(palette ?? Buffer.alloc(0)),
    sized(Buffer.concat(resources)),
    layerSection(options),
    composite ? samples(options) : Buffer.alloc(0),
  ]);
}

function resource(id: number, data: Buffer): Buffer {
  const head = Buffer.from('8BIM\0\0\0\0', 'latin1');
  head.writeUInt16BE(id, 4);
  return Buffer.concat([head, sized(data), Buffer.alloc(data.length % 2)]);
}

function sized(data: Buffer, long = false): Buffer {
  const size = Buffer.alloc(long ? 8 : 4);
  size.writeUInt32BE(data.length, long ? 4 : 0);
  return Buffer.concat([size, data]);
}

function layerSection({ layers, blocks = [], large = false }: PsdOptions): Buffer {
  if (layers === undefined && blocks.length === 0) return sized(Buffer.alloc(0), large);
  const count = Buffer.alloc(layers === undefined ? 0 : 2);
  if (layers !== undefined) count.writeInt16BE(layers);
  const tagged = blocks.map(([key, data]) =>
    Buffer.concat([Buffer.from(`8BIM${key}`), sized(data, large && key.startsWith('Lr'))]),
  );
  const globalMask = sized(Buffer.alloc(0));
  return sized(Buffer.concat([sized(count, large), globalMask, ...tagged]), large);
}

function samples(options: PsdOptions): Buffer {
  const { packing = 'none', bits = 8, large = false } = options;
  const rows = options.corner.flatMap((_, channel) => rowsOf(options, channel));
  if (packing === 'none') return Buffer.concat([Buffer.from([0, 0]), ...rows]);
  if (packing === 'zip') return Buffer.concat([Buffer.from([0, 2]), deflateSync(Buffer.concat(rows))]);
  if (packing === 'zip of differences') {
    return Buffer.concat([
      Buffer.from([0, 3]),
      deflateSync(Buffer.concat(rows.map((row) => differences(row, bits)))),
    ]);
  }
  const packed = rows.map(packBits);
  const lengths = Buffer.alloc(rows.length * (large ? 4 : 2));
  packed.forEach(({ length }, row) => {
    if (large) lengths.writeUInt32BE(length, row * 4);
    else lengths.writeUInt16BE(length, row * 2);
  });
  return Buffer.concat([Buffer.from([0, 1]), lengths, ...packed]);
}

function rowsOf({ bits = 8, corner, rest, width = 40, height = 20 }: PsdOptions, channel: number): Buffer[] {
  return Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(Math.ceil((width * bits) / 8));
    for (let x = 0; x < width; x++) {
      const value = (x < width / 2 && y < height / 2 ? corner : rest)[channel] ?? 0;
      if (bits === 1) row[x >> 3] = (row[x >> 3] ?? 0) | (Math.round(value) << (7 - (x % 8)));
      else if (bits === 8) row[x] = Math.round(value * 255);
      else if (bits === 16) row.writeUInt16BE(Math.round(value * 65_535), x * 2);
      else row.writeFloatBE(value, x * 4);
    }
    return row;
  });
}

/** Three literal bytes, then runs: both kinds occur. */
function packBits(row: Buffer): Buffer {
  const out: number[] = [2, ...row.subarray(0, 3)];
  for (let at = 3; at < row.length; ) {
    let run = 1;
    while (run < 128 && at + run < row.length && row[at + run] === row[at]) run++;
    out.push(run > 1 ? 257 - run : 0, row[at] ?? 0);
    at += run;
  }
  return Buffer.from(out);
}

function differences(row: Buffer, bits: number): Buffer {
  const source =
    bits === 32
      ? Buffer.from(
          row.map((_, at) => row[(at % (row.length / 4)) * 4 + Math.floor(at / (row.length / 4))] ?? 0),
        )
      : row;
  const out = Buffer.from(source);
  if (bits === 16) {
    for (let at = row.length - 2; at >= 2; at -= 2)
      out.writeUInt16BE((source.readUInt16BE(at) - source.readUInt16BE(at - 2)) & 0xffff, at);
  } else {
    for (let at = row.length - 1; at >= 1; at--) out[at] = (source[at] ?? 0) - (source[at - 1] ?? 0);
  }
  return out;
}

/** Pixels per inch. */
export function resolution(x: number, y = x): [number, Buffer] {
  const data = Buffer.alloc(16);
  data.writeUInt32BE(Math.round(x * 65_536), 0);
  data.writeUInt16BE(1, 4);
  data.writeUInt32BE(Math.round(y * 65_536), 8);
  data.writeUInt16BE(1, 12);
  return [1005, data];
}

/** Whether it says that its composite is a real one. */
export function versionInfo(hasComposite: boolean): [number, Buffer] {
  return [1057, Buffer.from([0, 0, 0, 1, hasComposite ? 1 : 0, 0, 0, 0, 0, 0, 0, 0, 0])];
}

export function thumbnail(jpeg: Buffer, id = 1036): [number, Buffer] {
  const head = Buffer.alloc(28);
  head.writeUInt32BE(1, 0);
  return [id, Buffer.concat([head, jpeg])];
}

/** Names of the channels behind the colours. */
export function channelNames(...names: string[]): [number, Buffer] {
  return [1006, Buffer.concat(names.map((name) => Buffer.from([name.length, ...Buffer.from(name)])))];
}

/** What those channels are for: 0 a selection, 2 a spot colour. */
export function channelUses(...uses: number[]): [number, Buffer] {
  const records = uses.map((use) => Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100, use]));
  return [1077, Buffer.concat([Buffer.from([0, 0, 0, 1]), ...records])];
}
