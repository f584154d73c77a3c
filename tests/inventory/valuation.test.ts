// What stock is worth: a moving average in whole cents that nothing but a receipt changes.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Basis, basisAfter, NO_BASIS, totalValue, worthOf } from '../../src/inventory/valuation.ts';

const receive = (onHand: bigint, basis: Basis, quantity: bigint, costCents: bigint | null) =>
  basisAfter(onHand, basis, { quantity, costCents });

it('knows no worth before somebody said what it cost', () => {
  expect(worthOf(10n, NO_BASIS)).toBeNull();
  expect(worthOf(10n, receive(0n, NO_BASIS, 10n, null))).toBeNull();
});

it('is what was paid while everything is still there', () => {
  const first = receive(0n, NO_BASIS, 100n, 10_000n);
  expect(worthOf(100n, first)).toBe(10_000n);
  expect(worthOf(200n, receive(100n, first, 100n, 20_000n))).toBe(30_000n);
});

it('goes by what is left of the old receipt, not by what once came in', () => {
  const first = receive(0n, NO_BASIS, 100n, 10_000n);
  const second = receive(50n, first, 100n, 20_000n);
  expect(worthOf(150n, second)).toBe(25_000n);
});

it('takes a receipt without a cost to have cost the average', () => {
  const first = receive(0n, NO_BASIS, 100n, 10_000n);
  expect(worthOf(150n, receive(100n, first, 50n, null))).toBe(15_000n);
});

it('rounds once, half a cent upwards', () => {
  const third = receive(0n, NO_BASIS, 3n, 100n);
  expect([1n, 2n, 3n].map((quantity) => worthOf(quantity, third))).toEqual([33n, 67n, 100n]);
  expect(worthOf(1n, { cents: 1n, quantity: 2n })).toBe(1n);
});

it('is nothing where less than nothing lies', () => {
  expect(worthOf(-5n, { cents: 100n, quantity: 10n })).toBe(0n);
});

it('adds up over items, without those nobody knows the cost of', () => {
  const items = [
    { onHand: 10n, basis: { cents: 500n, quantity: 10n } },
    { onHand: 99n, basis: NO_BASIS },
    { onHand: 5n, basis: { cents: 100n, quantity: 10n } },
  ];
  expect(totalValue(items)).toBe(550n);
});

it('never lies outside of what was paid per piece, whatever comes and goes', () => {
  const step = fc.record({
    quantity: fc.bigInt({ min: 1n, max: 10_000n }),
    costCents: fc.bigInt({ min: 0n, max: 1_000_000n }),
    keep: fc.integer({ min: 0, max: 100 }),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
      let onHand = 0n;
      let basis = NO_BASIS;
      for (const { quantity, costCents, keep } of steps) {
        basis = receive(onHand, basis, quantity, costCents);
        onHand = ((onHand + quantity) * BigInt(keep)) / 100n;
      }
      const prices = steps.map(({ quantity, costCents }) => Number(costCents) / Number(quantity));
      const average = Number(basis.cents) / Number(basis.quantity);
      // half a cent for each receipt that found something on the shelf
      const slack = steps.length / 2;
      expect(average).toBeGreaterThanOrEqual(Math.min(...prices) - slack);
      expect(average).toBeLessThanOrEqual(Math.max(...prices) + slack);
    }),
  );
});
