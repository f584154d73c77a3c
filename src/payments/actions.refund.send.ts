// Sending money back: the gateway is called under the refund row's own key until it answers.
import { transaction } from '../db/transaction.ts';
import { OutsideFailure } from '../lib/refusal.ts';
import { backOff, later, MINUTE, SECOND } from '../lib/time.ts';
import { bookRefund, settleGatewayRefund } from './actions.refund.settle.ts';
import type { StartDeps } from './actions.start.ts';
import { inLanes } from './lanes.ts';
import { dueRefunds } from './queries.ts';

type DueRefund = Awaited<ReturnType<typeof dueRefunds>>[number];

/** Everything whose time has come; what fails is tried again, what the gateway refuses is shown to staff. */
export async function sendDueRefunds(deps: StartDeps): Promise<void> {
  const due = await dueRefunds(deps.db, deps.clock(), 50);
  await inLanes(due, (refund) => send(deps, refund));
}

async function send(deps: StartDeps, refund: DueRefund): Promise<void> {
  try {
    const intentId = refund.payment.intentId ?? (await askForIntent(deps, refund.payment));
    const request = { intentId, refundId: refund.id, amountCents: refund.amountCents };
    const answer = await deps.gateway.refund(request, refund.idempotencyKey);
    const told = { ...answer, refundId: refund.id };
    await transaction(deps.db, (tx) => settleGatewayRefund(tx, refund.payment, told, deps.clock()));
  } catch (error) {
    if (!(error instanceof OutsideFailure)) throw error;
    deps.log.warn({ refund: refund.id, code: error.code }, 'refund not sent');
    if (isSpoilt(error)) await tryLater(deps, refund, error, nextKey(refund));
    else await (error.permanent ? giveUp : tryLater)(deps, refund, error);
  }
}

/** Known to the gateway only since the payment, when the news of it carried none. */
async function askForIntent(deps: StartDeps, payment: DueRefund['payment']): Promise<string> {
  const { intentId } = await deps.gateway.askSession(payment.sessionId ?? '');
  if (!intentId) throw new OutsideFailure('stripe', 'the payment has no intent', { permanent: false });
  await deps.db.payment.updateMany({ where: { id: payment.id, intentId: null }, data: { intentId } });
  return intentId;
}

async function giveUp(deps: StartDeps, refund: DueRefund, failure: OutsideFailure): Promise<void> {
  const told = { status: 'failed' as const, gatewayId: null, error: failure.message.slice(0, 300) };
  await transaction(deps.db, async (tx) => {
    const row = await tx.refund.findUniqueOrThrow({ where: { id: refund.id } });
    await bookRefund(tx, refund.payment, row, told, deps.clock());
  });
}

/** The gateway would answer this key like this for ever; it has been asked, and no such refund was made. */
function isSpoilt({ code }: OutsideFailure): boolean {
  return code === 'stored_failure' || code === 'idempotency_error';
}

/** `refund-1`, `refund-1.2`, `refund-1.3`: written down before it is used. */
function nextKey({ idempotencyKey }: DueRefund): string {
  const [key = '', times = '1'] = idempotencyKey.split('.');
  return `${key}.${Number(times) + 1}`;
}

async function tryLater(
  deps: StartDeps,
  refund: DueRefund,
  failure: OutsideFailure,
  idempotencyKey = refund.idempotencyKey,
): Promise<void> {
  const attempts = refund.attempts + 1;
  const wait = backOff(attempts, 10 * SECOND, 2 * MINUTE) / deps.workerPace;
  const error = failure.message.slice(0, 300);
  await deps.db.refund.updateMany({
    where: { id: refund.id, status: 'queued', idempotencyKey: refund.idempotencyKey },
    data: { idempotencyKey, attempts, error, nextTryAt: later(deps.clock(), wait) },
  });
}
