// From a placed order to its money: once, whatever comes in which order.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../src/lib/time.ts';
import { askAboutOrder, cancelOverdueOrders, reconcilePayments } from '../../src/payments/actions.ask.ts';
import { noticesSettled, receiveNotice, retryKeptNotices } from '../../src/payments/actions.notice.ts';
import { sendDueRefunds } from '../../src/payments/actions.refund.send.ts';
import { settleSession } from '../../src/payments/actions.settle.ts';
import { startPayment } from '../../src/payments/actions.start.ts';
import type { PaySession } from '../../src/payments/gateway.ts';
import { openWorld, orderPacks, placedOrder, type World } from '../support/world.ts';

let world: World;

beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

async function orderAndPay(quantity = 2) {
  const order = placedOrder(await orderPacks(world, quantity));
  const started = await startPayment(world, order.id);
  return { order, started };
}

const orderRow = (id: string) => world.db.order.findUniqueOrThrow({ where: { id } });
const letters = (kind: string) => world.db.letter.findMany({ where: { kind } });
const packs = () => world.db.stockItem.findUniqueOrThrow({ where: { sku: 'sample-pack' } });

let notices = 0;
function notice(session: PaySession, id = `evt_${++notices}`) {
  const about = { objectId: session.id, sessionId: session.id, intentId: session.intentId };
  return { id, type: 'checkout.session.completed', ...about, session, at: world.clock(), moves: null };
}

describe('starting to pay', () => {
  it('writes the payment first and sends the order to the cent', async () => {
    const { order, started } = await orderAndPay();
    const session = world.gateway.only();
    expect(started).toEqual({ kind: 'pay', url: session.url });
    const payment = await world.db.payment.findFirstOrThrow({ where: { orderId: order.id } });
    expect(payment).toMatchObject({ status: 'open', sessionId: session.id, amountCents: 1000 });
    expect(session).toMatchObject({ amountCents: 1000, paymentId: payment.id, orderNumber: order.number });
  });

  it('gives the same pay page to every press, also at once', async () => {
    const order = placedOrder(await orderPacks(world));
    const pages = await Promise.all(Array.from({ length: 8 }, () => startPayment(world, order.id)));
    expect(new Set(pages.map((page) => JSON.stringify(page))).size).toBe(1);
    expect(world.gateway.sessions.size).toBe(1);
    expect(await world.db.payment.count()).toBe(1);
  });

  it('keeps the order when the gateway is down, and asks with the same key when it is back', async () => {
    world.gateway.trouble = { permanent: false, code: 'unreachable' };
    const { order, started } = await orderAndPay();
    expect(started).toEqual({ kind: 'landing' });
    expect(await orderRow(order.id)).toMatchObject({ status: 'awaiting_payment', payment: 'pending' });
    world.gateway.trouble = null;
    expect(await startPayment(world, order.id)).toMatchObject({ kind: 'pay' });
    expect(await world.db.payment.count()).toBe(1);
  });

  it('takes a new row and a new key after a failure the gateway keeps', async () => {
    world.gateway.trouble = { permanent: true, code: 'stored_failure' };
    const { order } = await orderAndPay();
    world.gateway.trouble = null;
    expect(await startPayment(world, order.id)).toMatchObject({ kind: 'pay' });
    const keys = (await world.db.payment.findMany()).map((payment) => payment.idempotencyKey);
    expect(new Set(keys).size).toBe(2);
    expect((await orderRow(order.id)).payment).toBe('pending');
  });

  it('closes a page that is running out before it opens another', async () => {
    const { order } = await orderAndPay();
    const first = world.gateway.only();
    world.wait(30 * MINUTE);
    const again = await startPayment(world, order.id);
    expect(again).toMatchObject({ kind: 'pay' });
    expect(world.gateway.sessions.get(first.id)?.state).toBe('expired');
    expect((await packs()).reserved).toBe(2n);
  });

  it('has nothing to open once the order is paid', async () => {
    const { order } = await orderAndPay();
    await settleSession(world, world.gateway.set(world.gateway.only().id, 'paid'));
    expect(await startPayment(world, order.id)).toEqual({ kind: 'landing' });
  });
});

