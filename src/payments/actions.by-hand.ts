// What a person decides about money: a wrong amount taken or sent back, what is owed, a payment that came by bank or cash.
import { writeAudit } from '../accounts/actions.audit.ts';
import type { Audited } from '../accounts/audit.ts';
import type { Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { money } from '../lib/format.ts';
import { newId } from '../lib/ids.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import { noteEvent, notPossible, statusOf } from '../orders/actions.move.ts';
import { en } from '../words/en.ts';
import { closePayPage, paymentOpen } from './actions.cancel.ts';
import { decide, type PaymentRow, paymentWithOrder, type SettleDeps } from './actions.decide.ts';
import { sendOwedBack } from './actions.owed-back.ts';
import { payOrder } from './actions.paid.ts';
import { bookRefund } from './actions.refund.settle.ts';
import { queueRest } from './actions.refund.ts';
import { settleInside } from './actions.settle.ts';
import type { StartDeps } from './actions.start.ts';
import { livePaymentOf } from './queries.ts';

export const BY_HAND = ['bank_transfer', 'cash'] as const;
export type ByHand = (typeof BY_HAND)[number];

export interface PaymentByHand {
  number: string;
  who: string;
  method: ByHand;
  /** A reference, or who brought it. */
  note: string;
}

/**
 * The whole sum came by bank or in cash: the very same transition and consequences as a paid session. Throws
 * `Refusal('payment_open')` while somebody may still pay at the gateway, and closes that page first.
 */
export async function settleByHand(deps: StartDeps, payment: PaymentByHand): Promise<void> {
  const { number, who, method, note } = payment;
  const order = await deps.db.order.findUnique({ where: { number }, select: { id: true, status: true } });
  if (!order) throw new NotFound('order');
  if (order.status !== 'awaiting_payment') throw notPossible(statusOf(order.status), 'paid');
  const closed = await closePayPage(deps, order.id);
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const row = await writeByHand(tx, { ...payment, orderId: order.id, now });
    const session = { amountCents: row.amountCents, intentId: null };
    const why = en.money.byHand.why(en.money.byHand.methods[method], note);
    await payOrder(tx, { deps, payment: row, session, now, who, why });
    // after the order was paid, so that the end of its page is no news
    if (closed) await settleInside(tx, deps, closed);
    if (await livePaymentOf(tx, order.id)) throw paymentOpen();
    await audit(tx, row, { who, what: 'order.settlement', before: 'awaiting_payment', after: why, now });
  });
}

async function writeByHand(
  tx: Tx,
  { orderId, method, note, who, now }: PaymentByHand & { orderId: string; now: Date },
): Promise<PaymentRow> {
  const id = newId();
  const { grossCents: amountCents, currency } = await tx.order.findUniqueOrThrow({ where: { id: orderId } });
  await tx.payment.create({
    data: {
      id,
      orderId,
      status: 'open',
      method,
      note,
      who,
      amountCents,
      currency,
      idempotencyKey: `by-hand-${id}`,
      request: '{}',
      createdAt: now,
      expiresAt: now,
    },
    select: { id: true },
  });
  return getPayment(tx, id);
}

export interface Decision {
  paymentId: string;
  who: string;
  why: string;
}

/** What came is enough: the order is paid with it. Never with another currency. */
export async function acceptWrongAmount(deps: SettleDeps, { paymentId, who, why }: Decision): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const payment = await getWrongAmount(tx, paymentId);
    const { order } = payment;
    if (payment.paidCurrency) throw new Refusal('wrong_currency', en.money.differences.otherCurrency);
    if (order.status !== 'awaiting_payment') throw notPossible(statusOf(order.status), 'paid');
    const session = { amountCents: payment.paidCents, intentId: payment.intentId };
    await payOrder(tx, { deps, payment, session, now, who, why });
    const after = `${money(payment.paidCents, payment.currency)}: ${why}`;
    const before = money(payment.amountCents, payment.currency);
    await audit(tx, payment, { who, what: 'payment.accepted', before, after, now });
  });
}

/** Sends a wrong amount, or what is left of a payment too many, back where it came from. */
export async function refundByHand(
  deps: SettleDeps,
  { paymentId, who }: Omit<Decision, 'why'>,
): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const payment = await getPayment(tx, paymentId);
    const sent = await sendBack(tx, payment, { who, now });
    if (!sent) throw new Refusal('nothing_owed', en.money.differences.nothingOwed);
    const after = money(payment.paidCents - payment.refundedCents, payment.paidCurrency ?? payment.currency);
    await audit(tx, payment, { who, what: 'payment.refund', before: payment.status, after, now });
  });
}

async function sendBack(
  tx: Tx,
  payment: PaymentRow,
  { who, now }: { who: string; now: Date },
): Promise<boolean> {
  const { status, order, paidCents: amountCents, intentId } = payment;
  if (status === 'wrong_amount') {
    const session = { amountCents, intentId, currency: payment.paidCurrency ?? payment.currency };
    await decide(tx, { payment, session, now }, { status: 'owed_back', paidCents: amountCents });
    await noteEvent(tx, { orderId: order.id, who, event: 'payment_owed_back', now });
  }
  if (status === 'wrong_amount' || status === 'owed_back')
    return sendOwedBack(tx, { paymentId: payment.id, who, now });
  // a refund of a cancelled order that the gateway refused
  if (status !== 'succeeded' || order.status !== 'refund_due') return false;
  return (await queueRest(tx, { payment, origin: 'staff', who, why: '', now })) !== null;
}

/** A refund of money that came by hand, and went back by hand. */
export async function confirmPaidBack(
  deps: SettleDeps,
  { refundId, who }: { refundId: string; who: string },
): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const refund = await tx.refund.findUnique({ where: { id: refundId } });
    if (!refund) throw new NotFound('refund');
    const payment = await getPayment(tx, refund.paymentId);
    if (payment.method === 'gateway' || refund.status !== 'queued')
      throw new Refusal('nothing_owed', en.money.differences.nothingOwed);
    await bookRefund(tx, payment, refund, { status: 'succeeded', gatewayId: null, error: '', who }, now);
    const after = money(refund.amountCents, payment.currency);
    await audit(tx, payment, { who, what: 'payment.paid-back', before: 'queued', after, now });
  });
}

async function getPayment(tx: Tx, id: string): Promise<PaymentRow> {
  const payment = await paymentWithOrder(tx, { id });
  if (!payment) throw new NotFound('payment');
  return payment;
}

async function getWrongAmount(tx: Tx, id: string): Promise<PaymentRow> {
  const payment = await getPayment(tx, id);
  if (payment.status !== 'wrong_amount') throw new Refusal('no_wrong_amount', en.money.differences.notWrong);
  return payment;
}

interface Change {
  who: string;
  what: Audited;
  before: string;
  after: string;
  now: Date;
}

function audit(tx: Tx, { orderId, order }: PaymentRow, change: Change): Promise<void> {
  return writeAudit(tx, { ...change, subject: order.number, orderId });
}
