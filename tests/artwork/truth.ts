// What a cut line ought to be, worked out another way: distances to the exact outline of the design, point by point.
import type { CutPath, CutWish } from '../../src/artwork/cut.ts';
import { type Bounds, boundsOf, type Point, type Ring } from './shapes.ts';

/** How a finished line compares. Lengths in mm. */
export interface Verdict {
  /** Of the areas inside both lines. */
  iou: number;
  /** The furthest that any point of the line is from where it ought to be. */
  deviation: number;
  /** From the design to the line at its nearest. */
  nearest: number;
  segments: number;
  selfIntersections: number;
  /** The smallest radius of a curve that bends inward; Infinity where none does. */
  concaveRadius: number;
}

/** `rings` span the artboard, from 0 to 1; `ratio` is the artboard's width over its height. */
export function judge(rings: readonly Ring[], ratio: number, wish: CutWish, cut: CutPath): Verdict {
  const design = placed(rings, ratio, wish);
  const truth = newTruth(design, wish.offsetMm, cut.closingMm);
  const lines = flattened(cut.path);
  const samples = lines.flatMap((line) => spread(line, 0.1));
  const deviations = samples.map((point) => truth.inside(point));
  return {
    iou: overlap(truth, lines, boundsOf(design), wish),
    deviation: Math.max(...deviations.map(Math.abs)),
    nearest: Math.min(...samples.map((point) => truth.design.distance(point))),
    segments: Math.max(
      ...cut.path
        .split('M')
        .slice(1)
        .map((subpath) => (subpath.match(/[CL]/g) ?? []).length),
    ),
    selfIntersections: crossings(lines),
    concaveRadius: smallestConcaveRadius(cut.path),
  };
}

/** Where the exact design lies once it is fitted: in mm from the top left of the finished line's box. */
export function placed(rings: readonly Ring[], ratio: number, wish: CutWish): Ring[] {
  const wide = rings.map((ring) => ring.map(([x, y]) => [x * ratio, y] as const));
  const bounds = boundsOf(wide);
  const scale = Math.min(
    (wish.widthMm - 2 * wish.offsetMm) / (bounds.right - bounds.left),
    (wish.heightMm - 2 * wish.offsetMm) / (bounds.bottom - bounds.top),
  );
  return wide.map((ring) =>
    ring.map(([x, y]) => [
      wish.offsetMm + (x - bounds.left) * scale,
      wish.offsetMm + (y - bounds.top) * scale,
    ]),
  );
}

/** Segments in squares of a grid, so that the nearest is found quickly. */
class Outline {
  private readonly cells = new Map<number, number[]>();
  private readonly flat: number[] = [];
  constructor(
    readonly rings: readonly Ring[],
    private readonly side: number,
  ) {
    for (const ring of rings) {
      for (let index = 0; index < ring.length; index++) {
        const [x0, y0] = ring[index] as Point;
        const [x1, y1] = ring[(index + 1) % ring.length] as Point;
        const id = this.flat.length / 4;
        this.flat.push(x0, y0, x1, y1);
        const steps = Math.ceil(Math.hypot(x1 - x0, y1 - y0) / (side / 2)) || 1;
        let last = Number.NaN;
        for (let step = 0; step <= steps; step++) {
          const key = this.key(x0 + ((x1 - x0) * step) / steps, y0 + ((y1 - y0) * step) / steps);
          if (key !== last) this.put(key, id);
          last = key;
        }
      }
    }
  }

  private put(key: number, id: number): void {
    const ids = this.cells.get(key);
    if (ids) ids.push(id);
    else this.cells.set(key, [id]);
  }

  private key(x: number, y: number): number {
    return (Math.floor(x / this.side) + 5000) * 16384 + Math.floor(y / this.side) + 5000;
  }

  distance([x, y]: Point): number {
    let best = Number.POSITIVE_INFINITY;
    for (let around = 0; best > (around - 2) * this.side && around < 2000; around++) {
      for (let i = -around; i <= around; i++) {
        for (let j = -around; j <= around; j += Math.abs(i) === around || j === around ? 1 : 2 * around) {
          for (const id of this.cells.get(this.key(x + i * this.side, y + j * this.side)) ?? []) {
            best = Math.min(best, this.toSegment(id, x, y));
          }
        }
      }
    }
    return best;
  }

