// Cancelling, by staff or because nobody paid: the pay page is closed before an unpaid order ends; a paid one
// owes its money back.
import { writeAudit } from '../accounts/actions.audit.ts';
import type { Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { NotFound, OutsideFailure, Refusal } from '../lib/refusal.ts';
import { cancelUnpaidOrder } from '../orders/actions.cancel.ts';
import { notPossible } from '../orders/actions.move.ts';
import { mayBeCancelledByCustomer } from '../orders/transitions.ts';
import { en } from '../words/en.ts';
import { endPaidOrder } from './actions.end-paid.ts';
import { settleInside, settleSession } from './actions.settle.ts';
import type { StartDeps } from './actions.start.ts';
import type { PaySession } from './gateway.ts';
import { livePaymentOf } from './queries.ts';

/** So that whoever pressed the button has an answer. */
const PATIENCE = { timeoutMs: 6_000 };

export interface Cancellation {
  number: string;
  who: string;
  /** The customer reads it in the letter. */
  why: string;
  /** What production used up goes back on the shelf; what is only reserved always does. */
  restock: boolean;
}

/**
 * Until production starts a customer may change their mind: what was paid goes back by itself. Throws
 * `Refusal('too_late')` afterwards, else like `cancelByStaff`.
 */
export async function cancelByCustomer(deps: StartDeps, number: string): Promise<'cancelled' | 'refund_due'> {
  const order = await deps.db.order.findUnique({
    where: { number },
    select: { status: true, heldFrom: true },
  });
  if (!order) throw new NotFound('order');
  if (!mayBeCancelledByCustomer(order)) throw new Refusal('too_late', en.orders.cancelTooLate);
  return cancelByStaff(deps, {
    number,
    who: 'customer',
    why: en.orders.cancelledByCustomer,
    restock: false,
    onlyFrom: order.status,
  });
}

/**
 * Throws `Refusal('move_not_possible')` when the table forbids it, `Refusal('payment_open')` when somebody may
 * still be paying: money that arrives must not find a cancelled order.
 */
export async function cancelByStaff(
  deps: StartDeps,
  cancellation: Cancellation & { onlyFrom?: string },
): Promise<'cancelled' | 'refund_due'> {
  const { number } = cancellation;
  const order = await deps.db.order.findUnique({ where: { number }, select: { id: true, status: true } });
  if (!order) throw new NotFound('order');
  if (order.status !== 'awaiting_payment') {
    await cancelPaidOrder(deps, cancellation);
    return 'refund_due';
  }
  const closed = await closePayPage(deps, order.id);
  await transaction(deps.db, (tx) => cancelUnpaid(tx, deps, { ...cancellation, orderId: order.id, closed }));
  return 'cancelled';
}

/** Unpaid for too long. Throws `Refusal('payment_open')`, `Refusal('wrong_amount')` like the above. */
export async function cancelByShop(deps: StartDeps, orderId: string): Promise<void> {
  const closed = await closePayPage(deps, orderId);
  const unpaid = { orderId, who: 'shop', why: en.orders.notPaidInTime, closed };
  await transaction(deps.db, (tx) => endUnpaid(tx, deps, unpaid));
}

/** The page's session, closed for good; null when there was none. */
export async function closePayPage(deps: StartDeps, orderId: string): Promise<PaySession | null> {
  const live = await livePaymentOf(deps.db, orderId);
  if (!live) return null;
  if (live.status === 'wrong_amount') throw new Refusal('wrong_amount', en.admin.order.wrongAmount);
  if (!live.sessionId) throw paymentOpen();
  try {
    const session = await deps.gateway.expireSession(live.sessionId, PATIENCE);
    if (session.state === 'expired' || session.state === 'failed') return session;
    await settleSession(deps, session);
  } catch (error) {
    if (!(error instanceof OutsideFailure)) throw error;
    deps.log.warn({ order: orderId, code: error.code }, 'could not close the pay page');
  }
  throw paymentOpen();
}

interface Unpaid {
  orderId: string;
  who: string;
  why: string;
  closed: PaySession | null;
}

async function endUnpaid(tx: Tx, deps: StartDeps, { closed, ...order }: Unpaid): Promise<void> {
  if (!(await cancelUnpaidOrder(tx, { ...order, now: deps.clock() }))) throw paymentOpen();
  // after the order ended, so that the buyer is not asked once more to pay for it
  if (closed) await settleInside(tx, deps, closed);
  if (await livePaymentOf(tx, order.orderId)) throw paymentOpen();
}

async function cancelUnpaid(tx: Tx, deps: StartDeps, unpaid: Unpaid & { number: string }): Promise<void> {
  const { number, orderId, who, why, closed } = unpaid;
  await endUnpaid(tx, deps, { orderId, who, why, closed });
  const change = { subject: number, orderId, before: 'awaiting_payment', after: `cancelled: ${why}` };
  await writeAudit(tx, { who, what: 'order.cancellation', ...change, now: deps.clock() });
}

async function cancelPaidOrder(
  deps: StartDeps,
  cancellation: Cancellation & { onlyFrom?: string },
): Promise<void> {
  const { number, who, why, restock, onlyFrom } = cancellation;
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const order = await tx.order.findUniqueOrThrow({ where: { number } });
    const orderId = order.id;
    // production may have started since the customer looked
    if (onlyFrom && order.status !== onlyFrom) throw new Refusal('too_late', en.orders.cancelTooLate);
    // only a refund that bounced leads back from there
    if (order.status === 'refunded') throw notPossible('refunded', 'refund_due');
    await endPaidOrder(tx, orderId, { who, why, restock, now });
    const change = { subject: number, orderId, before: order.status, after: `refund_due: ${why}` };
    await writeAudit(tx, { who, what: 'order.cancellation', ...change, now });
  });
}

export function paymentOpen(): Refusal {
  return new Refusal('payment_open', en.admin.order.paymentOpen);
}