describe('money', () => {
  it('pays the order, keeps the stock and confirms it in one letter', async () => {
    const { order } = await orderAndPay();
    expect(await settleSession(world, world.gateway.set(world.gateway.only().id, 'paid'))).toBe('pays_order');
    expect(await orderRow(order.id)).toMatchObject({ status: 'paid', payment: 'succeeded', paidCents: 1000 });
    expect(await letters('order-confirmed')).toHaveLength(1);
    expect((await packs()).reserved).toBe(2n);
  });

  it('counts once when webhook, landing page and reconciler all learn of it together', async () => {
    const { order } = await orderAndPay();
    const session = world.gateway.set(world.gateway.only().id, 'paid');
    world.wait(21 * SECOND);
    await Promise.all([
      receiveNotice(world, notice(session), { body: '{}' }),
      receiveNotice(world, notice(session), { body: '{}' }),
      askAboutOrder(world, order.id, {}),
      reconcilePayments(world),
      settleSession(world, session),
    ]);
    const events = await world.db.orderEvent.findMany({ where: { orderId: order.id, to: 'paid' } });
    expect(events).toHaveLength(1);
    expect(await letters('order-confirmed')).toHaveLength(1);
    expect(await world.db.refund.count()).toBe(0);
  });

  it('is found by the shop itself when no webhook ever comes', async () => {
    const { order } = await orderAndPay();
    world.gateway.set(world.gateway.only().id, 'paid');
    await reconcilePayments(world);
    expect((await orderRow(order.id)).status).toBe('awaiting_payment'); // not asked yet
    world.wait(21 * SECOND);
    await reconcilePayments(world);
    expect((await orderRow(order.id)).status).toBe('paid');
  });

  it('of a wrong amount never pays, and nobody is asked to pay twice', async () => {
    const { order } = await orderAndPay();
    const id = world.gateway.only().id;
    expect(await settleSession(world, world.gateway.set(id, 'paid', { amountCents: 999 }))).toBe(
      'wrong_amount',
    );
    expect(await orderRow(order.id)).toMatchObject({
      status: 'awaiting_payment',
      payment: 'pending',
      paidCents: 0,
    });
    expect(await startPayment(world, order.id)).toEqual({ kind: 'landing' });
  });

  it('for a cancelled order goes back by itself, and the order stays cancelled', async () => {
    const { order } = await orderAndPay();
    const id = world.gateway.only().id;
    world.wait(25 * 60 * MINUTE);
    await cancelOverdueOrders(world);
    expect((await orderRow(order.id)).status).toBe('cancelled');
    expect(await settleSession(world, world.gateway.set(id, 'paid'))).toBe('owed_back');
    await sendDueRefunds(world);
    expect(await orderRow(order.id)).toMatchObject({ status: 'cancelled', paidCents: 0, refundedCents: 0 });
    expect(await world.db.refund.findFirstOrThrow()).toMatchObject({
      status: 'succeeded',
      amountCents: 1000,
    });
    expect(await letters('payment-owed-back')).toHaveLength(1);
  });

  it('that comes after the page ran out still pays, with stock taken anew', async () => {
    const { order } = await orderAndPay();
    const id = world.gateway.only().id;
    await settleSession(world, world.gateway.set(id, 'expired'));
    expect((await packs()).reserved).toBe(0n);
    expect(await settleSession(world, world.gateway.set(id, 'paid'))).toBe('pays_order');
    expect((await orderRow(order.id)).status).toBe('paid');
    expect((await packs()).reserved).toBe(2n);
  });

  it('that comes when the stock is gone puts the order on hold, where a person sees it', async () => {
    const { order } = await orderAndPay();
    const id = world.gateway.only().id;
    await settleSession(world, world.gateway.set(id, 'expired'));
    placedOrder(await orderPacks(world, 199));
    await settleSession(world, world.gateway.set(id, 'paid'));
    expect(await orderRow(order.id)).toMatchObject({
      status: 'on_hold',
      payment: 'succeeded',
      paidCents: 1000,
    });
  });
});

describe('no money', () => {
  it('gives the stock back, says so in a letter, and the order can be paid again', async () => {
    const { order } = await orderAndPay();
    await settleSession(world, world.gateway.set(world.gateway.only().id, 'expired'));
    expect(await orderRow(order.id)).toMatchObject({ status: 'awaiting_payment', payment: 'failed' });
    expect((await packs()).reserved).toBe(0n);
    expect(await letters('payment-failed')).toHaveLength(1);
    expect(await startPayment(world, order.id)).toMatchObject({ kind: 'pay' });
    expect(await orderRow(order.id)).toMatchObject({ payment: 'pending' });
    expect((await packs()).reserved).toBe(2n);
  });

  it('says what is gone when it is paid again too late', async () => {
    const { order } = await orderAndPay();
    await settleSession(world, world.gateway.set(world.gateway.only().id, 'expired'));
    placedOrder(await orderPacks(world, 199));
    await expect(startPayment(world, order.id)).rejects.toMatchObject({ code: 'out_of_stock' });
    expect((await packs()).reserved).toBe(199n);
  });

  it('while a bank debit runs, keeps the stock and offers no second payment', async () => {
    const { order } = await orderAndPay();
    const id = world.gateway.only().id;
    expect(await settleSession(world, world.gateway.set(id, 'running'))).toBe('running');
    expect(await startPayment(world, order.id)).toEqual({ kind: 'landing' });
    expect((await packs()).reserved).toBe(2n);
    expect(await settleSession(world, world.gateway.set(id, 'failed'))).toBe('failed');
    expect((await orderRow(order.id)).payment).toBe('failed');
  });

  it('gives up an attempt that got no page within ten minutes', async () => {
    world.gateway.trouble = { permanent: false, code: 'unreachable' };
    const { order } = await orderAndPay();
    world.wait(9 * MINUTE);
    await reconcilePayments(world);
    expect((await orderRow(order.id)).payment).toBe('pending');
    world.wait(2 * MINUTE);
    await reconcilePayments(world);
    expect((await orderRow(order.id)).payment).toBe('failed');
    expect((await packs()).reserved).toBe(0n);
  });

  it('gives up an order whose pay page nobody lived to open, and lets it be paid again', async () => {
    const order = placedOrder(await orderPacks(world));
    await reconcilePayments(world);
    expect((await orderRow(order.id)).payment).toBe('pending');
    world.wait(11 * MINUTE);
    await reconcilePayments(world);
    await reconcilePayments(world);
    expect(await orderRow(order.id)).toMatchObject({ status: 'awaiting_payment', payment: 'failed' });
    expect((await packs()).reserved).toBe(0n);
    expect(await letters('payment-failed')).toHaveLength(1);
    expect(await startPayment(world, order.id)).toMatchObject({ kind: 'pay' });
    expect((await packs()).reserved).toBe(2n);
  });

  it('never cancels while the gateway cannot be asked', async () => {
    const { order } = await orderAndPay();
    world.wait(25 * 60 * MINUTE);
    world.gateway.trouble = { permanent: false, code: 'timed_out' };
    await cancelOverdueOrders(world);
    expect((await orderRow(order.id)).status).toBe('awaiting_payment');
  });
});

