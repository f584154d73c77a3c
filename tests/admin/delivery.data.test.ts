// Ways of delivery at the desk: made, changed, refused with the reason beside the field, and seen at the next checkout.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { letters, type Office, openOffice, paidOrder, statusOf } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const POST = {
  id: 'post',
  name: 'Post',
  note: 'With a stamp.',
  kind: 'parcel',
  cents: '4.90',
  days: '3',
  freeFromCents: '50',
  position: '5',
  active: '1',
  'zone-0-countries': 'us, ca',
  'zone-0-steps': '500: 4.90\r\n2000: 9.90',
  'zone-0-days': '3',
  'zone-2-countries': 'US',
  'zone-2-regions': 'AK, Alaska',
  'zone-2-steps': '19',
  'zone-2-days': '8',
};
const save = (fields: object, id = '') => office.sam.sendJson(`/admin/delivery${id}`, fields);

it('makes one with its zones, which every checkout offers from now on', async () => {
  await save(POST).expect(303);
  expect((await office.sam.json('/admin/delivery/post')).body).toMatchObject({
    name: 'Post',
    cents: 490,
    freeFromCents: 5000,
    zones: [
      { countries: ['US', 'CA'], days: 3, steps: [{ uptoGrams: 500, cents: 490 }, { uptoGrams: 2000 }] },
      { countries: ['US'], regions: ['AK', 'Alaska'], steps: [{ uptoGrams: null, cents: 1900 }] },
    ],
  });
  expect(office.shop.now().deliveries.map(({ id }) => id)).toEqual(['standard', 'express', 'post']);
  const { items } = (await office.sam.json('/admin/delivery?q=post')).body;
  expect(items).toMatchObject([{ id: 'post', zones: 2, active: true }]);
  const page = await office.sam.page('/admin/delivery');
  expect(page.text).toContain('2 zones');
  expect((await office.sam.page('/admin/delivery/post')).text).toContain('500: 4.90');
});

it('changes one, with what it was before in the audit, and takes it off the checkout', async () => {
  await save(
    { ...POST, id: '', active: '', 'zone-0-countries': '', 'zone-2-countries': '' },
    '/standard',
  ).expect(303);
  expect(office.shop.now().deliveries.map(({ id }) => id)).toEqual(['express']);
  const [entry] = await office.db.auditEntry.findMany({ where: { what: 'delivery.saved' } });
  expect(entry).toMatchObject({ who: 'Sam (staff)', subject: 'standard' });
  expect(entry?.before).toContain('Standard, parcel, 0 cents, 4 days');
  expect(entry?.after).toContain('off');
});

it.each([
  [{ id: 'X' }, 'id'],
  [{ id: 'standard' }, 'id'],
  [{ name: '' }, 'name'],
  [{ kind: 'pigeon' }, 'kind'],
  [{ cents: 'free' }, 'cents'],
  [{ days: '91' }, 'days'],
  [{ freeFromCents: '-1' }, 'freeFromCents'],
  [{ 'zone-0-countries': 'USA' }, 'zone-0-countries'],
  [{ 'zone-0-countries': 'US, *' }, 'zone-0-countries'],
  [{ 'zone-0-regions': 'AK' }, 'zone-0-regions'],
  [{ 'zone-2-steps': '2000: 5\n500: 4' }, 'zone-2-steps'],
  [{ 'zone-2-days': '' }, 'zone-2-days'],
])('says beside the field what is wrong: %j', async (fields, field) => {
  const { body } = await save({ ...POST, ...fields }).expect(422);
  expect(Object.keys(body.error.problems)).toEqual([field]);
  expect((await office.sam.send('/admin/delivery', { ...POST, ...fields })).text).toContain(`field-${field}`);
  expect(office.shop.now().deliveries).toHaveLength(2);
});

it('is for managers and the owner; others look, outsiders find nothing', async () => {
  const pat = await office.staff('Pat', 'packing');
  await pat.json('/admin/delivery').expect(200);
  await pat.sendJson('/admin/delivery', POST).expect(403);
  await office.nobody.sendJson('/admin/delivery', POST).expect(404);
  await office.nobody.json('/admin/delivery/standard').expect(404);
  await office.sam.json('/admin/delivery/nothing').expect(404);
});

it('hands an order over at the counter, after telling its customer where and when', async () => {
  const order = await paidOrder(office);
  await office.db.order.update({ where: { id: order.id }, data: { deliveryKind: 'pickup' } });
  const at = `/admin/orders/${order.number}`;
  await office.sam.send(`${at}/pick-up`, {}).expect(409);
  for (const step of ['production', 'ready']) await office.sam.send(`${at}/${step}`, {}).expect(303);
  const [letter] = await letters(office, 'ready-for-pick-up');
  expect(JSON.parse(letter?.model ?? '')).toMatchObject({
    place: expect.stringContaining('12 Plotter Lane'),
  });
  expect((await office.sam.page(at)).text).toContain('Picked up');
  await office.sam.send(`${at}/pick-up`, {}).expect(303);
  await office.sam.send(`${at}/pick-up`, {}).expect(409);
  expect(await statusOf(office, order)).toBe('delivered');
  expect(await office.db.orderEvent.count({ where: { event: 'picked_up' } })).toBe(1);
  const parcel = await paidOrder(office);
  await office.sam.sendJson(`/admin/orders/${parcel.number}/pick-up`, {}).expect(409);
});
