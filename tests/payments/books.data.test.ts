// Money after it came: refunds and disputes made elsewhere, wrong amounts, money owed back, and the gateway's books.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Settings } from '../../src/catalog/settings.ts';
import { newId } from '../../src/lib/ids.ts';
import { OutsideFailure } from '../../src/lib/refusal.ts';
import { DAY, SECOND } from '../../src/lib/time.ts';
import { acceptWrongAmount, refundByHand } from '../../src/payments/actions.by-hand.ts';
import { checkPayment, checkPayments } from '../../src/payments/actions.check.ts';
import { receiveNotice, retryKeptNotices } from '../../src/payments/actions.notice.ts';
import { sendDueRefunds } from '../../src/payments/actions.refund.send.ts';
import { refundOrder } from '../../src/payments/actions.refund.staff.ts';
import { settleSession } from '../../src/payments/actions.settle.ts';
import { startPayment } from '../../src/payments/actions.start.ts';
import type { MoneyMoves, PaySession } from '../../src/payments/gateway.ts';
import { lookAtBooks } from '../../src/payments/queries.books.ts';
import { ADA, openWorld, orderPacks, placedOrder, someVisitor, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

async function openOrder(email = ADA.email) {
  const order = placedOrder(await orderPacks(world, 2, someVisitor(), { ...ADA, email }));
  await startPayment(world, order.id);
  const payment = await world.db.payment.findFirstOrThrow({ where: { orderId: order.id } });
  const session = world.gateway.sessions.get(payment.sessionId ?? '') as PaySession;
  return { order, payment, session };
}

async function paidOrder() {
  const open = await openOrder();
  await settleSession(world, world.gateway.set(open.session.id, 'paid'));
  return open;
}

const orderRow = (id: string) => world.db.order.findUniqueOrThrow({ where: { id } });
const paymentRow = (id: string) => world.db.payment.findUniqueOrThrow({ where: { id } });
const letters = (kind: string) => world.db.letter.findMany({ where: { kind } });

async function decide<K extends keyof Settings>(key: K, value: Settings[K]) {
  await world.db.setting.create({ data: { key, value: JSON.stringify(value), changedAt: world.clock() } });
  await world.db.revision.update({ where: { name: 'shop' }, data: { version: { increment: 1 } } });
  await world.shop.refresh();
}

let told = 0;
function moved(intentId: string | null, moves: MoneyMoves, type = 'refund.updated') {
  const about = { objectId: `x_${++told}`, sessionId: null, intentId, session: null };
  return { id: `evt_moved_${told}`, type, ...about, at: world.clock(), moves };
}
const refund = (amountCents: number, status: 'queued' | 'succeeded' | 'failed', id = 're_dashboard') => ({
  id,
  status,
  amountCents,
  refundId: null,
});

describe('a refund made in the dashboard', () => {
  it('appears once with its gateway id, whatever tells of it how often and in which order', async () => {
    const { order, session } = await paidOrder();
    const news = [refund(300, 'succeeded'), refund(300, 'queued'), refund(300, 'succeeded')];
    for (const each of news)
      await receiveNotice(world, moved(session.intentId, { refunds: [each], disputes: [] }), { body: '{}' });
    expect(await world.db.refund.findMany()).toMatchObject([
      { gatewayId: 're_dashboard', origin: 'dashboard', status: 'succeeded', amountCents: 300 },
    ]);
    expect(await orderRow(order.id)).toMatchObject({ refundedCents: 300, status: 'paid' });
    expect(await letters('refunded')).toHaveLength(1);
  });

  it('is told at once by several and counts once', async () => {
    const { order, session } = await paidOrder();
    const tell = () =>
      receiveNotice(world, moved(session.intentId, { refunds: [refund(300, 'succeeded')], disputes: [] }), {
        body: '{}',
      });
    await Promise.all(Array.from({ length: 6 }, tell));
    expect((await orderRow(order.id)).refundedCents).toBe(300);
    expect(await world.db.refund.count()).toBe(1);
  });

  it('of everything ends the order, so that nothing refunded is printed', async () => {
    const { order, session, payment } = await paidOrder();
    await receiveNotice(
      world,
      moved(session.intentId, { refunds: [refund(1000, 'succeeded')], disputes: [] }),
      { body: '{}' },
    );
    expect(await orderRow(order.id)).toMatchObject({ status: 'refunded', payment: 'succeeded' });
    expect((await paymentRow(payment.id)).status).toBe('refunded');
    expect((await world.db.stockItem.findUniqueOrThrow({ where: { sku: 'sample-pack' } })).reserved).toBe(0n);
  });

  it('that a notice only hints at is asked for', async () => {
    const { session } = await paidOrder();
    world.gateway.refunds.set(session.intentId ?? '', [refund(300, 'succeeded')]);
    await receiveNotice(world, moved(session.intentId, { refunds: [], disputes: null }, 'charge.refunded'), {
      body: '{}',
    });
    expect(await world.db.refund.count()).toBe(0);
    await retryKeptNotices(world);
    expect(await world.db.refund.findMany()).toMatchObject([{ gatewayId: 're_dashboard' }]);
    expect(await world.db.paymentNotice.findMany()).toMatchObject([{ status: 'processed' }]);
  });

  it('told before the payment itself is kept, and understood later', async () => {
    const { order, session, payment } = await openOrder();
    world.gateway.set(session.id, 'paid');
    world.gateway.refunds.set(session.intentId ?? '', [refund(300, 'succeeded')]);
    await receiveNotice(
      world,
      moved(session.intentId, { refunds: [refund(300, 'succeeded')], disputes: [] }),
      { body: '{}' },
    );
    expect(await world.db.paymentNotice.findMany()).toMatchObject([{ status: 'kept' }]);
    world.wait(2 * SECOND);
    await retryKeptNotices(world);
    expect(await orderRow(order.id)).toMatchObject({ status: 'paid', refundedCents: 300 });
    expect((await paymentRow(payment.id)).refundedCents).toBe(300);
  });

  it('is found by the daily look when no webhook ever comes', async () => {
    const { order, session } = await paidOrder();
    world.gateway.refunds.set(session.intentId ?? '', [refund(300, 'succeeded')]);
    expect(await checkPayments(world)).toBe(0);
    world.wait(DAY + SECOND);
    expect(await checkPayments(world)).toBe(1);
    expect((await orderRow(order.id)).refundedCents).toBe(300);
    expect(await checkPayments(world)).toBe(0);
    world.wait(36 * DAY);
    expect(await checkPayments(world)).toBe(0);
  });

  it('that bounces makes the order owe the money again', async () => {
    const { order, session } = await paidOrder();
    const tell = (status: 'succeeded' | 'failed') =>
      receiveNotice(world, moved(session.intentId, { refunds: [refund(1000, status)], disputes: [] }), {
        body: '{}',
      });
    await tell('succeeded');
    await tell('failed');
    await tell('succeeded'); // late
    expect(await orderRow(order.id)).toMatchObject({ status: 'refund_due', refundedCents: 0 });
    expect((await lookAtBooks(world.db)).differences).toMatchObject([{ kind: 'refund_failed', cents: 1000 }]);
    const notes = await world.db.invoice.findMany({
      where: { kind: 'credit_note' },
      orderBy: { serial: 'asc' },
    });
    expect(notes.map(({ grossCents }) => grossCents)).toEqual([1000, -1000]);
  });
});

describe('a refund whose key the gateway has spoilt', () => {
  it('leaves under another key, once, when no such refund was made', async () => {
    const { order, payment } = await paidOrder();
    await refundOrder(world, { ...PARTIAL, number: order.number });
    world.gateway.trouble = { permanent: true, code: 'stored_failure' };
    await sendDueRefunds(world);
    expect(await world.db.refund.findMany()).toMatchObject([{ status: 'queued', attempts: 1 }]);
    const before = await world.db.refund.findFirstOrThrow();
    world.wait(11 * SECOND);
    await sendDueRefunds(world);
    world.gateway.trouble = null;
    world.wait(21 * SECOND);
    await sendDueRefunds(world);
    await sendDueRefunds(world);
    const after = await world.db.refund.findFirstOrThrow();
    expect(after.status).toBe('succeeded');
    expect(after.idempotencyKey).not.toBe(before.idempotencyKey);
    expect(world.gateway.refunds.get(payment.intentId ?? '')).toHaveLength(1);
    expect((await orderRow(order.id)).refundedCents).toBe(300);
  });

  it('is still the refund of its press', async () => {
    const { order } = await paidOrder();
    const press = newId();
    await refundOrder(world, { ...PARTIAL, number: order.number, press });
    world.gateway.trouble = { permanent: true, code: 'stored_failure' };
    await sendDueRefunds(world);
    await refundOrder(world, { ...PARTIAL, number: order.number, press });
    expect(await world.db.refund.count()).toBe(1);
  });
});

const PARTIAL = { who: 'Sam', why: 'Misprint', amountCents: 300, lineIds: [], restock: false };

describe('a dispute', () => {
  const dispute = (status: string) => ({ id: 'dp_1', status, reason: 'fraudulent', amountCents: 1000 });

  it('is shown as it stands, and older news changes nothing', async () => {
    const { session } = await paidOrder();
    const tell = (status: string, at: Date) =>
      receiveNotice(
        world,
        {
          ...moved(session.intentId, { refunds: [], disputes: [dispute(status)] }, 'charge.dispute.updated'),
          at,
        },
        { body: '{}' },
      );
    const began = world.clock();
    await tell('needs_response', began);
    await tell('lost', new Date(began.getTime() + DAY));
    await tell('under_review', new Date(began.getTime() + SECOND));
    expect(await world.db.dispute.findMany()).toMatchObject([{ status: 'lost', reason: 'fraudulent' }]);
  });

  it('is found by the daily look', async () => {
    const { session, payment } = await paidOrder();
    world.gateway.disputes.set(session.intentId ?? '', [dispute('needs_response')]);
    expect(await checkPayment(world, payment.id)).toBe(true);
    expect(await lookAtBooks(world.db)).toMatchObject({ disputes: 1, differences: [] });
  });
});

describe('a wrong amount', () => {
  it('shows its difference until a person sends it back; then the order can be paid again', async () => {
    const { order, session, payment } = await openOrder();
    await settleSession(world, world.gateway.set(session.id, 'paid', { amountCents: 990 }));
    expect((await lookAtBooks(world.db)).differences).toMatchObject([{ kind: 'wrong_amount', cents: -10 }]);
    await refundByHand(world, { paymentId: payment.id, who: 'Sam' });
    await sendDueRefunds(world);
    expect(await paymentRow(payment.id)).toMatchObject({ status: 'owed_back', refundedCents: 990 });
    expect((await lookAtBooks(world.db)).differences).toEqual([]);
    expect(await letters('payment-owed-back')).toHaveLength(1);
    expect(await orderRow(order.id)).toMatchObject({ payment: 'failed', paidCents: 0, refundedCents: 0 });
    expect(await startPayment(world, order.id)).toMatchObject({ kind: 'pay' });
  });

  it('can be accepted with a reason, once, and is then like any payment', async () => {
    const { order, session, payment } = await openOrder();
    await settleSession(world, world.gateway.set(session.id, 'paid', { amountCents: 990 }));
    const accept = () => acceptWrongAmount(world, { paymentId: payment.id, who: 'Sam', why: 'Ten cents' });
    const presses = await Promise.allSettled([accept(), accept(), accept()]);
    expect(presses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await orderRow(order.id)).toMatchObject({ status: 'paid', paidCents: 990, payment: 'succeeded' });
    expect(await letters('order-confirmed')).toHaveLength(1);
    expect((await lookAtBooks(world.db)).differences).toEqual([]);
  });

  it('of another currency is a difference and can only go back', async () => {
    const { session, payment } = await openOrder();
    await settleSession(world, world.gateway.set(session.id, 'paid', { currency: 'EUR' }));
    const [difference] = (await lookAtBooks(world.db)).differences;
    expect(difference).toMatchObject({ kind: 'wrong_amount', cents: -1000, paidCurrency: 'EUR' });
    await expect(
      acceptWrongAmount(world, { paymentId: payment.id, who: 'Sam', why: 'close' }),
    ).rejects.toMatchObject({ code: 'wrong_currency' });
    await refundByHand(world, { paymentId: payment.id, who: 'Sam' });
    await sendDueRefunds(world);
    expect((await lookAtBooks(world.db)).differences).toEqual([]);
  });
});

describe('money owed back', () => {
  it('waits for a person when the owner wants that, and goes back once', async () => {
    await decide('refunds.owedBack', 'by_hand');
    const { order, session, payment } = await openOrder();
    await world.db.order.update({ where: { id: order.id }, data: { status: 'cancelled' } });
    await settleSession(world, world.gateway.set(session.id, 'paid'));
    expect(await world.db.refund.count()).toBe(0);
    expect(await letters('payment-owed-back')).toEqual([]);
    expect((await lookAtBooks(world.db)).differences).toMatchObject([{ kind: 'owed_back', cents: 1000 }]);
    const press = () => refundByHand(world, { paymentId: payment.id, who: 'Sam' });
    const presses = await Promise.allSettled([press(), press(), press()]);
    expect(presses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await sendDueRefunds(world);
    expect((await lookAtBooks(world.db)).differences).toEqual([]);
    expect(await letters('payment-owed-back')).toHaveLength(1);
    expect(await letters('refunded')).toEqual([]);
  });

  it('whose refund the gateway refuses is shown and can be sent again', async () => {
    const { order, session, payment } = await openOrder();
    await world.db.order.update({ where: { id: order.id }, data: { status: 'cancelled' } });
    await settleSession(world, world.gateway.set(session.id, 'paid'));
    world.gateway.trouble = { permanent: true, code: 'refused' };
    await sendDueRefunds(world);
    world.gateway.trouble = null;
    expect((await lookAtBooks(world.db)).differences).toMatchObject([{ kind: 'owed_back', cents: 1000 }]);
    await refundByHand(world, { paymentId: payment.id, who: 'Sam' });
    await sendDueRefunds(world);
    expect(await paymentRow(payment.id)).toMatchObject({ refundedCents: 1000, refundingCents: 0 });
  });
});

describe('the gateway', () => {
  it('that forgot a paid session makes a difference', async () => {
    const { session, payment } = await paidOrder();
    world.gateway.sessions.delete(session.id);
    expect(await checkPayment(world, payment.id)).toBe(false);
    expect((await lookAtBooks(world.db)).differences).toMatchObject([{ kind: 'unexplained', cents: -1000 }]);
  });

  it('that repeats an intent breaks nothing', async () => {
    const one = await openOrder();
    const two = await openOrder('bo@example.com');
    for (const { session } of [one, two])
      await settleSession(world, world.gateway.set(session.id, 'paid', { intentId: 'pi_same' }));
    expect(await world.db.order.count({ where: { status: 'paid' } })).toBe(2);
  });

  it('that does not believe an e-mail address is asked without it', async () => {
    const open = world.gateway.openSession;
    world.gateway.openSession = (request, ...rest) => {
      if (request.email !== '') {
        const code = 'email_refused';
        throw new OutsideFailure('stripe', 'customer_email', { permanent: true, code });
      }
      return open(request, ...rest);
    };
    const order = placedOrder(await orderPacks(world));
    expect(await startPayment(world, order.id)).toMatchObject({ kind: 'pay' });
    expect(await world.db.payment.count()).toBe(2);
    expect((await orderRow(order.id)).payment).toBe('pending');
  });

  it('that hangs holds up the kept notices no longer than one look', async () => {
    const { session } = await openOrder();
    for (let n = 0; n < 60; n += 1) {
      const about = {
        objectId: session.id,
        sessionId: session.id,
        intentId: null,
        session: null,
        moves: null,
      };
      await receiveNotice(
        world,
        { id: `evt_${n}`, type: 'checkout.session.odd', at: world.clock(), ...about },
        { body: '{}' },
      );
    }
    world.wait(2 * SECOND);
    world.gateway.trouble = { permanent: false, code: 'timed_out' };
    const before = world.gateway.calls.length;
    await retryKeptNotices(world);
    expect(world.gateway.calls.length - before).toBe(1);
    expect(await world.db.paymentNotice.count({ where: { status: 'kept', attempts: 1 } })).toBe(60);
  });
});
