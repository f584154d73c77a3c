// Sending money back from the back office: by amount, by line, never more than was paid, each told once.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { sendDueRefunds } from '../../src/payments/actions.refund.send.ts';
import { settleSession } from '../../src/payments/actions.settle.ts';
import { letters, type Office, openOffice, openOrder, packs, paidOrder, statusOf } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const refund = (number: string, fields: object) =>
  office.sam.sendJson(`/admin/orders/${number}/refunds`, { reason: 'Misprint', ...fields });
const orderJson = async (number: string) => (await office.sam.json(`/admin/orders/${number}`)).body;

describe('a refund of an amount', () => {
  it('goes to the gateway once, is told in one letter and shown with its gateway id', async () => {
    const order = await paidOrder(office);
    await refund(order.number, { amountCents: 300 }).expect(303);
    expect((await orderJson(order.number)).refunds).toMatchObject([
      { amountCents: 300, status: 'queued', origin: 'staff', gatewayId: null },
    ]);
    await sendDueRefunds(office);
    await sendDueRefunds(office);
    const after = await orderJson(order.number);
    expect(after).toMatchObject({
      status: 'paid',
      payment: 'succeeded',
      paidCents: 1000,
      refundedCents: 300,
    });
    expect(after.refunds).toMatchObject([{ status: 'succeeded', gatewayId: expect.stringMatching(/^re_/) }]);
    expect(await letters(office, 'refunded')).toHaveLength(1);
  });

  it('is typed as people write money, too', async () => {
    const order = await paidOrder(office);
    await office.sam
      .send(`/admin/orders/${order.number}/refunds`, { amount: '2.50', reason: 'Late' })
      .expect(303);
    expect((await orderJson(order.number)).refunds).toMatchObject([{ amountCents: 250 }]);
  });

  it('is never more than was paid, however many press at once', async () => {
    const order = await paidOrder(office);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        refund(order.number, { amountCents: 300, reason: `Misprint ${n}` }),
      ),
    );
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(3);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(7);
    await sendDueRefunds(office);
    expect(await orderJson(order.number)).toMatchObject({ refundedCents: 900, status: 'paid' });
    const { body } = await refund(order.number, { amountCents: 101 }).expect(409);
    expect(body.error.code).toBe('more_than_paid');
  });

  it('pressed twice on the same page counts once', async () => {
    const order = await paidOrder(office);
    const press = newId();
    await refund(order.number, { amountCents: 300, press }).expect(303);
    await refund(order.number, { amountCents: 300, press }).expect(303);
    expect((await orderJson(order.number)).refunds).toHaveLength(1);
  });

  it('that a program sends again at once counts once, and is another one when the first has left', async () => {
    const order = await paidOrder(office);
    const send = (fields = {}) => refund(order.number, { amountCents: 300, ...fields });
    const answers = await Promise.all([send(), send(), send(), send()]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
    await send().expect(303);
    expect((await orderJson(order.number)).refunds).toHaveLength(1);
    await send({ reason: 'Late, too' }).expect(303);
    await send({ amountCents: 200 }).expect(303);
    expect((await orderJson(order.number)).refunds).toHaveLength(3);
    await sendDueRefunds(office);
    await send({ amountCents: 200 }).expect(303);
    await sendDueRefunds(office);
    expect(await orderJson(order.number)).toMatchObject({ refundedCents: 1000, status: 'refunded' });
  });

  it('of everything is refused the second time', async () => {
    const order = await paidOrder(office);
    await refund(order.number, { amountCents: 1000 }).expect(303);
    await refund(order.number, { amountCents: 1000 }).expect(409);
  });

  it('is for the owner and managers', async () => {
    const order = await paidOrder(office);
    const pat = await office.staff('Pat', 'packing');
    const { body } = await pat
      .sendJson(`/admin/orders/${order.number}/refunds`, { amountCents: 300, reason: 'x' })
      .expect(403);
    expect(body.error.message).toContain('managers');
    expect((await orderJson(order.number)).refunds).toEqual([]);
  });

  it('of everything stops the order and ends it', async () => {
    const order = await paidOrder(office);
    await refund(order.number, { amountCents: 1000 }).expect(303);
    expect(await statusOf(office, order)).toBe('refund_due');
    expect(await packs(office)).toMatchObject({ onHand: 200n, reserved: 0n });
    await office.sam.sendJson(`/admin/orders/${order.number}/production`).expect(409);
    await sendDueRefunds(office);
    const after = await orderJson(order.number);
    expect(after).toMatchObject({ status: 'refunded', payment: 'succeeded', refundedCents: 1000 });
    expect(after.payments).toMatchObject([{ status: 'refunded' }]);
  });

  it('needs an amount, a reason and a paid order', async () => {
    const paid = await paidOrder(office);
    for (const amountCents of ['', '0', '-1', '1.5', 'all', '99999999999']) {
      const { body } = await refund(paid.number, { amountCents }).expect(422);
      expect(body.error.problems).toHaveProperty('amountCents');
    }
    await refund(paid.number, { amountCents: 1, reason: ' ' }).expect(422);
    const open = await openOrder(office, { email: 'bo@example.com' });
    await refund(open.number, { amountCents: 1 }).expect(409);
    await refund('KC-2222-2222', { amountCents: 1 }).expect(404);
    await office.nobody
      .send(`/admin/orders/${paid.number}/refunds`, { amountCents: 1, reason: 'x' })
      .expect(404);
  });

  it('that the gateway refuses is shown, gives its claim back and can be asked for again', async () => {
    const order = await paidOrder(office);
    await refund(order.number, { amountCents: 400 }).expect(303);
    office.gateway.trouble = { permanent: true, code: 'refused' };
    await sendDueRefunds(office);
    expect((await orderJson(order.number)).refunds).toMatchObject([{ status: 'failed', gatewayId: null }]);
    const page = await office.sam.page(`/admin/orders/${order.number}`);
    expect(page.text).toContain('Refund failed');
    office.gateway.trouble = null;
    await refund(order.number, { amountCents: 1000 }).expect(303);
    await sendDueRefunds(office);
    expect(await statusOf(office, order)).toBe('refunded');
  });

  it('waits and is sent again while the gateway cannot be reached', async () => {
    const order = await paidOrder(office);
    await refund(order.number, { amountCents: 400 }).expect(303);
    office.gateway.trouble = { permanent: false, code: 'timed_out' };
    await sendDueRefunds(office);
    office.gateway.trouble = null;
    office.wait(11_000);
    await sendDueRefunds(office);
    expect((await orderJson(order.number)).refunds).toMatchObject([{ status: 'succeeded' }]);
  });
});

