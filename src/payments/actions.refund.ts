// Promising money back: a refund row that claims its part of the payment, so that never more than was paid can leave.
import type { Tx } from '../db/open.ts';
import { newId } from '../lib/ids.ts';
import { Refusal } from '../lib/refusal.ts';
import { en } from '../words/en.ts';
import { type RefundOrigin, refundableCents } from './refunds.ts';

export interface RefundWish {
  payment: { id: string; orderId: string; method: string };
  amountCents: number;
  origin: Exclude<RefundOrigin, 'dashboard'>;
  who: string;
  why: string;
  /** Order lines it pays back. */
  lineIds?: readonly string[];
  /** The gateway's idempotency key; one of its own unless said. */
  key?: string | undefined;
  now: Date;
}

/**
 * In the caller's transaction; the worker sends it. Throws `Refusal('more_than_paid')` when less than that is left,
 * also when somebody else took it a moment ago. Answers the refund's id.
 */
export async function queueRefund(tx: Tx, wish: RefundWish): Promise<string> {
  const { payment, amountCents, now } = wish;
  const claimed = await tx.$executeRaw`
    UPDATE "Payment" SET "refundingCents" = "refundingCents" + ${amountCents}
     WHERE "id" = ${payment.id} AND "paidCents" - "refundedCents" - "refundingCents" >= ${amountCents}`;
  if (claimed === 0) throw moreThanPaid();
  const id = newId();
  await tx.refund.create({
    data: {
      id,
      orderId: payment.orderId,
      paymentId: payment.id,
      amountCents,
      status: 'queued',
      origin: wish.origin,
      reason: wish.why,
      who: wish.who,
      lineIds: JSON.stringify(wish.lineIds ?? []),
      idempotencyKey: wish.key ?? `refund-${id}`,
      // money that came by hand goes back by hand
      nextTryAt: payment.method === 'gateway' ? now : null,
      createdAt: now,
    },
    select: { id: true },
  });
  return id;
}

/** Everything that is left of a payment; null when nothing is. */
export async function queueRest(
  tx: Tx,
  wish: Omit<RefundWish, 'amountCents' | 'payment'> & {
    payment: RefundWish['payment'] & Parameters<typeof refundableCents>[0];
  },
): Promise<string | null> {
  const amountCents = refundableCents(wish.payment);
  return amountCents > 0 ? queueRefund(tx, { ...wish, amountCents }) : null;
}

export function moreThanPaid(): Refusal {
  return new Refusal('more_than_paid', en.money.refunds.moreThanPaid);
}
