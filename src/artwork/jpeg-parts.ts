// What a JPEG consists of, read from its markers: what a PDF needs to know of it, and what to leave out. Pure.

export interface JpegParts {
  width: number;
  height: number;
  /** 1 gray, 3 RGB, 4 CMYK. */
  components: 1 | 3 | 4;
  /** Photoshop and its like store CMYK upside down, and say so with a marker of theirs. */
  hasAdobeMarker: boolean;
  /** Whether three components are RGB as they stand, though no marker says so. */
  namedRgb: boolean;
  icc: Uint8Array | null;
  /** From where to where the picture is; what lies between may hold where it was taken. */
  kept: { from: number; to: number }[];
}

const START_OF_SCAN = 0xda;
const END = 0xd9;
const NOT_FRAMES = new Set([0xc4, 0xc8, 0xcc]);
/** EXIF and XMP. */
const APP1 = 0xe1;
const APP2 = 0xe2;
const ADOBE = 0xee;
const JFIF = 0xe0;

/** null for what a PDF cannot hold as it is: arithmetic, lossless or 12 bit, no end, no frame. */
export function readJpeg(bytes: Uint8Array): JpegParts | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const found = {
    frame: null as Frame | null,
    adobe: false,
    jfif: false,
    icc: new Map<number, Uint8Array>(),
  };
  const kept: JpegParts['kept'] = [{ from: 0, to: 2 }];
  let at = 2;
  for (;;) {
    // fill bytes may stand before a marker
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1;
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff || marker === undefined) return null;
    if (marker === END) {
      kept.push({ from: at, to: at + 2 });
      break;
    }
    const length = word(bytes, at + 2);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) return null;
    const body = bytes.subarray(at + 4, end);
    if (isFrame(marker)) found.frame = readFrame(marker, body);
    if (marker === ADOBE && startsWith(body, 'Adobe')) found.adobe = true;
    if (marker === JFIF && startsWith(body, 'JFIF')) found.jfif = true;
    if (marker === APP2 && startsWith(body, 'ICC_PROFILE\0')) found.icc.set(body[12] ?? 0, body.subarray(14));
    const next = marker === START_OF_SCAN ? endOfScan(bytes, end) : end;
    if (next === null) return null;
    if (!isPrivate(marker, body)) kept.push({ from: at, to: next });
    at = next;
  }
  const { frame } = found;
  const components = frame?.ids.length;
  if (!frame || (components !== 1 && components !== 3 && components !== 4)) return null;
  if (frame.width === 0 || frame.height === 0) return null;
  return {
    width: frame.width,
    height: frame.height,
    components,
    hasAdobeMarker: found.adobe,
    namedRgb: !found.adobe && !found.jfif && String.fromCharCode(...frame.ids) === 'RGB',
    icc: joined(found.icc),
    kept: merged(kept),
  };
}

interface Frame {
  width: number;
  height: number;
  ids: number[];
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && !NOT_FRAMES.has(marker);
}

/** Baseline, extended and progressive: what PDF knows. */
function readFrame(marker: number, body: Uint8Array): Frame | null {
  const [precision] = body;
  if (marker > 0xc2 || precision !== 8) return null;
  const count = body[5] ?? 0;
  const ids = Array.from({ length: count }, (_, index) => body[6 + index * 3] ?? 0);
  return { height: word(body, 1), width: word(body, 3), ids };
}

/** Where the next marker stands that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number | null {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) return null;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return null;
}

/** Where and when it was taken; further pictures behind this one, each with an EXIF of its own. */
function isPrivate(marker: number, body: Uint8Array): boolean {
  return marker === APP1 || (marker === APP2 && startsWith(body, 'MPF\0'));
}

/** Profiles larger than a segment come in numbered pieces. */
function joined(pieces: Map<number, Uint8Array>): Uint8Array | null {
  const inOrder = [...pieces].sort(([a], [b]) => a - b).map(([, piece]) => piece);
  if (inOrder.length === 0) return null;
  const whole = new Uint8Array(inOrder.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of inOrder) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function merged(parts: JpegParts['kept']): JpegParts['kept'] {
  const result: JpegParts['kept'] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last && last.to === part.from) last.to = part.to;
    else result.push({ ...part });
  }
  return result;
}

function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return text === String.fromCharCode(...bytes.subarray(0, text.length));
}
