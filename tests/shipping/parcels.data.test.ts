// Parcels sent by hand: one per press, told once, corrected, taken back, arrived.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { letters, type Office, openOffice, paidOrder, statusOf, UPS } from '../admin/office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const UPS_PAGE = 'https://www.ups.com/track?tracknum=1Z%20999%20AA1%2001%202345%206784';

async function shippedOrder() {
  const order = await paidOrder(office);
  await office.sam.send(`/admin/orders/${order.number}/shipments`, UPS).expect(303);
  const shipment = await office.db.shipment.findFirstOrThrow({ where: { orderId: order.id } });
  return { order, shipment };
}

const parcelsOf = async (order: { number: string }) =>
  (await office.sam.json(`/admin/orders/${order.number}`)).body.shipments;
const told = async () => (await letters(office, 'shipped')).map(({ model }) => JSON.parse(model));
const audited = async () =>
  (await office.db.auditEntry.findMany({ orderBy: { id: 'asc' } })).map(({ what }) => what);

describe('sending a parcel', () => {
  it('ships the order and writes one letter with the tracking link', async () => {
    const { order } = await shippedOrder();
    expect(await statusOf(office, order)).toBe('shipped');
    expect(await parcelsOf(order)).toEqual([
      { id: expect.any(String), ...UPS, url: UPS_PAGE, status: 'pending', events: [] },
    ]);
    expect(await told()).toMatchObject([{ ...UPS, trackingUrl: UPS_PAGE, name: 'Ada Lovelace' }]);
    expect(await letters(office, 'shipped')).toMatchObject([
      { to: 'ada@example.com', orderNumber: order.number },
    ]);
    expect(await audited()).toEqual(['parcel.sent']);
  });

  it('makes one parcel out of twenty presses at once, and tells of one', async () => {
    const order = await paidOrder(office);
    const press = () => office.sam.send(`/admin/orders/${order.number}/shipments`, UPS);
    const answers = await Promise.all(Array.from({ length: 20 }, press));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
    expect(await office.db.shipment.count()).toBe(1);
    expect(await told()).toHaveLength(1);
    expect(await audited()).toHaveLength(1);
    const moves = await office.db.orderEvent.count({ where: { orderId: order.id, to: 'shipped' } });
    expect(moves).toBe(1);
  });

  it('makes no second one by accident, and says so', async () => {
    const { order } = await shippedOrder();
    const other = { carrier: 'DHL', trackingCode: 'OTHER' };
    await office.sam.send(`/admin/orders/${order.number}/shipments`, other).expect(303);
    expect(await parcelsOf(order)).toHaveLength(1);
    expect((await office.sam.page(`/admin/orders/${order.number}`)).text).toContain('has a parcel already');
  });

  it('makes a second one on purpose, once, with a letter of its own', async () => {
    const { order } = await shippedOrder();
    const second = { carrier: 'dhl', trackingCode: 'JJD-2', another: '1' };
    const press = () => office.sam.send(`/admin/orders/${order.number}/shipments`, second).expect(303);
    await Promise.all(Array.from({ length: 8 }, press));
    expect(await parcelsOf(order)).toMatchObject([
      { carrier: 'UPS' },
      { carrier: 'DHL', trackingCode: 'JJD-2' },
    ]);
    expect(await told()).toHaveLength(2);
    expect(await statusOf(office, order)).toBe('shipped');
  });

  it('by a carrier nobody knows has no link', async () => {
    const order = await paidOrder(office);
    const bob = { carrier: 'Bicycle Bob', trackingCode: '<7>' };
    await office.sam.send(`/admin/orders/${order.number}/shipments`, bob).expect(303);
    expect(await parcelsOf(order)).toMatchObject([{ ...bob, url: '' }]);
    expect((await office.sam.page(`/admin/orders/${order.number}`)).text).toContain('&lt;7&gt;');
  });

  it('uses the stock up when production was never started', async () => {
    await shippedOrder();
    expect(await office.db.stockItem.findUniqueOrThrow({ where: { sku: 'sample-pack' } })).toMatchObject({
      onHand: 198n,
      reserved: 0n,
    });
  });

  it.each([
    [{}, ['carrier', 'trackingCode']],
    [{ carrier: 'UPS', trackingCode: ' \t ' }, ['trackingCode']],
    [{ carrier: '\u202e', trackingCode: '1Z' }, ['carrier']],
    [{ carrier: 'U'.repeat(61), trackingCode: '1'.repeat(81) }, ['carrier', 'trackingCode']],
  ])('%j is refused', async (fields, problems) => {
    const order = await paidOrder(office);
    const { body } = await office.sam.sendJson(`/admin/orders/${order.number}/shipments`, fields).expect(422);
    expect(Object.keys(body.error.problems)).toEqual(problems);
    expect(await office.db.shipment.count()).toBe(0);
    expect(await statusOf(office, order)).toBe('paid');
  });

  it('waits while the order is on hold', async () => {
    const order = await paidOrder(office);
    await office.sam.send(`/admin/orders/${order.number}/hold`, { reason: 'Wait' }).expect(303);
    await office.sam.sendJson(`/admin/orders/${order.number}/shipments`, UPS).expect(409);
    expect(await office.db.shipment.count()).toBe(0);
    expect(await told()).toEqual([]);
  });
});

