// Levels are the sums of their movements; what is off is shown and put right by a person who counted.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkLevels } from '../../src/inventory/actions.check.ts';
import { type Office, openOffice, openOrder, packs } from '../admin/office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const look = () => {
  office.wait(10 * 60_000);
  return checkLevels(office);
};

it('finds nothing where everybody moves stock as they should', async () => {
  await openOrder(office, {}, 3);
  expect(await look()).toBe(0);
});

it('shows a level that somebody changed behind its back, and never mends it by itself', async () => {
  await openOrder(office, {}, 3);
  await office.db.stockItem.update({ where: { sku: 'sample-pack' }, data: { onHand: 190, reserved: 5 } });
  expect(await look()).toBe(1);
  expect(await look()).toBe(1);
  expect((await office.sam.json('/admin/stock?check=off')).body.items).toMatchObject([
    { sku: 'sample-pack' },
  ]);
  const list = await office.sam.page('/admin/stock');
  expect(list.text).toContain('1 level is not what the movements add up to.');
  expect((await office.sam.page('/admin')).text).toContain('levels are off');
  const page = await office.sam.page('/admin/stock/sample-pack');
  expect(page.text).toContain('On hand says 190, the movements add up to 200.');
  expect(page.text).toContain('Reserved says 5, the movements add up to 3.');
});

it('is put right by what was counted, in the name of whoever counted', async () => {
  await openOrder(office, {}, 3);
  await office.db.stockItem.update({ where: { sku: 'sample-pack' }, data: { onHand: 190, reserved: 5 } });
  await look();
  const mend = (fields: object) => office.sam.sendJson('/admin/stock/sample-pack/check', fields);
  await mend({ counted: '', reason: '' }).expect(422);
  await mend({ counted: '188', reason: 'Counted twice' }).expect(303);
  expect(await packs(office)).toMatchObject({ onHand: 188n, reserved: 3n, onHandOff: 0n, reservedOff: 0n });
  expect(await look()).toBe(0);
  const { items } = (await office.sam.json('/admin/stock/sample-pack/movements')).body;
  expect(items[0]).toMatchObject({
    kind: 'adjustment',
    quantity: -12,
    who: 'Sam (staff)',
    reason: 'Counted twice',
  });
  expect(await office.db.auditEntry.findMany()).toMatchObject([
    { what: 'stock.mended', before: '190', after: '188: Counted twice' },
  ]);
});

it('is left to managers and the owner', async () => {
  const pat = await office.staff('Pat', 'packing');
  const answer = await pat.sendJson('/admin/stock/sample-pack/check', { counted: '1', reason: 'x' });
  expect(answer.status).toBe(403);
});