  private toSegment(id: number, x: number, y: number): number {
    const at = id * 4;
    const [x0, y0] = [this.flat[at] as number, this.flat[at + 1] as number];
    const [dx, dy] = [(this.flat[at + 2] as number) - x0, (this.flat[at + 3] as number) - y0];
    const t = Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy || 1)));
    return Math.sqrt((x - x0 - t * dx) ** 2 + (y - y0 - t * dy) ** 2);
  }

  has([x, y]: Point): boolean {
    return this.rings.filter((ring) => insideRing(ring, x, y)).length % 2 === 1;
  }
}

function insideRing(ring: Ring, x: number, y: number): boolean {
  let inside = false;
  for (let index = 0; index < ring.length; index++) {
    const [x0, y0] = ring[index] as Point;
    const [x1, y1] = ring[(index + 1) % ring.length] as Point;
    if (y0 <= y !== y1 <= y && x0 + ((y - y0) / (y1 - y0)) * (x1 - x0) > x) inside = !inside;
  }
  return inside;
}

/**
 * The closed design: whatever lies `closing` or more inside the design grown by `offset + closing`. The grown design is
 * known by points of its rim, each at exactly that distance from the design.
 */
function newTruth(rings: readonly Ring[], offset: number, closing: number) {
  const design = new Outline(rings, 1);
  const out = offset + closing;
  const rim = rings
    .flatMap((ring) => rimOf(ring, out))
    .filter((point) => {
      return !design.has(point) && design.distance(point) > out - 1e-4;
    });
  const points = new Outline(
    rim.map((point) => [point]),
    0.5,
  );
  return {
    design,
    /** How far a point is inside of where the line ought to be; negative outside. */
    inside: (point: Point): number => {
      const grown = design.has(point) || design.distance(point) < out;
      return (grown ? points.distance(point) : -points.distance(point)) - closing;
    },
  };
}

/** Points at `out` from one ring, closer together than anything asked of them. */
function rimOf(ring: Ring, out: number): Point[] {
  const points: Point[] = [];
  const step = 0.03;
  for (let index = 0; index < ring.length; index++) {
    const [x0, y0] = ring[index] as Point;
    const [x1, y1] = ring[(index + 1) % ring.length] as Point;
    const [x2, y2] = ring[(index + 2) % ring.length] as Point;
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (length === 0) continue;
    const along = Math.atan2(y1 - y0, x1 - x0);
    for (const sign of [1, -1]) {
      const [nx, ny] = [-Math.sin(along) * sign * out, Math.cos(along) * sign * out];
      const steps = Math.max(1, Math.ceil(length / step));
      for (let i = 0; i <= steps; i++) {
        points.push([x0 + ((x1 - x0) * i) / steps + nx, y0 + ((y1 - y0) * i) / steps + ny]);
      }
      let turn = Math.atan2(y2 - y1, x2 - x1) - along;
      turn -= 2 * Math.PI * Math.round(turn / (2 * Math.PI));
      const arcs = Math.ceil((Math.abs(turn) * out) / step);
      for (let i = 1; i < arcs; i++) {
        const angle = along + (turn * i) / arcs;
        points.push([x1 - Math.sin(angle) * sign * out, y1 + Math.cos(angle) * sign * out]);
      }
    }
  }
  return points;
}

