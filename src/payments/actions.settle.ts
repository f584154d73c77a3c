// The one way money news changes anything: decided by settle(), claimed once, with every consequence in the
// same transaction.

import type { Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { releaseStock } from '../inventory/actions.ts';
import { Refusal } from '../lib/refusal.ts';
import { noteEvent } from '../orders/actions.move.ts';
import { takeTurn } from '../orders/actions.turn.ts';
import { isOrderStatus } from '../orders/transitions.ts';
import {
  type Case,
  type Circumstances,
  paymentWithOrder,
  rememberWord,
  type SettleDeps,
  WITH_ORDER,
} from './actions.decide.ts';
import { oweBack } from './actions.owed-back.ts';
import { payOrder } from './actions.paid.ts';
import { flagWrongAmount, giveUp, tellFailed, waitForDebit } from './actions.unpaid.ts';
import type { PaySession } from './gateway.ts';
import { isPaymentStatus, type Settlement, settle } from './settlement.ts';

/** `unknown`: no payment row of ours has this session. */
export type Settled = Settlement | 'unknown';

/** Whoever decides the same payment first wins; the others look again and find it decided. */
export async function settleSession(
  deps: SettleDeps,
  session: PaySession,
  circumstances: Circumstances = {},
): Promise<Settled> {
  return settledOnce(() => transaction(deps.db, (tx) => settleInside(tx, deps, session, circumstances)));
}

/** Runs it again when somebody else decided meanwhile. */
export async function settledOnce<T>(work: () => Promise<T>, tries = 4): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (tries === 1 || !(error instanceof Refusal && LOST_RACE.includes(error.code))) throw error;
    return settledOnce(work, tries - 1);
  }
}

const LOST_RACE = ['decided_meanwhile', 'move_not_possible'];

/** In the caller's transaction; the webhook says in the same one what became of its notice. */
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

/** An order that never got an attempt: what it holds goes back, and it can still be paid. */
export async function giveUpUnstarted(deps: SettleDeps, number: string): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    await takeTurn(tx, number);
    const { payments, ...order } = await tx.order.findUniqueOrThrow({
      where: { number },
      include: { ...WITH_ORDER.include.order.include, payments: { select: { id: true } } },
    });
    if (payments.length > 0 || order.status !== 'awaiting_payment') return;
    await rememberWord(tx, order.id);
    await noteEvent(tx, { orderId: order.id, who: 'shop', event: 'payment_failed', now });
    await releaseStock(tx, { orderId: order.id, who: 'shop', reason: 'payment_failed', now });
    await tellFailed(tx, order, { fact: `payment-failed:${order.id}`, now });
  });
}
