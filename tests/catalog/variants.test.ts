// Prices by quantity of ready-made products: more never costs less in all.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areBreaksSound, netCentsFor } from '../../src/catalog/variants.ts';

const PACK = {
  unitCents: 500,
  breaks: [
    { quantity: 10, unitCents: 400 },
    { quantity: 100, unitCents: 250 },
  ],
};

describe('a price with breaks', () => {
  it.each([
    [1, 500],
    [7, 3500],
    // nine at five dollars would be dearer than ten at four
    [9, 4000],
    [10, 4000],
    [62, 24_800],
    [63, 25_000],
    [100, 25_000],
    [101, 25_250],
  ])('is, for %i pieces, %i cents', (quantity, netCents) => {
    expect(netCentsFor(PACK, quantity)).toBe(netCents);
  });

  it('never falls when more are taken, whatever the breaks', () => {
    const step = fc.record({ quantity: fc.integer({ min: 2, max: 500 }), unitCents: fc.nat(2_000) });
    const price = fc.record({ unitCents: fc.nat(2_000), breaks: fc.array(step, { maxLength: 6 }) });
    fc.assert(
      fc.property(price, fc.integer({ min: 1, max: 600 }), ({ unitCents, breaks }, quantity) => {
        const sorted = breaks.toSorted((one, other) => one.quantity - other.quantity);
        const sheet = { unitCents, breaks: sorted };
        expect(netCentsFor(sheet, quantity + 1)).toBeGreaterThanOrEqual(netCentsFor(sheet, quantity));
      }),
    );
  });

  it('makes sense when each break begins higher and costs less each', () => {
    expect(areBreaksSound(PACK)).toBe(true);
    expect(areBreaksSound({ unitCents: 500, breaks: [] })).toBe(true);
    expect(areBreaksSound({ unitCents: 500, breaks: [{ quantity: 10, unitCents: 500 }] })).toBe(false);
    expect(areBreaksSound({ unitCents: 500, breaks: PACK.breaks.toReversed() })).toBe(false);
  });
});
