// A carrier that is down, slow or torn in the middle: nothing is lost, nothing is bought twice.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultKind } from '../../src/sandbox/faults.ts';
import { takeBackParcels } from '../../src/shipping/actions.tasks.ts';
import { letters, paidOrder, statusOf, UPS } from '../admin/office.ts';
import { boughtParcel, type Dispatch, openDispatch, rates } from './easypost-office.ts';

let shop: Dispatch;
beforeEach(async () => {
  shop = await openDispatch({ timeoutMs: 400 });
});
afterEach(() => shop.close());

const MINUTE = 60_000;
const BUY = 'POST /v2/shipments/shp_';
const parcelsOf = async (order: { number: string }) =>
  (await shop.sam.json(`/admin/orders/${order.number}`)).body.shipments;
const bought = () => shop.sandbox.shipments().filter(({ rateId }) => rateId !== null);

async function oneRate(number: string): Promise<{ rateId: string }> {
  const [rate] = await rates(shop, number);
  return { rateId: rate?.id ?? '' };
}

const FAULTS: FaultKind[] = [
  'stored_500',
  'empty_502',
  'html_503',
  'busy_429',
  'hang',
  'trickle',
  'truncated',
  'reset',
];

describe.each(FAULTS)('a carrier with %s', (kind) => {
  it('makes no offers: 503, and the order is as it was', async () => {
    const order = await paidOrder(shop.office);
    shop.sandbox.fail({ kind, on: 'POST /v2/shipments', times: 2 });
    const { body } = await shop.sam.json(`/admin/orders/${order.number}/rates`).expect(503);
    expect(body.error.code).toBe('outside_failure');
    const page = await shop.sam.page(`/admin/orders/${order.number}/offers`).expect(503);
    expect(page.text).toContain('Nothing is lost');
    expect(await statusOf(shop.office, order)).toBe('paid');
  });

  it.each([false, true])(
    'at the press on a label (bought all the same: %s) buys it once in the end',
    async (afterWork) => {
      const order = await paidOrder(shop.office);
      const rate = await oneRate(order.number);
      shop.sandbox.fail({ kind, on: BUY, afterWork });
      // the answer may be lost, and what was bought found out at once all the same
      const answer = await shop.sam.send(`/admin/orders/${order.number}/shipments`, rate);
      expect([303, 503]).toContain(answer.status);
      shop.sandbox.heal();
      shop.wait(MINUTE);
      await shop.work();
      expect(bought()).toHaveLength(1);
      expect(await parcelsOf(order)).toMatchObject([
        { status: 'pre_transit', trackingCode: bought()[0]?.trackingCode },
      ]);
      expect(await statusOf(shop.office, order)).toBe('shipped');
      expect(await letters(shop.office, 'shipped')).toHaveLength(1);
    },
  );
});