/** Sampled: rows of points over the box, finer than the line is exact. Holes are filled by asking what encloses. */
function overlap(
  truth: ReturnType<typeof newTruth>,
  lines: readonly Ring[],
  bounds: Bounds,
  wish: CutWish,
): number {
  const margin = wish.offsetMm + 0.5;
  const [left, top] = [bounds.left - margin, bounds.top - margin];
  const [width, height] = [bounds.right - left + margin, bounds.bottom - top + margin];
  const step = Math.max(width, height) / 512;
  const columns = Math.ceil(width / step);
  const rows = Math.ceil(height / step);
  const ours = new Uint8Array(columns * rows);
  const theirs = new Uint8Array(columns * rows);
  const fill = (column: number, row: number, side: number) => {
    if (column >= columns || row >= rows) return;
    const inside = truth.inside([left + (column + side / 2) * step, top + (row + side / 2) * step]);
    if (side > 1 && Math.abs(inside) < side * step) {
      for (const x of [0, side / 2]) for (const y of [0, side / 2]) fill(column + x, row + y, side / 2);
      return;
    }
    for (let y = row; y < Math.min(rows, row + side); y++) {
      theirs.fill(inside >= 0 ? 1 : 0, y * columns + column, y * columns + Math.min(columns, column + side));
    }
  };
  for (let row = 0; row < rows; row += 32)
    for (let column = 0; column < columns; column += 32) fill(column, row, 32);
  for (let row = 0; row < rows; row++) {
    fillRow(ours.subarray(row * columns, (row + 1) * columns), lines, {
      y: top + (row + 0.5) * step,
      left,
      step,
    });
  }
  if (!wish.holes) fillHoles(theirs, columns, rows);
  let [both, either] = [0, 0];
  for (let index = 0; index < ours.length; index++) {
    both += (ours[index] ?? 0) & (theirs[index] ?? 0);
    either += (ours[index] ?? 0) | (theirs[index] ?? 0);
  }
  return both / either;
}

function fillRow(
  row: Uint8Array,
  lines: readonly Ring[],
  at: { y: number; left: number; step: number },
): void {
  const xs: number[] = [];
  for (const line of lines) {
    for (let index = 0; index < line.length; index++) {
      const [x0, y0] = line[index] as Point;
      const [x1, y1] = line[(index + 1) % line.length] as Point;
      if (y0 <= at.y !== y1 <= at.y) xs.push(x0 + ((at.y - y0) / (y1 - y0)) * (x1 - x0));
    }
  }
  xs.sort((a, b) => a - b);
  for (let column = 0; column < row.length; column++) {
    const x = at.left + (column + 0.5) * at.step;
    row[column] = xs.filter((crossing) => crossing < x).length % 2;
  }
}

function fillHoles(cells: Uint8Array, columns: number, rows: number): void {
  const waiting = [0];
  const outside = new Uint8Array(cells.length);
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    if (outside[index] || cells[index]) continue;
    outside[index] = 1;
    const x = index % columns;
    if (x > 0) waiting.push(index - 1);
    if (x + 1 < columns) waiting.push(index + 1);
    if (index >= columns) waiting.push(index - columns);
    if (index + columns < columns * rows) waiting.push(index + columns);
  }
  for (let index = 0; index < cells.length; index++) cells[index] = outside[index] ? 0 : 1;
}

type Curve = [Point, Point, Point, Point];

/** Curves of every subpath. Straight lines are curves too. */
export function curvesOf(path: string): Curve[][] {
  return path
    .split('M')
    .slice(1)
    .map((text) => {
      const steps = [...text.matchAll(/([MLCZ]?)([^MLCZ]*)/g)];
      const numbers = (part: string) => (part.match(/-?[\d.]+/g) ?? []).map(Number);
      let here = numbers(steps[0]?.[2] ?? '') as unknown as Point;
      const first = here;
      const curves: Curve[] = [];
      for (const [, letter, part = ''] of steps.slice(1)) {
        const n = numbers(part);
        for (let i = 0; letter === 'C' && i + 5 < n.length; i += 6) {
          const [a, b, to] = [
            n.slice(i, i + 2),
            n.slice(i + 2, i + 4),
            n.slice(i + 4, i + 6),
          ] as unknown as Point[];
          curves.push([here, a as Point, b as Point, to as Point]);
          here = to as Point;
        }
        for (let i = 0; letter === 'L' && i + 1 < n.length; i += 2) {
          const to = n.slice(i, i + 2) as unknown as Point;
          curves.push([here, here, to, to]);
          here = to;
        }
      }
      if (Math.hypot(here[0] - first[0], here[1] - first[1]) > 1e-6) curves.push([here, here, first, first]);
      return curves;
    });
}

