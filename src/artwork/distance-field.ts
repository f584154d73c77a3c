// How far the cells of a field are from the line where it passes a level: exact and sub-pixel.
//
// The line is known by the points where it crosses the grid, on vertical grid lines and on horizontal ones. For each
// of the two sets the squared distance separates into columns and rows (Felzenszwalb and Huttenlocher, "Distance
// Transforms of Sampled Functions", 2012), so the nearest point is found without a search; the nearer one counts.
import { flatten, newEnvelope } from './envelope.ts';
import type { Field } from './field.ts';

/** In cells, of everything lower than `level`: at most `reach`. What is higher is at 0. */
export function distanceTo(field: Field, level: number, reach: number): Field {
  const data = toVerticals(field, level, reach);
  lowerToHorizontals(data, field, level, reach);
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

/** Squared distances to the points on vertical grid lines: the nearest of every column, then the nearest of all columns. */
function toVerticals(field: Field, level: number, reach: number): Float32Array {
  const { width, height } = field;
  const squares = new Float32Array(width * height);
  const nearest = new Float32Array(width).fill(-reach);
  for (let y = 0; y < height; y++) lookUp(field, level, y, nearest, squares, reach);
  nearest.fill(height + reach);
  const envelope = newEnvelope(width);
  for (let y = height - 1; y >= 0; y--) {
    lookDown(field, level, y, nearest, squares);
    flatten(squares, y * width, width, reach, envelope);
  }
  return squares;
}

/** One row: `nearest` is where each column last crossed the level above. */
function lookUp(
  { width, data }: Field,
  level: number,
  y: number,
  nearest: Float32Array,
  squares: Float32Array,
  reach: number,
): void {
  const far = reach * reach;
  for (let x = 0, index = y * width; x < width; x++, index++) {
    const here = (data[index] as number) - level;
    if (here >= 0) continue;
    if (y > 0) {
      const before = (data[index - width] as number) - level;
      if (before >= 0) nearest[x] = y - 1 + before / (before - here);
    }
    const distance = y - (nearest[x] as number);
    squares[index] = distance < reach ? distance * distance : far;
  }
}

/** One row: `nearest` is where each column first crosses the level below. */
function lookDown(
  { width, height, data }: Field,
  level: number,
  y: number,
  nearest: Float32Array,
  squares: Float32Array,
): void {
  for (let x = 0, index = y * width; x < width; x++, index++) {
    const here = (data[index] as number) - level;
    if (here >= 0) continue;
    if (y < height - 1) {
      const after = (data[index + width] as number) - level;
      if (after >= 0) nearest[x] = y + here / (here - after);
    }
    const distance = (nearest[x] as number) - y;
    const square = distance * distance;
    if (square < (squares[index] as number)) squares[index] = square;
  }
}

/** Columns worked on together, so that memory is read and written in pieces that lie together. */
const STRIPE = 16;

/** Makes squares distances, to the points on horizontal grid lines where those are nearer. */
function lowerToHorizontals(squares: Float32Array, field: Field, level: number, reach: number): void {
  const { width, height } = field;
  const rows = new Float32Array(width * height);
  for (let y = 0; y < height; y++) lookAside(field, level, y, rows, reach);
  const stripe = new Float32Array(STRIPE * height);
  const envelope = newEnvelope(height);
  for (let left = 0; left < width; left += STRIPE) {
    const columns = Math.min(STRIPE, width - left);
    for (let y = 0; y < height; y++) turn(rows, y * width + left, columns, stripe, y, height);
    for (let x = 0; x < columns; x++) flatten(stripe, x * height, height, reach, envelope);
    for (let y = 0; y < height; y++) lower(squares, y * width + left, columns, stripe, y, height);
  }
}

/** One row: squared distances to where it crosses the level. */
function lookAside({ width, data }: Field, level: number, y: number, squares: Float32Array, reach: number) {
  const [row, far] = [y * width, reach * reach];
  let [nearest, before] = [-reach, -1];
  for (let x = 0; x < width; x++) {
    const here = (data[row + x] as number) - level;
    if (here < 0) {
      if (before >= 0) nearest = x - 1 + before / (before - here);
      const distance = x - nearest;
      squares[row + x] = distance < reach ? distance * distance : far;
    }
    before = here;
  }
  nearest = width + reach;
  before = -1;
  for (let x = width - 1; x >= 0; x--) {
    const here = (data[row + x] as number) - level;
    if (here < 0) {
      if (before >= 0) nearest = x + here / (here - before);
      const square = (nearest - x) * (nearest - x);
      if (square < (squares[row + x] as number)) squares[row + x] = square;
    }
    before = here;
  }
}

function turn(
  from: Float32Array,
  at: number,
  columns: number,
  to: Float32Array,
  y: number,
  height: number,
): void {
  for (let x = 0; x < columns; x++) to[x * height + y] = from[at + x] as number;
}

function lower(
  squares: Float32Array,
  at: number,
  columns: number,
  other: Float32Array,
  y: number,
  height: number,
): void {
  for (let x = 0; x < columns; x++) {
    const [a, b] = [squares[at + x] as number, other[x * height + y] as number];
    squares[at + x] = Math.sqrt(a < b ? a : b);
  }
}
