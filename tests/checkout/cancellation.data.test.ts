// A buyer changes their mind: until production starts the order ends by itself and the money goes back.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startProduction } from '../../src/orders/actions.staff.ts';
import { sendDueRefunds } from '../../src/payments/actions.refund.send.ts';
import { atGateway, type Counter, json, landingOf, openCounter, placeOne } from './counter.ts';

let counter: Counter;
beforeEach(async () => {
  counter = await openCounter();
});
afterEach(() => counter.world.close());

const status = async () => (await counter.world.db.order.findFirstOrThrow()).status;
const letterKinds = async () =>
  (await counter.world.db.letter.findMany({ orderBy: { id: 'asc' } })).map(({ kind }) => kind);

async function paidOne() {
  const order = await placeOne(counter, counter.visitor());
  atGateway(counter, 'paid');
  await counter.visitor().get(landingOf(order));
  return order;
}

const cancel = (order: { number: string; key: string }, key = order.key) =>
  counter.visitor().post(`/orders/${order.number}/cancellation`).set(json).type('form').send({ key });

it('asks once more, then ends a paid order and sends the money back by itself', async () => {
  const order = await paidOne();
  const page = await counter.visitor().get(`/orders/${order.number}?key=${order.key}`);
  expect(page.text).toContain(`/orders/${order.number}/cancellation?key=`);
  const question = await counter.visitor().get(`/orders/${order.number}/cancellation?key=${order.key}`);
  expect(question.text).toContain('We send $10.00 back the way you paid.');
  const done = await cancel(order).expect(303);
  expect(done.headers.location).toBe(`/orders/${order.number}?key=${order.key}`);
  expect(await status()).toBe('refund_due');
  await sendDueRefunds(counter.world);
  expect(await status()).toBe('refunded');
  const stock = await counter.world.db.stockItem.findUniqueOrThrow({ where: { sku: 'sample-pack' } });
  expect(stock.reserved).toBe(0n);
  expect(await letterKinds()).toEqual(['order-confirmed', 'cancelled', 'refunded']);
});

it('ends an unpaid order after closing its pay page', async () => {
  const order = await placeOne(counter, counter.visitor());
  await cancel(order).expect(303);
  expect(await status()).toBe('cancelled');
  expect(counter.world.gateway.only().state).toBe('expired');
});

it('counts once however often it is pressed', async () => {
  const order = await paidOne();
  const answers = await Promise.all(Array.from({ length: 5 }, () => cancel(order)));
  expect(answers.filter((answer) => answer.status === 303)).toHaveLength(1);
  expect(await counter.world.db.refund.count()).toBe(1);
});

it('is too late once production has started, and says so', async () => {
  const order = await paidOne();
  await startProduction(counter.world, { number: order.number, who: 'Sam' });
  const { body } = await cancel(order).expect(409);
  expect(body.error.code).toBe('too_late');
  const page = await counter.visitor().get(`/orders/${order.number}?key=${order.key}`);
  expect(page.text).not.toContain('/cancellation');
  expect(await status()).toBe('in_production');
});

it('is nobody else’s to press', async () => {
  const order = await paidOne();
  await cancel(order, 'guessed').expect(404);
  await counter.visitor().get(`/orders/${order.number}/cancellation`).expect(404);
  expect(await status()).toBe('paid');
});
