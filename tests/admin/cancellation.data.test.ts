// Cancelling at the desk: the pay page closed first, the money owed back, each told once.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendDueRefunds } from '../../src/payments/actions.refund.send.ts';
import { letters, type Office, openOffice, openOrder, packs, paidOrder, statusOf } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const audit = () => office.db.auditEntry.findMany();

describe('cancelling an order nobody paid', () => {
  const cancel = (number: string, fields: object = { reason: 'Asked to' }) =>
    office.sam.sendJson(`/admin/orders/${number}/cancellation`, fields);

  it('closes the pay page, gives the stock back, writes one letter and no other', async () => {
    const order = await openOrder(office);
    await cancel(order.number).expect(303);
    expect(await statusOf(office, order)).toBe('cancelled');
    expect(office.gateway.only().state).toBe('expired');
    expect(await packs(office)).toMatchObject({ onHand: 200n, reserved: 0n });
    expect((await office.db.letter.findMany()).map(({ kind }) => kind)).toEqual(['cancelled']);
    const { body } = await office.sam.json(`/admin/orders/${order.number}`);
    expect(body).toMatchObject({ payment: 'failed', payments: [{ status: 'expired' }] });
    expect(await audit()).toMatchObject([{ what: 'order.cancellation', after: 'cancelled: Asked to' }]);
    await cancel(order.number).expect(409);
  });

  it('is refused when the money came in meanwhile, which then counts', async () => {
    const order = await openOrder(office);
    office.gateway.set(office.gateway.only().id, 'paid');
    const { body } = await cancel(order.number).expect(409);
    expect(body.error.code).toBe('payment_open');
    expect(await statusOf(office, order)).toBe('paid');
    expect(await letters(office, 'cancelled')).toEqual([]);
    expect(await audit()).toEqual([]);
  });

  it('is refused while the gateway cannot be reached, and changes nothing', async () => {
    const order = await openOrder(office);
    office.gateway.trouble = { permanent: false, code: 'timed_out' };
    await cancel(order.number).expect(409);
    expect(await statusOf(office, order)).toBe('awaiting_payment');
    office.gateway.trouble = null;
    await cancel(order.number).expect(303);
  });

  it('is refused while a bank debit runs', async () => {
    const order = await openOrder(office);
    office.gateway.set(office.gateway.only().id, 'running');
    await cancel(order.number).expect(409);
    expect((await office.sam.json(`/admin/orders/${order.number}`)).body.payments).toMatchObject([
      { status: 'running' },
    ]);
  });

  it('needs a reason', async () => {
    const order = await openOrder(office);
    const { body } = await cancel(order.number, {}).expect(422);
    expect(body.error.problems).toEqual({ reason: 'Say why, in a few words.' });
  });
});

describe('cancelling a paid order', () => {
  it('owes all of the money back, sends it once, and tells both', async () => {
    const order = await paidOrder(office);
    await office.sam
      .send(`/admin/orders/${order.number}/cancellation`, { reason: 'We lost the film' })
      .expect(303);
    expect(await statusOf(office, order)).toBe('refund_due');
    expect(await packs(office)).toMatchObject({ onHand: 200n, reserved: 0n });
    const before = (await office.sam.json(`/admin/orders/${order.number}`)).body;
    expect(before).toMatchObject({
      payment: 'succeeded',
      refunds: [{ amountCents: 1000, status: 'queued', origin: 'staff', gatewayId: null }],
    });
    await sendDueRefunds(office);
    await sendDueRefunds(office);
    expect(await statusOf(office, order)).toBe('refunded');
    await office.sam.sendJson(`/admin/orders/${order.number}/cancellation`, { reason: 'Again' }).expect(409);
    const after = (await office.sam.json(`/admin/orders/${order.number}`)).body;
    expect(after).toMatchObject({ payment: 'succeeded', paidCents: 1000, refundedCents: 1000 });
    expect(after.refunds).toMatchObject([{ status: 'succeeded', gatewayId: expect.stringMatching(/^re_/) }]);
    expect((await office.db.letter.findMany({ orderBy: { id: 'asc' } })).map(({ kind }) => kind)).toEqual([
      ...['order-confirmed', 'cancelled', 'refunded'],
    ]);
  });

  it('queues one refund however often it is pressed', async () => {
    const order = await paidOrder(office);
    const press = () =>
      office.sam.sendJson(`/admin/orders/${order.number}/cancellation`, { reason: 'Twice' });
    const answers = await Promise.all(Array.from({ length: 10 }, press));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(9);
    expect(await office.db.refund.count()).toBe(1);
    expect(await letters(office, 'cancelled')).toHaveLength(1);
  });

  it('leaves used material used, unless it is put back', async () => {
    const used = await paidOrder(office, {}, 3);
    const back = await paidOrder(office, {}, 5);
    for (const { number } of [used, back])
      await office.sam.send(`/admin/orders/${number}/production`).expect(303);
    await office.sam.send(`/admin/orders/${used.number}/cancellation`, { reason: 'Misprint' }).expect(303);
    expect(await packs(office)).toMatchObject({ onHand: 192n, reserved: 0n });
    await office.sam
      .send(`/admin/orders/${back.number}/cancellation`, { reason: 'Too late', restock: '1' })
      .expect(303);
    expect(await packs(office)).toMatchObject({ onHand: 197n, reserved: 0n });
    const { body } = await office.sam.json(`/admin/orders/${back.number}`);
    expect(
      body.stock.map(({ kind, quantity }: { kind: string; quantity: number }) => [kind, quantity]),
    ).toEqual([
      ['reservation', 5],
      ['release', -5],
      ['consumption', -5],
      ['adjustment', 5],
    ]);
  });
});
