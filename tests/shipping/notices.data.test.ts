// What EasyPost tells: signed or refused, in any order, repeated, too early, about codes that are used again.
import { createHmac } from 'node:crypto';
import request from 'supertest';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { easypostSignature } from '../../src/sandbox/easypost.ts';
import { letters, paidOrder, statusOf } from '../admin/office.ts';
import { boughtParcel, type Dispatch, openDispatch, WEBHOOK_SECRET } from './easypost-office.ts';

interface Detail {
  status: string;
  datetime: string;
  message?: string;
}

interface Said {
  id?: string;
  tracker?: string;
  code: string;
  carrier?: string | null;
  shipment?: string | null;
  status: string;
  details: Detail[];
}

const place = { object: 'TrackingLocation', city: 'OAKLAND', state: 'CA', country: null, zip: null };

function eventBody({
  id = 'evt_1',
  tracker = 'trk_1',
  code,
  carrier = 'USPS',
  shipment = null,
  status,
  details,
}: Said) {
  const result = {
    id: tracker,
    object: 'Tracker',
    mode: 'test',
    tracking_code: code,
    status,
    carrier,
    shipment_id: shipment,
    weight: 12,
    created_at: '2026-11-18T10:00:00Z',
    updated_at: '2026-11-18T12:00:00Z',
    tracking_details: details.map((detail) => ({
      object: 'TrackingDetail',
      message: detail.status,
      source: carrier,
      tracking_location: place,
      ...detail,
    })),
  };
  const event = {
    id,
    object: 'Event',
    mode: 'test',
    description: 'tracker.updated',
    previous_attributes: {},
    result,
  };
  return JSON.stringify(event);
}

const post = (
  shop: Dispatch,
  body: string,
  signature: string | null = easypostSignature(body, WEBHOOK_SECRET),
) => {
  const call = request(shop.webhookUrl).post('').set('Content-Type', 'application/json');
  return (signature === null ? call : call.set('X-Hmac-Signature', signature)).send(body);
};

let shop: Dispatch;

