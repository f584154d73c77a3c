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
  for (let cell = 0; cell < y.cells; cell++) {
    const to = cell * x.cells;
    for (const { pixel, weight } of taps(y, cell, field.height))
      addRow(data, to, rows, pixel * x.cells, x.cells, weight);
  }
  return { width: x.cells, height: y.cells, data };
}

function addRow(
  sums: Float32Array,
  to: number,
  row: Float32Array,
  from: number,
  length: number,
  weight: number,
): void {
  for (let i = 0; i < length; i++)
    sums[to + i] = (sums[to + i] as number) + weight * (row[from + i] as number);
}

function alongRows({ width, height, data }: Field, x: Axis): Float32Array {
  const rows = new Float32Array(x.cells * height);
  const seen = Array.from({ length: x.cells }, (_, cell) => taps(x, cell, width));
  const most = Math.max(...seen.map((each) => each.length));
  const [pixels, weights] = [new Int32Array(x.cells * most), new Float64Array(x.cells * most)];
  seen.forEach((each, cell) => {
    each.forEach(({ pixel, weight }, tap) => {
      pixels[cell * most + tap] = pixel;
      weights[cell * most + tap] = weight;
    });
  });
  for (let row = 0; row < height; row++) readRow(data, row * width, rows, row * x.cells);
  return rows;

  function readRow(from: Float32Array, start: number, into: Float32Array, at: number): void {
    for (let cell = 0, tap = 0; cell < x.cells; cell++) {
      let sum = 0;
      for (const end = tap + most; tap < end; tap++) {
        sum += (weights[tap] as number) * (from[start + (pixels[tap] as number)] as number);
      }
      into[at + cell] = sum;
    }
  }
}

/** The pixels that one cell sees, by the quadratic B-spline: three pixels wide, or three cells where they are larger. */
function taps({ step, from }: Axis, cell: number, pixels: number): { pixel: number; weight: number }[] {
  const wide = Math.max(1, step);
  const centre = from + cell * step;
  const seen: { pixel: number; weight: number }[] = [];
  let sum = 0;
  for (let pixel = Math.ceil(centre - 1.5 * wide); pixel <= centre + 1.5 * wide; pixel++) {
    const weight = spline((pixel - centre) / wide);
    sum += weight;
    seen.push({ pixel: Math.max(0, Math.min(pixels - 1, pixel)), weight });
  }
  for (const tap of seen) tap.weight /= sum;
  return seen;
}

function spline(t: number): number {
  const away = Math.abs(t);
  return away < 0.5 ? 0.75 - away * away : away < 1.5 ? 0.5 * (1.5 - away) * (1.5 - away) : 0;
}
