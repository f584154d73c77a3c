// A coupon at the checkout: typed in, taken off, refused beside its field, asked for only when the owner wants that.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { type Buyer, type Counter, json, openCounter, orderPacks, submit } from './counter.ts';

let counter: Counter;
beforeEach(async () => {
  counter = await openCounter();
  const { db, clock } = counter.world;
  const ten = { code: 'TEN', codeKey: 'ten', kind: 'percent', percent: 10 };
  await db.coupon.create({ data: { id: newId(), ...ten, mostPerCustomer: 1, createdAt: clock() } });
});
afterEach(() => counter.world.close());

async function withPacks(): Promise<Buyer> {
  const buyer = counter.visitor();
  await buyer.post('/cart/lines').type('form').send({ product: 'sample-pack', quantity: '2' });
  return buyer;
}

it('shows what it takes off, on the page and as JSON', async () => {
  const buyer = await withPacks();
  const page = await buyer.get('/checkout?coupon=ten');
  expect(page.text).toContain('Coupon TEN');
  expect(page.text).toContain('-$1.00');
  expect(page.text).toContain('Pay $9.00');
  const { body } = await buyer.get('/checkout?coupon=ten').set(json);
  expect(body).toMatchObject({ netCents: 900, discountCents: 100, grossCents: 900, seenGrossCents: 900 });
  expect((await buyer.get('/checkout').set(json)).body).toMatchObject({ discountCents: 0, grossCents: 1000 });
});

it('is paid less with, whatever total the page showed', async () => {
  const answer = await orderPacks(counter.visitor(), '2', { coupon: 'ten' });
  expect(answer.status).toBe(303);
  expect(counter.world.gateway.only().amountCents).toBe(900);
});

it('that nobody knows is told beside the field, and keeps what was typed', async () => {
  const buyer = await withPacks();
  const { seenGrossCents, delivery } = (await buyer.get('/checkout').set(json)).body;
  const answer = await submit(buyer, { seenGrossCents, delivery, coupon: 'NINE' });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('We do not know this coupon.');
  expect(answer.text).toContain('value="NINE"');
  const told = await buyer.post('/checkout').set(json).type('form').send({ coupon: 'NINE', seenGrossCents });
  expect(told.body.error.problems).toHaveProperty('coupon');
  expect((await submit(buyer, { seenGrossCents, delivery, coupon: ' ' })).status).toBe(303);
});

it('counts once for a customer, who is told so', async () => {
  expect((await orderPacks(counter.visitor(), '2', { coupon: 'TEN' })).status).toBe(303);
  const again = await orderPacks(counter.visitor(), '1', { coupon: 'TEN' });
  expect(again.status).toBe(422);
  expect(again.text).toContain('You have used this coupon already.');
});

it('is asked for only when the owner wants that', async () => {
  const buyer = await withPacks();
  expect((await buyer.get('/checkout')).text).not.toContain('name="coupon"');
  const { db, clock, shop } = counter.world;
  await db.setting.create({ data: { key: 'coupons.shown', value: 'true', changedAt: clock() } });
  await db.revision.update({ where: { name: 'shop' }, data: { version: { increment: 1 } } });
  await shop.refresh();
  expect((await buyer.get('/checkout')).text).toContain('name="coupon"');
});
