// Starting to be paid: the payment row first, then the gateway, under our own idempotency key.
import type { Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { isUniqueViolation } from '../db/trouble.ts';
import { reserveStock } from '../inventory/actions.ts';
import { newId } from '../lib/ids.ts';
import type { Log } from '../lib/log.ts';
import { OutsideFailure, Refusal } from '../lib/refusal.ts';
import { later, MINUTE, SECOND } from '../lib/time.ts';
import { stockNeeds } from '../orders/stock-needs.ts';
import { en } from '../words/en.ts';
import { rememberWord } from './actions.decide.ts';
import { settleFree } from './actions.free.ts';
import { type Attempt, openPage, type PageDeps, type Press, type Started } from './actions.page.ts';
import { settleSession } from './actions.settle.ts';
import type { PayLine, PayRequest } from './gateway.ts';
import { livePaymentOf } from './queries.ts';

export interface StartDeps extends PageDeps {
  log: Log;
  baseUrl: () => string;
  holdMinutes: number;
}

/** For all calls of one press together, so that the buyer has an answer within 8 s, the database included. */
const PATIENCE = 6 * SECOND;
/** A call with less time than this is not worth making. */
const SHORTEST_CALL = SECOND;
/** How long a press waits to hear that the page it asks for is still open. */
const TIME_TO_LOOK = 2.5 * SECOND;
/** A page that is about to run out is not worth sending somebody to. */
const USEFUL_PAGE = 2 * MINUTE;
const SHORTEST_PAGE = 30 * MINUTE + 15 * SECOND;
const ROUNDS = 3;

/**
 * The pay page of an order: the open one again, or a new one. `landing` when there is nothing to pay (paid,
 * cancelled, a bank debit running) or the gateway does not answer: the order stands either way.
 * Throws `Refusal('out_of_stock')` when what an earlier attempt gave back is gone.
 */
export async function startPayment(deps: StartDeps, orderId: string): Promise<Started> {
  const began = performance.now(); // a clock that is set meanwhile is no time that went by
  const press: Press = {
    at: deps.clock(),
    timeLeft: () => Math.floor(PATIENCE - (performance.now() - began)),
  };
  try {
    for (let round = 0; round < ROUNDS && press.timeLeft() > SHORTEST_CALL; round += 1) {
      const started = await goOn(deps, orderId, press);
      if (started) return started;
    }
  } catch (error) {
    if (!(error instanceof OutsideFailure)) throw error;
    deps.log.warn({ order: orderId, code: error.code }, 'gateway not reachable');
  }
  return { kind: 'landing' };
}

/** Null when the attempt we had is over now, and it is worth looking again. */
async function goOn(deps: StartDeps, orderId: string, press: Press): Promise<Started | null> {
  const attempt = await currentAttempt(deps, orderId);
  if (!attempt) return { kind: 'landing' };
  if (attempt.status === 'creating') return openPage(deps, attempt, press);
  const { sessionId, payUrl } = attempt;
  if (attempt.status !== 'open' || !payUrl || !sessionId) return { kind: 'landing' };
  if (attempt.expiresAt > later(deps.clock(), USEFUL_PAGE)) {
    return (await isStillOpen(deps, sessionId)) ? { kind: 'pay', url: payUrl } : null;
  }
  const closed = await deps.gateway.expireSession(sessionId, { timeoutMs: press.timeLeft() });
  await settleSession(deps, closed, { makesRoom: true });
  return null;
}

/** Paid a moment ago in another tab, perhaps. A gateway that does not say keeps nobody from the page. */
async function isStillOpen(deps: StartDeps, sessionId: string): Promise<boolean> {
  try {
    const session = await deps.gateway.askSession(sessionId, { timeoutMs: TIME_TO_LOOK });
    await settleSession(deps, session, { makesRoom: true });
    return session.state === 'open';
  } catch (error) {
    if (!(error instanceof OutsideFailure)) throw error;
    return true;
  }
}

/** The order's live attempt, made now if it has none; null when there is nothing to pay. */
async function currentAttempt(deps: StartDeps, orderId: string): Promise<Attempt | null> {
  try {
    return await transaction(deps.db, (tx) => attemptInside(tx, deps, orderId));
  } catch (error) {
    if (!isUniqueViolation(error, 'liveOrderId')) throw error;
    return livePaymentOf(deps.db, orderId);
  }
}

async function attemptInside(tx: Tx, deps: StartDeps, orderId: string): Promise<Attempt | null> {
  const order = await tx.order.findUniqueOrThrow({
    where: { id: orderId },
    include: { lines: { orderBy: { position: 'asc' } } },
  });
  if (order.status !== 'awaiting_payment') return null;
  if (order.grossCents === 0) {
    await settleFree(tx, deps, orderId);
    return null;
  }
  const live = await livePaymentOf(tx, orderId);
  if (live) return live;
  const now = deps.clock();
  const expiresAt = pageEnd(now, deps.holdMinutes);
  await holdStockAgain(tx, order, now, later(expiresAt, 5 * MINUTE));
  const email = (await isEmailRefused(tx, orderId)) ? '' : order.email;
  const id = newId();
  const attempt = await tx.payment.create({
    data: {
      id,
      orderId,
      status: 'creating',
      amountCents: order.grossCents,
      currency: order.currency,
      idempotencyKey: `payment-${id}`,
      liveOrderId: orderId,
      request: JSON.stringify(payRequest({ ...order, email }, { id, expiresAt, baseUrl: deps.baseUrl() })),
      createdAt: now,
      expiresAt,
    },
  });
  await rememberWord(tx, orderId);
  return attempt;
}

/** We take addresses that the gateway does not believe; it can ask the buyer itself. */
async function isEmailRefused(tx: Tx, orderId: string): Promise<boolean> {
  return (await tx.payment.count({ where: { orderId, error: 'email_refused' } })) > 0;
}

async function holdStockAgain(
  tx: Tx,
  order: { id: string; lines: { stockUse: string; title: string }[] },
  now: Date,
  expiresAt: Date,
): Promise<void> {
  const held = await tx.stockReservation.count({ where: { orderId: order.id, status: 'held' } });
  if (held > 0) return;
  const because = { orderId: order.id, who: 'customer', reason: 'paying again', now, expiresAt };
  const lacking = await reserveStock(tx, stockNeeds(order.lines), because);
  if (lacking.length === 0) return;
  const gone = order.lines.filter((line) => stockNeeds([line]).some((need) => lacking.includes(need.sku)));
  throw new Refusal('out_of_stock', en.orders.goneMeanwhile(gone.map((line) => line.title).join(', ')));
}

type OrderToPay = {
  number: string;
  key: string;
  email: string;
  currency: string;
  deliveryName: string;
  deliveryCents: number;
  taxCents: number;
  lines: { title: string; quantity: number; netCents: number }[];
};

/** Delivery and tax are lines of their own, so that the gateway's total is ours to the cent. */
function payRequest(
  order: OrderToPay,
  attempt: { id: string; expiresAt: Date; baseUrl: string },
): PayRequest {
  const line = (name: string, amountCents: number): PayLine => ({ name, amountCents, quantity: 1 });
  const page = `${attempt.baseUrl}/orders/${order.number}`;
  return {
    orderNumber: order.number,
    paymentId: attempt.id,
    email: order.email,
    currency: order.currency,
    lines: [
      ...order.lines.map((each) => line(en.orders.payLine(each.quantity, each.title), each.netCents)),
      ...(order.deliveryCents > 0 ? [line(order.deliveryName, order.deliveryCents)] : []),
      ...(order.taxCents > 0 ? [line(en.orders.totals.tax, order.taxCents)] : []),
    ],
    successUrl: `${page}/landing?key=${order.key}`,
    cancelUrl: `${page}?key=${order.key}`,
    expiresAt: attempt.expiresAt.toISOString(),
  };
}

/** In whole seconds. The gateway wants 30 minutes from when it reads the request, so ours are a little longer. */
function pageEnd(now: Date, holdMinutes: number): Date {
  const lasts = Math.max(holdMinutes * MINUTE, SHORTEST_PAGE);
  return new Date(Math.floor((now.getTime() + lasts) / SECOND) * SECOND);
}