function pointOn([a, b, c, d]: Curve, t: number): Point {
  const s = 1 - t;
  const mix = (axis: 0 | 1) =>
    s * s * s * a[axis] + 3 * s * s * t * b[axis] + 3 * s * t * t * c[axis] + t * t * t * d[axis];
  return [mix(0), mix(1)];
}

function flattened(path: string): Ring[] {
  return curvesOf(path).map((curves) =>
    curves.flatMap((curve) => {
      const straight = curve[0] === curve[1] && curve[2] === curve[3];
      const steps = straight ? 1 : 24;
      return Array.from({ length: steps }, (_, index) => pointOn(curve, index / steps));
    }),
  );
}

function spread(ring: Ring, step: number): Point[] {
  return ring.flatMap(([x, y], index) => {
    const [x1, y1] = ring[(index + 1) % ring.length] as Point;
    const steps = Math.max(1, Math.round(Math.hypot(x1 - x, y1 - y) / step));
    return Array.from(
      { length: steps },
      (_, i): Point => [x + ((x1 - x) * i) / steps, y + ((y1 - y) * i) / steps],
    );
  });
}

/** Pairs of pieces of all lines together that cross. */
function crossings(lines: readonly Ring[]): number {
  const pieces: [number, number, number, number, number, number][] = [];
  lines.forEach((line, which) => {
    line.forEach(([x, y], index) => {
      const [x1, y1] = line[(index + 1) % line.length] as Point;
      pieces.push([x, y, x1, y1, which, index]);
    });
  });
  pieces.sort((a, b) => Math.min(a[0], a[2]) - Math.min(b[0], b[2]));
  let count = 0;
  for (let i = 0; i < pieces.length; i++) {
    const a = pieces[i] as (typeof pieces)[number];
    const end = Math.max(a[0], a[2]);
    for (let j = i + 1; j < pieces.length; j++) {
      const b = pieces[j] as (typeof pieces)[number];
      if (Math.min(b[0], b[2]) > end) break;
      const last = (lines[a[4]] as Ring).length - 1;
      const apart = Math.abs(a[5] - b[5]);
      if (a[4] === b[4] && (apart <= 1 || apart === last)) continue;
      const side = (x: number, y: number, s: typeof a) =>
        (s[2] - s[0]) * (y - s[1]) - (s[3] - s[1]) * (x - s[0]);
      if (
        side(a[0], a[1], b) > 0 !== side(a[2], a[3], b) > 0 &&
        side(b[0], b[1], a) > 0 !== side(b[2], b[3], a) > 0
      )
        count += 1;
    }
  }
  return count;
}

function smallestConcaveRadius(path: string): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (const curves of curvesOf(path)) {
    const ring = curves.map(([from]) => from);
    const way = Math.sign(areaOf(ring));
    for (const [a, b, c, d] of curves) {
      if (a === b) continue;
      for (let t = 0; t <= 1; t += 1 / 32) {
        const s = 1 - t;
        const first = (axis: 0 | 1) =>
          3 * s * s * (b[axis] - a[axis]) + 6 * s * t * (c[axis] - b[axis]) + 3 * t * t * (d[axis] - c[axis]);
        const second = (axis: 0 | 1) =>
          6 * s * (c[axis] - 2 * b[axis] + a[axis]) + 6 * t * (d[axis] - 2 * c[axis] + b[axis]);
        const bend = (first(0) * second(1) - first(1) * second(0)) * way;
        if (bend < 0) smallest = Math.min(smallest, Math.hypot(first(0), first(1)) ** 3 / -bend);
      }
    }
  }
  return smallest;
}

function areaOf(ring: Ring): number {
  return ring.reduce((sum, [x, y], index) => {
    const [x1, y1] = ring[(index + 1) % ring.length] as Point;
    return sum + (x * y1 - x1 * y) / 2;
  }, 0);
}
