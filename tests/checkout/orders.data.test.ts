// Landing after the pay page, looking at orders, paying and ordering again.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../src/db/transaction.ts';
import { newId } from '../../src/lib/ids.ts';
import { HOUR } from '../../src/lib/time.ts';
import { claimOrdersByEmail } from '../../src/orders/actions.claim.ts';
import { cancelOverdueOrders } from '../../src/payments/actions.ask.ts';
import {
  type Buyer,
  type Counter,
  json,
  openCounter,
  orderPacks,
  PREVIEW,
  STICKER,
  submit,
} from './counter.ts';

let counter: Counter;
let ada: Buyer;
beforeEach(async () => {
  counter = await openCounter();
  ada = counter.visitor();
});
afterEach(() => counter.world.close());

/** Ada's order, waiting at the pay page. */
async function placed() {
  await orderPacks(ada);
  return counter.world.db.order.findFirstOrThrow({ orderBy: { placedAt: 'desc' } });
}

const atGateway = (state: 'paid' | 'running' | 'failed' | 'expired') =>
  counter.world.gateway.set(counter.world.gateway.only().id, state);
const landingOf = (order: { number: string; key: string }) =>
  `/orders/${order.number}/landing?key=${order.key}`;
const look = async (path: string, buyer = counter.visitor()) => {
  const page = await buyer.get(path);
  return { status: page.status, payment: page.text.match(/data-payment="(\w+)"/)?.[1], text: page.text };
};