describe('while the carrier is down', () => {
  it('a label that was pressed for is no parcel for the customer, and no letter', async () => {
    const order = await paidOrder(shop.office);
    const rate = await oneRate(order.number);
    shop.sandbox.fail({ kind: 'html_503', times: 50 });
    const page = await shop.sam.send(`/admin/orders/${order.number}/shipments`, rate).expect(503);
    expect(page.text).toContain('Nothing is lost');
    expect(await statusOf(shop.office, order)).toBe('paid');
    expect(await letters(shop.office, 'shipped')).toEqual([]);
    expect((await shop.sam.page(`/admin/orders/${order.number}`)).text).toContain('Not bought yet');
  });

  it('pressing again tries again, and still buys once', async () => {
    const order = await paidOrder(shop.office);
    const rate = await oneRate(order.number);
    shop.sandbox.fail({ kind: 'reset', on: BUY, afterWork: true, times: 1 });
    shop.sandbox.fail({ kind: 'reset', on: 'GET /v2/shipments', times: 2 });
    await shop.sam.send(`/admin/orders/${order.number}/shipments`, rate).expect(503);
    shop.sandbox.heal();
    await shop.sam.send(`/admin/orders/${order.number}/shipments`, rate).expect(303);
    expect(bought()).toHaveLength(1);
    expect(shop.sandbox.calls().get('POST /v2/shipments/:id/buy')).toBe(1);
    expect(await parcelsOf(order)).toMatchObject([{ status: 'pre_transit' }]);
  });

  it('a code can be typed by hand, after the label was given up', async () => {
    const order = await paidOrder(shop.office);
    const rate = await oneRate(order.number);
    shop.sandbox.fail({ kind: 'html_503', times: 100 });
    await shop.sam.send(`/admin/orders/${order.number}/shipments`, rate).expect(503);
    const [waiting] = await shop.db.shipment.findMany();
    await shop.sam.send(`/admin/shipments/${waiting?.id}/void`).expect(303);
    await shop.sam.send(`/admin/orders/${order.number}/shipments`, UPS).expect(303);
    expect(await parcelsOf(order)).toMatchObject([{ status: 'cancelled' }, UPS]);
    shop.sandbox.heal();
    for (let look = 0; look < 5; look += 1) {
      shop.wait(5 * MINUTE);
      await shop.work();
    }
    expect(bought()).toHaveLength(0);
    expect(await letters(shop.office, 'shipped')).toHaveLength(1);
  });

  it('a label taken back while nobody knew whether it was bought is refunded when it was', async () => {
    const order = await paidOrder(shop.office);
    const rate = await oneRate(order.number);
    shop.sandbox.fail({ kind: 'reset', on: BUY, afterWork: true });
    shop.sandbox.fail({ kind: 'html_503', on: 'GET /v2/shipments', times: 3 });
    await shop.sam.send(`/admin/orders/${order.number}/shipments`, rate).expect(503);
    const [waiting] = await shop.db.shipment.findMany();
    await shop.sam.send(`/admin/shipments/${waiting?.id}/void`).expect(303);
    shop.sandbox.heal();
    shop.wait(5 * MINUTE);
    await shop.work();
    expect(shop.sandbox.shipments()).toMatchObject([{ refund: 'submitted' }]);
    expect(await shop.db.shipment.findMany()).toMatchObject([{ refund: 'submitted', task: null }]);
    expect(await letters(shop.office, 'shipped')).toEqual([]);
  });

  it('what was killed between buying and storing is found and stored, not bought again', async () => {
    const order = await paidOrder(shop.office);
    const { rateId } = await oneRate(order.number);
    const rate = await shop.db.shippingRate.findUniqueOrThrow({ where: { id: rateId } });
    // as a killed process leaves it: its own row, a label at the carrier, and nothing in between
    await shop.db.shipment.create({
      data: {
        id: rate.parcelId,
        orderId: order.id,
        position: 1,
        carrier: 'USPS',
        status: 'pending',
        provider: 'easypost',
        gatewayId: rate.gatewayId,
        rateId,
        who: 'Sam',
        task: 'buy',
        attempts: 1,
        nextTryAt: new Date(shop.clock().getTime() + MINUTE),
        createdAt: shop.clock(),
      },
    });
    await shop.carrier.buy({ gatewayId: rate.gatewayId, rateId });
    await shop.work();
    expect(await parcelsOf(order)).toMatchObject([{ trackingCode: '' }]);
    await takeBackParcels(shop);
    await shop.work();
    expect(shop.sandbox.calls().get('POST /v2/shipments/:id/buy')).toBe(1);
    expect(await parcelsOf(order)).toMatchObject([
      { status: 'pre_transit', trackingCode: bought()[0]?.trackingCode },
    ]);
    expect(await letters(shop.office, 'shipped')).toHaveLength(1);
  });

  it('a label file that cannot be fetched comes later', async () => {
    shop.sandbox.fail({ kind: 'html_503', on: 'GET /v2/shipments', times: 1 });
    const { shipment } = await boughtParcel(shop);
    const label = await shop.sam.page(`/admin/shipments/${shipment.id}/label.pdf`);
    expect(label.status).toBe(503);
    expect((await shop.sam.page(`/admin/shipments/${shipment.id}/label.pdf`)).status).toBe(200);
    await shop.work();
    expect(await shop.db.shipment.findFirst()).toMatchObject({ task: null, labelKey: expect.any(String) });
  });

  it('an offer the carrier does not keep says so, and the order is free for another', async () => {
    const order = await paidOrder(shop.office);
    const { rateId } = await oneRate(order.number);
    await shop.db.shippingRate.update({ where: { id: rateId }, data: { gatewayId: 'shp_gone' } });
    const { body } = await shop.sam
      .sendJson(`/admin/orders/${order.number}/shipments`, { rateId })
      .expect(409);
    expect(body.error.code).toBe('label_refused');
    await shop.sam.send(`/admin/orders/${order.number}/shipments`, await oneRate(order.number)).expect(303);
    expect(await parcelsOf(order)).toMatchObject([{ status: 'cancelled' }, { status: 'pre_transit' }]);
  });
});
