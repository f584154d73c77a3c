// Looking at an order: by key, by session, by account, and by nobody else.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import {
  atGateway,
  type Buyer,
  type Counter,
  json,
  landingOf,
  look,
  openCounter,
  PREVIEW,
  placeOne,
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

describe('an order', () => {
  it('opens for its key, its session and its owner, and for nobody else', async () => {
    const order = await placeOne(counter, ada);
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
    const order = await placeOne(counter, ada);
    const path = `/orders/${order.number}?key=${order.key}`;
    expect((await look(counter, path)).text).toContain(`action="/orders/${order.number}/payments"`);
    atGateway(counter, 'running');
    await look(counter, landingOf(order));
    const page = await look(counter, path);
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
    const order = await placeOne(counter, ada);
    atGateway(counter, 'paid');
    await look(counter, landingOf(order));
    const { body } = await ada.get(`/orders/${order.number}`).set(json);
    expect(body).toMatchObject({
      number: order.number,
      status: 'paid',
      payment: 'succeeded',
      lines: [{ product: 'sample-pack', quantity: 2, netCents: 1000 }],
      totals: { netCents: 1000, deliveryCents: 0, taxCents: 0, grossCents: 1000 },
      shipments: [],
    });
    const { text } = await look(counter, `/orders/${order.number}?key=${order.key}`);
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
    const order = await placeOne(counter, ada);
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
    const { text } = await look(counter, `/orders/${order.number}`, ada);
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
    expect((await look(counter, `/orders/${order.number}?key=${order.key}`)).text).toContain(
      `${path}?key=${order.key}`,
    );
  });
});
