// A paid order ends: its money is on the way back, what it held is free again, its customer is told why.
import type { Tx } from '../db/open.ts';
import { putBackStock } from '../inventory/actions.staff.ts';
import { releaseStock } from '../inventory/actions.ts';
import { queueLetter } from '../mail/actions.ts';
import { moveOrder } from '../orders/actions.move.ts';
import { letterOrder } from '../orders/letters.ts';
import { queueRest } from './actions.refund.ts';

export interface PaidEnd {
  who: string;
  /** The customer reads it in the letter. */
  why: string;
  /** What production used up goes back on the shelf; what is only reserved always does. */
  restock: boolean;
  now: Date;
}

/** In the caller's transaction, which has looked whether it may. */
export async function endPaidOrder(
  tx: Tx,
  orderId: string,
  { who, why, restock, now }: PaidEnd,
): Promise<void> {
  const order = await tx.order.findUniqueOrThrow({ where: { id: orderId }, include: WITH_LINES });
  const also = { cancelledAt: now, lacks: '' };
  await moveOrder(tx, { order, to: 'refund_due', who, why, now, also });
  for (const payment of order.payments) await queueRest(tx, { payment, origin: 'staff', who, why, now });
  if (!(await isAnythingOwed(tx, orderId)))
    await moveOrder(tx, { order: { id: orderId, status: 'refund_due' }, to: 'refunded', who, now });
  await releaseStock(tx, { orderId, who, reason: 'cancelled', now });
  if (restock) await putBackStock(tx, { orderId, who, reason: 'cancelled', now });
  const model = { order: letterOrder(order), name: order.name, reason: why };
  const fact = `cancelled:${orderId}`;
  await queueLetter(tx, { kind: 'cancelled', to: order.email, fact, order, model }, now);
}

const WITH_LINES = {
  lines: { orderBy: { position: 'asc' }, include: { artwork: true } },
  payments: { where: { status: 'succeeded' } },
} as const;

/** An order that cost nothing, or whose money is back already, owes nothing. */
async function isAnythingOwed(tx: Tx, orderId: string): Promise<boolean> {
  return (await tx.payment.count({ where: { orderId, status: 'succeeded', paidCents: { gt: 0 } } })) > 0;
}