describe('correcting the tracking', () => {
  it('tells the customer the new code once, however often it is saved', async () => {
    const { order, shipment } = await shippedOrder();
    const right = { carrier: 'FedEx', trackingCode: '7777' };
    for (const _press of [1, 2, 3]) {
      await office.sam
        .send(`/admin/shipments/${shipment.id}/tracking`, right)
        .expect(303)
        .expect('Location', `/admin/orders/${order.number}`);
    }
    expect(await parcelsOf(order)).toMatchObject([
      { ...right, url: 'https://www.fedex.com/fedextrack/?trknbr=7777' },
    ]);
    expect((await told()).map(({ trackingCode }) => trackingCode)).toEqual([UPS.trackingCode, '7777']);
    expect(await office.db.auditEntry.findMany({ where: { what: 'parcel.tracking' } })).toMatchObject([
      { before: `UPS ${UPS.trackingCode}`, after: 'FedEx 7777' },
    ]);
  });

  it('tells again when it goes back to the first code', async () => {
    const { shipment } = await shippedOrder();
    await office.sam
      .send(`/admin/shipments/${shipment.id}/tracking`, { ...UPS, trackingCode: 'B' })
      .expect(303);
    await office.sam.send(`/admin/shipments/${shipment.id}/tracking`, UPS).expect(303);
    expect((await told()).map(({ trackingCode }) => trackingCode)).toEqual([
      UPS.trackingCode,
      'B',
      UPS.trackingCode,
    ]);
  });

  it('says nothing when only the carrier or the spelling changed', async () => {
    const { shipment } = await shippedOrder();
    const respelt = { carrier: 'UPS', trackingCode: '1Z999AA10123456784' };
    await office.sam.send(`/admin/shipments/${shipment.id}/tracking`, respelt).expect(303);
    await office.sam
      .send(`/admin/shipments/${shipment.id}/tracking`, { ...respelt, carrier: 'DPD' })
      .expect(303);
    expect(await told()).toHaveLength(1);
  });

  it('comes back with what was typed when something is missing', async () => {
    const { shipment } = await shippedOrder();
    const page = await office.sam
      .send(`/admin/shipments/${shipment.id}/tracking`, { carrier: 'Pigeon', trackingCode: '' })
      .expect(422);
    expect(page.text).toContain('value="Pigeon"');
    expect(page.text).toContain('id="parcel-1-trackingCode-problem"');
  });

  it('of an unknown parcel is not found, whatever was typed', async () => {
    await office.sam.sendJson('/admin/shipments/0194f0f0-0000-7000-8000-000000000000/tracking').expect(404);
    const { shipment } = await shippedOrder();
    await office.nobody.sendJson(`/admin/shipments/${shipment.id}/tracking`, UPS).expect(404);
  });
});

