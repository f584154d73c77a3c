// The safe zone: as far inside the cut as it says, wherever the line runs.
import { describe, expect, it } from 'vitest';
import { plainCutLine } from '../../src/artwork/cut-line.ts';
import { insetLine } from '../../src/storefront/guides.ts';
import { SAMPLES } from '../../src/storefront/samples.ts';

function pointsOf(path: string): [number, number][] {
  return [...path.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

describe('the safe zone', () => {
  it('runs 2 mm inside a circle, whichever way round its line goes', () => {
    const circle = plainCutLine('circle', 50, 50);
    const backwards =
      'M50 25C50 11.2 38.8 0 25 0C11.2 0 0 11.2 0 25C0 38.8 11.2 50 25 50C38.8 50 50 38.8 50 25Z';
    for (const line of [circle, backwards]) {
      const inside = pointsOf(insetLine(line, 2)).map(([x, y]) => Math.hypot(x - 25, y - 25));
      expect(inside.length).toBeGreaterThan(60);
      for (const radius of inside) expect(radius).toBeCloseTo(23, 0);
    }
  });

  it('leaves nothing over of corners it has crossed', () => {
    const points = pointsOf(insetLine(plainCutLine('rectangle', 75, 50), 2));
    for (const [x, y] of points) {
      expect(Math.min(x, 75 - x, y, 50 - y)).toBeGreaterThan(1.9);
    }
  });

  it('keeps its distance along the line of a real design, and around a hole', () => {
    const { mushroom } = SAMPLES;
    const points = pointsOf(insetLine(mushroom.cutPath, 2));
    expect(Math.min(...points.map(([x]) => x))).toBeCloseTo(2, 0);
    expect(Math.max(...points.map(([, y]) => y))).toBeCloseTo(mushroom.heightMm - 2, 0);
    const hole = 'M40 40L60 40L60 60L40 60Z';
    const around = pointsOf(insetLine(`M0 0L100 0L100 100L0 100Z${hole}`, 2));
    expect(around.some(([x, y]) => Math.abs(x - 38) < 0.01 && y > 40 && y < 60)).toBe(true);
    expect(around.some(([x, y]) => x > 40 && x < 60 && y > 40 && y < 60)).toBe(false);
  });

  it('is not there where no inside is left', () => {
    expect(insetLine('M0 0L3 0L3 30L0 30Z', 2)).toBe('');
  });
});
