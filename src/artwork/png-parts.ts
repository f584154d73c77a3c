// What a PNG consists of, read from its chunks: what a PDF needs to hold its pixels as they are. Pure.

export interface PngParts {
  width: number;
  height: number;
  /** Per sample. */
  bits: number;
  colour: PngColour;
  interlaced: boolean;
  palette: Uint8Array | null;
  /** The chunk as it stands: one alpha per palette entry, or the one colour that is clear. */
  transparency: Uint8Array | null;
  /** Still packed, with its name before it. */
  profile: Uint8Array | null;
  /** Packed and filtered rows, in pieces. */
  data: Uint8Array[];
}

export type PngColour = 'gray' | 'rgb' | 'indexed' | 'gray-alpha' | 'rgb-alpha';

const COLOURS: Record<number, PngColour> = {
  0: 'gray',
  2: 'rgb',
  3: 'indexed',
  4: 'gray-alpha',
  6: 'rgb-alpha',
};

/** Samples of one pixel, alpha not counted. */
export const PNG_SAMPLES: Record<PngColour, 1 | 3> = {
  gray: 1,
  rgb: 3,
  indexed: 1,
  'gray-alpha': 1,
  'rgb-alpha': 3,
};

const SIGNATURE = '89504e470d0a1a0a';

/** null when it is not whole. */
export function readPng(bytes: Uint8Array): PngParts | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (hex(bytes.subarray(0, 8)) !== SIGNATURE || bytes.length < 33) return null;
  const chunks = new Map<string, Uint8Array>();
  const data: Uint8Array[] = [];
  for (let at = 8; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (name === 'IEND') break;
    if (body.length < length) return null;
    if (name === 'IDAT') data.push(body);
    else if (!chunks.has(name)) chunks.set(name, body);
    at += 12 + length;
  }
  const header = chunks.get('IHDR');
  const colour = COLOURS[header?.[9] ?? -1];
  if (!header || !colour || data.length === 0) return null;
  const palette = chunks.get('PLTE') ?? null;
  if (colour === 'indexed' && !palette) return null;
  return {
    width: view.getUint32(16),
    height: view.getUint32(20),
    bits: header[8] ?? 8,
    colour,
    interlaced: header[12] === 1,
    palette,
    transparency: chunks.get('tRNS') ?? null,
    profile: chunks.get('iCCP') ?? null,
    data,
  };
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
