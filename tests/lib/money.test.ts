// Money is whole cents, and parts always add up.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { split, toCents } from '../../src/lib/money.ts';

it('rounds half away from zero', () => {
  expect([toCents(0.5), toCents(-0.5), toCents(1.49), toCents(2.5)]).toEqual([1, -1, 1, 3]);
});

it('splits any total over any weights without losing or inventing a cent', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), weights, (total, shares) => {
      const parts = split(total, shares);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
      expect(parts).toHaveLength(shares.length);
    }),
  );
});

it('gives equal shares the same, give or take the one cent left over', () => {
  expect(split(100, [1, 1, 1])).toEqual([34, 33, 33]);
  expect(split(5, [0, 0])).toEqual([3, 2]);
});