describe('a notice', () => {
  beforeEach(async () => {
    shop = await openDispatch();
  });
  afterEach(() => shop.close());

  const typed = async (trackingCode: string, carrier = 'USPS') => {
    const order = await paidOrder(shop.office);
    await shop.sam.send(`/admin/orders/${order.number}/shipments`, { carrier, trackingCode }).expect(303);
    return { order, shipment: await shop.db.shipment.findFirstOrThrow({ where: { orderId: order.id } }) };
  };
  const parcelOf = async (order: { number: string }) =>
    (await shop.sam.json(`/admin/orders/${order.number}`)).body.shipments[0];

  it.each([
    ['without a signature', null],
    ['with a wrong one', 'hmac-sha256-hex=00'],
    ['with one of another secret', 'other'],
  ])('%s is refused and not kept', async (_what, signature) => {
    const body = eventBody({ code: 'X', status: 'delivered', details: [] });
    const signed = signature === 'other' ? easypostSignature(body, 'nope') : signature;
    const { body: answer } = await post(shop, body, signed).set('Accept', 'application/json').expect(400);
    expect(answer.error.code).toBe('forged_notice');
    expect(await shop.db.carrierNotice.count()).toBe(0);
  });

  it.each([
    '{',
    '5',
    'null',
    '[]',
    '{}',
    '{"id":"evt_1"}',
    '{"id":"","description":"x"}',
    '{"id":1,"description":"x"}',
    '{"id":"a\\u0000","description":"x"}',
  ])('that reads %s is refused, however well signed', async (body) => {
    await post(shop, body).expect(400);
    expect(await shop.db.carrierNotice.count()).toBe(0);
  });

  it('too large is refused', async () => {
    await post(shop, `"${'x'.repeat(1_100_000)}"`).expect(413);
  });

  it('signed as EasyPost publishes it, with whole weights as floats, is believed', async () => {
    const { order } = await typed('9400');
    const body = eventBody({
      code: '9400',
      status: 'in_transit',
      details: [{ status: 'in_transit', datetime: '2026-11-18T11:00:00Z' }],
    });
    const signed = body.replace('"weight":12', '"weight":12.0');
    const key = Buffer.from(WEBHOOK_SECRET.normalize('NFKD'));
    await post(
      shop,
      body,
      `hmac-sha256-hex=${createHmac('sha256', key).update(signed).digest('hex')}`,
    ).expect(200);
    expect((await parcelOf(order)).status).toBe('in_transit');
  });

  it('of another kind is kept and does nothing', async () => {
    await post(shop, JSON.stringify({ id: 'evt_9', description: 'batch.created', result: {} })).expect(200);
    expect(await shop.db.carrierNotice.findMany()).toMatchObject([{ status: 'ignored' }]);
  });

  it('before anybody typed its code is kept, and believed when somebody does', async () => {
    const details = [{ status: 'in_transit', datetime: '2026-11-18T11:00:00Z' }];
    await post(shop, eventBody({ code: 'EARLY-1', status: 'in_transit', details })).expect(200);
    expect(await shop.db.carrierNotice.findMany()).toMatchObject([{ status: 'kept' }]);
    const { order } = await typed('early 1');
    await shop.work();
    expect((await parcelOf(order)).status).toBe('in_transit');
    expect(await shop.db.carrierNotice.findFirst({ where: { id: 'evt_1' } })).toMatchObject({
      status: 'processed',
    });
  });

  it('of a code that is used again goes to the parcel it is about', async () => {
    const { order: first, shipment } = await boughtParcel(shop);
    const again = await typed(shipment.trackingCode);
    const news = {
      code: shipment.trackingCode,
      status: 'delivered',
      details: [{ status: 'delivered', datetime: '2026-11-18T11:00:00Z' }],
    };
    await post(
      shop,
      eventBody({ ...news, shipment: shipment.gatewayId, tracker: shipment.trackerId ?? '' }),
    ).expect(200);
    expect((await parcelOf(first)).status).toBe('delivered');
    expect((await parcelOf(again.order)).status).toBe('pending');
    await post(
      shop,
      eventBody({
        ...news,
        id: 'evt_2',
        tracker: 'trk_of_somebody',
        shipment: 'shp_of_somebody',
        carrier: 'UPS',
      }),
    ).expect(200);
    expect((await parcelOf(again.order)).status).toBe('pending');
  });

  it('after the door changes nothing, but for a return', async () => {
    const { order } = await typed('9401');
    const at = (hour: string) => `2026-11-18T${hour}:00:00Z`;
    const tell = (id: string, status: string, hour: string) =>
      post(shop, eventBody({ id, code: '9401', status, details: [{ status, datetime: at(hour) }] })).expect(
        200,
      );
    await tell('evt_1', 'delivered', '12');
    await tell('evt_2', 'in_transit', '13');
    expect((await parcelOf(order)).status).toBe('delivered');
    expect(await statusOf(shop.office, order)).toBe('delivered');
    await tell('evt_3', 'return_to_sender', '14');
    expect((await parcelOf(order)).status).toBe('returned');
    expect(await statusOf(shop.office, order)).toBe('returned');
  });

  it('that never came is asked for after three hours', async () => {
    const { order, shipment } = await boughtParcel(shop);
    await shop.settled();
    await shop.work();
    shop.sandbox.webhooks({ mode: 'drop' });
    shop.sandbox.move(shipment.trackingCode, 'in_transit');
    shop.wait(2.9 * 3_600_000);
    await shop.work();
    expect((await parcelOf(order)).status).toBe('pre_transit');
    shop.wait(0.2 * 3_600_000);
    await shop.work();
    expect((await parcelOf(order)).status).toBe('in_transit');
  });

  it('about a code typed by hand comes because the carrier was told to follow it', async () => {
    const { order } = await typed('EZ4000000004');
    await shop.work();
    await shop.settled();
    await shop.work();
    expect((await parcelOf(order)).status).toBe('delivered');
    expect(await statusOf(shop.office, order)).toBe('delivered');
  });

  it('is told to everybody whom the order names, each in a letter of their own', async () => {
    const { order } = await boughtParcel(shop);
    const addresses = { alsoTell: 'front-desk@example.com, boss@example.com\nADA@example.com' };
    await shop.sam.send(`/admin/orders/${order.number}/also-tell`, addresses).expect(303);
    await shop.sam.send(`/admin/orders/${order.number}/also-tell`, { alsoTell: 'nonsense' }).expect(422);
    const [parcel] = shop.sandbox.trackers();
    shop.sandbox.move(parcel?.id ?? '', 'out_for_delivery');
    await shop.settled();
    const told = await letters(shop.office, 'out-for-delivery');
    expect(told.map(({ to }) => to).sort()).toEqual([
      'ada@example.com',
      'boss@example.com',
      'front-desk@example.com',
    ]);
    const others = told.filter(({ to }) => to !== 'ada@example.com').map(({ model }) => model);
    expect(others.some((model) => model.includes('key='))).toBe(false);
  });
});

