// Bleed made up from the edge of the art: where the art runs over the cut, its colours go on outside. Pure.
import type { Pixels } from './picture.ts';

export interface Ground {
  /** What is printed so far, over the whole bleed. */
  art: Pixels;
  /** 255 inside the cut line, of the same size. */
  inside: Uint8Array;
  /** How far outside the cut has to be covered, in pixels. */
  reach: number;
  /** How deep inside the cut the art has to be there, to count as running over it. */
  depth: number;
}

const OPAQUE = 250;
/** Nobody sees white missing outside of a white edge. */
const WHITE = 250;
/** The strip lies a little under the art, so that no hair of paper shows between them. */
const OVERLAP = 2;

/** A picture to lie beneath the art, clear but for the strips; null when nothing is missing. */
export function extendEdges({ art, inside, reach, depth }: Ground): Pixels | null {
  const { data, width, height } = art;
  const nearest = nearestInside(inside, width, height);
  const strip = new Uint8Array(data.length);
  let missing = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if ((inside[at] ?? 0) >= 128) continue;
      const [dx, dy] = [nearest.x[at] ?? FAR, nearest.y[at] ?? FAR];
      const distance = Math.hypot(dx, dy);
      if (distance > reach) continue;
      const further = 1 + depth / distance;
      const [fromX, fromY] = [Math.round(x + dx * further), Math.round(y + dy * further)];
      if (fromX < 0 || fromY < 0 || fromX >= width || fromY >= height) continue;
      const from = (fromY * width + fromX) * 4;
      if ((data[from + 3] ?? 0) < OPAQUE || isWhite(data, from)) continue;
      strip.set(data.subarray(from, from + 3), at * 4);
      strip[at * 4 + 3] = 255;
      if ((data[at * 4 + 3] ?? 0) < OPAQUE) missing += 1;
    }
  }
  if (missing === 0) return null;
  for (let round = 0; round < OVERLAP; round++) grow(strip, inside, width, height);
  return { data: strip, width, height };
}

function isWhite(data: Uint8Array, at: number): boolean {
  return (data[at] ?? 0) >= WHITE && (data[at + 1] ?? 0) >= WHITE && (data[at + 2] ?? 0) >= WHITE;
}

/** One pixel further in, each taking the colour of a neighbour. */
function grow(strip: Uint8Array, inside: Uint8Array, width: number, height: number): void {
  const before = strip.slice();
  const neighbours = [-1, 1, -width, width];
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      if ((inside[at] ?? 0) < 128 || before[at * 4 + 3] !== 0) continue;
      const painted = neighbours.find((by) => before[(at + by) * 4 + 3] === 255);
      if (painted === undefined) continue;
      strip.set(before.subarray((at + painted) * 4, (at + painted) * 4 + 4), at * 4);
    }
  }
}

const FAR = 1e6;

/** Steps to the nearest cell inside, for every cell: exact but for rare ties (8SSED, Leymarie and Levine 1992). */
function nearestInside(inside: Uint8Array, width: number, height: number): { x: Int32Array; y: Int32Array } {
  const x = new Int32Array(inside.length);
  const y = new Int32Array(inside.length);
  for (let at = 0; at < inside.length; at++) if ((inside[at] ?? 0) < 128) x[at] = y[at] = FAR;

  const compare = (at: number, other: number, byX: number, byY: number) => {
    const [dx, dy] = [(x[other] ?? FAR) + byX, (y[other] ?? FAR) + byY];
    if (dx * dx + dy * dy >= (x[at] ?? 0) ** 2 + (y[at] ?? 0) ** 2) return;
    x[at] = dx;
    y[at] = dy;
  };
  for (let row = 0; row < height; row++) {
    const start = row * width;
    for (let at = start; at < start + width; at++) {
      if (at > start) compare(at, at - 1, -1, 0);
      if (row > 0) compare(at, at - width, 0, -1);
      if (row > 0 && at > start) compare(at, at - width - 1, -1, -1);
      if (row > 0 && at < start + width - 1) compare(at, at - width + 1, 1, -1);
    }
    for (let at = start + width - 2; at >= start; at--) compare(at, at + 1, 1, 0);
  }
  for (let row = height - 1; row >= 0; row--) {
    const start = row * width;
    for (let at = start + width - 1; at >= start; at--) {
      if (at < start + width - 1) compare(at, at + 1, 1, 0);
      if (row < height - 1) compare(at, at + width, 0, 1);
      if (row < height - 1 && at < start + width - 1) compare(at, at + width + 1, 1, 1);
      if (row < height - 1 && at > start) compare(at, at + width - 1, -1, 1);
    }
    for (let at = start + 1; at < start + width; at++) compare(at, at - 1, -1, 0);
  }
  return { x, y };
}
