// The cut line that follows a design at a distance: the same on the server, where it binds, and in the browser.
import type { CutPath, CutWish } from './cut.ts';
import { distanceTo } from './distance-field.ts';
import type { Field } from './field.ts';
import { type Loop, levelLines } from './marching.ts';
import type { Mask } from './mask.ts';

export const CONTOUR_ALGORITHM = 'contour-1';

/** Coverage from which on a place belongs to the design. */
const SEEN = 0.35 * 255;
const MOST_CELLS = 1500;
const CELLS_PER_MM = 20;
const LEAST_PART_MM2 = 5;

/**
 * `ratio` is width over height of the artboard that the mask covers.
 * null when there is no design, or no room for it inside its border.
 */
export function contour(mask: Mask, ratio: number, wish: CutWish): CutPath | null {
  const extent = extentOf(mask);
  const room = { width: wish.widthMm - 2 * wish.offsetMm, height: wish.heightMm - 2 * wish.offsetMm };
  if (!extent || room.width <= 0 || room.height <= 0) return null;
  const pitch = { x: ratio / mask.width, y: 1 / mask.height }; // in units of the artboard's height
  const scale = Math.min(
    room.width / ((extent.right - extent.left) * pitch.x),
    room.height / ((extent.bottom - extent.top) * pitch.y),
  );
  const border = wish.offsetMm + wish.closingMm;
  const widthMm = (extent.right - extent.left) * pitch.x * scale + 2 * border;
  const heightMm = (extent.bottom - extent.top) * pitch.y * scale + 2 * border;
  const cellMm = Math.max(1 / CELLS_PER_MM, Math.max(widthMm, heightMm) / (MOST_CELLS - 6));
  const coverage: Field = {
    width: Math.ceil(widthMm / cellMm) + 6,
    height: Math.ceil(heightMm / cellMm) + 6,
    data: new Float32Array(0),
  };
  coverage.data = new Float32Array(coverage.width * coverage.height);
  // where the artboard lies in the field, in mm
  const left = 3 * cellMm + border - extent.left * pitch.x * scale;
  const top = 3 * cellMm + border - extent.top * pitch.y * scale;
  for (let y = 0; y < coverage.height; y++) {
    const v = ((y + 0.5) * cellMm - top) / (pitch.y * scale) - 0.5;
    for (let x = 0; x < coverage.width; x++) {
      const u = ((x + 0.5) * cellMm - left) / (pitch.x * scale) - 0.5;
      coverage.data[y * coverage.width + x] = between(mask, u, v);
    }
  }
  const out = border / cellMm;
  const back = wish.closingMm / cellMm;
  const grown = distanceTo(coverage, SEEN, out + 1.5);
  const closed = distanceTo(grown, out, back + 1.5);
  const loops = levelLines(closed, back)
    .map((loop) => loop.map((place) => (place + 0.5) * cellMm))
    .filter((loop) => areaOf(loop) > LEAST_PART_MM2);
  if (loops.length === 0) return null;
  const xs = loops.flatMap((loop) => [...loop].filter((_, index) => index % 2 === 0));
  const ys = loops.flatMap((loop) => [...loop].filter((_, index) => index % 2 === 1));
  const [x0, y0] = [xs.reduce((a, b) => Math.min(a, b)), ys.reduce((a, b) => Math.min(a, b))];
  const [x1, y1] = [xs.reduce((a, b) => Math.max(a, b)), ys.reduce((a, b) => Math.max(a, b))];
  const n = (value: number) => String(Math.round(value * 1000) / 1000);
  const path = loops
    .map((loop) => {
      let text = '';
      for (let at = 0; at < loop.length; at += 8)
        text += `${at === 0 ? 'M' : 'L'}${n((loop[at] ?? 0) - x0)} ${n((loop[at + 1] ?? 0) - y0)}`;
      return `${text}Z`;
    })
    .join('');
  return {
    path,
    widthMm: x1 - x0,
    heightMm: y1 - y0,
    art: { x: left - x0, y: top - y0, width: ratio * scale, height: scale },
    parts: loops.length,
    offsetMm: wish.offsetMm,
    closingMm: wish.closingMm,
    algorithm: CONTOUR_ALGORITHM,
  };
}

function extentOf({ width, height, data }: Mask) {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((data[y * width + x] ?? 0) < SEEN) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  return right < 0 ? null : { left, top, right: right + 1, bottom: bottom + 1 };
}

function between({ width, height, data }: Mask, u: number, v: number): number {
  const [x, y] = [Math.floor(u), Math.floor(v)];
  const [fx, fy] = [u - x, v - y];
  const value = (i: number, j: number) =>
    i < 0 || j < 0 || i >= width || j >= height ? 0 : (data[j * width + i] as number);
  return (
    (value(x, y) * (1 - fx) + value(x + 1, y) * fx) * (1 - fy) +
    (value(x, y + 1) * (1 - fx) + value(x + 1, y + 1) * fx) * fy
  );
}

function areaOf(loop: Loop): number {
  let sum = 0;
  for (let at = 0; at < loop.length; at += 2) {
    const next = (at + 2) % loop.length;
    sum += (loop[at] ?? 0) * (loop[next + 1] ?? 0) - (loop[next] ?? 0) * (loop[at + 1] ?? 0);
  }
  return sum / 2;
}
