// As few cubic curves as follow a line of points closely enough, by Schneider's method ("An Algorithm for Automatically
// Fitting Digitized Curves", Graphics Gems, 1990): least squares between two tangents, better parameters, else divide.
import { type Curve, concaveRadius } from './curve.ts';
import type { Loop } from './marching.ts';

export interface FitRules {
  /** No point is further from its curve. */
  tolerance: number;
  /** Nothing that bends inward is tighter, as far as the points allow. */
  leastRadius: number;
  /** How far along the line a tangent looks. */
  reach: number;
}

interface Vector {
  x: number;
  y: number;
}

interface Piece {
  first: number;
  last: number;
  /** Unit vectors, both pointing along the line. */
  leaving: Vector;
  arriving: Vector;
  curve: Curve;
}

/** Newton's steps per curve. */
const ROUNDS = 4;

/** `corners` are places in the loop, ascending, where it may turn at once. Without any it is smooth all around. */
export function fitLoop(loop: Loop, corners: readonly number[], rules: FitRules): Curve[] {
  const starts = corners.length > 0 ? corners : [topOf(loop)];
  const count = loop.length / 2;
  return starts.flatMap((start, index) => {
    const end = starts[index + 1] ?? (starts[0] as number) + count;
    return newRun(loop, { start, length: end - start + 1, smooth: corners.length === 0 }, rules);
  });
}

function topOf(loop: Loop): number {
  let top = 1;
  for (let at = 3; at < loop.length; at += 2) if ((loop[at] as number) < (loop[top] as number)) top = at;
  return (top - 1) / 2;
}

