// Where the lines of a plot run.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plotOf } from '../../src/admin/plot.ts';

const say = { x: String, y: (y: number) => `${y} %` };

it('has round numbers around its values, zero among them', () => {
  const { up, across } = plotOf(
    [
      {
        label: 'a',
        points: [
          { x: 10, y: 3 },
          { x: 1000, y: 11.5 },
        ],
      },
    ],
    say,
  );
  expect(up.map(({ label }) => label)).toEqual(['0 %', '5 %', '10 %', '15 %']);
  expect(up.map(({ isZero }) => isZero)).toEqual([true, false, false, false]);
  expect(across.map(({ label }) => label)).toEqual(['10', '100', '1000']);
});

it('keeps every line and every label within its frame, and labels off each other', () => {
  const y = fc.double({ min: -99, max: 500, noNaN: true });
  const series = fc.array(fc.tuple(y, y, y), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(series, (lines) => {
      const plot = plotOf(
        lines.map((ys, index) => ({
          label: `${index}`,
          points: ys.map((value, at) => ({ x: 10 ** (at + 1), y: value })),
        })),
        say,
      );
      const { left, right, top, bottom } = plot.frame;
      for (const { points } of plot.lines) {
        for (const point of points.split(' ')) {
          const [x = 0, height = 0] = point.split(',').map(Number);
          expect(x).toBeGreaterThanOrEqual(left);
          expect(x).toBeLessThanOrEqual(right);
          expect(height).toBeGreaterThanOrEqual(top);
          expect(height).toBeLessThanOrEqual(bottom);
        }
      }
      const labels = plot.lines.map(({ labelY }) => labelY).sort((a, b) => a - b);
      for (const [index, label] of labels.entries()) {
        expect(label).toBeGreaterThanOrEqual(top);
        expect(label).toBeLessThanOrEqual(bottom);
        if (index > 0) expect(label - (labels[index - 1] ?? 0)).toBeGreaterThanOrEqual(13.9);
      }
      expect(plot.up.length).toBeLessThanOrEqual(8);
    }),
  );
});
