// The one way money news changes anything: decided by settle(), claimed once, with every consequence in the
// same transaction.

import type { Settings } from '../catalog/settings.ts';
import type { Db, Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { keepReservations, releaseStock, reserveStock } from '../inventory/actions.ts';
import { issueInvoice } from '../invoices/actions.ts';
import { day, money } from '../lib/format.ts';
import { Refusal } from '../lib/refusal.ts';
import { addWorkingDays, type Clock } from '../lib/time.ts';
import { queueLetter } from '../mail/actions.ts';
import { moveOrder, noteEvent } from '../orders/actions.move.ts';
import { letterOrder, orderPath } from '../orders/letters.ts';
import { stockNeeds } from '../orders/stock-needs.ts';
import { isOrderStatus } from '../orders/transitions.ts';
import { wantPrintFiles } from '../production/actions.ts';
import { en } from '../words/en.ts';
import { queueRest } from './actions.refund.ts';
import type { PaySession } from './gateway.ts';
import { refundableCents } from './refunds.ts';
import {
  isPaymentStatus,
  type PaymentStatus,
  paymentWord,
  type Settlement,
  settle,
  UNDECIDED,
} from './settlement.ts';

export interface SettleDeps {
  db: Db;
  clock: Clock;
  shop: { now(): { settings: Settings } };
}

/** `unknown`: no payment row of ours has this session. */
export type Settled = Settlement | 'unknown';

export interface Circumstances {
  /** The buyer is about to get another page, so the end of this one is no news to write a letter about. */
  makesRoom?: boolean;
}

/** Whoever decides the same payment first wins; the others look again and find it decided. */
export async function settleSession(
  deps: SettleDeps,
  session: PaySession,
  circumstances: Circumstances = {},
): Promise<Settled> {
  return settledOnce(() => transaction(deps.db, (tx) => settleInside(tx, deps, session, circumstances)));
}

async function settledOnce<T>(work: () => Promise<T>, tries = 4): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (tries === 1 || !(error instanceof Refusal && LOST_RACE.includes(error.code))) throw error;
    return settledOnce(work, tries - 1);
  }
}

const LOST_RACE = ['decided_meanwhile', 'move_not_possible'];

const WITH_ORDER = {
  include: { order: { include: { lines: { orderBy: { position: 'asc' }, include: { artwork: true } } } } },
} as const;

export type PaymentRow = NonNullable<Awaited<ReturnType<typeof paymentWithOrder>>>;

export function paymentWithOrder(tx: Tx, where: { sessionId: string } | { id: string }) {
  return tx.payment.findUnique({ where, ...WITH_ORDER });
}

/** In the caller's transaction; the webhook stores its notice in the same one. */
export async function settleInside(
  tx: Tx,
  deps: SettleDeps,
  session: PaySession,
  circumstances: Circumstances = {},
): Promise<Settled> {
  const payment = await paymentWithOrder(tx, { sessionId: session.id });
  if (!payment) return 'unknown';
  const { status } = payment;
  if (!isPaymentStatus(status) || !isOrderStatus(payment.order.status))
    throw new RangeError(`payment ${payment.id}`);
  const decision = settle({
    payment: { ...payment, status },
    order: { status: payment.order.status },
    session,
  });
  await apply[decision](tx, { ...circumstances, deps, payment, session, now: deps.clock() });
  return decision;
}

export interface Case extends Circumstances {
  deps: SettleDeps;
  payment: PaymentRow;
  session: Pick<PaySession, 'amountCents' | 'intentId'> & { currency?: string };
  now: Date;
  /** Who says so: the gateway, unless a person does. */
  who?: string;
  why?: string;
}

type Apply = (tx: Tx, told: Case) => Promise<void>;

const apply: Record<Settlement, Apply> = {
  pays_order: payOrder,
  owed_back: oweBack,
  wrong_amount: flagWrongAmount,
  running: waitForDebit,
  failed: (tx, told) => giveUp(tx, told, 'failed'),
  expired: (tx, told) => giveUp(tx, told, 'expired'),
  already: async () => {},
};

