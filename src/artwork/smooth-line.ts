// The outlines that a cutter follows: few smooth curves, no inward bend too tight, nothing that crosses itself.
import { cornersOf } from './corners.ts';
import { cross } from './crossings.ts';
import type { Curve } from './curve.ts';
import { fitLoop } from './curve-fit.ts';
import type { Loop } from './marching.ts';

const TOLERANCE_MM = 0.012;
const MOST_CURVES = 200;
/** No machine turns inward around less. */
const LEAST_RADIUS_MM = 1;
/** How far along a line its direction is taken from, in cells. */
const REACH = 4;

/** A border this wide has turned every corner into an arc. In cells. */
const LEAST_ROUND = 3;

/** Closed curves in mm of loops in cells, at `offsetMm` from the design. */
export function smoothLines(loops: readonly Loop[], cellMm: number, offsetMm: number): Curve[][] {
  const isRound = offsetMm >= LEAST_ROUND * cellMm;
  const lines = loops.map((loop) => {
    const corners = isRound ? [] : cornersOf(loop, { unit: 1, mostLost: 2.5, way: 1 });
    const points = loop.slice();
    for (const { index, x, y } of corners) points.set([x, y], 2 * index);
    return { points: points.map((place) => place * cellMm), corners: corners.map(({ index }) => index) };
  });
  for (let tolerance = TOLERANCE_MM; ; tolerance /= 3) {
    const curves = lines.map(({ points, corners }) => fewCurves(points, corners, tolerance, cellMm));
    if (tolerance < TOLERANCE_MM / 20 || !cross(curves)) return curves;
  }
}

function fewCurves(points: Loop, corners: readonly number[], wished: number, cellMm: number): Curve[] {
  for (let tolerance = wished; ; tolerance *= 1.4) {
    const curves = fitLoop(points, corners, {
      tolerance,
      leastRadius: LEAST_RADIUS_MM,
      reach: REACH * cellMm,
    });
    if (curves.length <= MOST_CURVES || tolerance > 2) return curves;
  }
}
