// What stands on invoices and credit notes adds up, whatever was ordered and however it is paid back.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Credit,
  creditStatement,
  type InvoicedOrder,
  type Issue,
  invoiceStatement,
  type Statement,
  seriesOf,
} from '../../src/invoices/statement.ts';
import { split } from '../../src/lib/money.ts';
import { taxOn } from '../../src/pricing/tax.ts';

const NOW = new Date('2026-11-18T10:00:00Z');

const ISSUE: Issue = {
  number: 'INV-1',
  now: NOW,
  paper: 'A4',
  seller: { name: 'Kisscut', address: ['4 Press Lane'], taxId: 'DE136695976', footer: '' },
  buyerAddress: ['12 Engine Street', 'Portland, OR 97205'],
};

interface Parts {
  nets: number[];
  deliveryCents: number;
  discountCents: number;
  basisPoints: number;
}

/** Taxed line by line, like the shop does. */
function orderOf({ nets, deliveryCents, discountCents, basisPoints }: Parts): InvoicedOrder {
  const goods = nets.reduce((sum, net) => sum + net, 0);
  const off = split(Math.min(discountCents, goods), nets);
  const lines = nets.map((fullCents, index) => ({
    id: `line-${index}`,
    title: 'Die-cut stickers',
    detail: '75 × 75 mm',
    quantity: 100,
    unitCents: Math.round(fullCents / 100),
    netCents: fullCents - (off[index] ?? 0),
    discountCents: off[index] ?? 0,
    taxCents: taxOn(fullCents - (off[index] ?? 0), { basisPoints }),
  }));
  const netCents = goods + deliveryCents - Math.min(discountCents, goods);
  const taxCents =
    lines.reduce((sum, line) => sum + line.taxCents, 0) + taxOn(deliveryCents, { basisPoints });
  return {
    number: 'KC-7K3M-9QXF',
    placedAt: NOW,
    paidAt: NOW,
    paidCents: netCents + taxCents,
    currency: 'USD',
    company: '',
    name: 'Ada Lovelace',
    taxId: '',
    deliveryName: 'Express',
    deliveryCents,
    couponCode: null,
    netCents,
    taxCents,
    grossCents: netCents + taxCents,
    taxName: 'VAT',
    taxBasisPoints: basisPoints,
    taxReason: '',
    lines,
  };
}

const parts: fc.Arbitrary<Parts> = fc.record({
  nets: fc.array(fc.integer({ min: 1, max: 2_000_000 }), { minLength: 1, maxLength: 50 }),
  deliveryCents: fc.integer({ min: 0, max: 20_000 }),
  discountCents: fc.integer({ min: 0, max: 100_000 }),
  basisPoints: fc.oneof(fc.constant(0), fc.constant(887.5), fc.integer({ min: 0, max: 2_700 })),
});

function expectToAddUp(statement: Statement): void {
  const { lines, delivery, discountCents, netCents, taxes, taxCents, grossCents } = statement;
  const goods = lines.reduce((sum, line) => sum + line.netCents, 0);
  expect(goods - discountCents + (delivery?.cents ?? 0)).toBe(netCents);
  expect(taxes.reduce((sum, tax) => sum + tax.taxCents, 0)).toBe(taxCents);
  if (taxes.length > 0) expect(taxes.reduce((sum, tax) => sum + tax.baseCents, 0)).toBe(netCents);
  expect(netCents + taxCents).toBe(grossCents);
}

const credit = (amountCents: number, before: Credit['before'], lineIds: string[] = []): Credit => ({
  amountCents,
  lineIds,
  reason: 'Two were scratched.',
  method: 'gateway',
  before,
  invoice: 'INV-1',
  title: 'Refund',
});

describe('an invoice', () => {
  it('adds up to the cent, for any lines, delivery, discount and rate', () => {
    fc.assert(fc.property(parts, (each) => expectToAddUp(invoiceStatement(orderOf(each), ISSUE, 'gateway'))));
  });

  it('freezes why there is no tax', () => {
    const order = orderOf({ nets: [1000], deliveryCents: 0, discountCents: 0, basisPoints: 0 });
    expect(invoiceStatement({ ...order, taxReason: 'reverse_charge' }, ISSUE, 'gateway')).toMatchObject({
      taxes: [],
      taxCents: 0,
      taxReason: 'reverse_charge',
    });
  });
});

describe('credit notes', () => {
  it('add up, each and all together: paid back in any pieces, no cent of tax is left or invented', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(parts, cuts, (each, weights) => {
        const order = orderOf(each);
        fc.pre(order.grossCents > weights.length);
        let before = { grossCents: 0, taxCents: 0 };
        for (const [index, weight] of weights.entries()) {
          const left = order.grossCents - before.grossCents;
          const isLast = index === weights.length - 1;
          const amount = isLast ? left : Math.floor((left * weight) / 200);
          if (amount === 0) continue;
          const note = creditStatement(order, { ...ISSUE, number: `CN-${index}` }, credit(amount, before));
          expectToAddUp(note);
          expect(note.taxCents).toBeGreaterThanOrEqual(0);
          expect(note.netCents).toBeGreaterThanOrEqual(0);
          before = {
            grossCents: before.grossCents + note.grossCents,
            taxCents: before.taxCents + note.taxCents,
          };
        }
        expect(before).toEqual({ grossCents: order.grossCents, taxCents: order.taxCents });
      }),
    );
  });

  it('names the lines they pay back, when they pay back whole lines', () => {
    const order = orderOf({ nets: [1001, 2003], deliveryCents: 500, discountCents: 0, basisPoints: 2000 });
    const second = order.lines[1];
    const amount = (second?.netCents ?? 0) + (second?.taxCents ?? 0);
    const note = creditStatement(order, ISSUE, credit(amount, { grossCents: 0, taxCents: 0 }, ['line-1']));
    expect(note.lines).toMatchObject([{ title: 'Die-cut stickers', netCents: 2003 }]);
    expectToAddUp(note);
  });

  it('say so in one line otherwise', () => {
    const order = orderOf({ nets: [1001, 2003], deliveryCents: 500, discountCents: 0, basisPoints: 2000 });
    const note = creditStatement(order, ISSUE, credit(777, { grossCents: 0, taxCents: 0 }, ['line-1']));
    expect(note.lines).toMatchObject([{ title: 'Refund', detail: 'Two were scratched.' }]);
    expectToAddUp(note);
  });
});

describe('the series of a number', () => {
  it.each([
    ['INV-', 'INV-'],
    ['INV-{year}-', 'INV-2026-'],
    ['{year}/', '2026/'],
    // else its first would be number 11 of INV-
    ['INV-1', 'INV-1-'],
    ['{year}', '2026-'],
  ])('%s begins with %s', (prefix, series) => {
    expect(seriesOf(prefix, NOW)).toBe(series);
  });
});
