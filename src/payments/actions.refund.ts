// Sending money back: the refund row first, then the gateway under the row's own key, until it answers.
import type { Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { money } from '../lib/format.ts';
import { OutsideFailure } from '../lib/refusal.ts';
import { backOff, later, MINUTE, SECOND } from '../lib/time.ts';
import { queueLetter } from '../mail/actions.ts';
import { moveOrder, noteEvent } from '../orders/actions.move.ts';
import { letterOrder } from '../orders/letters.ts';
import { isOrderStatus } from '../orders/transitions.ts';
import type { StartDeps } from './actions.start.ts';
import type { GatewayRefund } from './gateway.ts';
import { dueRefunds } from './queries.ts';

type DueRefund = Awaited<ReturnType<typeof dueRefunds>>[number];

/** Everything whose time has come; what fails is tried again, what the gateway refuses is shown to staff. */
export async function sendDueRefunds(deps: StartDeps): Promise<void> {
  for (const refund of await dueRefunds(deps.db, deps.clock(), 20)) {
    const { intentId } = refund.payment;
    if (!intentId) continue;
    try {
      const request = { intentId, refundId: refund.id, amountCents: refund.amountCents };
      await settleRefund(deps, refund, await deps.gateway.refund(request, refund.idempotencyKey));
    } catch (error) {
      if (!(error instanceof OutsideFailure)) throw error;
      await tryLater(deps, refund, error);
    }
  }
}

async function settleRefund(deps: StartDeps, refund: DueRefund, answer: GatewayRefund): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const claimed = await tx.refund.updateMany({
      where: { id: refund.id, status: 'queued' },
      data: {
        gatewayId: answer.id,
        status: answer.status,
        nextTryAt: answer.status === 'queued' ? later(now, MINUTE) : null,
        settledAt: answer.status === 'queued' ? null : now,
        error: '',
      },
    });
    if (claimed.count === 0 || answer.status !== 'succeeded') return;
    await tx.payment.update({
      where: { id: refund.paymentId },
      data: { refundedCents: { increment: answer.amountCents } },
    });
    // what was owed back never counted as paid, so it does not count as refunded either
    const counts = refund.origin === 'owed_back' ? 0 : answer.amountCents;
    const order = await tx.order.update({
      where: { id: refund.orderId },
      data: { refundedCents: { increment: counts } },
    });
    const why = money(answer.amountCents, refund.payment.currency);
    await noteEvent(tx, { orderId: order.id, who: 'gateway', event: 'refunded', why, now });
    const allBack =
      isOrderStatus(order.status) && order.status === 'refund_due' && order.refundedCents >= order.paidCents;
    if (allBack) await moveOrder(tx, { order, to: 'refunded', who: 'gateway', now });
    // money owed back was announced when it arrived
    if (refund.origin === 'staff') await tellRefunded(tx, refund, now);
  });
}

async function tellRefunded(tx: Tx, refund: DueRefund, now: Date): Promise<void> {
  const order = await tx.order.findUniqueOrThrow({
    where: { id: refund.orderId },
    include: { lines: { orderBy: { position: 'asc' }, include: { artwork: true } } },
  });
  const amount = money(refund.amountCents, refund.payment.currency);
  const model = { order: letterOrder(order), name: order.name, amount };
  const fact = `refunded:${refund.id}`;
  await queueLetter(tx, { kind: 'refunded', to: order.email, fact, order, model }, now);
}

async function tryLater(deps: StartDeps, refund: DueRefund, failure: OutsideFailure): Promise<void> {
  const attempts = refund.attempts + 1;
  const wait = backOff(attempts, 10 * SECOND, 5 * MINUTE) / deps.workerPace;
  await deps.db.refund.updateMany({
    where: { id: refund.id, status: 'queued' },
    data: {
      attempts,
      status: failure.permanent ? 'failed' : 'queued',
      error: failure.message.slice(0, 300),
      nextTryAt: failure.permanent ? null : later(deps.clock(), wait),
    },
  });
}
