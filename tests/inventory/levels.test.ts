// What can be had, how long it lasts, and amounts as people type them.
import { describe, expect, it } from 'vitest';
import { readAmount } from '../../src/inventory/amount.ts';
import { daysLeft } from '../../src/inventory/forecast.ts';
import { availabilityOf, extraDays, type Level, lackingOf } from '../../src/inventory/levels.ts';

const packs = (change: Partial<Level> = {}): Level => ({
  sku: 'pack',
  unit: 'piece',
  onHand: 10n,
  reserved: 0n,
  lowLevel: 3n,
  backorder: false,
  backorderDays: 0,
  ...change,
});
const beyond = packs({ sku: 'roll', onHand: 2n, backorder: true, backorderDays: 7 });

describe('what can be had', () => {
  it.each([
    ['plenty', packs(), 1n, { state: 'enough' }],
    ['the last three', packs({ reserved: 7n }), 1n, { state: 'few', left: 3n }],
    ['more than there is', packs({ reserved: 7n }), 4n, { state: 'short', left: 3n }],
    ['nothing', packs({ reserved: 10n }), 1n, { state: 'sold_out' }],
    ['less than nothing', packs({ reserved: 12n }), 1n, { state: 'sold_out' }],
    ['what is sold beyond the shelf', beyond, 3n, { state: 'later', days: 7 }],
    ['what lies there of it', beyond, 2n, { state: 'few', left: 2n }],
  ])('of %s', (_what, level, wanted, answer) => {
    expect(availabilityOf(level, wanted)).toEqual(answer);
  });

  it('waits for the slowest of what has to come in, summed over the lines', () => {
    const levels = new Map([packs(), beyond].map((level) => [level.sku, level]));
    const need = (sku: string, quantity: bigint) => ({ sku, quantity });
    expect(extraDays([need('roll', 1n), need('roll', 1n)], levels)).toBe(0);
    expect(extraDays([need('roll', 1n), need('roll', 2n), need('pack', 1n)], levels)).toBe(7);
    expect(extraDays([need('never counted', 9n)], levels)).toBe(0);
    expect(lackingOf([need('pack', 6n), need('pack', 5n), need('roll', 9n)], levels)).toEqual(['pack']);
  });
});

describe('how long it lasts', () => {
  it.each([
    ['six days', { available: 20n, consumed: 100n, days: 90 }, 6],
    ['a young item by its own days', { available: 20n, consumed: 10n, days: 5 }, 10],
    ['nothing left', { available: 0n, consumed: 10n, days: 90 }, 0],
    ['nobody can say without use', { available: 20n, consumed: 0n, days: 90 }, null],
    ['the first day counts as one', { available: 20n, consumed: 10n, days: 0.2 }, 2],
  ])('%s', (_what, use, days) => {
    expect(daysLeft(use)).toBe(days);
  });
});

describe('an amount as people type it', () => {
  it.each([
    ['12', 'piece', 12n],
    ['+12', 'piece', 12n],
    ['-3', 'piece', -3n],
    ['1.5', 'piece', null],
    ['1,000', 'piece', null],
    ['12.000', 'mm', null],
    ['1,000 m', 'mm', null],
    ['1.125 m', 'mm', 1_125n],
    ['12 m', 'piece', null],
    ['50 m', 'mm', 50_000n],
    ['0,25 m', 'mm', 250n],
    ['250 mm', 'mm', 250n],
    ['12.5 m²', 'mm2', 12_500_000n],
    ['12.5 m2', 'mm2', 12_500_000n],
    ['12.5', 'mm2', null],
    ['1.0000001 m²', 'mm2', null],
    ['', 'piece', null],
    ['9999999999999', 'piece', null],
    ['1e3', 'piece', null],
  ] as const)('%j in %s is %s', (text, unit, amount) => {
    expect(readAmount(text, unit)).toBe(amount);
  });
});
