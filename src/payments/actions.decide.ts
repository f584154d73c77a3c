// One payment, read with its order and claimed by the status it was read with.

import type { Settings } from '../catalog/settings.ts';
import type { Db, Tx } from '../db/open.ts';
import { Refusal } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import type { PaySession } from './gateway.ts';
import { isPaymentStatus, type PaymentStatus, paymentWord } from './settlement.ts';

export interface SettleDeps {
  db: Db;
  clock: Clock;
  shop: { now(): { settings: Settings } };
}

export interface Circumstances {
  /** The buyer is about to get another page, so the end of this one is no news to write a letter about. */
  makesRoom?: boolean;
}

export interface Case extends Circumstances {
  deps: SettleDeps;
  payment: PaymentRow;
  session: Pick<PaySession, 'amountCents' | 'intentId'> & { currency?: string };
  now: Date;
  /** Who says so: the gateway, unless a person does. */
  who?: string;
  why?: string;
}

export const WITH_ORDER = {
  include: { order: { include: { lines: { orderBy: { position: 'asc' }, include: { artwork: true } } } } },
} as const;

export type PaymentRow = NonNullable<Awaited<ReturnType<typeof paymentWithOrder>>>;

export function paymentWithOrder(tx: Tx, where: { sessionId: string } | { id: string }) {
  return tx.payment.findUnique({ where, ...WITH_ORDER });
}

/** Claims the payment by the status it was read with, and keeps the order's word in step. */
export async function decide(
  tx: Tx,
  { payment, session, now }: Pick<Case, 'payment' | 'session' | 'now'>,
  to: { status: PaymentStatus; paidCents?: number; keepsLive?: boolean },
): Promise<void> {
  const claimed = await tx.payment.updateMany({
    where: { id: payment.id, status: payment.status },
    data: {
      status: to.status,
      paidCents: to.paidCents ?? payment.paidCents,
      paidCurrency: session.currency && session.currency !== payment.currency ? session.currency : null,
      intentId: session.intentId ?? payment.intentId,
      liveOrderId: to.keepsLive ? payment.liveOrderId : null,
      settledAt: to.status === 'running' ? null : now,
    },
  });
  if (claimed.count === 0) throw new Refusal('decided_meanwhile', `payment ${payment.id}`);
  // a paid order learns its word together with its status
  if (to.status !== 'succeeded') await rememberWord(tx, payment.orderId);
}

/** The order's payment word is always that of its attempts. */
export async function rememberWord(tx: Tx, orderId: string): Promise<void> {
  const attempts = await tx.payment.findMany({ where: { orderId }, select: { status: true } });
  const statuses = attempts.map(({ status }) => status).filter(isPaymentStatus);
  await tx.order.updateMany({ where: { id: orderId }, data: { payment: paymentWord(statuses) } });
}