describe('a refund of lines', () => {
  const lineOf = async (number: string): Promise<string> => (await orderJson(number)).lines[0].id;

  it('is the line with its own tax, once, also when two press together', async () => {
    const order = await paidOrder(office);
    const lineId = await lineOf(order.number);
    const answers = await Promise.all(Array.from({ length: 4 }, () => refund(order.number, { lineId })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409, 409, 409]);
    expect((await orderJson(order.number)).refunds).toMatchObject([{ amountCents: 1000 }]);
  });

  it('puts what production used up back on the shelf when asked to', async () => {
    const order = await paidOrder(office, {}, 3);
    await office.sam.send(`/admin/orders/${order.number}/production`).expect(303);
    await refund(order.number, { lineId: await lineOf(order.number), restock: '1' }).expect(303);
    expect(await packs(office)).toMatchObject({ onHand: 200n, reserved: 0n });
    const { stock } = await orderJson(order.number);
    expect(stock.at(-1)).toMatchObject({ kind: 'adjustment', quantity: 3, reason: 'refunded' });
  });

  it('of another order is refused', async () => {
    const mine = await paidOrder(office);
    const other = await paidOrder(office, { email: 'bo@example.com' });
    await refund(mine.number, { lineId: await lineOf(other.number) }).expect(422);
    await refund(mine.number, { lineId: await lineOf(mine.number), amountCents: 5 }).expect(422);
  });
});