describe('a thousand parcels', () => {
  const ROADS = [
    ['in_transit', 'out_for_delivery', 'delivered'],
    ['in_transit', 'failure', 'out_for_delivery', 'delivered'],
    ['in_transit', 'return_to_sender'],
    ['in_transit', 'error', 'in_transit'],
    ['in_transit', 'delivered', 'return_to_sender'],
    ['out_for_delivery', 'available_for_pickup'],
  ];
  const END = ['delivered', 'delivered', 'returned', 'in_transit', 'returned', 'available_for_pickup'];
  const ORDER_END = ['delivered', 'delivered', 'returned', 'shipped', 'returned', 'shipped'];

  beforeAll(async () => {
    shop = await openDispatch();
  });
  afterAll(() => shop.close());

  it('end where they should after shuffled, repeated and forged news, each letter once', {
    timeout: 240_000,
  }, async () => {
    const { db, clock } = shop;
    // the other database sees the same, in less time
    const parcels = shop.provider === 'sqlite' ? 1_000 : 250;
    const example = await db.order.findUniqueOrThrow({
      where: { id: (await paidOrder(shop.office)).id },
      include: { lines: true },
    });
    const { lines, ...order } = example;
    const copies = Array.from({ length: parcels }, (_, n) => ({
      ...order,
      id: crypto.randomUUID(),
      number: `KC-${n}`,
      key: `k${n}`,
      cartId: null,
      status: 'shipped',
    }));
    await db.order.createMany({ data: copies });
    await db.orderLine.createMany({
      data: copies.flatMap(({ id: orderId }) =>
        lines.map((line) => ({ ...line, id: crypto.randomUUID(), orderId })),
      ),
    });
    await db.shipment.createMany({
      data: copies.map(({ id: orderId }, n) => ({
        id: crypto.randomUUID(),
        orderId,
        position: 1,
        carrier: 'USPS',
        trackingCode: `C${n}`,
        codeKey: `C${n}`,
        status: 'pending',
        createdAt: clock(),
        shippedAt: clock(),
      })),
    });
    const bodies = copies.flatMap((_, n) => newsOf(n));
    const calls = shuffled(bodies.flatMap((body, n) => (n % 5 === 0 ? [body, body] : [body])));
    for (let at = 0; at < calls.length; at += 20) {
      const answers = await Promise.all(
        calls.slice(at, at + 20).map((body, n) => (n === 7 ? forged(body) : tell(body))),
      );
      expect(answers.filter((status) => status !== 200 && status !== 400)).toEqual([]);
    }
    const known = await db.order.findMany({
      where: { number: { startsWith: 'KC-' } },
      include: { shipments: true },
    });
    const stands = new Map(known.map((each) => [each.number, [each.shipments[0]?.status, each.status]]));
    const wrong = copies.filter(({ number }, n) => {
      const [parcel, whole] = stands.get(number) ?? [];
      return parcel !== END[n % 6] || whole !== ORDER_END[n % 6];
    });
    expect(wrong.map(({ number }) => [number, stands.get(number)])).toEqual([]);
    const told = await db.letter.groupBy({
      by: ['orderId', 'kind'],
      _count: true,
      where: { NOT: { orderId: example.id } },
    });
    expect(told.filter(({ _count }) => _count !== 1)).toEqual([]);
    expect(told.filter(({ kind }) => kind === 'returned')).toHaveLength(
      copies.filter((_, n) => END[n % 6] === 'returned').length,
    );
  });

  /** Each step in a notice of its own, with all the steps before it, as EasyPost tells them. */
  function newsOf(n: number): string[] {
    const road = ROADS[n % 6] ?? [];
    const details = road.map((status, step) => ({ status, datetime: `2026-11-18T1${step}:00:00Z` }));
    return road.map((status, step) =>
      eventBody({
        id: `evt_${n}_${step}`,
        tracker: `trk_${n}`,
        code: `C${n}`,
        status,
        details: details.slice(0, step + 1),
      }),
    );
  }

  /** Straight over the wire: four thousand times. */
  async function tell(body: string, secret = WEBHOOK_SECRET): Promise<number> {
    const headers = {
      'content-type': 'application/json',
      'x-hmac-signature': easypostSignature(body, secret),
    };
    const { status } = await fetch(shop.webhookUrl, { method: 'POST', headers, body });
    return status;
  }

  /** Somebody without the secret says something else, and then the truth comes. */
  async function forged(body: string): Promise<number> {
    const lie = body.replaceAll('in_transit', 'delivered').replace('evt_', 'evt_lie_');
    const status = await tell(lie, 'guess');
    return status === 400 ? tell(body) : status;
  }

  /** The same shuffle every time. */
  function shuffled<T>(things: T[]): T[] {
    let seed = 7;
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed / 2_147_483_648;
    };
    return things
      .map((thing) => ({ thing, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ thing }) => thing);
  }
});