describe('the landing page', () => {
  it('asks the gateway itself, so it knows of the payment before any webhook', async () => {
    const order = await placed();
    atGateway('paid');
    const page = await look(landingOf(order));
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
    const order = await placed();
    const page = await look(landingOf(order));
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
    ['a bank debit runs', () => void atGateway('running')],
    [
      'another sum arrived',
      () => void counter.world.gateway.set(counter.world.gateway.only().id, 'paid', { amountCents: 1 }),
    ],
    [
      'the gateway does not answer',
      () => void Object.assign(counter.world.gateway, { trouble: { permanent: false, code: 'timed_out' } }),
    ],
  ])('is pending and asks for no second payment while %s', async (_what, happen) => {
    const order = await placed();
    happen();
    const page = await look(landingOf(order));
    expect(page).toMatchObject({ status: 200, payment: 'pending' });
    expect(page.text).not.toContain('/payments"');
    expect((await ada.get(landingOf(order)).set(json)).body).toMatchObject({
      payment: 'pending',
      paidCents: 0,
    });
  });

  it('offers to pay now while the gateway never opened a page', async () => {
    counter.world.gateway.trouble = { permanent: false, code: 'unreachable' };
    const order = await placed();
    const page = await look(landingOf(order));
    expect(page.payment).toBe('pending');
    expect(page.text).toContain('Your order is safe, but not paid yet.');
    expect(page.text).toContain('Pay $10.00 now');
    counter.world.gateway.trouble = null;
    const pay = await ada.post(`/orders/${order.number}/payments`);
    expect([pay.status, pay.headers.location]).toEqual([303, counter.world.gateway.only().url]);
  });

  it('says failed when the page ran out, and opens a new one', async () => {
    const order = await placed();
    atGateway('expired');
    const page = await look(landingOf(order));
    expect(page.payment).toBe('failed');
    expect(page.text).toContain('Nothing was charged.');
    expect(page.text).toContain('Pay $10.00');
    expect(page.text).not.toContain('await-payment');
    const pay = await ada.post(`/orders/${order.number}/payments`);
    expect(pay.headers.location).toMatch(/^https:\/\/pay\.example\//);
    expect(counter.world.gateway.sessions.size).toBe(2);
  });

  it('says what is gone when it cannot be reserved again', async () => {
    const order = await placed();
    atGateway('expired');
    await look(landingOf(order));
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
    const order = await placed();
    atGateway('expired');
    counter.world.wait(25 * HOUR);
    await cancelOverdueOrders(counter.world);
    const page = await look(landingOf(order));
    expect(page.payment).toBe('failed');
    expect(page.text).toContain('This order is cancelled.');
    expect(page.text).not.toContain('/payments"');
    const pay = await ada.post(`/orders/${order.number}/payments`);
    expect(pay.headers.location).toBe(`/orders/${order.number}/landing`);
  });

  it('ignores every other parameter', async () => {
    const order = await placed();
    const page = await look(`${landingOf(order)}&payment=succeeded&status=paid&session_id=cs_forged&key[]=x`);
    expect(page).toMatchObject({ status: 200, payment: 'pending' });
  });
});

describe('an order', () => {
  it('opens for its key, its session and its owner, and for nobody else', async () => {
    const order = await placed();
    const bo = counter.visitor();
    await bo.post('/cart/lines').type('form').send({ product: 'sample-pack', quantity: '1' });
    // the same address, but never proven to be hers
    const { buyer: cy } = await counter.customer('ada@example.com');
    const paths = ['', '/landing'].map((page) => `/orders/${order.number}${page}`);
    for (const path of paths) {
      expect((await ada.get(path)).status).toBe(200);
      expect((await counter.visitor().get(`${path}?key=${order.key}`)).status).toBe(200);
      for (const stranger of [bo, cy, counter.visitor()]) {
        expect((await stranger.get(path)).status).toBe(404);
        expect((await stranger.get(`${path}?key=wrong`).set(json)).body.error.code).toBe('not_found');
      }
    }
    expect((await bo.post(`/orders/${order.number}/payments`)).status).toBe(404);
    expect((await ada.get(`/orders/${order.number}/payments`)).status).toBe(404);
    expect((await ada.get(`/orders/${order.number.toLowerCase()}`)).status).toBe(200);
  });

  it('can be paid from its page as long as nothing is on its way', async () => {
    const order = await placed();
    const path = `/orders/${order.number}?key=${order.key}`;
    expect((await look(path)).text).toContain(`action="/orders/${order.number}/payments"`);
    atGateway('running');
    await look(landingOf(order));
    const page = await look(path);
    expect(page.text).not.toContain('/payments"');
    expect(page.text).toContain('See how the payment stands');
  });

  it.each(['KC-AAAA-AAAA', 'nonsense', '%00', '%F0%9F%A6%8A', "KC-' OR-1=1"])(
    'called %j is not there',
    async (number) => {
      expect((await ada.get(`/orders/${number}`)).status).toBe(404);
      expect((await ada.get(`/orders/${number}/landing`)).status).toBe(404);
      expect((await ada.post(`/orders/${number}/payments`)).status).toBe(404);
    },
  );

  it('shows its lines, totals, address and progress, and the same as JSON', async () => {
    const order = await placed();
    atGateway('paid');
    await look(landingOf(order));
    const { body } = await ada.get(`/orders/${order.number}`).set(json);
    expect(body).toMatchObject({
      number: order.number,
      status: 'paid',
      payment: 'succeeded',
      lines: [{ product: 'sample-pack', quantity: 2, netCents: 1000 }],
      totals: { netCents: 1000, deliveryCents: 0, taxCents: 0, grossCents: 1000 },
      shipments: [],
    });
    const { text } = await look(`/orders/${order.number}?key=${order.key}`);
    for (const words of [
      'Paid. Next we print.',
      'Sample pack',
      '$10.00',
      '12 Engine Street',
      'United States of America',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).toMatch(/Ordered[\s\S]*Paid[\s\S]*Printing[\s\S]*On its way[\s\S]*Delivered/);
  });

  it('shows its parcels with the news, oldest first, and leaves out one that was void', async () => {
    const order = await placed();
    const { db } = counter.world;
    const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour));
    const parcel = {
      orderId: order.id,
      carrier: 'UPS',
      status: 'in_transit',
      url: 'https://ups.example/1Z',
      createdAt: at(8),
    };
    const { id } = await db.shipment.create({
      data: { ...parcel, id: newId(), position: 1, trackingCode: '1Z' },
    });
    await db.shipment.create({
      data: { ...parcel, id: newId(), position: 2, trackingCode: '9X', voidedAt: at(9) },
    });
    const news = (hour: number, message: string, status: string) => ({
      id: newId(),
      shipmentId: id,
      at: at(hour),
      arrivedAt: at(12),
      status,
      message,
      place: 'Salem, OR',
      digest: message,
    });
    await db.trackingEvent.createMany({
      data: [news(11, 'Left the depot', 'in_transit'), news(9, 'Label made', 'pre_transit')],
    });
    const { body } = await ada.get(`/orders/${order.number}`).set(json);
    expect(body.shipments).toEqual([
      {
        id,
        carrier: 'UPS',
        trackingCode: '1Z',
        url: 'https://ups.example/1Z',
        status: 'in_transit',
        events: [
          { at: at(9).toISOString(), status: 'pre_transit', message: 'Label made', place: 'Salem, OR' },
          { at: at(11).toISOString(), status: 'in_transit', message: 'Left the depot', place: 'Salem, OR' },
        ],
      },
    ]);
    const { text } = await look(`/orders/${order.number}`, ada);
    expect(text).toContain('href="https://ups.example/1Z"');
    expect(text).toMatch(/Label made[\s\S]*Left the depot/);
    expect(text).not.toContain('9X');
  });

  it('shows its design to whoever has the key, and to nobody else', async () => {
    const artworkId = await counter.design(ada);
    await ada
      .post('/cart/lines')
      .type('form')
      .send({ ...STICKER, artworkId });
    const { seenGrossCents } = (await ada.get('/checkout').set(json)).body;
    await submit(ada, { seenGrossCents });
    const order = await counter.world.db.order.findFirstOrThrow({ include: { lines: true } });
    const path = `/orders/${order.number}/lines/${order.lines[0]?.id}/preview.webp`;
    const picture = await counter.visitor().get(`${path}?key=${order.key}`).buffer(true);
    expect([picture.status, picture.type]).toEqual([200, 'image/webp']);
    expect(picture.body).toEqual(PREVIEW);
    expect((await counter.visitor().get(path)).status).toBe(404);
    expect((await ada.get(path.replace(order.lines[0]?.id ?? '', newId()))).status).toBe(404);
    expect((await look(`/orders/${order.number}?key=${order.key}`)).text).toContain(
      `${path}?key=${order.key}`,
    );
  });
});

