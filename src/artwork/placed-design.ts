// A mask's design at the size of its sticker: how far every cell is from its edge, near the edge.
import { cornersOf } from './corners.ts';
import { edgeDistances, RIM } from './edges.ts';
import type { Field } from './field.ts';
import { levelLines } from './marching.ts';
import type { Mask } from './mask.ts';
import type { Box } from './placement.ts';
import { type Axis, resampled } from './resample.ts';

export interface PlacedDesign {
  /** Positive in the design; its edge is at 0. */
  field: Field;
  /** Along tips too thin for the field, in cells. */
  tips: Point[];
  cellMm: number;
  /** Where the whole artboard lies, in cells from the centre of the first. */
  art: Box;
}

export interface Point {
  x: number;
  y: number;
}

export interface Place {
  /** What the design itself fills, its border not counted. */
  widthMm: number;
  heightMm: number;
  /** Free on every side. */
  marginMm: number;
  /** Of the longest side, margins counted. */
  mostCells: number;
}

/** Coverage of what is just drawn. */
const LEAST_INK = 0.03 * 255;
const CELLS_PER_MM = 20;
/** Free beyond all margins, so that every line is closed. */
const SPARE = 3;

/** `ratio` is width over height of the artboard that the mask covers; null when it is empty. */
export function placeDesign(mask: Mask, ratio: number, place: Place): PlacedDesign | null {
  const box = inkBox(mask);
  if (!box) return null;
  // a pixel's sides, in mm
  const scale = Math.min(
    place.widthMm / ((box.width / mask.width) * ratio),
    place.heightMm / (box.height / mask.height),
  );
  const pixel = { width: (ratio / mask.width) * scale, height: scale / mask.height };
  const width = box.width * pixel.width + 2 * place.marginMm;
  const height = box.height * pixel.height + 2 * place.marginMm;
  const pitch = Math.max(1 / CELLS_PER_MM, Math.max(width, height) / (place.mostCells - 2 * SPARE));
  const axis = (sideMm: number, pixelMm: number, from: number): Axis => ({
    cells: Math.ceil(sideMm / pitch) + 2 * SPARE,
    step: pitch / pixelMm,
    from: RIM + from - 0.5 - (place.marginMm + (SPARE - 0.5) * pitch) / pixelMm,
  });
  const [x, y] = [axis(width, pixel.width, box.x), axis(height, pixel.height, box.y)];
  const field = resampled(edgeDistances(mask), x, y);
  const ink = (at: Point) => inkAt(mask, x.from - RIM + at.x * x.step, y.from - RIM + at.y * y.step);
  const seen = findTips(field, Math.max(1, 1 / x.step), ink);
  if (!seen) return null;
  return {
    field,
    tips: seen.tips,
    cellMm: Math.min(place.widthMm / seen.width, place.heightMm / seen.height),
    art: {
      x: (RIM - 0.5 - x.from) / x.step,
      y: (RIM - 0.5 - y.from) / y.step,
      width: mask.width / x.step,
      height: mask.height / y.step,
    },
  };
}

/** Of everything that is drawn at all, in whole pixels. */
function inkBox({ width, height, data }: Mask): Box | null {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0, index = 0; y < height; y++) {
    for (let x = 0; x < width; x++, index++) {
      if ((data[index] as number) < LEAST_INK) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  return right < 0 ? null : { x: left, y: top, width: right + 1 - left, height: bottom + 1 - top };
}

/** In pixels: what a tip can lose. */
const MOST_LOST = 25;

/** The size of a design from tip to tip, and its tips that pixels of `unit` cells have bevelled. */
function findTips(field: Field, unit: number, ink: (at: Point) => number) {
  const tips: Point[] = [];
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const reach = (x: number, y: number) => {
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  };
  for (const loop of levelLines(field, 0)) {
    for (let at = 0; at < loop.length; at += 2) reach(loop[at] as number, loop[at + 1] as number);
    for (const corner of cornersOf(loop, { unit, mostLost: MOST_LOST, way: 1 })) {
      const blunt = { x: loop[2 * corner.index] as number, y: loop[2 * corner.index + 1] as number };
      const tip = followInk(blunt, corner, unit, ink);
      tips.push(...between(blunt, tip));
      reach(tip.x, tip.y);
    }
  }
  return right < left ? null : { tips, width: right - left, height: bottom - top };
}

/** As far toward the corner as anything is drawn: a round end goes no further than it is. */
function followInk(blunt: Point, corner: Point, unit: number, ink: (at: Point) => number): Point {
  const steps = Math.ceil((4 * Math.hypot(corner.x - blunt.x, corner.y - blunt.y)) / unit);
  let last = blunt;
  for (let step = 1; step <= steps; step++) {
    const next = {
      x: blunt.x + ((corner.x - blunt.x) * step) / steps,
      y: blunt.y + ((corner.y - blunt.y) * step) / steps,
    };
    if (ink(next) < LEAST_INK) break;
    last = next;
  }
  return last;
}

/** Points no further apart than 3 cells, the last one included. */
function between(from: Point, to: Point): Point[] {
  const steps = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 3);
  return Array.from({ length: steps }, (_, step) => ({
    x: from.x + ((to.x - from.x) * (step + 1)) / steps,
    y: from.y + ((to.y - from.y) * (step + 1)) / steps,
  }));
}

/** Coverage between four pixels. */
function inkAt({ width, height, data }: Mask, u: number, v: number): number {
  const [x, y] = [Math.floor(u), Math.floor(v)];
  const at = (column: number, row: number) =>
    column < 0 || row < 0 || column >= width || row >= height ? 0 : (data[row * width + column] as number);
  const upper = at(x, y) + (at(x + 1, y) - at(x, y)) * (u - x);
  const lower = at(x, y + 1) + (at(x + 1, y + 1) - at(x, y + 1)) * (u - x);
  return upper + (lower - upper) * (v - y);
}
