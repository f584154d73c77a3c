// The lines along which a field passes a level, by sub-pixel marching squares.
import type { Field } from './field.ts';

/** Coordinates in cells, `x0 y0 x1 y1 …`, closed; the higher side lies to its right, so outer lines run clockwise on paper. */
export type Loop = Float64Array;

export function levelLines(field: Field, level: number): Loop[] {
  const { width, height, data } = field;
  const done = new Uint8Array(width * height);
  const loops: Loop[] = [];
  // each line crosses some horizontal grid edge from low to high walking right
  for (let y = 0; y < height; y++) {
    for (let x = nextRise(data, y * width, 0, width, level); x < width; ) {
      if (!done[y * width + x]) loops.push(follow(field, level, done, x, y));
      x = nextRise(data, y * width, x + 1, width, level);
    }
  }
  return loops;
}

/** The next low cell of a row, from `x` on, that has a high one to its right; `width` when there is none. */
function nextRise(data: Float32Array, row: number, x: number, width: number, level: number): number {
  let at = row + x;
  const last = row + width - 1;
  while (at < last && (data[at] as number) >= level) at += 1;
  while (at < last && (data[at + 1] as number) < level) at += 1;
  return at < last ? at - row : width;
}

/** Follows one line from where it crosses the edge right of (x, y) upward, with the higher side on its right. */
function follow(
  { width, height, data }: Field,
  level: number,
  done: Uint8Array,
  x0: number,
  y0: number,
): Loop {
  const points: number[] = [];
  const high = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && (data[y * width + x] as number) >= level;
  const value = (x: number, y: number) => data[y * width + x] as number;
  // low corner (ax, ay), high corner (bx, by)
  let [ax, ay, bx, by] = [x0, y0, x0 + 1, y0];
  do {
    const [low, top] = [value(ax, ay), value(bx, by)];
    const t = (level - low) / (top - low);
    points.push(ax + t * (bx - ax), ay + t * (by - ay));
    if (by === ay && bx === ax + 1) done[ay * width + ax] = 1;
    // ahead, with the low corner left and the high one right: turn the edge's direction a quarter left
    const [fx, fy] = [by - ay, ax - bx];
    const [cx, cy, dx, dy] = [ax + fx, ay + fy, bx + fx, by + fy];
    const leftHigh = high(cx, cy);
    const rightHigh = high(dx, dy);
    if (leftHigh && !rightHigh) {
      const mean = (low + top + value(cx, cy) + value(dx, dy)) / 4;
      if (mean >= level) [bx, by] = [cx, cy];
      else [ax, ay] = [dx, dy];
    } else if (leftHigh) [bx, by] = [cx, cy];
    else if (!rightHigh) [ax, ay] = [dx, dy];
    else [ax, ay, bx, by] = [cx, cy, dx, dy];
  } while (ax !== x0 || ay !== y0 || bx !== x0 + 1 || by !== y0);
  return Float64Array.from(points);
}

/** Positive for an outer line, negative for the line of a hole. */
export function areaOf(loop: Loop): number {
  let sum = 0;
  for (let index = 0; index < loop.length; index += 2) {
    const next = (index + 2) % loop.length;
    sum +=
      (loop[index] as number) * (loop[next + 1] as number) -
      (loop[next] as number) * (loop[index + 1] as number);
  }
  return sum / 2;
}

/** The outer lines that lie in no other. */
export function topLines(loops: readonly Loop[]): Loop[] {
  const outer = loops.filter((loop) => areaOf(loop) > 0);
  return outer.filter((loop) => !outer.some((other) => other !== loop && encloses(other, loop)));
}

/** Lines of one level never cross, so one point tells. */
function encloses(loop: Loop, other: Loop): boolean {
  const [x, y] = [other[0] as number, other[1] as number];
  let inside = false;
  for (let index = 0; index < loop.length; index += 2) {
    const next = (index + 2) % loop.length;
    const [ax, ay] = [loop[index] as number, loop[index + 1] as number];
    const [bx, by] = [loop[next] as number, loop[next + 1] as number];
    if (ay <= y !== by <= y && ax + ((y - ay) / (by - ay)) * (bx - ax) > x) inside = !inside;
  }
  return inside;
}
