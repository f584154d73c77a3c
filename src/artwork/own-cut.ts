// The cut line that a customer drew: its box, and the line itself at the size somebody chose.
import type { CutPath, CutWish } from './cut.ts';
import type { ArtworkFacts, OwnCut, Part } from './facts.ts';

export const OWN_ALGORITHM = 'own-1';

/** How a point of the artboard, both sides from 0 to 1, is placed in mm. */
interface Scale {
  part: Part;
  x: number;
  y: number;
}

/** The customer's line, if there is one that goes around something. */
export function ownCutOf({ ownCut }: ArtworkFacts): OwnCut | null {
  if (!ownCut) return null;
  const { width, height } = ownCutBounds(ownCut);
  return width > 0 && height > 0 && Number.isFinite(width * height) ? ownCut : null;
}

/** The line's box on the artboard: of the curves themselves, not of their handles. */
export function ownCutBounds({ path }: OwnCut): Part {
  const subpaths = readPath(path);
  const xs = subpaths.flatMap((subpath) => extremes(subpath, 'x'));
  const ys = subpaths.flatMap((subpath) => extremes(subpath, 'y'));
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** Fitted into the wished box with the proportions of the artboard, `ratio` wide for each high. */
export function ownCutLine(own: OwnCut, ratio: number, wish: CutWish): CutPath {
  const part = ownCutBounds(own);
  const artHeight = Math.min(wish.widthMm / (part.width * ratio), wish.heightMm / part.height);
  const scale = { part, x: artHeight * ratio, y: artHeight };
  const subpaths = readPath(own.path);
  return {
    path: subpaths.map((subpath) => writeSubpath(subpath, scale)).join(''),
    widthMm: part.width * scale.x,
    heightMm: part.height * scale.y,
    art: { x: -part.x * scale.x, y: -part.y * scale.y, width: scale.x, height: scale.y },
    parts: subpaths.filter((_, index) => depthOf(subpaths, index) % 2 === 0).length,
    offsetMm: 0,
    closingMm: 0,
    algorithm: OWN_ALGORITHM,
  };
}

interface Point {
  x: number;
  y: number;
}

/** A straight line has no handles. */
interface Segment {
  handles: [Point, Point] | null;
  to: Point;
}

interface Subpath {
  from: Point;
  segments: Segment[];
}

/** Absolute `M L C Z`, as the decoder writes it. */
function readPath(path: string): Subpath[] {
  const subpaths: Subpath[] = [];
  for (const [, command = '', figures = ''] of path.matchAll(/([MLC])([^MLCZ]*)/g)) {
    const points = pointsIn(figures);
    if (command === 'M') {
      const [from, ...lines] = points;
      if (from) subpaths.push({ from, segments: lines.map((to) => ({ handles: null, to })) });
    } else {
      subpaths.at(-1)?.segments.push(...(command === 'L' ? linesTo(points) : curvesTo(points)));
    }
  }
  return subpaths.filter(({ segments }) => segments.length > 0);
}

function pointsIn(figures: string): Point[] {
  const numbers = (figures.match(/-?\d*\.?\d+(?:e[+-]?\d+)?/gi) ?? []).map(Number);
  return Array.from({ length: Math.floor(numbers.length / 2) }, (_, index) => ({
    x: numbers[2 * index] ?? 0,
    y: numbers[2 * index + 1] ?? 0,
  }));
}

function linesTo(points: readonly Point[]): Segment[] {
  return points.map((to) => ({ handles: null, to }));
}

function curvesTo(points: readonly Point[]): Segment[] {
  const segments: Segment[] = [];
  for (let at = 0; at + 2 < points.length; at += 3) {
    const [a, b, to] = points.slice(at, at + 3);
    if (a && b && to) segments.push({ handles: [a, b], to });
  }
  return segments;
}

/** Everywhere the line turns back along one axis, its corners included. */
function extremes({ from, segments }: Subpath, axis: 'x' | 'y'): number[] {
  const found = [from[axis]];
  let start = from[axis];
  for (const { handles, to } of segments) {
    found.push(to[axis]);
    if (handles) found.push(...turns(start, handles[0][axis], handles[1][axis], to[axis]));
    start = to[axis];
  }
  return found;
}

/** Values of a cubic curve where its derivative is zero. */
function turns(p: number, a: number, b: number, q: number): number[] {
  const [quadratic, linear, constant] = [q - 3 * b + 3 * a - p, 2 * (b - 2 * a + p), a - p];
  return roots(quadratic, linear, constant)
    .filter((t) => t > 0 && t < 1)
    .map((t) => onCurve([p, a, b, q], t));
}

function onCurve([p, a, b, q]: [number, number, number, number], t: number): number {
  return (1 - t) ** 3 * p + 3 * (1 - t) ** 2 * t * a + 3 * (1 - t) * t * t * b + t ** 3 * q;
}

function roots(a: number, b: number, c: number): number[] {
  if (Math.abs(a) < 1e-12) return Math.abs(b) < 1e-12 ? [] : [-c / b];
  const root = Math.sqrt(b * b - 4 * a * c);
  return Number.isNaN(root) ? [] : [(-b + root) / (2 * a), (-b - root) / (2 * a)];
}

function writeSubpath({ from, segments }: Subpath, scale: Scale): string {
  const at = (point: Point) =>
    `${n((point.x - scale.part.x) * scale.x)} ${n((point.y - scale.part.y) * scale.y)}`;
  const drawn = segments.map(({ handles, to }) =>
    handles ? `C${at(handles[0])} ${at(handles[1])} ${at(to)}` : `L${at(to)}`,
  );
  return `M${at(from)}${drawn.join('')}Z`;
}

/** In how many others it lies: every second one is a hole. */
function depthOf(subpaths: readonly Subpath[], index: number): number {
  const from = subpaths[index]?.from;
  return subpaths.filter((other, at) => at !== index && from && isInside(from, other)).length;
}

function isInside(point: Point, subpath: Subpath): boolean {
  const corners = asPolygon(subpath);
  let inside = false;
  for (const [index, a] of corners.entries()) {
    const b = corners[(index + 1) % corners.length] ?? a;
    const crosses = a.y > point.y !== b.y > point.y;
    if (crosses && point.x < a.x + ((point.y - a.y) / (b.y - a.y)) * (b.x - a.x)) inside = !inside;
  }
  return inside;
}

/** Fine enough to tell a hole from a neighbour. */
function asPolygon({ from, segments }: Subpath): Point[] {
  const points = [from];
  for (const { handles, to } of segments) {
    const start = points.at(-1) ?? from;
    if (handles) {
      const [a, b] = handles;
      const along = (axis: 'x' | 'y', t: number) => onCurve([start[axis], a[axis], b[axis], to[axis]], t);
      points.push(...[0.2, 0.4, 0.6, 0.8].map((t) => ({ x: along('x', t), y: along('y', t) })));
    }
    points.push(to);
  }
  return points;
}

/** A tenth of a micrometre is finer than any machine. */
function n(value: number): string {
  return String(Math.round(value * 10_000) / 10_000 + 0);
}