/** By hand too: the very same transition and consequences, whoever says that the money is here. */
export async function payOrder(tx: Tx, told: Case): Promise<void> {
  const { payment, session, now, deps, who = 'gateway', why = '' } = told;
  const { order } = payment;
  await decide(tx, told, { status: 'succeeded', paidCents: session.amountCents });
  const dueAt = addWorkingDays(now, deps.shop.now().settings.productionDays);
  const also = { paidAt: now, dueAt, paidCents: session.amountCents, payment: 'succeeded' as const };
  await moveOrder(tx, { order, to: 'paid', who, why, now, also });
  await coverWithStock(tx, order, now);
  await wantPrintFiles(tx, { orderId: order.id, now });
  const invoice = await issueInvoice(tx, order.id, now);
  await queueLetter(
    tx,
    {
      kind: 'order-confirmed',
      to: order.email,
      fact: `order-confirmed:${order.id}`,
      order,
      model: {
        order: letterOrder(order),
        name: order.name,
        total: money(order.grossCents, order.currency),
        promised: day(addWorkingDays(dueAt, order.deliveryDays)),
        documents: [invoice.id],
      },
    },
    now,
  );
}

/** A late payer's stock went back when the page expired: taken again, or the order waits for a person. */
async function coverWithStock(tx: Tx, order: PaymentRow['order'], now: Date): Promise<void> {
  if ((await keepReservations(tx, order.id)) > 0) return;
  const because = { orderId: order.id, who: 'shop', reason: 'paid', now, expiresAt: null };
  const lacking = await reserveStock(tx, stockNeeds(order.lines), because);
  if (lacking.length === 0) return;
  const why = en.orders.heldForStock(lacking.join(', '));
  await moveOrder(tx, {
    order: { id: order.id, status: 'paid' },
    to: 'on_hold',
    who: 'shop',
    why,
    now,
    also: { heldFrom: 'paid' },
  });
}

/** Goes back by itself, unless the owner wants to look at each first. */
async function oweBack(tx: Tx, told: Case): Promise<void> {
  const { payment, session, now, deps } = told;
  await decide(tx, told, { status: 'owed_back', paidCents: session.amountCents });
  await noteEvent(tx, { orderId: payment.orderId, who: 'gateway', event: 'payment_owed_back', now });
  if (deps.shop.now().settings['refunds.owedBack'] === 'automatic')
    await sendOwedBack(tx, { paymentId: payment.id, who: 'shop', now });
}

/** What is left of money that is not ours goes back, and its owner is told. Answers whether there was any. */
export async function sendOwedBack(
  tx: Tx,
  { paymentId, who, now }: { paymentId: string; who: string; now: Date },
): Promise<boolean> {
  const payment = await tx.payment.findUniqueOrThrow({
    where: { id: paymentId },
    include: WITH_ORDER.include,
  });
  const { order } = payment;
  const amountCents = refundableCents(payment);
  if (!(await queueRest(tx, { payment, origin: 'owed_back', who, why: '', now }))) return false;
  const amount = money(amountCents, payment.paidCurrency ?? payment.currency);
  const fact = `payment-owed-back:${payment.id}`;
  const model = { order: letterOrder(order), name: order.name, amount };
  await queueLetter(tx, { kind: 'payment-owed-back', to: order.email, fact, order, model }, now);
  return true;
}

async function flagWrongAmount(tx: Tx, told: Case): Promise<void> {
  const { payment, session, now } = told;
  // stays the order's live attempt: nobody is asked to pay a second time before a person looked
  await decide(tx, told, { status: 'wrong_amount', paidCents: session.amountCents, keepsLive: true });
  await noteEvent(tx, { orderId: payment.orderId, who: 'gateway', event: 'payment_wrong_amount', now });
  const { order } = payment;
  const amount = money(session.amountCents, session.currency ?? payment.currency);
  const model = { order: letterOrder(order), name: order.name, amount };
  const fact = `payment-problem:${payment.id}`;
  await queueLetter(tx, { kind: 'payment-problem', to: order.email, fact, order, model }, now);
}

