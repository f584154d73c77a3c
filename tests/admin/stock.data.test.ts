// Stock at the desk: levels that add up, and movements by hand.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Office, openOffice, openOrder, packs, paidOrder } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const book = (fields: object, sku = 'sample-pack') =>
  office.sam.sendJson(`/admin/stock/${sku}/movements`, fields);
const movements = async (query = '') =>
  (await office.sam.json(`/admin/stock/sample-pack/movements${query}`).expect(200)).body;

describe('the list of stock', () => {
  it('tells of each exactly what was promised', async () => {
    await openOrder(office, {}, 5);
    const { body } = await office.sam.json('/admin/stock').expect(200);
    expect(body.total).toBe(await office.db.stockItem.count());
    const find = (sku: string) => body.items.find((item: { sku: string }) => item.sku === sku);
    expect(find('sample-pack')).toEqual({
      ...{ sku: 'sample-pack', name: 'Sample pack', unit: 'piece', product: 'sample-pack', material: null },
      ...{ onHand: 200, reserved: 5, available: 195, lowLevel: 20, backorder: false },
    });
    expect(find('roll-vinyl')).toMatchObject({ unit: 'mm2', material: 'vinyl', onHand: 50_000_000 });
  });

  it('shows what runs low', async () => {
    await book({ kind: 'waste', quantity: '185', reason: 'Flood' }).expect(303);
    const { body } = await office.sam.json('/admin/stock?level=low');
    expect(body.items.map(({ sku }: { sku: string }) => sku)).toContain('sample-pack');
    expect((await office.sam.page('/admin/stock')).text).toContain('status--wait">running low');
  });
});

describe('the movements of an item', () => {
  it('add up to its levels, through a whole order', async () => {
    const order = await paidOrder(office, {}, 7);
    await office.sam.send(`/admin/orders/${order.number}/production`).expect(303);
    await openOrder(office, {}, 3);
    await book({ kind: 'receipt', quantity: '50', reason: 'Delivery' }).expect(303);
    await book({ kind: 'adjustment', quantity: '-4', reason: 'Counted' }).expect(303);
    await book({ kind: 'waste', quantity: '2', reason: 'Torn' }).expect(303);
    const { items, total } = await movements('?sort=at&perPage=200');
    expect(total).toBe(items.length);
    const sum = (...kinds: string[]) =>
      items
        .filter(({ kind }: { kind: string }) => kinds.includes(kind))
        .reduce((all: number, { quantity }: { quantity: number }) => all + quantity, 0);
    const { onHand, reserved } = await packs(office);
    expect(sum('receipt', 'adjustment', 'consumption', 'waste')).toBe(Number(onHand));
    expect(sum('reservation', 'release')).toBe(Number(reserved));
    expect([Number(onHand), Number(reserved)]).toEqual([200 - 7 + 50 - 4 - 2, 3]);
    expect(Object.keys(items[0])).toEqual(['id', 'at', 'kind', 'quantity', 'order', 'who', 'reason']);
    expect(items.at(-1)).toMatchObject({
      kind: 'waste',
      quantity: -2,
      order: null,
      who: 'Sam (staff)',
      reason: 'Torn',
    });
  });

  it('are filtered by kind', async () => {
    await book({ kind: 'receipt', quantity: '5', reason: 'Delivery' }).expect(303);
    expect((await movements('?kind=receipt')).total).toBe(2);
    expect((await movements('?kind=waste')).total).toBe(0);
  });
});

describe('booking a movement', () => {
  it('changes the level, once, with who and why', async () => {
    await office.sam
      .send('/admin/stock/sample-pack/movements', { kind: 'receipt', quantity: '+12', reason: 'Delivery' })
      .expect(303)
      .expect('Location', '/admin/stock/sample-pack');
    expect(await packs(office)).toMatchObject({ onHand: 212n });
    expect(await office.db.auditEntry.findMany()).toMatchObject([
      {
        who: 'Sam (staff)',
        what: 'stock.receipt',
        subject: 'sample-pack',
        before: '200',
        after: '212: Delivery',
      },
    ]);
  });

  it('never leaves less than nothing, also when everybody books at once', async () => {
    await book({ kind: 'waste', quantity: '201', reason: 'All of it' }).expect(409);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => book({ kind: 'waste', quantity: '60', reason: 'Torn' })),
    );
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(3);
    expect(await packs(office)).toMatchObject({ onHand: 20n });
    expect(await office.db.auditEntry.count()).toBe(3);
  });

  it.each([
    [{}, ['kind', 'quantity', 'reason']],
    [{ kind: 'theft', quantity: '1', reason: 'x' }, ['kind']],
    [{ kind: 'receipt', quantity: '1.5', reason: 'x' }, ['quantity']],
    [{ kind: 'receipt', quantity: '-1', reason: 'x' }, ['quantity']],
    [{ kind: 'waste', quantity: '0', reason: 'x' }, ['quantity']],
    [{ kind: 'adjustment', quantity: '9'.repeat(40), reason: 'x' }, ['quantity']],
    [{ kind: 'adjustment', quantity: '999999999999999', reason: 'x' }, ['quantity']],
    [{ kind: 'adjustment', quantity: '-3', reason: '' }, ['reason']],
  ])('%j is refused', async (fields, problems) => {
    const { body } = await book(fields).expect(422);
    expect(Object.keys(body.error.problems).toSorted()).toEqual(problems);
    expect(await packs(office)).toMatchObject({ onHand: 200n });
  });

  it('of an item there is not is not found', async () => {
    await book({ kind: 'receipt', quantity: '1', reason: 'x' }, 'no-such').expect(404);
  });

  it('says on the page why nothing was booked, and keeps what was typed', async () => {
    const fields = { kind: 'waste', quantity: '500', reason: 'Fire' };
    const page = await office.sam.send('/admin/stock/sample-pack/movements', fields).expect(409);
    expect(page.text).toContain('There is not that much on hand.');
    expect(page.text).toContain('value="500"');
  });
});
