// What surrounds a cut line on the mat: the safe zone inside it, where knife and ink may drift apart, and the bleed
// outside it. Lengths in mm.

/** Lettering and faces stay this far from the cut. */
export const SAFE_ZONE_MM = 2;
/** Printed beyond the cut on every side, so that no white edge shows. */
export const BLEED_MM = 3;

type Point = readonly [number, number];
/** One closed subpath as a polygon; the first point is not repeated. */
type Ring = Point[];

const ORIGIN: Point = [0, 0];

/** Corners per line at most: what is left out is finer than a pixel. */
const MOST_POINTS = 220;
const FINEST_STEP_MM = 0.3;
/** How much nearer than asked a point may come before it is not part of the line. */
const SLACK_MM = 0.03;

/** The line that runs `byMm` inside a closed path of absolute `M L C Z`; empty where no inside is left. */
export function insetLine(path: string, byMm: number): string {
  const rings = ringsOf(path);
  const knife = segmentsOf(rings);
  return rings.map((ring) => pathOf(insetRing(ring, knife, byMm))).join('');
}

/** Every point moves inward; those that end up too near another part of the line have crossed over, and go. */
function insetRing(ring: Ring, knife: Segments, byMm: number): Ring {
  const inward = sideOfInside(ring, knife) * byMm;
  const least = byMm - SLACK_MM;
  return ring.flatMap((point, index) => {
    const before = ring[(index + ring.length - 1) % ring.length] ?? point;
    const normal = leftOf(before, ring[(index + 1) % ring.length] ?? point);
    if (!normal) return [];
    const moved: Point = [point[0] + normal[0] * inward, point[1] + normal[1] * inward];
    return isNearer(knife, moved, least) ? [] : [moved];
  });
}

/** 1 when the inside lies to the left of how the ring runs, -1 when to the right. Holes are outside. */
function sideOfInside(ring: Ring, knife: Segments): 1 | -1 {
  const [from, to] = longestStep(ring);
  const normal = leftOf(from, to) ?? [0, 0];
  const hair = 0.02;
  const beside: Point = [(from[0] + to[0]) / 2 + normal[0] * hair, (from[1] + to[1]) / 2 + normal[1] * hair];
  return isInside(knife, beside) ? 1 : -1;
}

function longestStep(ring: Ring): [Point, Point] {
  let longest: [Point, Point] = [ORIGIN, ORIGIN];
  let most = -1;
  ring.forEach((from, index) => {
    const to = ring[(index + 1) % ring.length] ?? from;
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    if (length > most) [longest, most] = [[from, to], length];
  });
  return longest;
}

/** A unit vector, or null where two points are one. */
function leftOf(from: Point, to: Point): Point | null {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  return length === 0 ? null : [dy / length, -dx / length];
}

/** Four figures each: from x, from y, to x, to y. Flat, because every point is held against every segment. */
type Segments = Float64Array;

function segmentsOf(rings: readonly Ring[]): Segments {
  return Float64Array.from(
    rings.flatMap((ring) =>
      ring.flatMap((point, index) => [...point, ...(ring[(index + 1) % ring.length] ?? point)]),
    ),
  );
}

/** Even-odd. */
function isInside(segments: Segments, [x, y]: Point): boolean {
  let inside = false;
  for (let i = 0; i < segments.length; i += 4) {
    const [ax = 0, ay = 0, bx = 0, by = 0] = segments.subarray(i, i + 4);
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  }
  return inside;
}

/** Whether any part of the line is nearer than `mm`. */
function isNearer(segments: Segments, [x, y]: Point, mm: number): boolean {
  for (let i = 0; i < segments.length; i += 4) {
    const px = x - (segments[i] ?? 0);
    const py = y - (segments[i + 1] ?? 0);
    const dx = (segments[i + 2] ?? 0) - (segments[i] ?? 0);
    const dy = (segments[i + 3] ?? 0) - (segments[i + 1] ?? 0);
    const squared = dx * dx + dy * dy;
    const dot = px * dx + py * dy;
    const along = dot <= 0 ? 0 : dot >= squared ? 1 : dot / squared;
    const fx = px - along * dx;
    const fy = py - along * dy;
    if (fx * fx + fy * fy < mm * mm) return true;
  }
  return false;
}

interface Curve {
  from: Point;
  /** Two handles and the end; only the end for a straight line. */
  points: Point[];
}

function ringsOf(path: string): Ring[] {
  const subpaths = path
    .split(/(?=M)/)
    .map(curvesOf)
    .filter((curves) => curves.length > 0);
  const total = subpaths.flat().reduce((sum, curve) => sum + roughLength(curve), 0);
  const step = Math.max(FINEST_STEP_MM, total / MOST_POINTS);
  return subpaths.map((curves) => curves.flatMap((curve) => flattened(curve, step)));
}

function curvesOf(subpath: string): Curve[] {
  const curves: Curve[] = [];
  let at = ORIGIN;
  let start = ORIGIN;
  for (const [, command = '', figures = ''] of subpath.matchAll(/([MLCZ])([^MLCZ]*)/g)) {
    const points = pairs(figures);
    if (command === 'M') {
      start = points.shift() ?? ORIGIN;
      at = start;
    }
    const size = command === 'C' ? 3 : 1;
    for (let index = 0; index + size <= points.length; index += size) {
      const next = points.slice(index, index + size);
      curves.push({ from: at, points: next });
      at = next.at(-1) ?? at;
    }
    if (command === 'Z' && (at[0] !== start[0] || at[1] !== start[1]))
      curves.push({ from: at, points: [start] });
  }
  return curves;
}

function pairs(figures: string): Point[] {
  const numbers = figures.match(/-?\d*\.?\d+(?:e-?\d+)?/g)?.map(Number) ?? [];
  return Array.from({ length: Math.floor(numbers.length / 2) }, (_, index): Point => {
    return [numbers[2 * index] ?? 0, numbers[2 * index + 1] ?? 0];
  });
}

function roughLength({ from, points }: Curve): number {
  let length = 0;
  let at = from;
  for (const point of points) {
    length += Math.hypot(point[0] - at[0], point[1] - at[1]);
    at = point;
  }
  return length;
}

/** Points along a curve, its start included, its end not. */
function flattened(curve: Curve, step: number): Point[] {
  const count = Math.max(1, Math.ceil(roughLength(curve) / step));
  return Array.from({ length: count }, (_, index) => pointAt(curve, index / count));
}

function pointAt({ from, points }: Curve, t: number): Point {
  const [a = from, b, c] = points;
  const u = 1 - t;
  if (!b || !c) return [from[0] * u + a[0] * t, from[1] * u + a[1] * t];
  const along = (axis: 0 | 1) =>
    u ** 3 * from[axis] + 3 * u * u * t * a[axis] + 3 * u * t * t * b[axis] + t ** 3 * c[axis];
  return [along(0), along(1)];
}

function pathOf(ring: Ring): string {
  if (ring.length < 3) return '';
  return `M${ring.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')}Z`;
}

/** As fine as anybody sees a dashed line. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}