describe('marking as paid by hand', () => {
  const settle = (number: string, fields: object = { method: 'bank_transfer', note: 'Wire 12' }) =>
    office.sam.sendJson(`/admin/orders/${number}/settlement`, fields);

  it('closes the pay page and has the very same consequences', async () => {
    const order = await openOrder(office);
    await settle(order.number).expect(303);
    expect(office.gateway.only().state).toBe('expired');
    const after = await orderJson(order.number);
    expect(after).toMatchObject({ status: 'paid', payment: 'succeeded', paidCents: 1000 });
    expect(after.payments.map(({ status }: { status: string }) => status)).toEqual(['expired', 'succeeded']);
    expect(after.timeline).toContainEqual(
      expect.objectContaining({ to: 'paid', who: 'Sam (staff)', why: 'Bank transfer: Wire 12' }),
    );
    expect((await office.db.letter.findMany()).map(({ kind }) => kind)).toEqual(['order-confirmed']);
    expect(await packs(office)).toMatchObject({ reserved: 2n });
    await settle(order.number).expect(409);
  });

  it('counts once however often it is pressed', async () => {
    const order = await openOrder(office);
    const answers = await Promise.all(Array.from({ length: 6 }, () => settle(order.number)));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect((await orderJson(order.number)).paidCents).toBe(1000);
  });

  it('is refused when the customer has paid at the gateway, which then counts', async () => {
    const order = await openOrder(office);
    office.gateway.set(office.gateway.only().id, 'paid');
    await settle(order.number).expect(409);
    expect((await orderJson(order.number)).payments).toMatchObject([{ status: 'succeeded' }]);
  });

  it('is paid back by hand, and said so by a person', async () => {
    const order = await openOrder(office);
    await settle(order.number, { method: 'cash' }).expect(303);
    await refund(order.number, { amountCents: 1000 }).expect(303);
    await sendDueRefunds(office);
    expect(await statusOf(office, order)).toBe('refund_due');
    const [{ id }] = (await orderJson(order.number)).refunds;
    const page = await office.sam.page(`/admin/orders/${order.number}`);
    expect(page.text).toContain(`/admin/refunds/${id}/settlement`);
    await office.sam.send(`/admin/refunds/${id}/settlement`).expect(303);
    expect(await statusOf(office, order)).toBe('refunded');
    expect(await letters(office, 'refunded')).toHaveLength(1);
    const { timeline } = await orderJson(order.number);
    expect(timeline).toContainEqual(expect.objectContaining({ event: 'refunded', who: 'Sam (staff)' }));
    expect(timeline).toContainEqual(expect.objectContaining({ to: 'refunded', who: 'Sam (staff)' }));
  });

  it('needs to know how', async () => {
    const order = await openOrder(office);
    await settle(order.number, { method: 'barter' }).expect(422);
  });
});

describe('what differs from the gateway', () => {
  it('is on the payments page with the one thing to do about it', async () => {
    const order = await openOrder(office);
    await office.sam.page('/admin/payments').expect(200, /Everything of the last 35 days agrees/);
    const { id } = office.gateway.only();
    await settleSession(office, office.gateway.set(id, 'paid', { amountCents: 990 }));
    const { items } = (await office.sam.json('/admin/payments')).body;
    expect(items).toMatchObject([{ status: 'wrong_amount', paidCents: 990, differenceCents: -10 }]);
    const payment = `/admin/payments/${items[0].id}`;
    await office.sam.page('/admin/payments').expect(200, /Paid \$9\.90 instead of \$10\.00/);
    await office.sam.sendJson(`${payment}/acceptance`, {}).expect(422);
    await office.sam.send(`${payment}/question`).expect(303);
    await office.sam.send(`${payment}/acceptance`, { reason: 'Ten cents' }).expect(303);
    expect(await statusOf(office, order)).toBe('paid');
    await office.sam.sendJson(`${payment}/refund`).expect(409);
    expect((await office.sam.json('/admin/payments')).body.items).toMatchObject([{ differenceCents: 0 }]);
    await office.nobody.send(`${payment}/refund`).expect(404);
  });

  it('taken although it was too much is all sent back, and no more credited than was invoiced', async () => {
    const { number } = await openOrder(office);
    await settleSession(office, office.gateway.set(office.gateway.only().id, 'paid', { amountCents: 1100 }));
    const [payment] = (await office.sam.json('/admin/payments')).body.items;
    await office.sam.send(`/admin/payments/${payment.id}/acceptance`, { reason: 'A tip' }).expect(303);
    for (const amountCents of [600, 450, 50]) {
      await refund(number, { amountCents }).expect(303);
      await sendDueRefunds(office);
    }
    const order = await orderJson(number);
    expect(order).toMatchObject({ paidCents: 1100, refundedCents: 1100, status: 'refunded' });
    expect(order.invoices.map(({ kind, grossCents }: Paper) => [kind, grossCents])).toEqual([
      ['invoice', 1000],
      ['credit_note', 600],
      ['credit_note', 400],
    ]);
  });
});

interface Paper {
  kind: string;
  grossCents: number;
}
