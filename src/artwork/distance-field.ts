// How far the cells of a field are from the line where it passes a level: exact and sub-pixel.
//
// The line is known by the points where it crosses the grid, on vertical grid lines and on horizontal ones. For each
// of the two sets the squared distance separates into columns and rows (Felzenszwalb and Huttenlocher, "Distance
// Transforms of Sampled Functions", 2012), so the nearest point is found without a search; the nearer one counts.
import type { Field } from './field.ts';

/** In cells, of everything lower than `level`: at most `reach`. What is higher is at 0. */
export function distanceTo(field: Field, level: number, reach: number): Field {
  const lying = transposed(field);
  const acrossRows = transposed({ ...lying, data: squaresAcross(lying, level, reach) });
  const data = squaresAcross(field, level, reach);
  for (let index = 0; index < data.length; index++) {
    const [a, b] = [data[index] as number, acrossRows.data[index] as number];
    data[index] = Math.sqrt(a < b ? a : b);
  }
  return { ...field, data };
}

/** Brings more points to a field of distances, where they matter for its line at `level`. */
export function addPoints(
  { width, height, data }: Field,
  points: readonly { x: number; y: number }[],
  level: number,
): void {
  const [inner, outer] = [Math.max(0, level - BAND), level + 1.5];
  for (const point of points) {
    const last = Math.min(height - 1, Math.floor(point.y + outer));
    for (let y = Math.max(0, Math.ceil(point.y - outer)); y <= last; y++) {
      const up = (y - point.y) ** 2;
      const half = Math.sqrt(outer * outer - up);
      const hollow = Math.sqrt(Math.max(0, inner * inner - up));
      const end = Math.min(width - 1, Math.floor(point.x + half));
      for (let x = Math.max(0, Math.ceil(point.x - half)); x <= end; x++) {
        if (x > point.x - hollow && x < point.x) x = Math.max(x, Math.floor(point.x + hollow));
        const distance = Math.sqrt((x - point.x) ** 2 + up);
        const index = y * width + x;
        if (distance < (data[index] as number)) data[index] = distance;
      }
    }
  }
}

/** In cells: nearer to a new point than the level by this much, what is there already is near enough. */
const BAND = 8;

/** To the points on vertical grid lines: the nearest in every column first, then the nearest of all columns. */
function squaresAcross(field: Field, level: number, reach: number): Float32Array {
  const { width, height } = field;
  const squares = squaresInColumns(field, level, reach);
  const envelope = newEnvelope(width);
  for (let y = 0; y < height; y++) flatten(squares, y * width, width, reach, envelope);
  return squares;
}

function squaresInColumns({ width, height, data }: Field, level: number, reach: number): Float32Array {
  const squares = new Float32Array(width * height);
  const last = new Float32Array(width).fill(-reach);
  for (let y = 0; y < height; y++) downward(y);
  last.fill(height + reach);
  for (let y = height - 1; y >= 0; y--) upward(y);
  return squares;

  function downward(y: number): void {
    for (let x = 0, index = y * width; x < width; x++, index++) {
      const here = (data[index] as number) - level;
      if (here >= 0) continue;
      if (y > 0) {
        const before = (data[index - width] as number) - level;
        if (before >= 0) last[x] = y - 1 + before / (before - here);
      }
      const distance = y - (last[x] as number);
      squares[index] = distance < reach ? distance * distance : reach * reach;
    }
  }

  function upward(y: number): void {
    for (let x = 0, index = y * width; x < width; x++, index++) {
      const here = (data[index] as number) - level;
      if (here >= 0) continue;
      if (y < height - 1) {
        const after = (data[index + width] as number) - level;
        if (after >= 0) last[x] = y + here / (here - after);
      }
      const distance = (last[x] as number) - y;
      if (distance * distance < (squares[index] as number)) squares[index] = distance * distance;
    }
  }
}

interface Envelope {
  feet: Int32Array;
  heights: Float64Array;
  starts: Float64Array;
}

function newEnvelope(length: number): Envelope {
  return {
    feet: new Int32Array(length),
    heights: new Float64Array(length),
    starts: new Float64Array(length + 1),
  };
}

/** One row: lowers each run of squares to the least of the parabolas that stand on them. Nothing reaches past a zero. */
function flatten(
  squares: Float32Array,
  from: number,
  length: number,
  reach: number,
  envelope: Envelope,
): void {
  let x = 0;
  while (x < length) {
    while (x < length && squares[from + x] === 0) x += 1;
    const start = x;
    while (x < length && squares[from + x] !== 0) x += 1;
    if (x > start) flattenRun(squares, from + start, x - start, reach, envelope);
  }
}

function flattenRun(
  squares: Float32Array,
  from: number,
  length: number,
  reach: number,
  { feet, heights, starts }: Envelope,
): void {
  const far = reach * reach;
  let top = -1;
  for (let x = 0; x < length; x++) {
    const height = squares[from + x] as number;
    if (height >= far) continue;
    let start = -1;
    while (top >= 0) {
      const foot = feet[top] as number;
      start = (height - (heights[top] as number) + (x - foot) * (x + foot)) / (2 * (x - foot));
      if (start > (starts[top] as number)) break;
      start = -1;
      top -= 1;
    }
    if (start >= length) continue;
    top += 1;
    feet[top] = x;
    heights[top] = height;
    starts[top] = start;
  }
  for (let parabola = 0, x = 0; parabola <= top; parabola++) {
    const foot = feet[parabola] as number;
    const height = heights[parabola] as number;
    const end = parabola < top ? Math.min(length, Math.ceil(starts[parabola + 1] as number)) : length;
    for (; x < end; x++) {
      const square = (x - foot) * (x - foot) + height;
      squares[from + x] = square < far ? square : far;
    }
  }
}

/** Rows become columns, square by square so that memory is read and written in pieces that lie together. */
function transposed({ width, height, data }: Field): Field {
  const turned = new Float32Array(data.length);
  const side = 32;
  for (let top = 0; top < height; top += side) {
    for (let left = 0; left < width; left += side) {
      const bottom = Math.min(top + side, height);
      const right = Math.min(left + side, width);
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) turned[x * height + y] = data[y * width + x] as number;
      }
    }
  }
  return { width: height, height: width, data: turned };
}
