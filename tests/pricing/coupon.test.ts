// What a coupon takes off, for every cart there can be.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withDiscount } from '../../src/cart/discount.ts';
import type { PricedCart, PricedLine } from '../../src/cart/priced.ts';
import { type Coupon, couponKey, couponProblem, discountOf } from '../../src/pricing/coupon.ts';

const NOW = new Date('2026-11-24T12:00:00Z');
const coupon: Coupon = {
  id: 'c',
  code: 'TEN',
  kind: 'percent',
  percent: 10,
  amountCents: null,
  minimumCents: 0,
  startsAt: null,
  endsAt: null,
  mostUses: null,
  mostPerCustomer: null,
  uses: 0,
  active: true,
};
const asked = { goodsCents: 5_000, usedByBuyer: 0, now: NOW };

describe('a coupon counts', () => {
  it.each<[string, Partial<Coupon>, Partial<typeof asked>]>([
    ['unknown', { active: false }, {}],
    ['not_yet', { startsAt: new Date('2026-11-24T12:00:01Z') }, {}],
    ['over', { endsAt: NOW }, {}],
    ['used_up', { mostUses: 3, uses: 3 }, {}],
    ['used_by_you', { mostPerCustomer: 1 }, { usedByBuyer: 1 }],
    ['minimum', { minimumCents: 5_001 }, {}],
  ])('not when it is %s', (problem, changes, circumstances) => {
    expect(couponProblem({ ...coupon, ...changes }, { ...asked, ...circumstances })).toBe(problem);
  });

  it('from its first second, for the last of its uses, at exactly its minimum', () => {
    const tight = { ...coupon, startsAt: NOW, mostUses: 3, uses: 2, mostPerCustomer: 2, minimumCents: 5_000 };
    expect(couponProblem(tight, { ...asked, usedByBuyer: 1 })).toBeNull();
    expect(couponProblem(null, asked)).toBe('unknown');
  });

  it('however its code is typed', () => {
    expect(couponKey(' Ten Off ')).toBe(couponKey('TENOFF'));
  });
});

describe('what it takes off', () => {
  it.each([
    ['ten percent', { percent: 10 }, 7_025, 703],
    ['an amount', { kind: 'amount', amountCents: 500 }, 7_025, 500],
    ['never more than the goods', { kind: 'amount', amountCents: 9_999 }, 7_025, 7_025],
    ['everything', { percent: 100 }, 7_025, 7_025],
    ['all but what a card can pay', { kind: 'amount', amountCents: 7_000 }, 7_025, 6_975],
  ])('is %s', (_, changes, goods, off) => {
    expect(discountOf({ ...coupon, ...changes }, goods)).toBe(off);
  });

  it('is spread so that lines, tax and trace add up to the totals, whatever is in the cart', () => {
    const nets = fc.array(fc.integer({ min: 0, max: 500_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        nets,
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 0, max: 2_500 }),
        (net, percent, rate) => {
          const full = cartOf(net, rate);
          const off = discountOf({ ...coupon, percent }, full.netCents);
          const cart = withDiscount(full, { code: 'TEN', cents: off });
          const sum = (part: (line: PricedLine) => number) =>
            cart.lines.reduce((all, line) => all + part(line), 0);
          expect(cart.netCents).toBe(full.netCents - off);
          expect(sum((line) => line.netCents)).toBe(cart.netCents);
          expect(sum((line) => line.discountCents)).toBe(off);
          expect(sum((line) => line.taxCents)).toBe(cart.taxCents);
          expect(cart.grossCents).toBe(cart.netCents + cart.taxCents);
          for (const line of cart.lines) {
            expect(line.netCents).toBeGreaterThanOrEqual(0);
            expect(line.trace.reduce((all, step) => all + step.cents, 0)).toBe(line.netCents);
          }
          expect(cart.netCents === 0 || cart.netCents >= Math.min(50, full.netCents)).toBe(true);
        },
      ),
    );
  });
});

function cartOf(nets: number[], basisPoints: number): PricedCart {
  const tax = { basisPoints, name: '', reason: '' };
  const lines = nets.map((netCents, index) => ({
    id: `${index}`,
    quantity: 10,
    netCents,
    taxCents: Math.round((netCents * basisPoints) / 10_000),
    discountCents: 0,
    trace: [{ label: 'printing', cents: netCents }],
  })) as unknown as PricedLine[]; // only what money is made of
  const netCents = nets.reduce((all, net) => all + net, 0);
  const taxCents = lines.reduce((all, line) => all + line.taxCents, 0);
  const sums = { netCents, taxCents, grossCents: netCents + taxCents };
  return {
    currency: 'USD',
    priceSheet: 1,
    tax,
    lines,
    ...sums,
    discountCents: 0,
    couponCode: null,
    before: sums,
    problems: [],
  };
}
