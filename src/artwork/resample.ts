// A field read at other places: smoothly, so that few pixels make no stairs and many pixels no gaps.
import type { Field } from './field.ts';

/** How one side of the new field lies over the old one, in pixels of the old. */
export interface Axis {
  cells: number;
  /** Pixels a cell. */
  step: number;
  /** Where the centre of the first cell is; pixel 0 has its centre at 0. */
  from: number;
}

/** Beyond its edges a field goes on as it ends. */
export function resampled(field: Field, x: Axis, y: Axis): Field {
  const rows = alongRows(field, x);
  const data = new Float32Array(x.cells * y.cells);
  const taps = tapsOf(y, field.height);
  for (let cell = 0; cell < y.cells; cell++) mixRows(rows, taps, cell, data, x.cells);
  return { width: x.cells, height: y.cells, data };
}

function alongRows({ width, height, data }: Field, x: Axis): Float32Array {
  const rows = new Float32Array(x.cells * height);
  const taps = tapsOf(x, width);
  const since = new Int32Array(width);
  for (let row = 0; row < height; row++) {
    findRuns(data, row * width, width, since);
    mixPixels(data, row * width, taps, since, rows, row * x.cells);
  }
  return rows;
}

/** For every pixel the first of those before it that are all like it. */
function findRuns(data: Float32Array, from: number, width: number, since: Int32Array): void {
  let [before, first] = [data[from], 0];
  for (let pixel = 1; pixel < width; pixel++) {
    const here = data[from + pixel];
    if (here !== before) first = pixel;
    since[pixel] = first;
    before = here;
  }
}

function mixPixels(
  data: Float32Array,
  from: number,
  { most, pixels, weights }: Taps,
  since: Int32Array,
  into: Float32Array,
  at: number,
): void {
  const cells = pixels.length / most;
  for (let cell = 0, tap = 0; cell < cells; cell++) {
    const end = tap + most;
    const last = pixels[end - 1] as number;
    // most of a field is even
    if ((since[last] as number) <= (pixels[tap] as number)) {
      into[at + cell] = data[from + last] as number;
      tap = end;
      continue;
    }
    let sum = 0;
    for (; tap < end; tap++)
      sum += (weights[tap] as number) * (data[from + (pixels[tap] as number)] as number);
    into[at + cell] = sum;
  }
}

function mixRows(
  rows: Float32Array,
  { most, pixels, weights }: Taps,
  cell: number,
  into: Float32Array,
  length: number,
): void {
  const at = cell * length;
  for (let tap = cell * most; tap < (cell + 1) * most; tap++) {
    const weight = weights[tap] as number;
    if (weight > 0) addRow(rows, (pixels[tap] as number) * length, weight, into, at, length);
  }
}

function addRow(
  rows: Float32Array,
  from: number,
  weight: number,
  sums: Float32Array,
  at: number,
  length: number,
): void {
  for (let i = 0; i < length; i++)
    sums[at + i] = (sums[at + i] as number) + weight * (rows[from + i] as number);
}

/** The pixels that every cell sees, `most` for each, and how much they count. */
interface Taps {
  most: number;
  pixels: Int32Array;
  weights: Float64Array;
}

function tapsOf(axis: Axis, size: number): Taps {
  const most = Math.floor(3 * Math.max(1, axis.step)) + 1;
  const [pixels, weights] = [new Int32Array(axis.cells * most), new Float64Array(axis.cells * most)];
  for (let cell = 0; cell < axis.cells; cell++) {
    const at = cell * most;
    weigh(axis, cell, weights.subarray(at, at + most), (tap, pixel) => {
      pixels[at + tap] = Math.max(0, Math.min(size - 1, pixel));
    });
  }
  return { most, pixels, weights };
}

/** By the quadratic B-spline: three pixels wide, or three cells where they are larger. */
function weigh(
  { step, from }: Axis,
  cell: number,
  weights: Float64Array,
  found: (tap: number, pixel: number) => void,
): void {
  const wide = Math.max(1, step);
  const centre = from + cell * step;
  const first = Math.ceil(centre - 1.5 * wide);
  let sum = 0;
  for (let tap = 0; tap < weights.length; tap++) {
    const weight = spline((first + tap - centre) / wide);
    weights[tap] = weight;
    sum += weight;
    found(tap, first + tap);
  }
  for (let tap = 0; tap < weights.length; tap++) weights[tap] = (weights[tap] as number) / sum;
}

function spline(t: number): number {
  const away = Math.abs(t);
  return away < 0.5 ? 0.75 - away * away : away < 1.5 ? 0.5 * (1.5 - away) * (1.5 - away) : 0;
}
