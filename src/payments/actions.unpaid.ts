// News that pays nothing: a wrong amount, a debit that runs, an attempt that is over.

import type { Tx } from '../db/open.ts';
import { releaseStock } from '../inventory/actions.ts';
import { day, money } from '../lib/format.ts';
import { queueLetter } from '../mail/actions.ts';
import { noteEvent } from '../orders/actions.move.ts';
import { letterOrder, orderPath } from '../orders/letters.ts';
import { type Case, decide, type PaymentRow } from './actions.decide.ts';
import { UNDECIDED } from './settlement.ts';

export async function flagWrongAmount(tx: Tx, told: Case): Promise<void> {
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

export async function waitForDebit(tx: Tx, told: Case): Promise<void> {
  const { payment, now } = told;
  const { order } = payment;
  await decide(tx, told, { status: 'running', keepsLive: true });
  await noteEvent(tx, { orderId: order.id, who: 'gateway', event: 'payment_running', now });
  const total = money(payment.amountCents, payment.currency);
  const model = { order: letterOrder(order), name: order.name, total };
  const fact = `payment-pending:${payment.id}`;
  await queueLetter(tx, { kind: 'payment-pending', to: order.email, fact, order, model }, now);
}

export async function giveUp(tx: Tx, told: Case, status: 'failed' | 'expired'): Promise<void> {
  const { payment, now, makesRoom = false } = told;
  const { order } = payment;
  await decide(tx, told, { status });
  if (order.status !== 'awaiting_payment') return;
  await noteEvent(tx, { orderId: order.id, who: 'gateway', event: `payment_${status}`, now });
  // a later attempt may hold the stock by now; what it holds is its own, and the last one tells of the end
  if (await hasOtherAttempts(tx, order.id)) return;
  await releaseStock(tx, { orderId: order.id, who: 'shop', reason: `payment_${status}`, now });
  if (!makesRoom) await tellFailed(tx, order, { fact: `payment-failed:${payment.id}`, now });
}

export async function tellFailed(
  tx: Tx,
  order: PaymentRow['order'],
  { fact, now }: { fact: string; now: Date },
): Promise<void> {
  await queueLetter(
    tx,
    {
      kind: 'payment-failed',
      to: order.email,
      fact,
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
