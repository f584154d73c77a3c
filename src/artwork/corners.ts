// Where an outline turns at once: the tips and corners of a design. Pixels and cells bevel them; here they come back.
import type { Loop } from './marching.ts';

/** Where the lines on both sides of a bevelled corner meet. */
export interface Corner {
  /** The point of the loop in the middle of its bevel. */
  index: number;
  /** Where the bevel begins and ends: points of the loop too, counted on over its end or back over its beginning. */
  from: number;
  to: number;
  x: number;
  y: number;
}

/** Turning by less than this within `ARM` is a curve. */
const LEAST_TURN = 0.6;
const ARM = 5;
/** Bevelled to both sides of a corner. */
const BEVEL = 2.5;

export interface Bevel {
  /** What bevelled the loop, in cells. */
  unit: number;
  /** A corner that lost more than this many units was a round one. */
  mostLost: number;
  /** 1 for corners that point out of what the loop encloses, -1 for those that point in. */
  way: 1 | -1;
}

/** Ascending. */
export function cornersOf(loop: Loop, { unit, mostLost, way }: Bevel): Corner[] {
  const count = loop.length / 2;
  const span = Math.ceil(4 * unit);
  const turns = new Float64Array(count);
  const found = new Map<number, Corner>();
  for (let index = 0; index < count; index++) {
    if (!mayTurn(loop, index, span, way)) continue;
    const [before, after] = [side(loop, index, -1, unit), side(loop, index, 1, unit)];
    const turn = Math.atan2(
      way * (before.x * after.y - before.y * after.x),
      before.x * after.x + before.y * after.y,
    );
    if (turn < LEAST_TURN) continue;
    const tip = meeting(before, after);
    if (!tip || !(Math.hypot(tip.x - at(loop, index, 0), tip.y - at(loop, index, 1)) <= mostLost * unit))
      continue;
    turns[index] = turn;
    found.set(index, { index, from: before.near, to: after.near, ...tip });
  }
  return [...found.values()].filter(({ index }) => isSharpest(loop, turns, index, unit));
}

function at(loop: Loop, index: number, axis: 0 | 1): number {
  const count = loop.length / 2;
  return loop[2 * (((index % count) + count) % count) + axis] as number;
}

/** Cheap: most points lie on a line that hardly turns. */
function mayTurn(loop: Loop, index: number, span: number, way: 1 | -1): boolean {
  const [x, y] = [at(loop, index, 0), at(loop, index, 1)];
  const [ax, ay] = [x - at(loop, index - span, 0), y - at(loop, index - span, 1)];
  const [bx, by] = [at(loop, index + span, 0) - x, at(loop, index + span, 1) - y];
  return way * (ax * by - ay * bx) > 0.25 * (ax * bx + ay * by);
}

interface Side {
  /** A point of it, beside the bevel. */
  near: number;
  px: number;
  py: number;
  /** Unit vector along the loop. */
  x: number;
  y: number;
}

/** The line that the loop follows beside a point, on the side of `way`. */
function side(loop: Loop, index: number, way: 1 | -1, unit: number): Side {
  const near = walked(loop, index, way, BEVEL * unit);
  const far = walked(loop, near, way, ARM * unit);
  const [px, py] = [at(loop, near, 0), at(loop, near, 1)];
  const [dx, dy] = [(at(loop, far, 0) - px) * way, (at(loop, far, 1) - py) * way];
  const length = Math.hypot(dx, dy) || 1;
  return { near, px, py, x: dx / length, y: dy / length };
}

function walked(loop: Loop, from: number, way: 1 | -1, distance: number): number {
  let index = from;
  for (let gone = 0; gone < distance && Math.abs(index - from) < loop.length / 4; index += way) {
    gone += Math.hypot(
      at(loop, index + way, 0) - at(loop, index, 0),
      at(loop, index + way, 1) - at(loop, index, 1),
    );
  }
  return index;
}

/** Ahead of the one and behind the other; null when they part. */
function meeting(a: Side, b: Side): { x: number; y: number } | null {
  const across = a.x * b.y - a.y * b.x;
  const [dx, dy] = [b.px - a.px, b.py - a.py];
  const [ahead, behind] = [(dx * b.y - dy * b.x) / across, (dx * a.y - dy * a.x) / across];
  return ahead > 0 && behind < 0 ? { x: a.px + ahead * a.x, y: a.py + ahead * a.y } : null;
}

/** Nobody within an arm's length turns more. */
function isSharpest(loop: Loop, turns: Float64Array, index: number, unit: number): boolean {
  const count = turns.length;
  const turn = turns[index] as number;
  const [from, to] = [walked(loop, index, -1, ARM * unit), walked(loop, index, 1, ARM * unit)];
  for (let other = from; other <= to; other++) {
    const its = turns[((other % count) + count) % count] as number;
    if (its > turn || (its === turn && other < index)) return false;
  }
  return true;
}
