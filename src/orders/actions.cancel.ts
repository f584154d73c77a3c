// Cancelling: an order nobody paid just ends; a paid one first owes its money back.
import type { Tx } from '../db/open.ts';
import { releaseStock } from '../inventory/actions.ts';
import { queueLetter } from '../mail/actions.ts';
import { releaseCoupon } from '../pricing/actions.coupons.ts';
import { moveOrder } from './actions.move.ts';
import { letterOrder } from './letters.ts';

interface Cancellation {
  orderId: string;
  who: string;
  why: string;
  now: Date;
}

/** Does nothing to an order that was paid or cancelled meanwhile; answers whether it was cancelled now. */
export async function cancelUnpaidOrder(tx: Tx, { orderId, who, why, now }: Cancellation): Promise<boolean> {
  const order = await tx.order.findUniqueOrThrow({
    where: { id: orderId },
    include: { lines: { orderBy: { position: 'asc' }, include: { artwork: true } } },
  });
  if (order.status !== 'awaiting_payment') return false;
  await moveOrder(tx, { order, to: 'cancelled', who, why, now, also: { cancelledAt: now } });
  await releaseCoupon(tx, orderId, now);
  await releaseStock(tx, { orderId, who, reason: 'cancelled', now });
  const model = { order: letterOrder(order), name: order.name, reason: why };
  await queueLetter(
    tx,
    { kind: 'cancelled', to: order.email, fact: `cancelled:${orderId}`, order, model },
    now,
  );
  return true;
}
