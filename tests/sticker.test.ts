// What a job takes off the roll.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rollAreaMm2 } from '../src/sticker.ts';

it.each([
  [{ widthMm: 50, heightMm: 50, quantity: 100 }, 329_280],
  [{ widthMm: 76.2, heightMm: 50.8, quantity: 1 }, 4_903],
  [{ widthMm: 10, heightMm: 10, quantity: 1 }, 269],
])('%o takes %i square millimetres with bleed, gap and waste', (job, area) => {
  expect(rollAreaMm2(job)).toBe(area);
});

it('rounds up, and only once', () => {
  const side = fc.integer({ min: 1000, max: 60_000 }).map((hundredths) => hundredths / 100);
  fc.assert(
    fc.property(side, side, fc.integer({ min: 1, max: 100_000 }), (widthMm, heightMm, quantity) => {
      const exact = (widthMm + 6) * (heightMm + 6) * quantity * 1.05;
      const area = rollAreaMm2({ widthMm, heightMm, quantity });
      expect(Number.isInteger(area)).toBe(true);
      expect(area - exact).toBeGreaterThan(-1e-3 * Math.max(1, exact / 1e6));
      expect(area - exact).toBeLessThan(1 + 1e-3 * Math.max(1, exact / 1e6));
    }),
  );
});
