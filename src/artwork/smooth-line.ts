// The outlines that a cutter follows: few smooth curves, no inward bend too tight, nothing that crosses itself.
import { type Corner, cornersOf } from './corners.ts';
import { cross } from './crossings.ts';
import type { Curve } from './curve.ts';
import { fitCurves, type Stretch } from './curve-fit.ts';
import type { Loop } from './marching.ts';

const TOLERANCE_MM = 0.012;
const MOST_CURVES = 200;
/** Until there are few curves, the tolerance grows so often, */
const LOOSER = 1.4;
/** and no further than this, nor at all for so many. */
const LOOSEST_MM = 0.1;
const FAR_TOO_MANY = 500;
/** No machine turns inward around less. */
const LEAST_RADIUS_MM = 1;
const SLACK_MM = 0.1;
/** A border this wide has turned every corner into an arc. In cells. */
const LEAST_ROUND = 3;
/** How often every point moves half way to the middle of its neighbours. */
const SMOOTHINGS = 2;

/** Closed curves in mm of loops in cells, at `offsetMm` from the design; null when few curves cannot follow one closely. */
export function smoothLines(loops: readonly Loop[], cellMm: number, offsetMm: number): Curve[][] | null {
  const isRound = offsetMm >= LEAST_ROUND * cellMm;
  const lines = loops.map((loop) => stretchesOf(loop, isRound).map((stretch) => inMm(stretch, cellMm)));
  return uncrossed(lines, LOOSEST_MM);
}

/** As closely as few curves can, corners rounded. */
export function looseLines(loops: readonly Loop[], cellMm: number): Curve[][] {
  const lines = loops.map((loop) => stretchesOf(loop, true).map((stretch) => inMm(stretch, cellMm)));
  return uncrossed(lines, Infinity) ?? [];
}

function uncrossed(lines: readonly Stretch[][], loosest: number): Curve[][] | null {
  for (let tolerance = TOLERANCE_MM; ; tolerance /= 3) {
    const curves: Curve[][] = [];
    for (const stretches of lines) {
      const few = fewCurves(stretches, tolerance, loosest);
      if (!few) return null;
      curves.push(few);
    }
    if (tolerance < TOLERANCE_MM / 20 || !cross(curves)) return curves;
  }
}

function fewCurves(stretches: readonly Stretch[], wished: number, loosest: number): Curve[] | null {
  for (let tolerance = wished; tolerance <= loosest; tolerance *= LOOSER) {
    const rules = { tolerance, leastRadius: LEAST_RADIUS_MM, slack: SLACK_MM };
    const curves = stretches.flatMap((stretch) => fitCurves(stretch, rules));
    if (curves.length <= MOST_CURVES) return curves;
    if (curves.length > FAR_TOO_MANY && loosest < Infinity) return null;
  }
  return null;
}

/** From corner to corner, or once around from the top. */
function stretchesOf(loop: Loop, isRound: boolean): Stretch[] {
  const corners = isRound ? [] : cornersOf(loop, { unit: 1, mostLost: 2.5, way: 1 });
  if (corners.length === 0) {
    const top = topOf(loop);
    return [smoothed(evenly(pointsFrom(loop, top, top + loop.length / 2)), true)];
  }
  return corners.map((corner, index) => {
    const isLast = index + 1 === corners.length;
    const next = corners[isLast ? 0 : index + 1] as Corner;
    const points = pointsFrom(loop, corner.to, next.from + (isLast ? loop.length / 2 : 0));
    return smoothed(evenly([corner.x, corner.y, ...points, next.x, next.y]), false);
  });
}

function topOf(points: Loop): number {
  let top = 1;
  for (let at = 3; at < points.length; at += 2)
    if ((points[at] as number) < (points[top] as number)) top = at;
  return (top - 1) / 2;
}

/** `x y` of the points from one to another, over the loop's end where need be; none when the other comes first. */
function pointsFrom(loop: Loop, first: number, last: number): number[] {
  const points: number[] = [];
  for (let index = first; index <= last; index++) {
    const at = (2 * index + loop.length) % loop.length;
    points.push(loop[at] as number, loop[at + 1] as number);
  }
  return points;
}

/** Points a cell apart, about. */
function evenly(points: readonly number[]): { xs: Float64Array; ys: Float64Array } {
  const place = (index: number, axis: 0 | 1) => points[2 * index + axis] as number;
  const stepTo = (index: number) =>
    Math.hypot(place(index, 0) - place(index - 1, 0), place(index, 1) - place(index - 1, 1));
  const end = points.length / 2 - 1;
  let total = 0;
  for (let index = 1; index <= end; index++) total += stepTo(index);
  const steps = Math.max(3, Math.round(total));
  const [xs, ys] = [new Float64Array(steps + 1), new Float64Array(steps + 1)];
  let [index, gone, next] = [1, 0, stepTo(1)];
  for (let step = 0; step <= steps; step++) {
    const wanted = (total * step) / steps;
    while (gone + next < wanted && index < end) {
      gone += next;
      index += 1;
      next = stepTo(index);
    }
    const part = next > 0 ? Math.min(1, (wanted - gone) / next) : 0;
    xs[step] = place(index - 1, 0) + part * (place(index, 0) - place(index - 1, 0));
    ys[step] = place(index - 1, 1) + part * (place(index, 1) - place(index - 1, 1));
  }
  return { xs, ys };
}

/** The grid's last traces go; ends stay, unless the line is round. */
function smoothed({ xs, ys }: { xs: Float64Array; ys: Float64Array }, isRound: boolean): Stretch {
  for (let time = 0; time < SMOOTHINGS; time++) {
    for (const values of [xs, ys]) smooth(values, isRound);
  }
  return { xs, ys, isRound };
}

function smooth(values: Float64Array, isRound: boolean): void {
  const end = values.length - 1;
  const second = values[1] as number;
  let before = values[0] as number;
  const last = values[end - 1] as number;
  for (let index = 1; index < end; index++) {
    const here = values[index] as number;
    values[index] = (before + 2 * here + (values[index + 1] as number)) / 4;
    before = here;
  }
  if (!isRound) return;
  const seam = (last + 2 * (values[0] as number) + second) / 4;
  values[0] = seam;
  values[end] = seam;
}

function inMm({ xs, ys, isRound }: Stretch, cellMm: number): Stretch {
  return { xs: xs.map((x) => x * cellMm), ys: ys.map((y) => y * cellMm), isRound };
}
