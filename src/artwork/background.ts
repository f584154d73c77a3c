// Takes an even background away from around a design: what one colour along the border reaches without a break.
import type { Mask } from './mask.ts';
import type { Pixels } from './picture.ts';
import { dropPieces, type Piece } from './pieces.ts';
import { difference, evenRings, type Rings, ringPlaces } from './rings.ts';

/** Less of the artboard than this is no background. */
const LEAST_SHARE = 0.002;
/** In pixels: dust of an uneven background, and of an even one. */
const DUST = 40;
const CLEAN_DUST = 2;
/** Of a side: what lies along the border and is longer is the frame of a scan. */
const FRAME_SHARE = 0.8;

/** null when there is no even background, or nothing on it. */
export function withoutBackground(pixels: Pixels): Mask | null {
  const rings = evenRings(pixels);
  if (!rings) return null;
  const { width, height } = pixels;
  const away = distancesFrom(rings, pixels);
  const mask: Mask = { width, height, data: new Uint8Array(width * height).fill(255) };
  if (clearFrom(rings, away, mask) < LEAST_SHARE * mask.data.length) return null;
  const dust = rings.isClean ? CLEAN_DUST : DUST;
  if (dropPieces(mask, dust, (piece) => isFrame(piece, rings, mask)) === 0) return null;
  soften(mask, away);
  return mask;
}

/** How far every pixel's colour is from the background's. */
function distancesFrom({ colour }: Rings, { data }: Pixels): Uint8Array {
  const away = new Uint8Array(data.length / 4);
  const [red, green, blue] = colour;
  for (let index = 0, at = 0; index < away.length; index++, at += 4) {
    const off = difference(
      data[at] as number,
      data[at + 1] as number,
      data[at + 2] as number,
      red,
      green,
      blue,
    );
    away[index] = off;
  }
  return away;
}

/** Sets to 0 what the rings' colour reaches. Says how much that is. */
function clearFrom(rings: Rings, away: Uint8Array, mask: Mask): number {
  const { width, data } = mask;
  const { tolerance } = rings;
  const waiting = rings.insets.flatMap((inset) => ringPlaces(mask, inset));
  let cleared = 0;
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    if (data[place] === 0 || (away[place] as number) > tolerance) continue;
    // a whole row at once, then what is open above and below it
    const row = place - (place % width);
    let left = place;
    while (left > row && (away[left - 1] as number) <= tolerance) left -= 1;
    let right = place + 1;
    while (right < row + width && (away[right] as number) <= tolerance) right += 1;
    data.fill(0, left, right);
    cleared += right - left;
    if (row > 0) wait(left - width, right - width);
    if (row + width < data.length) wait(left + width, right + width);
  }
  return cleared;

  function wait(from: number, to: number): void {
    let before = false;
    for (let at = from; at < to; at++) {
      const open = (away[at] as number) <= tolerance && data[at] !== 0;
      if (open && !before) waiting.push(at);
      before = open;
    }
  }
}

/** A long line that lies wholly outside of the innermost even ring. */
function isFrame(piece: Piece, { insets }: Rings, { width, height }: Mask): boolean {
  const inset = Math.max(...insets);
  const long =
    piece.right - piece.left >= FRAME_SHARE * width || piece.bottom - piece.top >= FRAME_SHARE * height;
  return long && !piece.reaches({ left: inset, top: inset, right: width - inset, bottom: height - inset });
}

/**
 * Pixels along the edge are mixed from the background and what is beside them: as far as their colour is from the
 * background, against the furthest around, so much of them is covered.
 */
function soften({ width, height, data }: Mask, away: Uint8Array): void {
  const hard = data.slice();
  const even = new Uint8Array(width);
  for (let y = 1; y < height - 1; y++) {
    const row = y * width;
    for (let x = 0, i = row; x < width; x++, i++) {
      const here = hard[i] as number;
      even[x] = here === hard[i - width] && here === hard[i + width] ? here : MIXED;
    }
    for (let x = 1; x < width - 1; x++) {
      const here = even[x];
      if (here !== MIXED && here === even[x - 1] && here === even[x + 1]) continue;
      const most = furthest(hard, away, row + x, width);
      if (most > 0) data[row + x] = Math.min(255, Math.round((255 * (away[row + x] as number)) / most));
    }
  }
}

const MIXED = 1;

/** Among the design's pixels beside a place. */
function furthest(hard: Uint8Array, away: Uint8Array, index: number, width: number): number {
  let most = 0;
  for (let row = index - width; row <= index + width; row += width) {
    for (let at = row - 1; at <= row + 1; at++) {
      if (hard[at] === 255 && (away[at] as number) > most) most = away[at] as number;
    }
  }
  return most;
}
