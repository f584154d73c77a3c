// Coupons at the desk: made, changed, refused with the reason beside the field, and the checkout's field chosen.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Office, openOffice } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const TEN = {
  code: 'Autumn-10',
  kind: 'percent',
  value: '10',
  mostUses: '50',
  endsAt: '2026-11-30',
  active: '1',
};
const save = (fields: object, id = '') => office.sam.sendJson(`/admin/coupons${id}`, fields);

it('makes a coupon, lists it and says what it takes off', async () => {
  await save(TEN).expect(303);
  const { items } = (await office.sam.json('/admin/coupons')).body;
  expect(items).toMatchObject([
    {
      code: 'Autumn-10',
      percent: 10,
      amountCents: null,
      mostUses: 50,
      uses: 0,
      active: true,
      endsAt: '2026-12-01T00:00:00.000Z',
    },
  ]);
  const page = await office.sam.page('/admin/coupons');
  expect(page.text).toContain('10 %');
  expect(page.text).toContain('0 of 50');
});

it('changes it, with what it was before in the audit', async () => {
  await save(TEN).expect(303);
  const [{ id }] = (await office.sam.json('/admin/coupons')).body.items;
  expect((await office.sam.page(`/admin/coupons/${id}`)).text).toContain('value="2026-11-30"');
  await save({ ...TEN, kind: 'amount', value: '5.50', active: '' }, `/${id}`).expect(303);
  expect((await office.sam.json(`/admin/coupons/${id}`)).body).toMatchObject({
    amountCents: 550,
    active: false,
  });
  expect(await office.db.auditEntry.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
    { what: 'coupon.saved', before: '', after: '10 %, 50 orders' },
    { what: 'coupon.saved', before: '10 %, 50 orders', after: '550 cents, 50 orders, off' },
  ]);
});

it('says beside the field what is wrong', async () => {
  await save(TEN).expect(303);
  const wrong: [object, string][] = [
    [{ code: 'autumn-10' }, 'code'],
    [{ code: 'x' }, 'code'],
    [{ value: '101' }, 'value'],
    [{ kind: 'amount', value: 'much' }, 'value'],
    [{ kind: 'free' }, 'kind'],
    [{ startsAt: '2026-12-01' }, 'endsAt'],
    [{ endsAt: 'never' }, 'endsAt'],
    [{ mostUses: '-1' }, 'mostUses'],
    [{ minimum: 'lots' }, 'minimum'],
  ];
  for (const [fields, field] of wrong) {
    const { body } = await save({ ...TEN, code: 'NEW-ONE', ...fields }).expect(422);
    expect(Object.keys(body.error.problems)).toContain(field);
  }
  expect((await office.sam.send('/admin/coupons', { ...TEN, value: '' })).text).toContain('from 1 to 100');
});

it('lets the owner decide whether the checkout asks', async () => {
  expect(office.shop.now().settings['coupons.shown']).toBe(false);
  await office.sam.send('/admin/coupons/field', { shown: '1' }).expect(303);
  expect(office.shop.now().settings['coupons.shown']).toBe(true);
  await office.nobody.send('/admin/coupons/field', { shown: '0' }).expect(404);
});
