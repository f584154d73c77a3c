// Rings along the border of a picture: where they are of one colour, the picture has a background of that colour.
import type { Pixels } from './picture.ts';

export type Colour = readonly [red: number, green: number, blue: number];

/** Even rings of one colour. */
export interface Rings {
  colour: Colour;
  /** In pixels from the border. */
  insets: number[];
  /** Colours no further than this are background. */
  tolerance: number;
  /** Drawn rather than photographed. */
  isClean: boolean;
}

/** As parts of the shorter side: a scan has a frame line, and some of them lie inside of it. */
const INSETS = [0, 0.005, 0.015, 0.03, 0.05];
/** Of a ring: less of one colour is no background. */
const EVEN_SHARE = 0.92;
/** In steps of a channel. Scans and photographs are less even than drawings. */
const LEAST_TOLERANCE = 24;
const MOST_TOLERANCE = 64;

/** Those of the colour that most even rings have; null when none is even. */
export function evenRings(pixels: Pixels): Rings | null {
  const shorter = Math.min(pixels.width, pixels.height);
  const insets = [...new Set(INSETS.map((part) => Math.round(part * shorter)))].filter(
    (inset) => 2 * inset < shorter,
  );
  const even = insets.map((inset) => lookAt(pixels, inset)).filter(({ share }) => share >= EVEN_SHARE);
  let found: Rings | null = null;
  for (const { colour, tolerance } of even.sort((a, b) => b.share - a.share)) {
    const alike = even.filter((ring) => difference(...ring.colour, ...colour) <= LEAST_TOLERANCE);
    if (found && alike.length <= found.insets.length) continue;
    const its = alike.map(({ inset }) => inset);
    found = { colour, tolerance, insets: its, isClean: tolerance === LEAST_TOLERANCE };
  }
  return found;
}

function lookAt(pixels: Pixels, inset: number) {
  const { data } = pixels;
  const places = ringPlaces(pixels, inset);
  const colour: Colour = [median(data, places, 0), median(data, places, 1), median(data, places, 2)];
  const off = Uint8Array.from(places, (place) => {
    const at = 4 * place;
    return difference(data[at] as number, data[at + 1] as number, data[at + 2] as number, ...colour);
  }).sort();
  // nine tenths tell how even it is; the rest may be design
  const spread = off[Math.floor(off.length * 0.9)] as number;
  const tolerance = Math.max(LEAST_TOLERANCE, Math.min(MOST_TOLERANCE, 1.5 * spread + 12));
  const share = off.filter((each) => each <= tolerance).length / off.length;
  return { inset, colour, share, tolerance };
}

/** Indexes of the pixels that lie so far from the border. */
export function ringPlaces({ width, height }: { width: number; height: number }, inset: number): number[] {
  const places: number[] = [];
  const [right, bottom] = [width - 1 - inset, height - 1 - inset];
  for (let x = inset; x <= right; x++) places.push(inset * width + x, bottom * width + x);
  for (let y = inset + 1; y < bottom; y++) places.push(y * width + inset, y * width + right);
  return places;
}

function median(data: Uint8Array, places: readonly number[], channel: number): number {
  const counts = new Uint32Array(256);
  for (const place of places) {
    const value = data[4 * place + channel] as number;
    counts[value] = (counts[value] as number) + 1;
  }
  let [value, below] = [0, counts[0] as number];
  while (below < places.length / 2) {
    value += 1;
    below += counts[value] as number;
  }
  return value;
}

/** Of the channel in which two colours differ most. */
export function difference(
  r: number,
  g: number,
  b: number,
  red: number,
  green: number,
  blue: number,
): number {
  const [dr, dg, db] = [Math.abs(r - red), Math.abs(g - green), Math.abs(b - blue)];
  return dr > dg ? (dr > db ? dr : db) : dg > db ? dg : db;
}
