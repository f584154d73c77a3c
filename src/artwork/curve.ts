// Cubic curves of a cut line: points on them, their true box, how they bend, and the text of a path.

/** `x y` of its start, two handles and its end. */
export type Curve = readonly [number, number, number, number, number, number, number, number];

export interface CurveBox {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** One coordinate at `t`: axis 0 is x, 1 is y. */
export function along(curve: Curve, axis: 0 | 1, t: number): number {
  const s = 1 - t;
  return (
    s * s * s * (curve[axis] as number) +
    3 * s * s * t * (curve[axis + 2] as number) +
    3 * s * t * t * (curve[axis + 4] as number) +
    t * t * t * (curve[axis + 6] as number)
  );
}

/** The true box: handles may lie outside of it. */
export function boxOf(curves: Iterable<Curve>): CurveBox {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const curve of curves) {
    for (const t of [0, 1, ...turningPoints(curve, 0)]) {
      const x = along(curve, 0, t);
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
    }
    for (const t of [0, 1, ...turningPoints(curve, 1)]) {
      const y = along(curve, 1, t);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y);
    }
  }
  return box;
}

/** Where one coordinate has its extremes between both ends. */
function turningPoints(curve: Curve, axis: 0 | 1): number[] {
  const [p0, p1, p2, p3] = [0, 2, 4, 6].map((at) => curve[axis + at] as number) as [
    number,
    number,
    number,
    number,
  ];
  const a = p3 - p0 + 3 * (p1 - p2);
  const b = 2 * (p0 - 2 * p1 + p2);
  const c = p1 - p0;
  if (Math.abs(a) < 1e-12) return [-c / b].filter(between);
  const root = Math.sqrt(b * b - 4 * a * c); // NaN where there is none, which lies nowhere
  return [(-b + root) / (2 * a), (-b - root) / (2 * a)].filter(between);
}

function between(t: number): boolean {
  return t > 0 && t < 1;
}

/** The smallest radius of what bends to the left, away from what a clockwise line encloses; Infinity when nothing does. */
export function concaveRadius(curve: Curve): number {
  let sharpest = 0;
  for (let step = 0; step <= 32; step++) sharpest = Math.max(sharpest, -bend(curve, step / 32));
  return 1 / sharpest;
}

/** One over the radius at `t`, positive to the right on paper. */
function bend(c: Curve, t: number): number {
  const s = 1 - t;
  const first = (p0: number, p1: number, p2: number, p3: number) =>
    3 * (s * s * (p1 - p0) + 2 * s * t * (p2 - p1) + t * t * (p3 - p2));
  const second = (p0: number, p1: number, p2: number, p3: number) =>
    6 * (s * (p2 - 2 * p1 + p0) + t * (p3 - 2 * p2 + p1));
  const [x1, y1] = [first(c[0], c[2], c[4], c[6]), first(c[1], c[3], c[5], c[7])];
  const [x2, y2] = [second(c[0], c[2], c[4], c[6]), second(c[1], c[3], c[5], c[7])];
  const speed = Math.hypot(x1, y1);
  return speed < 1e-9 ? 0 : (x1 * y2 - y1 * x2) / speed ** 3;
}

/** Closed subpaths of `M C Z`, moved by `x y` and then enlarged. */
export function pathText(
  lines: readonly (readonly Curve[])[],
  move: { x: number; y: number; scale: number },
): string {
  const x = (value: number) => figure((value + move.x) * move.scale);
  const y = (value: number) => figure((value + move.y) * move.scale);
  return lines
    .map((curves) => {
      const [first] = curves;
      const start = first ? `M${x(first[0])} ${y(first[1])}` : '';
      const rest = curves.map((c) => `C${x(c[2])} ${y(c[3])} ${x(c[4])} ${y(c[5])} ${x(c[6])} ${y(c[7])}`);
      return `${start}${rest.join('')}Z`;
    })
    .join('');
}

/** A tenth of a micrometre is finer than any machine. */
function figure(value: number): string {
  return String(Math.round(value * 10_000) / 10_000 + 0);
}
