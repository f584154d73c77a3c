// Paid, and not in stock after all: held and shown, or paid back by rule, and the customer is always told.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { giveWay } from '../../src/payments/actions.uncovered.ts';
import { type Office, openOffice, packs, paidOrder, statusOf } from '../admin/office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const book = (kind: string, quantity: string) =>
  office.sam.sendJson('/admin/stock/sample-pack/movements', { kind, quantity, reason: 'Flood' }).expect(303);

/** Paid one after the other, eighty packs each. */
async function twoOrders() {
  const first = await paidOrder(office, {}, 80);
  office.wait(60_000);
  const second = await paidOrder(office, {}, 80);
  return { first, second };
}

const kindsFor = async (orderId: string) =>
  (await office.db.letter.findMany({ where: { orderId }, orderBy: { id: 'asc' } })).map(({ kind }) => kind);

describe('less on the shelf than paid orders hold', () => {
  it('puts the newest of them on hold, and tells its customer why', async () => {
    const { first, second } = await twoOrders();
    await book('waste', '100');
    expect(await giveWay(office)).toBe(1);
    expect(await giveWay(office)).toBe(0);
    expect([await statusOf(office, first), await statusOf(office, second)]).toEqual(['paid', 'on_hold']);
    expect(await packs(office)).toMatchObject({ onHand: 100n, reserved: 80n });
    const letter = await office.db.letter.findFirstOrThrow({
      where: { orderId: second.id, kind: 'on-hold' },
    });
    expect(letter.model).toContain('there is less of Sample pack than we thought');
    expect(await kindsFor(first.id)).toEqual(['order-confirmed']);
  });

  it('is seen on the first page, in the list and on the order, until it is released', async () => {
    const { second } = await twoOrders();
    await book('waste', '100');
    await giveWay(office);
    expect((await office.sam.page('/admin')).text).toContain('paid, not in stock');
    const { items } = (await office.sam.json('/admin/orders?stock=lacking')).body;
    expect(items).toMatchObject([{ number: second.number, status: 'on_hold' }]);
    const page = await office.sam.page(`/admin/orders/${second.number}`);
    expect(page.text).toContain('Paid for, but there is not enough: sample-pack.');

    await office.sam.sendJson(`/admin/orders/${second.number}/release`).expect(409);
    await book('receipt', '100');
    await office.sam.sendJson(`/admin/orders/${second.number}/release`).expect(303);
    expect(await statusOf(office, second)).toBe('paid');
    expect(await packs(office)).toMatchObject({ onHand: 200n, reserved: 160n });
    expect((await office.sam.json('/admin/orders?stock=lacking')).body.items).toEqual([]);
  });

  it('pays the newest back where the owner wants that', async () => {
    const { first, second } = await twoOrders();
    const olive = await office.staff('Olive', 'owner');
    await olive.sendJson('/admin/settings', { 'stock.uncovered': 'refund' }).expect(303);
    await book('waste', '100');
    expect(await giveWay(office)).toBe(1);
    expect([await statusOf(office, first), await statusOf(office, second)]).toEqual(['paid', 'refund_due']);
    expect(await packs(office)).toMatchObject({ onHand: 100n, reserved: 80n });
    expect(await office.db.refund.findMany()).toMatchObject([{ orderId: second.id, status: 'queued' }]);
    expect(await kindsFor(second.id)).toEqual(['order-confirmed', 'cancelled']);
  });

  it('leaves alone what is sold beyond the shelf', async () => {
    const { second } = await twoOrders();
    await office.db.stockItem.update({ where: { sku: 'sample-pack' }, data: { backorder: true } });
    await book('waste', '100');
    expect(await giveWay(office)).toBe(0);
    expect(await statusOf(office, second)).toBe('paid');
  });
});