async function waitForDebit(tx: Tx, told: Case): Promise<void> {
  const { payment, now } = told;
  const { order } = payment;
  await decide(tx, told, { status: 'running', keepsLive: true });
  await noteEvent(tx, { orderId: order.id, who: 'gateway', event: 'payment_running', now });
  const total = money(payment.amountCents, payment.currency);
  const model = { order: letterOrder(order), name: order.name, total };
  const fact = `payment-pending:${payment.id}`;
  await queueLetter(tx, { kind: 'payment-pending', to: order.email, fact, order, model }, now);
}

async function giveUp(tx: Tx, told: Case, status: 'failed' | 'expired'): Promise<void> {
  const { payment, now, makesRoom = false } = told;
  const { order } = payment;
  await decide(tx, told, { status });
  if (order.status !== 'awaiting_payment') return;
  await noteEvent(tx, { orderId: order.id, who: 'gateway', event: `payment_${status}`, now });
  // a later attempt may hold the stock by now; what it holds is its own, and the last one tells of the end
  if (await hasOtherAttempts(tx, order.id)) return;
  await releaseStock(tx, { orderId: order.id, who: 'shop', reason: `payment_${status}`, now });
  if (makesRoom) return;
  await queueLetter(
    tx,
    {
      kind: 'payment-failed',
      to: order.email,
      fact: `payment-failed:${payment.id}`,
      order,
      model: {
        order: letterOrder(order),
        name: order.name,
        total: money(order.grossCents, order.currency),
        payPath: orderPath(order),
        until: day(order.payableUntil),
      },
    },
    now,
  );
}

async function hasOtherAttempts(tx: Tx, orderId: string): Promise<boolean> {
  const undecided = [{ liveOrderId: orderId }, { orderId, status: { in: [...UNDECIDED] } }];
  return (await tx.payment.count({ where: { OR: undecided } })) > 0;
}

/** An attempt that never got a pay page is over, unless it got one meanwhile. */
export async function giveUpAttempt(deps: SettleDeps, paymentId: string): Promise<void> {
  await settledOnce(() =>
    transaction(deps.db, async (tx) => {
      const payment = await paymentWithOrder(tx, { id: paymentId });
      if (payment?.status !== 'creating') return;
      const session = { amountCents: 0, intentId: null };
      await giveUp(tx, { deps, payment, session, now: deps.clock() }, 'failed');
    }),
  );
}

/** Claims the payment by the status it was read with, and keeps the order's word in step. */
export async function decide(
  tx: Tx,
  { payment, session, now }: Pick<Case, 'payment' | 'session' | 'now'>,
  to: { status: PaymentStatus; paidCents?: number; keepsLive?: boolean },
): Promise<void> {
  const claimed = await tx.payment.updateMany({
    where: { id: payment.id, status: payment.status },
    data: {
      status: to.status,
      paidCents: to.paidCents ?? payment.paidCents,
      paidCurrency: session.currency && session.currency !== payment.currency ? session.currency : null,
      intentId: session.intentId ?? payment.intentId,
      liveOrderId: to.keepsLive ? payment.liveOrderId : null,
      settledAt: to.status === 'running' ? null : now,
    },
  });
  if (claimed.count === 0) throw new Refusal('decided_meanwhile', `payment ${payment.id}`);
  // a paid order learns its word together with its status
  if (to.status !== 'succeeded') await rememberWord(tx, payment.orderId);
}

/** The order's payment word is always that of its attempts. */
export async function rememberWord(tx: Tx, orderId: string): Promise<void> {
  const attempts = await tx.payment.findMany({ where: { orderId }, select: { status: true } });
  const statuses = attempts.map(({ status }) => status).filter(isPaymentStatus);
  await tx.order.updateMany({ where: { id: orderId }, data: { payment: paymentWord(statuses) } });
}
