// Money that is not the order's: it goes back, and its owner is told.

import type { Tx } from '../db/open.ts';
import { money } from '../lib/format.ts';
import { queueLetter } from '../mail/actions.ts';
import { noteEvent } from '../orders/actions.move.ts';
import { letterOrder } from '../orders/letters.ts';
import { type Case, decide, WITH_ORDER } from './actions.decide.ts';
import { queueRest } from './actions.refund.ts';
import { refundableCents } from './refunds.ts';

/** Goes back by itself, unless the owner wants to look at each first. */
export async function oweBack(tx: Tx, told: Case): Promise<void> {
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
