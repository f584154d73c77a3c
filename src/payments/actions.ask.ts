// Asking the gateway ourselves: for the landing page, and on a schedule so that nothing hangs on a webhook.
import { OutsideFailure, Refusal } from '../lib/refusal.ts';
import { later, MINUTE } from '../lib/time.ts';
import { cancelByShop } from './actions.cancel.ts';
import { notePulse } from './actions.pulse.ts';
import { giveUpAttempt, giveUpUnstarted, settleSession } from './actions.settle.ts';
import type { StartDeps } from './actions.start.ts';
import type { Patience } from './gateway.ts';
import { inLanes } from './lanes.ts';
import { abandonedPayments, duePayments, livePaymentOf, overdueOrders, unstartedOrders } from './queries.ts';
import { nextAsk } from './schedule.ts';

/** `asked` is false when the gateway did not answer in time: what we know may be old. */
export interface Asked {
  asked: boolean;
}

/** For the landing page: the order's live attempt, asked about now. Never throws for a gateway in trouble. */
export async function askAboutOrder(deps: StartDeps, orderId: string, patience: Patience): Promise<Asked> {
  const live = await livePaymentOf(deps.db, orderId);
  if (!live?.sessionId || live.status === 'wrong_amount') return { asked: true };
  return { asked: await askAboutPayment(deps, { id: live.id, sessionId: live.sessionId }, patience) };
}

/** Everything whose time has come; answers how many payments were asked about. */
export async function reconcilePayments(deps: StartDeps): Promise<number> {
  for (const { id } of await abandonedPayments(deps.db, deps.clock(), deps.workerPace))
    await giveUpAttempt(deps, id);
  for (const { number } of await unstartedOrders(deps.db, deps.clock(), deps.workerPace))
    await giveUpUnstarted(deps, number);
  await notePulse(deps.db, 'payments', deps.clock());
  const due = await duePayments(deps.db, deps.clock(), 100);
  await inLanes(due, async ({ id, sessionId }) => {
    if (sessionId && (await claimAsk(deps, id))) await askAboutPayment(deps, { id, sessionId }, {});
  });
  return due.length;
}

async function askAboutPayment(
  deps: StartDeps,
  payment: { id: string; sessionId: string },
  patience: Patience,
): Promise<boolean> {
  try {
    await settleSession(deps, await deps.gateway.askSession(payment.sessionId, patience));
    await deps.db.payment.updateMany({ where: { id: payment.id }, data: { askedAt: deps.clock() } });
    return true;
  } catch (error) {
    if (!(error instanceof OutsideFailure)) throw error;
    deps.log.warn({ payment: payment.id, code: error.code }, 'could not ask the gateway');
    return false;
  }
}

/** Moves the next ask on before asking, so that two workers never ask about the same payment at once. */
async function claimAsk(deps: StartDeps, id: string): Promise<boolean> {
  const now = deps.clock();
  const payment = await deps.db.payment.findUnique({ where: { id } });
  if (!payment) return false;
  const asks = payment.asks + 1;
  const claimed = await deps.db.payment.updateMany({
    where: { id, asks: payment.asks, status: { in: ['open', 'running'] } },
    data: { asks, nextAskAt: nextAsk({ ...payment, asks }, now, deps.workerPace) },
  });
  return claimed.count === 1;
}

/** Unpaid for too long: the gateway is asked once more, its page closed, and only then the order cancelled. */
export async function cancelOverdueOrders(deps: StartDeps): Promise<void> {
  await inLanes(await overdueOrders(deps.db, deps.clock(), 50), async ({ id }) => {
    try {
      await cancelByShop(deps, id);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await lookAgainLater(deps, id);
    }
  });
}

/** Money may be on its way, or the gateway cannot be asked. */
async function lookAgainLater(deps: StartDeps, id: string): Promise<void> {
  const again = later(deps.clock(), (10 * MINUTE) / deps.workerPace);
  await deps.db.order.updateMany({
    where: { id, status: 'awaiting_payment' },
    data: { payableUntil: again },
  });
}
