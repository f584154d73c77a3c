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
    const { body } = await shop.sam.json(`/admin/orders/${order.number}`);
    const url = `/admin/shipments/${parcel.id}/label.pdf`;
    expect(body.files).toMatchObject([{ kind: 'label', lineId: null, url, status: 'ready' }]);
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

describe('an order in several parcels', () => {
  it('has a part of its pieces in each, and is delivered with the last', async () => {
    const order = await paidOrder(shop.office);
    const line = await shop.db.orderLine.findFirstOrThrow({ where: { orderId: order.id } });
    const pack = (pieces: number) => ({ [`pack-${line.id}`]: String(pieces) });
    const at = `/admin/orders/${order.number}`;
    const { body } = await shop.sam.json(`${at}/rates?pack-${line.id}=1`).expect(200);
    await shop.sam.send(`${at}/shipments`, { rateId: body.rates[0].id }).expect(303);
    const tooMany = { carrier: 'UPS', trackingCode: '1Z', another: '1', ...pack(2) };
    await shop.sam.sendJson(`${at}/shipments`, tooMany).expect(422);
    const [first] = await shop.db.shipment.findMany({ include: { lines: true } });
    expect(first?.lines).toMatchObject([{ lineId: line.id, quantity: 1 }]);
    await shop.sam.send(`/admin/shipments/${first?.id}/events`, { status: 'delivered' }).expect(303);
    expect(await statusOf(shop.office, order)).toBe('shipped');
    await shop.sam.send(`${at}/shipments`, { ...tooMany, ...pack(1) }).expect(303);
    const second = await shop.db.shipment.findFirstOrThrow({ where: { position: 2 } });
    const slip = await shop.sam.page(`${at}/packing-slip.pdf?parcel=${second.id}`).expect(200);
    expect(slip.headers['content-type']).toBe('application/pdf');
    await shop.sam.send(`/admin/shipments/${second.id}/events`, { status: 'delivered' }).expect(303);
    expect(await statusOf(shop.office, order)).toBe('delivered');
  });
});

describe('the end of the day', () => {
  it('puts every label of a carrier on one paper, once', async () => {
    const [one, two] = [await boughtParcel(shop), await boughtParcel(shop)];
    expect((await shop.sam.page('/admin/parcels')).text).toContain('Close USPS: 2 parcels');
    const press = () => shop.sam.send('/admin/manifests', { carrier: 'USPS' }).expect(303);
    await Promise.all([press(), press(), press()]);
    const [manifest] = await shop.db.manifest.findMany({ include: { shipments: true } });
    expect(await shop.db.manifest.count()).toBe(1);
    expect(manifest?.shipments.map(({ id }) => id).sort()).toEqual([one.shipment.id, two.shipment.id].sort());
    const paper = await shop.sam.page(`/admin/manifests/${manifest?.id}`).expect(200);
    expect(paper.headers['content-type']).toBe('application/pdf');
    const { body } = await shop.sam.json(`/admin/parcels?q=${one.shipment.trackingCode}`).expect(200);
    expect(body.items).toMatchObject([{ order: one.order.number, status: 'pre_transit', carrier: 'USPS' }]);
  });

  it('leaves the parcels for another paper when the carrier is out of reach', async () => {
    await boughtParcel(shop);
    shop.sandbox.fail({ kind: 'html_503', on: 'POST /v2/scan_forms' });
    await shop.sam.send('/admin/manifests', { carrier: 'USPS' }).expect(303);
    expect(await shop.db.shipment.findMany()).toMatchObject([{ manifestId: null }]);
    await shop.sam.send('/admin/manifests', { carrier: 'USPS' }).expect(303);
    expect(await shop.db.manifest.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
      { status: 'failed' },
      { status: 'made' },
    ]);
  });
});
