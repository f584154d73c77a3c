// From offers to a label, to the door: against an EasyPost of our own that the official SDK talks to.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { letters, paidOrder, statusOf } from '../admin/office.ts';
import { boughtParcel, type Dispatch, openDispatch, rates } from './easypost-office.ts';

let shop: Dispatch;
beforeEach(async () => {
  shop = await openDispatch();
});
afterEach(() => shop.close());

const parcelsOf = async (order: { number: string }) =>
  (await shop.sam.json(`/admin/orders/${order.number}`)).body.shipments;
const boughtAtCarrier = () => shop.sandbox.shipments().filter(({ rateId }) => rateId !== null);

describe('offers of carriers', () => {
  it('come cheapest first, for the packed weight, from the shop to the customer', async () => {
    const order = await paidOrder(shop.office);
    const offered = await rates(shop, order.number);
    expect(offered).toMatchObject([
      { carrier: 'USPS', service: 'GroundAdvantage', days: 4 },
      { carrier: 'USPS', service: 'Priority', days: 2 },
      { carrier: 'UPS', service: 'Ground', days: 3 },
      { carrier: 'USPS', service: 'Express', days: 1 },
    ]);
    expect(offered.every(({ cents }) => Number.isInteger(cents))).toBe(true);
    expect(shop.sandbox.shipments()).toMatchObject([
      {
        reference: expect.stringMatching(/^[0-9a-f-]{36}$/),
        from: { city: 'Portland', country: 'US' },
        to: { name: 'Ada Lovelace', street1: '12 Engine Street', zip: '97205' },
      },
    ]);
  });

  it('stand on a page with what goes in and whether the address is known', async () => {
    const order = await paidOrder(shop.office);
    const page = await shop.sam.page(`/admin/orders/${order.number}/offers`).expect(200);
    expect(page.text).toContain('Ground Advantage');
    expect(page.text).toContain('The carrier knows this address.');
    const heavy = await shop.sam.page(`/admin/orders/${order.number}/offers?weightGrams=9000`).expect(200);
    expect(heavy.text).toContain('value="9000"');
    expect(shop.sandbox.shipments().at(-1)?.parcel.weight).toBeCloseTo(317.5, 1);
  });

  it('want to know where parcels leave from', async () => {
    await shop.db.setting.deleteMany({ where: { key: 'sender.line1' } });
    await shop.db.revision.updateMany({ data: { version: { increment: 1 } } });
    await shop.shop.refresh();
    const order = await paidOrder(shop.office);
    const { body } = await shop.sam.json(`/admin/orders/${order.number}/rates`).expect(409);
    expect(body.error.code).toBe('sender_missing');
  });
});

describe('a bought label', () => {
  it('ships the order, is told with its tracking link, and lies ready as a file', async () => {
    const { order } = await boughtParcel(shop);
    expect(await statusOf(shop.office, order)).toBe('shipped');
    const [parcel] = await parcelsOf(order);
    expect(parcel).toMatchObject({ carrier: 'USPS', status: 'pre_transit' });
    expect(parcel.trackingCode).toMatch(/^94\d{20}$/);
    expect(parcel.url).toContain(parcel.trackingCode);
    const told = await letters(shop.office, 'shipped');
    expect(told).toHaveLength(1);
    expect(JSON.parse(told[0]?.model ?? '')).toMatchObject({
      trackingCode: parcel.trackingCode,
      carrier: 'USPS',
    });
    const label = await shop.sam.page(`/admin/shipments/${parcel.id}/label.pdf`).expect(200);
    expect(label.headers['content-type']).toBe('application/pdf');
    expect(label.body.subarray(0, 5).toString()).toBe('%PDF-');
    const zpl = await shop.sam.page(`/admin/shipments/${parcel.id}/label.zpl`).expect(200);
    expect(zpl.headers['content-type']).toContain('zpl');
    await shop.nobody.page(`/admin/shipments/${parcel.id}/label.pdf`).expect(404);
  });

  it('is bought once by twenty presses at once', async () => {
    const order = await paidOrder(shop.office);
    const [rate] = await rates(shop, order.number);
    const press = () => shop.sam.send(`/admin/orders/${order.number}/shipments`, { rateId: rate?.id ?? '' });
    const answers = await Promise.all(Array.from({ length: 20 }, press));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
    expect(boughtAtCarrier()).toHaveLength(1);
    expect(shop.sandbox.calls().get('POST /v2/shipments/:id/buy')).toBe(1);
    expect(await parcelsOf(order)).toHaveLength(1);
    expect(await letters(shop.office, 'shipped')).toHaveLength(1);
  });

  it('travels to the door: status, timeline and letters follow, each once', async () => {
    const { order, shipment } = await boughtParcel(shop);
    shop.sandbox.webhooks({ copies: 3 });
    for (const status of ['in_transit', 'out_for_delivery', 'delivered'] as const) {
      shop.wait(3_600_000);
      shop.sandbox.move(shipment.trackingCode, status);
      await shop.settled();
    }
    expect(await statusOf(shop.office, order)).toBe('delivered');
    const [parcel] = await parcelsOf(order);
    expect(parcel).toMatchObject({
      status: 'delivered',
      events: [
        { status: 'in_transit', place: 'Sacramento, CA, US' },
        { status: 'out_for_delivery' },
        { status: 'delivered', message: 'Delivered, front door', place: 'Oakland, CA, US' },
      ],
    });
    for (const kind of ['shipped', 'out-for-delivery', 'delivered'])
      expect(await letters(shop.office, kind), kind).toHaveLength(1);
  });

  it('that is taken back is refunded, and the order is packed again', async () => {
    const { order, shipment } = await boughtParcel(shop);
    await shop.sam.send(`/admin/shipments/${shipment.id}/void`).expect(303);
    expect(await statusOf(shop.office, order)).toBe('ready_to_ship');
    expect(shop.sandbox.shipments()).toMatchObject([{ refund: 'submitted' }]);
    const [rate] = await rates(shop, order.number);
    await shop.sam.send(`/admin/orders/${order.number}/shipments`, { rateId: rate?.id ?? '' }).expect(303);
    expect(await parcelsOf(order)).toMatchObject([{ status: 'cancelled' }, { status: 'pre_transit' }]);
    expect(await statusOf(shop.office, order)).toBe('shipped');
  });
});
