// As few cubic curves as follow a line of points closely enough, by Schneider's method ("An Algorithm for Automatically
// Fitting Digitized Curves", Graphics Gems, 1990): least squares between two tangents, better parameters, else divide.
import { type Curve, concaveRadius } from './curve.ts';

/** Points that lie evenly along a line. */
export interface Stretch {
  xs: Float64Array;
  ys: Float64Array;
  /** Its end is its beginning, and smooth. */
  isRound: boolean;
}

export interface FitRules {
  /** No point is further from its curve. */
  tolerance: number;
  /** Nothing that bends inward is tighter, even if points are further from it: by at most `slack`. */
  leastRadius: number;
  slack: number;
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
  /** Bends inward more than it may. */
  isTight: boolean;
}

/** Newton's steps per curve. */
const ROUNDS = 4;
/** How far along the line a tangent looks to both sides, in points. */
const REACH = 4;
/** A tight piece may leave its points by more to become round: by how much, in parts of what it is allowed. */
const SLACK = [0, 0.15, 0.3, 0.6, 1];

export function fitCurves(
  { xs, ys, isRound }: Stretch,
  { tolerance, leastRadius, slack }: FitRules,
): Curve[] {
  const end = xs.length - 1;
  const us = new Float64Array(xs.length);
  const seam = isRound ? unit(x(xs, REACH) - x(xs, end - REACH), x(ys, REACH) - x(ys, end - REACH)) : null;
  const pieces = merged(divide(0, end, seam ?? tangent(0), seam ?? tangent(end)));
  return relaxed(pieces).map(({ curve }) => curve);

  /** As far to one side as to the other, or it would lean; at an end to the only side there is. */
  function tangent(index: number): Vector {
    const reach = index === 0 || index === end ? REACH : Math.min(REACH, index, end - index);
    const [from, to] = [Math.max(0, index - reach), Math.min(end, index + reach)];
    return unit(x(xs, to) - x(xs, from), x(ys, to) - x(ys, from));
  }

  function divide(first: number, last: number, leaving: Vector, arriving: Vector): Piece[] {
    const { piece, worst } = fitted(first, last, leaving, arriving, tolerance);
    if (piece && (!piece.isTight || last - first < 2 * REACH)) return [piece];
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
      const both = before && across(before, piece, tolerance);
      if (both && !both.isTight) kept[kept.length - 1] = both;
      else kept.push(piece);
    }
    return kept;
  }

  /** Puts tight pieces together with their neighbours, looser if need be, until they are round. */
  function relaxed(pieces: Piece[]): Piece[] {
    const kept = [...pieces];
    for (let index = 0; index < kept.length; index++) {
      if (!kept[index]?.isTight) continue;
      const found = rounder(kept, index);
      if (!found) continue;
      kept.splice(found.from, found.to + 1 - found.from, found.piece);
      index = Math.max(-1, found.from - 2);
    }
    return kept;
  }

  function rounder(pieces: Piece[], index: number) {
    for (const part of SLACK) {
      const allowed = Math.max(tolerance, part * slack);
      for (const [before, after] of [
        [0, 1],
        [1, 0],
        [1, 1],
        [2, 1],
        [1, 2],
      ] as const) {
        const [from, to] = [index - before, index + after];
        const [first, last] = [pieces[from], pieces[to]];
        const piece = first && last && across(first, last, allowed);
        if (piece && !piece.isTight) return { from, to, piece };
      }
    }
    return null;
  }

  function across(a: Piece, b: Piece, allowed: number): Piece | null {
    return fitted(a.first, b.last, a.leaving, b.arriving, allowed).piece;
  }

  /** One piece, or where its points are furthest from it. */
  function fitted(first: number, last: number, leaving: Vector, arriving: Vector, allowed: number) {
    const between = { first, last, leaving, arriving };
    if (last - first < 2)
      return { piece: { ...between, curve: straight(first, last), isTight: false }, worst: first };
    for (let index = first; index <= last; index++) us[index] = (index - first) / (last - first);
    let worst = (first + last) >> 1;
    for (let round = 0; round <= ROUNDS; round++) {
      const curve = leastSquares(first, last, leaving, arriving);
      const off = furthest(curve, first, last);
      if (off.distance <= allowed) {
        const isTight = concaveRadius(curve) < leastRadius;
        return { piece: { ...between, curve, isTight }, worst: (first + last) >> 1 };
      }
      worst = off.index;
      if (off.distance > 6 * allowed) break;
      improve(curve, first, last);
    }
    return { piece: null, worst };
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
    const most = 2 * chord + 1e-9;
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
