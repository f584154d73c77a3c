// Stock items at the desk: made, changed, bought in at a cost, scanned, and told of when they run low.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tellLowStock } from '../../src/admin/actions.low-stock.ts';
import { DAY } from '../../src/lib/time.ts';
import { letters, type Office, openOffice, openOrder, packs, paidOrder } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const ROLL = {
  sku: 'roll-glitter',
  name: 'Glitter roll',
  unit: 'mm2',
  code: '4006381333931',
  lowLevel: '2 m²',
  quantity: '12.5 m²',
  supplier: 'Glitter & Sons',
  cost: '250',
};
const make = (fields: object) => office.sam.sendJson('/admin/stock', fields);
const book = (fields: object, sku = 'sample-pack') =>
  office.sam.sendJson(`/admin/stock/${sku}/movements`, fields);
const itemOf = (sku: string) => office.db.stockItem.findUniqueOrThrow({ where: { sku } });

describe('an item', () => {
  it('is made with its first receipt', async () => {
    await make(ROLL).expect(303).expect('Location', '/admin/stock/roll-glitter');
    expect((await office.sam.json('/admin/stock/roll-glitter')).body).toMatchObject({
      unit: 'mm2',
      onHand: 12_500_000,
      available: 12_500_000,
      lowLevel: 2_000_000,
      backorder: false,
    });
    const movements = await office.db.stockMovement.findMany({ where: { item: { sku: 'roll-glitter' } } });
    expect(movements).toMatchObject([
      { kind: 'receipt', quantity: 12_500_000n, supplier: 'Glitter & Sons', costCents: 25_000n },
    ]);
    expect(await office.db.auditEntry.findMany()).toMatchObject([
      { what: 'stock.item', subject: 'roll-glitter' },
    ]);
  });

  it.each([
    [{ sku: 'new' }, ['sku']],
    [{ sku: 'sample-pack' }, ['sku']],
    [{ sku: 'a b' }, ['sku']],
    [{ code: 'sample-pack' }, ['code']],
    [{ unit: 'litre' }, ['unit']],
    [{ name: '' }, ['name']],
    [{ quantity: '-1', lowLevel: 'x' }, ['lowLevel', 'quantity']],
    [{ backorderDays: '999' }, ['backorderDays']],
    [{ cost: 'much' }, ['cost']],
  ])('is refused with %j', async (change, problems) => {
    const { body } = await make({ ...ROLL, ...change }).expect(422);
    expect(Object.keys(body.error.problems).toSorted()).toEqual(problems);
  });

  it('is changed in everything but its code and its levels', async () => {
    const change = {
      name: 'Pack of samples',
      code: 'PACK-1',
      lowLevel: '30',
      backorder: '1',
      backorderDays: '7',
    };
    await office.sam.sendJson('/admin/stock/sample-pack/details', change).expect(303);
    expect(await packs(office)).toMatchObject({
      ...{ name: 'Pack of samples', code: 'PACK-1', lowLevel: 30n, backorder: true, backorderDays: 7 },
      ...{ onHand: 200n, reserved: 0n },
    });
    const form = await office.sam.page('/admin/stock/sample-pack/details');
    expect(form.text).toContain('value="PACK-1"');
  });

  it('is made and changed by managers and the owner only', async () => {
    const pat = await office.staff('Pat', 'packing');
    await pat.sendJson('/admin/stock', ROLL).expect(403);
    await pat.sendJson('/admin/stock/sample-pack/details', { name: 'x' }).expect(403);
  });
});

describe('a scanner', () => {
  it('goes from any search field straight to the item', async () => {
    await make(ROLL).expect(303);
    for (const list of ['/admin/stock', '/admin/orders']) {
      await office.sam
        .page(`${list}?q=4006381333931`)
        .expect(303)
        .expect('Location', '/admin/stock/roll-glitter');
    }
    await office.sam
      .page('/admin/stock?q=roll-vinyl')
      .expect(303)
      .expect('Location', '/admin/stock/roll-vinyl');
  });

  it('finds no way past what programs and people search for', async () => {
    await office.sam.json('/admin/stock?q=sample-pack').expect(200);
    await office.sam.page('/admin/stock?q=sample').expect(200);
  });
});

describe('what it is worth', () => {
  it('is the average of what was paid for what is left', async () => {
    await book({ kind: 'adjustment', quantity: '-200', reason: 'Start' }).expect(303);
    await book({ kind: 'receipt', quantity: '100', reason: 'Delivery', cost: '100' }).expect(303);
    await book({ kind: 'waste', quantity: '50', reason: 'Torn' }).expect(303);
    await book({ kind: 'receipt', quantity: '100', reason: 'Delivery', costCents: '20000' }).expect(303);
    const { items } = (await office.sam.json('/admin/stock/value?q=sample-pack')).body;
    expect(items).toMatchObject([{ sku: 'sample-pack', onHand: 150, valueCents: 25_000 }]);
    const list = await office.sam.page('/admin/stock');
    expect(list.text).toContain('$250.00');
    const csv = await office.sam.page('/admin/stock/value?format=csv');
    expect(csv.text).toContain('sample-pack,Sample pack,piece,150,25000,150,25000');
  });

  it('takes a cost for nothing but receipts', async () => {
    const { body } = await book({ kind: 'waste', quantity: '1', reason: 'Torn', cost: '5' }).expect(422);
    expect(Object.keys(body.error.problems)).toEqual(['cost']);
  });
});

describe('running low', () => {
  const told = () => tellLowStock(office);
  const lowLetters = async () =>
    (await letters(office, 'low-stock')).filter(({ subject }) => subject.includes('Sample'));

  beforeEach(async () => {
    await told();
    await office.db.letter.deleteMany();
  });

  it('is told to whoever orders, once per fall', async () => {
    await openOrder(office, {}, 181);
    await told();
    await told();
    expect((await lowLetters()).map(({ to, subject }) => [to, subject])).toEqual([
      ['sam@example.com', 'Running low: Sample pack'],
    ]);
    await book({ kind: 'receipt', quantity: '50', reason: 'Delivery' }).expect(303);
    await told();
    expect(await lowLetters()).toHaveLength(1);
    office.wait(60_000);
    await book({ kind: 'waste', quantity: '60', reason: 'Flood' }).expect(303);
    await told();
    expect(await lowLetters()).toHaveLength(2);
  });

  it('says how long the rest lasts', async () => {
    const order = await paidOrder(office, {}, 150);
    await office.sam.send(`/admin/orders/${order.number}/production`).expect(303);
    await office.db.stockItem.update({
      where: { sku: 'sample-pack' },
      data: { createdAt: new Date(office.clock().getTime() - 60 * DAY) },
    });
    const page = await office.sam.page('/admin/stock');
    expect(page.text).toContain('about 10 days');
    expect((await itemOf('sample-pack')).onHand).toBe(50n);
  });
});