/** From one corner to the next; or all around a smooth loop, which ends as it begins. */
function newRun(
  loop: Loop,
  { start, length, smooth }: { start: number; length: number; smooth: boolean },
  { tolerance, leastRadius, reach }: FitRules,
): Curve[] {
  const [xs, ys, way] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
  for (let index = 0; index < length; index++) {
    const at = (2 * (start + index)) % loop.length;
    xs[index] = loop[at] as number;
    ys[index] = loop[at + 1] as number;
    if (index > 0)
      way[index] =
        x(way, index - 1) + Math.hypot(x(xs, index) - x(xs, index - 1), x(ys, index) - x(ys, index - 1));
  }
  const us = new Float64Array(length);
  const total = x(way, length - 1);

  const ends = smooth ? closingTangent() : null;
  const pieces = merged(divide(0, length - 1, ends ?? tangent(0), ends ?? tangent(length - 1)));
  return pieces.map(({ curve }) => curve);

  /** Where a smooth loop begins and ends. */
  function closingTangent(): Vector {
    const [ahead, behind] = [indexAt(reach), indexAt(total - reach)];
    return unit(x(xs, ahead) - x(xs, behind), x(ys, ahead) - x(ys, behind));
  }

  function tangent(index: number): Vector {
    const here = x(way, index);
    // as far to one side as to the other, or it would lean
    const room = index === 0 || index === length - 1 ? reach : Math.min(reach, here, total - here);
    const [from, to] = [indexAt(here - room), indexAt(here + room)];
    return unit(x(xs, to) - x(xs, from), x(ys, to) - x(ys, from));
  }

  function indexAt(distance: number): number {
    let [low, high] = [0, length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (x(way, middle) < distance) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function divide(first: number, last: number, leaving: Vector, arriving: Vector): Piece[] {
    const { curve, worst } = fitted(first, last, leaving, arriving);
    if (curve) return [{ first, last, leaving, arriving, curve }];
    const margin = Math.floor((last - first) / 8);
    const middle = Math.max(first + 1 + margin, Math.min(last - 1 - margin, worst));
    const between = tangent(middle);
    return [...divide(first, middle, leaving, between), ...divide(middle, last, between, arriving)];
  }

  /** Dividing often cuts where one curve would do. */
  function merged(pieces: Piece[]): Piece[] {
    const kept: Piece[] = [];
    for (const piece of pieces) {
      const before = kept.at(-1);
      const { curve } = before
        ? fitted(before.first, piece.last, before.leaving, piece.arriving)
        : { curve: null };
      if (before && curve)
        kept[kept.length - 1] = { ...piece, first: before.first, leaving: before.leaving, curve };
      else kept.push(piece);
    }
    return kept;
  }

  /** The curve, or where its points are furthest from it. */
  function fitted(
    first: number,
    last: number,
    leaving: Vector,
    arriving: Vector,
  ): { curve: Curve | null; worst: number } {
    if (last - first < 2) return { curve: straight(first, last), worst: first };
    const [from, span] = [x(way, first), x(way, last) - x(way, first)];
    for (let index = first; index <= last; index++) us[index] = (x(way, index) - from) / span;
    let worst = (first + last) >> 1;
    for (let round = 0; round <= ROUNDS; round++) {
      const curve = leastSquares(first, last, leaving, arriving);
      const off = furthest(curve, first, last);
      worst = off.index;
      if (off.distance <= tolerance) {
        if (concaveRadius(curve) >= leastRadius || span < leastRadius / 4) return { curve, worst };
        return { curve: null, worst: (first + last) >> 1 };
      }
      if (off.distance > 6 * tolerance) break;
      improve(curve, first, last);
    }
    return { curve: null, worst };
  }

  function straight(first: number, last: number): Curve {
    const [ax, ay, bx, by] = [x(xs, first), x(ys, first), x(xs, last), x(ys, last)];
    return [ax, ay, (2 * ax + bx) / 3, (2 * ay + by) / 3, (ax + 2 * bx) / 3, (ay + 2 * by) / 3, bx, by];
  }

  /** The lengths of both handles that bring the curve closest to its points. */
  function leastSquares(first: number, last: number, leaving: Vector, arriving: Vector): Curve {
    const [ax, ay, bx, by] = [x(xs, first), x(ys, first), x(xs, last), x(ys, last)];
    let [c00, c01, c11, r0, r1] = [0, 0, 0, 0, 0];
    const turn = -(leaving.x * arriving.x + leaving.y * arriving.y);
    for (let index = first + 1; index < last; index++) {
      const t = x(us, index);
      const s = 1 - t;
      const [b1, b2] = [3 * s * s * t, 3 * s * t * t];
      const start = s * s * s + b1;
      const end = t * t * t + b2;
      const dx = x(xs, index) - ax * start - bx * end;
      const dy = x(ys, index) - ay * start - by * end;
      c00 += b1 * b1;
      c01 += b1 * b2 * turn;
      c11 += b2 * b2;
      r0 += b1 * (leaving.x * dx + leaving.y * dy);
      r1 -= b2 * (arriving.x * dx + arriving.y * dy);
    }
    const chord = Math.hypot(bx - ax, by - ay);
    const determinant = c00 * c11 - c01 * c01;
    let [out, back] = [(r0 * c11 - r1 * c01) / determinant, (c00 * r1 - c01 * r0) / determinant];
    // handles that are missing, point backward or leave the picture come from points that tell too little
    const most = x(way, last) - x(way, first);
    if (!(out > 0.01 * chord && back > 0.01 * chord && out < most && back < most)) out = back = chord / 3;
    return [
      ax,
      ay,
      ax + out * leaving.x,
      ay + out * leaving.y,
      bx - back * arriving.x,
      by - back * arriving.y,
      bx,
      by,
    ];
  }

  function furthest(c: Curve, first: number, last: number): { index: number; distance: number } {
    let [index, most] = [(first + last) >> 1, 0];
    for (let i = first + 1; i < last; i++) {
      const t = x(us, i);
      const s = 1 - t;
      const [b0, b1, b2, b3] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
      const dx = b0 * c[0] + b1 * c[2] + b2 * c[4] + b3 * c[6] - x(xs, i);
      const dy = b0 * c[1] + b1 * c[3] + b2 * c[5] + b3 * c[7] - x(ys, i);
      const square = dx * dx + dy * dy;
      if (square > most) [index, most] = [i, square];
    }
    return { index, distance: Math.sqrt(most) };
  }

  /** One step of Newton's for every point, toward the place of the curve that is nearest to it. */
  function improve(c: Curve, first: number, last: number): void {
    for (let i = first + 1; i < last; i++) {
      const t = x(us, i);
      const s = 1 - t;
      const [b0, b1, b2, b3] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
      const dx = b0 * c[0] + b1 * c[2] + b2 * c[4] + b3 * c[6] - x(xs, i);
      const dy = b0 * c[1] + b1 * c[3] + b2 * c[5] + b3 * c[7] - x(ys, i);
      const [d0, d1, d2] = [3 * s * s, 6 * s * t, 3 * t * t];
      const x1 = d0 * (c[2] - c[0]) + d1 * (c[4] - c[2]) + d2 * (c[6] - c[4]);
      const y1 = d0 * (c[3] - c[1]) + d1 * (c[5] - c[3]) + d2 * (c[7] - c[5]);
      const x2 = 6 * (s * (c[4] - 2 * c[2] + c[0]) + t * (c[6] - 2 * c[4] + c[2]));
      const y2 = 6 * (s * (c[5] - 2 * c[3] + c[1]) + t * (c[7] - 2 * c[5] + c[3]));
      const slope = x1 * x1 + y1 * y1 + dx * x2 + dy * y2;
      if (slope > 1e-12) us[i] = Math.max(0, Math.min(1, t - (dx * x1 + dy * y1) / slope));
    }
  }
}

/** Indexes here never leave their arrays. */
function x(values: Float64Array, index: number): number {
  return values[index] as number;
}

function unit(dx: number, dy: number): Vector {
  const length = Math.hypot(dx, dy) || 1;
  return { x: dx / length, y: dy / length };
}
