// The lines of the plain shapes are exact.
import { describe, expect, test } from 'vitest';
import { isPlain, type PlainShape, plainCutLine } from '../../src/artwork/cut-line.ts';
import { SHAPES } from '../../src/sticker.ts';

interface Point {
  x: number;
  y: number;
}

/** The path as many short straight pieces; closed. */
function trace(path: string): Point[] {
  const points: Point[] = [];
  for (const [, command = '', figures = ''] of path.matchAll(/([MLCZ])([^MLCZ]*)/g)) {
    const numbers = figures
      .trim()
      .split(/[\s,]+/)
      .filter(Boolean)
      .map(Number);
    const pairs = Array.from({ length: numbers.length / 2 }, (_, i) => ({
      x: numbers[2 * i] ?? 0,
      y: numbers[2 * i + 1] ?? 0,
    }));
    const [a, b, c] = pairs;
    const from = points.at(-1);
    if (command !== 'C') points.push(...pairs);
    else if (from && a && b && c)
      for (let t = 0.02; t < 1.001; t += 0.02) points.push(bezier(from, a, b, c, t));
  }
  return points;
}

function bezier(p: Point, a: Point, b: Point, c: Point, t: number): Point {
  const mix = (w: number, x: number, y: number, z: number) =>
    (1 - t) ** 3 * w + 3 * (1 - t) ** 2 * t * x + 3 * (1 - t) * t * t * y + t ** 3 * z;
  return { x: mix(p.x, a.x, b.x, c.x), y: mix(p.y, a.y, b.y, c.y) };
}

function areaOf(points: Point[]): number {
  return Math.abs(
    points.reduce((sum, p, i) => {
      const q = points[(i + 1) % points.length] ?? p;
      return sum + (p.x * q.y - q.x * p.y) / 2;
    }, 0),
  );
}

const plainShapes = SHAPES.filter(isPlain);
const sizes: [number, number][] = [
  [10, 10],
  [50.8, 50.8],
  [600, 600],
];

describe.each(plainShapes)('%s', (shape: PlainShape) => {
  test.each(sizes)('is closed and fills exactly its box: %d × %d mm', (width, height) => {
    const path = plainCutLine(shape, width, height);
    expect(path).toMatch(/^M[^M]*Z$/);
    const points = trace(path);
    const [xs, ys] = [points.map((p) => p.x), points.map((p) => p.y)];
    expect(
      [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].map(
        (mm) => Math.round(mm * 1000) / 1000,
      ),
    ).toEqual([0, 0, width, height]);
  });
});

test('a circle is round to a hundredth of a millimetre at the largest size', () => {
  for (const { x, y } of trace(plainCutLine('circle', 600, 600))) {
    expect(Math.hypot(x - 300, y - 300)).toBeCloseTo(300, 2);
  }
});

test('areas are those of the shapes', () => {
  expect(areaOf(trace(plainCutLine('oval', 80, 40)))).toBeCloseTo(Math.PI * 40 * 20, -1);
  expect(areaOf(trace(plainCutLine('rectangle', 80, 40)))).toBeCloseTo(3200);
  expect(areaOf(trace(plainCutLine('rounded', 80, 40)))).toBeCloseTo(3200 - (4 - Math.PI) * 9, 1);
});

test('rounded corners have 3 mm', () => {
  const corner = trace(plainCutLine('rounded', 50, 30)).filter(({ x, y }) => x < 3 && y < 3);
  expect(corner.length).toBeGreaterThan(20);
  for (const { x, y } of corner) expect(Math.hypot(x - 3, y - 3)).toBeCloseTo(3, 3);
});
