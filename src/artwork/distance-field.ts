// How far every cell is from the line where a field passes a level: exact and sub-pixel.
//
// The line is known by the points where it crosses the grid: on vertical grid lines and on horizontal ones. For each
// of the two sets the squared distance separates into columns and rows (Felzenszwalb and Huttenlocher, "Distance
// Transforms of Sampled Functions", 2012), so the nearest point is found without a search; the nearer one counts.
import type { Field } from './field.ts';

/** Columns that lie side by side in memory are done together. */
const TILE = 16;

/** In cells, positive where `field` is at least `level`, negative elsewhere; nothing is further than `reach`. */
export function signedDistance(field: Field, level: number, reach: number): Field {
  const { width, height, data } = field;
  const squares = new Float32Array(width * height).fill(reach * reach);
  alongRows(field, squares, { level, reach });
  alongColumns(field, squares, { level, reach });
  for (let index = 0; index < squares.length; index++) {
    const distance = Math.sqrt(squares[index] as number);
    squares[index] = (data[index] as number) >= level ? distance : -distance;
  }
  return { width, height, data: squares };
}

interface Bounds {
  level: number;
  reach: number;
}

/** The points on vertical grid lines: nearest in every column first, then along the rows. */
function alongRows(field: Field, squares: Float32Array, { level, reach }: Bounds): void {
  const { width, height } = field;
  const nearest = nearestInColumns(field, { level, reach });
  const envelope = lowerEnvelope(width, reach);
  for (let y = 0; y < height; y++) {
    const from = y * width;
    envelope(nearest.subarray(from, from + width), squares.subarray(from, from + width));
  }
}

function nearestInColumns({ width, height, data }: Field, { level, reach }: Bounds): Float32Array {
  const nearest = new Float32Array(width * height).fill(reach);
  const last = new Float32Array(width).fill(-2 * reach);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      if (y > 0) {
        const before = (data[row - width + x] as number) - level;
        const here = (data[row + x] as number) - level;
        if (before >= 0 !== here >= 0) last[x] = y - 1 + before / (before - here);
      }
      const distance = y - (last[x] as number);
      if (distance < reach) nearest[row + x] = distance;
    }
  }
  last.fill(height + 2 * reach);
  for (let y = height - 2; y >= 0; y--) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      const here = (data[row + x] as number) - level;
      const after = (data[row + width + x] as number) - level;
      if (here >= 0 !== after >= 0) last[x] = y + here / (here - after);
      const distance = (last[x] as number) - y;
      if (distance < (nearest[row + x] as number)) nearest[row + x] = distance;
    }
  }
  return nearest;
}

/** The points on horizontal grid lines: nearest in every row first, then along the columns. */
function alongColumns(field: Field, squares: Float32Array, { level, reach }: Bounds): void {
  const { width, height } = field;
  const nearest = nearestInRows(field, { level, reach });
  const envelope = lowerEnvelope(height, reach);
  const column = new Float32Array(TILE * height);
  const found = new Float32Array(TILE * height);
  for (let left = 0; left < width; left += TILE) {
    const columns = Math.min(TILE, width - left);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < columns; x++) {
        column[x * height + y] = nearest[y * width + left + x] as number;
        found[x * height + y] = squares[y * width + left + x] as number;
      }
    }
    for (let x = 0; x < columns; x++) {
      envelope(column.subarray(x * height, (x + 1) * height), found.subarray(x * height, (x + 1) * height));
    }
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < columns; x++) squares[y * width + left + x] = found[x * height + y] as number;
    }
  }
}

function nearestInRows({ width, height, data }: Field, { level, reach }: Bounds): Float32Array {
  const nearest = new Float32Array(width * height).fill(reach);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let last = -2 * reach;
    for (let x = 0; x < width; x++) {
      if (x > 0) {
        const before = (data[row + x - 1] as number) - level;
        const here = (data[row + x] as number) - level;
        if (before >= 0 !== here >= 0) last = x - 1 + before / (before - here);
      }
      if (x - last < reach) nearest[row + x] = x - last;
    }
    last = width + 2 * reach;
    for (let x = width - 2; x >= 0; x--) {
      const here = (data[row + x] as number) - level;
      const after = (data[row + x + 1] as number) - level;
      if (here >= 0 !== after >= 0) last = x + here / (here - after);
      if (last - x < (nearest[row + x] as number)) nearest[row + x] = last - x;
    }
  }
  return nearest;
}

/** Lowers `squares` to the least of the parabolas that stand at every place with its own squared distance as foot. */
function lowerEnvelope(length: number, reach: number) {
  const feet = new Int32Array(length);
  const heights = new Float64Array(length);
  const starts = new Float64Array(length + 1);
  return (distances: Float32Array, squares: Float32Array): void => {
    let top = -1;
    for (let x = 0; x < length; x++) {
      const distance = distances[x] as number;
      if (distance >= reach) continue;
      const height = distance * distance;
      let start = Number.NEGATIVE_INFINITY;
      while (top >= 0) {
        const foot = feet[top] as number;
        start = (height - (heights[top] as number) + (x - foot) * (x + foot)) / (2 * (x - foot));
        if (start > (starts[top] as number)) break;
        top -= 1;
        start = Number.NEGATIVE_INFINITY;
      }
      top += 1;
      feet[top] = x;
      heights[top] = height;
      starts[top] = start;
    }
    if (top < 0) return;
    starts[top + 1] = Number.POSITIVE_INFINITY;
    let parabola = 0;
    for (let x = 0; x < length; x++) {
      while ((starts[parabola + 1] as number) < x) parabola += 1;
      const away = x - (feet[parabola] as number);
      const square = away * away + (heights[parabola] as number);
      if (square < (squares[x] as number)) squares[x] = square;
    }
  };
}