describe('an account', () => {
  it('lists its orders with status, total and tracking, and nobody else’s', async () => {
    const { buyer } = await counter.customer('ada@example.com');
    await orderPacks(buyer);
    const order = await counter.world.db.order.findFirstOrThrow();
    const { text } = await look('/account/orders', buyer);
    for (const words of [order.number, 'awaiting payment', '$10.00']) expect(text).toContain(words);
    const { buyer: bo } = await counter.customer('bo@example.com');
    expect((await look('/account/orders', bo)).text).not.toContain(order.number);
    expect((await look('/account/orders', bo)).text).toContain('Nothing ordered yet.');
  });

  it('lists its designs, each a way to order again', async () => {
    const { buyer } = await counter.customer('ada@example.com');
    const artworkId = await counter.design(buyer);
    const { text } = await look('/account/artwork', buyer);
    expect(text).toContain('fox.png');
    expect(text).toContain(`href="/artwork/${artworkId}"`);
    const { buyer: bo } = await counter.customer('bo@example.com');
    expect((await look('/account/artwork', bo)).text).not.toContain('fox.png');
  });

  it('puts an order back into the cart at today’s prices', async () => {
    const { buyer } = await counter.customer('ada@example.com');
    const artworkId = await counter.design(buyer);
    await buyer
      .post('/cart/lines')
      .type('form')
      .send({ ...STICKER, artworkId });
    await orderPacks(buyer, '3');
    const order = await counter.world.db.order.findFirstOrThrow();
    await counter.world.db.product.update({ where: { slug: 'sample-pack' }, data: { unitCents: 600 } });
    await counter.world.db.revision.upsert({
      where: { name: 'shop' },
      update: { version: 9 },
      create: { name: 'shop', version: 9 },
    });
    await counter.world.shop.refresh();

    const again = await buyer.post(`/account/orders/${order.number}/reorder`);
    expect([again.status, again.headers.location]).toEqual([303, '/cart']);
    const { lines } = (await buyer.get('/cart').set(json)).body;
    expect(lines).toMatchObject([
      { product: 'custom-stickers', artworkId, widthMm: 75, material: 'vinyl', quantity: 100 },
      { product: 'sample-pack', quantity: 3, netCents: 1800 },
    ]);
    expect((await buyer.get('/cart')).text).toContain('Back in your cart');
  });

  it('orders again, design included, what a guest ordered before the e-mail was proven', async () => {
    const artworkId = await counter.design(ada);
    await ada
      .post('/cart/lines')
      .type('form')
      .send({ ...STICKER, artworkId });
    const order = await placed();
    const { buyer, account } = await counter.customer('ada@example.com');
    expect((await buyer.post(`/account/orders/${order.number}/reorder`)).status).toBe(404);
    await transaction(counter.world.db, (tx) => claimOrdersByEmail(tx, { customerId: account.id }));
    expect((await buyer.post(`/account/orders/${order.number}/reorder`)).status).toBe(303);
    expect((await buyer.get('/cart').set(json)).body.lines).toMatchObject([
      { artworkId },
      { product: 'sample-pack' },
    ]);
    expect((await look('/account/artwork', buyer)).text).toContain('fox.png');
  });

  it('never orders again what is somebody else’s, not even with its key', async () => {
    const order = await placed();
    const { buyer: bo } = await counter.customer('bo@example.com');
    expect((await bo.post(`/account/orders/${order.number}/reorder?key=${order.key}`)).status).toBe(404);
    expect((await ada.post(`/account/orders/${order.number}/reorder`)).headers.location).toMatch(
      /^\/login\?next=/,
    );
  });

  it('asks whoever is signed out to sign in, and brings them back', async () => {
    for (const page of ['/account/orders', '/account/artwork']) {
      const { status, headers } = await ada.get(page);
      expect([status, headers.location]).toEqual([303, `/login?next=${encodeURIComponent(page)}`]);
    }
  });
});