describe('taking a parcel back', () => {
  it('leaves it in the list and makes room for the next', async () => {
    const { order, shipment } = await shippedOrder();
    for (const _press of [1, 2]) await office.sam.send(`/admin/shipments/${shipment.id}/void`).expect(303);
    const next = { carrier: 'UPS', trackingCode: 'NEXT' };
    await office.sam.send(`/admin/orders/${order.number}/shipments`, next).expect(303);
    expect(await parcelsOf(order)).toMatchObject([{ status: 'cancelled' }, { ...next, status: 'pending' }]);
    expect(await audited()).toEqual(['parcel.sent', 'parcel.void', 'parcel.sent']);
    await office.sam.sendJson(`/admin/shipments/${shipment.id}/tracking`, UPS_AGAIN).expect(409);
    await office.sam.sendJson(`/admin/shipments/${shipment.id}/events`, { status: 'delivered' }).expect(409);
  });

  it('delivers the order when everything else has arrived, and tells of the parcel that did', async () => {
    const { order, shipment } = await shippedOrder();
    const second = { carrier: 'DHL', trackingCode: 'SECOND', another: '1' };
    await office.sam.send(`/admin/orders/${order.number}/shipments`, second).expect(303);
    await office.sam.send(`/admin/shipments/${shipment.id}/events`, { status: 'delivered' }).expect(303);
    expect(await statusOf(office, order)).toBe('shipped');
    const { id } = await office.db.shipment.findFirstOrThrow({ where: { trackingCode: 'SECOND' } });
    await office.sam.send(`/admin/shipments/${id}/void`).expect(303);
    expect(await statusOf(office, order)).toBe('delivered');
    const arrived = await letters(office, 'delivered');
    expect(arrived.map(({ model }) => JSON.parse(model))).toMatchObject([UPS]);
  });

  it('is too late once it has arrived', async () => {
    const { shipment } = await shippedOrder();
    await office.sam.send(`/admin/shipments/${shipment.id}/events`, { status: 'delivered' }).expect(303);
    const { body } = await office.sam.sendJson(`/admin/shipments/${shipment.id}/void`).expect(409);
    expect(body.error.code).toBe('parcel_arrived');
  });
});

const UPS_AGAIN = { carrier: 'UPS', trackingCode: 'AGAIN' };

describe('what staff know themselves', () => {
  it('delivers the order and tells the customer once', async () => {
    const { order, shipment } = await shippedOrder();
    const press = () =>
      office.sam.send(`/admin/shipments/${shipment.id}/events`, { status: 'delivered' }).expect(303);
    await Promise.all([press(), press(), press()]);
    expect(await statusOf(office, order)).toBe('delivered');
    expect(await parcelsOf(order)).toMatchObject([
      { status: 'delivered', events: [{ status: 'delivered', message: 'Delivered', place: '' }] },
    ]);
    expect(await letters(office, 'delivered')).toHaveLength(1);
    expect(await audited()).toEqual(['parcel.sent', 'parcel.delivered']);
  });

  it('delivers an order of two parcels with the second', async () => {
    const { order, shipment } = await shippedOrder();
    const second = { ...UPS_AGAIN, another: '1' };
    await office.sam.send(`/admin/orders/${order.number}/shipments`, second).expect(303);
    await office.sam.send(`/admin/shipments/${shipment.id}/events`, { status: 'delivered' }).expect(303);
    expect(await statusOf(office, order)).toBe('shipped');
    const { id } = await office.db.shipment.findFirstOrThrow({ where: { position: 2 } });
    await office.sam.send(`/admin/shipments/${id}/events`, { status: 'delivered' }).expect(303);
    expect(await statusOf(office, order)).toBe('delivered');
  });

  it('takes a parcel that came back, and sends the order out once more', async () => {
    const { order, shipment } = await shippedOrder();
    await office.sam.send(`/admin/shipments/${shipment.id}/events`, { status: 'returned' }).expect(303);
    expect(await statusOf(office, order)).toBe('returned');
    await office.sam.sendJson(`/admin/shipments/${shipment.id}/events`, { status: 'delivered' }).expect(409);
    const second = { ...UPS_AGAIN, another: '1' };
    await office.sam.send(`/admin/orders/${order.number}/shipments`, second).expect(303);
    expect(await statusOf(office, order)).toBe('shipped');
    const { id } = await office.db.shipment.findFirstOrThrow({ where: { position: 2 } });
    await office.sam.send(`/admin/shipments/${id}/events`, { status: 'delivered' }).expect(303);
    expect(await statusOf(office, order)).toBe('delivered');
  });

  it.each([{}, { status: 'in_transit' }, { status: 'lost' }])('%j is refused', async (fields) => {
    const { shipment } = await shippedOrder();
    await office.sam.sendJson(`/admin/shipments/${shipment.id}/events`, fields).expect(422);
  });
});
