// Landing after the pay page: told what the gateway says now, and what happens next.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR } from '../../src/lib/time.ts';
import { cancelOverdueOrders } from '../../src/payments/actions.ask.ts';
import {
  atGateway,
  type Buyer,
  type Counter,
  json,
  landingOf,
  look,
  openCounter,
  orderPacks,
  placeOne,
} from './counter.ts';

let counter: Counter;
let ada: Buyer;
beforeEach(async () => {
  counter = await openCounter();
  ada = counter.visitor();
});
afterEach(() => counter.world.close());

describe('the landing page', () => {
  it('asks the gateway itself, so it knows of the payment before any webhook', async () => {
    const order = await placeOne(counter, ada);
    atGateway(counter, 'paid');
    const page = await look(counter, landingOf(order));
    expect(page).toMatchObject({ status: 200, payment: 'succeeded' });
    expect(page.text).toContain(`data-order="${order.number}"`);
    expect(page.text).toContain('Paid. Thank you for $10.00.');
    expect(page.text).toContain('by Friday, November 20');
    expect(page.text).not.toContain('/payments"');
    expect((await ada.get(landingOf(order)).set(json)).body).toEqual({
      order: order.number,
      payment: 'succeeded',
      status: 'paid',
      paidCents: 1000,
      grossCents: 1000,
    });
  });

  it('is pending while the pay page is open, leads back to that very page, and asks again by itself', async () => {
    const order = await placeOne(counter, ada);
    const page = await look(counter, landingOf(order));
    expect(page.payment).toBe('pending');
    expect(page.text).toContain('data-enhance="await-payment"');
    expect(page.text).toContain('<noscript><meta http-equiv="refresh" content="5"></noscript>');
    const again = await counter
      .visitor()
      .post(`/orders/${order.number}/payments`)
      .type('form')
      .send({ key: order.key });
    expect([again.status, again.headers.location]).toEqual([303, counter.world.gateway.only().url]);
  });

  it.each([
    ['a bank debit runs', () => void atGateway(counter, 'running')],
    [
      'another sum arrived',
      () => void counter.world.gateway.set(counter.world.gateway.only().id, 'paid', { amountCents: 1 }),
    ],
    [
      'the gateway does not answer',
      () => void Object.assign(counter.world.gateway, { trouble: { permanent: false, code: 'timed_out' } }),
    ],
  ])('is pending and asks for no second payment while %s', async (_what, happen) => {
    const order = await placeOne(counter, ada);
    happen();
    const page = await look(counter, landingOf(order));
    expect(page).toMatchObject({ status: 200, payment: 'pending' });
    expect(page.text).not.toContain('/payments"');
    expect((await ada.get(landingOf(order)).set(json)).body).toMatchObject({
      payment: 'pending',
      paidCents: 0,
    });
  });

  it('offers to pay now while the gateway never opened a page', async () => {
    counter.world.gateway.trouble = { permanent: false, code: 'unreachable' };
    const order = await placeOne(counter, ada);
    const page = await look(counter, landingOf(order));
    expect(page.payment).toBe('pending');
    expect(page.text).toContain('Your order is safe, but not paid yet.');
    expect(page.text).toContain('Pay $10.00 now');
    counter.world.gateway.trouble = null;
    const pay = await ada.post(`/orders/${order.number}/payments`);
    expect([pay.status, pay.headers.location]).toEqual([303, counter.world.gateway.only().url]);
  });

  it('says failed when the page ran out, and opens a new one', async () => {
    const order = await placeOne(counter, ada);
    atGateway(counter, 'expired');
    const page = await look(counter, landingOf(order));
    expect(page.payment).toBe('failed');
    expect(page.text).toContain('Nothing was charged.');
    expect(page.text).toContain('Pay $10.00');
    expect(page.text).not.toContain('await-payment');
    const pay = await ada.post(`/orders/${order.number}/payments`);
    expect(pay.headers.location).toMatch(/^https:\/\/pay\.example\//);
    expect(counter.world.gateway.sessions.size).toBe(2);
  });

  it('says what is gone when it cannot be reserved again', async () => {
    const order = await placeOne(counter, ada);
    atGateway(counter, 'expired');
    await look(counter, landingOf(order));
    await orderPacks(counter.visitor(), '200');
    const told = await ada.post(`/orders/${order.number}/payments`).set(json);
    expect([told.status, told.body.error.code]).toEqual([409, 'out_of_stock']);
    const back = await ada.post(`/orders/${order.number}/payments`);
    expect([back.status, back.headers.location]).toEqual([303, `/orders/${order.number}/landing`]);
    expect((await ada.get(back.headers.location ?? '')).text).toContain(
      'Not enough is left for Sample pack.',
    );
  });

  it('of a cancelled order asks for nothing', async () => {
    const order = await placeOne(counter, ada);
    atGateway(counter, 'expired');
    counter.world.wait(25 * HOUR);
    await cancelOverdueOrders(counter.world);
    const page = await look(counter, landingOf(order));
    expect(page.payment).toBe('failed');
    expect(page.text).toContain('This order is cancelled.');
    expect(page.text).not.toContain('/payments"');
    const pay = await ada.post(`/orders/${order.number}/payments`);
    expect(pay.headers.location).toBe(`/orders/${order.number}/landing`);
  });

  it('ignores every other parameter', async () => {
    const order = await placeOne(counter, ada);
    const page = await look(
      counter,
      `${landingOf(order)}&payment=succeeded&status=paid&session_id=cs_forged&key[]=x`,
    );
    expect(page).toMatchObject({ status: 200, payment: 'pending' });
  });
});