describe('a notice', () => {
  it('is stored once, however often it is told', async () => {
    await orderAndPay();
    const session = world.gateway.set(world.gateway.only().id, 'paid');
    const news = notice(session, 'evt_same');
    await Promise.all(Array.from({ length: 6 }, () => receiveNotice(world, news, { body: '{}' })));
    expect(await world.db.paymentNotice.count()).toBe(1);
  });

  it('is answered when it is stored, also while what it means has to wait', async () => {
    const { order } = await orderAndPay();
    const session = world.gateway.set(world.gateway.only().id, 'paid');
    await receiveNotice(world, notice(session, 'evt_quick'), { body: '{}', waitMs: 0 });
    expect(await world.db.paymentNotice.findMany()).toMatchObject([{ id: 'evt_quick' }]);
    await noticesSettled(world.db);
    expect((await orderRow(order.id)).status).toBe('paid');
    expect(await world.db.paymentNotice.findMany()).toMatchObject([{ status: 'processed' }]);
  });

  it('that was stored by a process that died then is settled by the worker', async () => {
    const { order } = await orderAndPay();
    const session = world.gateway.set(world.gateway.only().id, 'paid');
    const settling = world.shop.now;
    world.shop.now = () => {
      throw new Error('the lights went out');
    };
    await receiveNotice(world, notice(session, 'evt_left'), { body: '{}' });
    world.shop.now = settling;
    expect((await orderRow(order.id)).status).toBe('awaiting_payment');
    world.wait(16 * SECOND);
    await retryKeptNotices(world);
    expect((await orderRow(order.id)).status).toBe('paid');
    expect(await world.db.paymentNotice.findMany()).toMatchObject([{ status: 'processed' }]);
  });

  it('about a session we do not know yet is kept and tried again', async () => {
    const { order } = await orderAndPay();
    const session = world.gateway.set(world.gateway.only().id, 'paid');
    await world.db.payment.updateMany({ data: { sessionId: null, status: 'creating' } });
    await receiveNotice(world, notice(session, 'evt_early'), { body: '{}' });
    expect(await world.db.paymentNotice.findUnique({ where: { id: 'evt_early' } })).toMatchObject({
      status: 'kept',
    });
    await world.db.payment.updateMany({ data: { sessionId: session.id, status: 'open' } });
    world.wait(2 * SECOND);
    await retryKeptNotices(world);
    expect((await orderRow(order.id)).status).toBe('paid');
    expect(await world.db.paymentNotice.findUnique({ where: { id: 'evt_early' } })).toMatchObject({
      status: 'processed',
    });
  });

  it('that we cannot read is kept, and the gateway asked what it was about', async () => {
    const { order } = await orderAndPay();
    const session = world.gateway.set(world.gateway.only().id, 'paid');
    await receiveNotice(world, { ...notice(session, 'evt_thin'), session: null }, { body: '{}' });
    world.wait(2 * SECOND);
    await retryKeptNotices(world);
    expect((await orderRow(order.id)).status).toBe('paid');
  });

  it('of a kind we do not know is stored and changes nothing', async () => {
    const news = {
      id: 'evt_odd',
      type: 'something.new',
      objectId: 'x_1',
      sessionId: null,
      intentId: null,
      session: null,
      at: world.clock(),
      moves: null,
    };
    await receiveNotice(world, news, { body: '{}' });
    expect(await world.db.paymentNotice.findUnique({ where: { id: 'evt_odd' } })).toMatchObject({
      status: 'ignored',
    });
  });
});
