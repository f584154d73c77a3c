// What became of money on its way back: booked once, whoever tells it, with its letter and the order's end.
import type { Tx } from '../db/open.ts';
import { releaseStock } from '../inventory/actions.ts';
import { issueCorrection, issueCreditNote } from '../invoices/actions.ts';
import { money } from '../lib/format.ts';
import { newId } from '../lib/ids.ts';
import { later, MINUTE } from '../lib/time.ts';
import { queueLetter } from '../mail/actions.ts';
import { moveOrder, noteEvent, statusOf } from '../orders/actions.move.ts';
import { letterOrder } from '../orders/letters.ts';
import { canMove } from '../orders/transitions.ts';
import type { GatewayDispute, GatewayRefund, MoneyMoves } from './gateway.ts';
import {
  isNewsOfDispute,
  movedBy,
  type RefundNews,
  type RefundStatus,
  refundableCents,
  settleRefund,
} from './refunds.ts';

/** Of a payment whose money was received. */
export interface PaidRow {
  id: string;
  orderId: string;
  status: string;
  currency: string;
  paidCurrency: string | null;
}

/**
 * Everything the gateway tells of one payment's money after it came. `unknown` when no payment of ours that
 * received money has this intent (yet).
 */
export async function settleMoves(
  tx: Tx,
  told: { intentId: string; moves: MoneyMoves; at: Date },
  now: Date,
): Promise<'moves' | 'unknown'> {
  const payment = await tx.payment.findFirst({
    where: { intentId: told.intentId, paidCents: { gt: 0 } },
    orderBy: { createdAt: 'asc' },
  });
  if (!payment) return 'unknown';
  for (const refund of told.moves.refunds) await settleGatewayRefund(tx, payment, refund, now);
  for (const dispute of told.moves.disputes ?? []) await settleDispute(tx, payment, dispute, told.at);
  return 'moves';
}

/** One refund at the gateway, ours or made in its dashboard. */
export async function settleGatewayRefund(
  tx: Tx,
  payment: PaidRow,
  told: GatewayRefund,
  now: Date,
): Promise<void> {
  const row = (await ownRefund(tx, payment, told)) ?? (await importRefund(tx, payment, told, now));
  if (row) await bookRefund(tx, payment, row, { ...told, gatewayId: told.id, error: '' }, now);
}

function ownRefund(tx: Tx, payment: PaidRow, told: GatewayRefund) {
  const ways = [{ gatewayId: told.id }, ...(told.refundId ? [{ id: told.refundId }] : [])];
  return tx.refund.findFirst({ where: { paymentId: payment.id, OR: ways } });
}

type RefundRow = NonNullable<Awaited<ReturnType<typeof ownRefund>>>;

/**
 * Made in the dashboard: ours from now on, waiting until it is booked like any other. Null when there is nothing to
 * book: it failed before we heard of it, or it does not fit, and then the daily look shows the difference.
 */
async function importRefund(
  tx: Tx,
  payment: PaidRow,
  told: GatewayRefund,
  now: Date,
): Promise<RefundRow | null> {
  const { id: gatewayId, amountCents } = told;
  const id = newId();
  const row = {
    id,
    orderId: payment.orderId,
    paymentId: payment.id,
    origin: 'dashboard',
    who: 'gateway',
    idempotencyKey: `dashboard-${gatewayId}`,
    gatewayId,
    amountCents,
    createdAt: now,
  };
  if (told.status === 'failed') {
    // remembered, so that older news of its success finds it failed
    await tx.refund.create({ data: { ...row, status: 'failed', settledAt: now }, select: { id: true } });
    return null;
  }
  const room = await tx.$executeRaw`
    UPDATE "Payment" SET "refundingCents" = "refundingCents" + ${amountCents}
     WHERE "id" = ${payment.id} AND "paidCents" - "refundedCents" >= ${amountCents}`;
  if (room === 0) return null;
  return tx.refund.create({ data: { ...row, status: 'queued', nextTryAt: later(now, MINUTE) } });
}

export interface RefundTold {
  status: RefundStatus;
  gatewayId: string | null;
  error: string;
  /** Who says so: the gateway, unless a person does. */
  who?: string;
}

/** Claims the refund by the status it was read with; who comes second changes nothing. */
export async function bookRefund(
  tx: Tx,
  payment: PaidRow,
  row: RefundRow,
  told: RefundTold,
  now: Date,
): Promise<void> {
  const news = settleRefund({ status: row.status as RefundStatus, gatewayId: row.gatewayId }, told.status); // our own closed set
  const waits = news === 'already' && row.status === 'queued';
  if (news === 'already' && !waits) return;
  const claimed = await tx.refund.updateMany({
    where: { id: row.id, status: row.status },
    data: {
      gatewayId: told.gatewayId ?? row.gatewayId,
      error: told.error,
      ...(waits
        ? { nextTryAt: later(now, MINUTE) }
        : { status: told.status, nextTryAt: null, settledAt: now }),
    },
  });
  if (claimed.count === 1 && !waits)
    await bookNews(tx, row, { payment, news, who: told.who ?? 'gateway', now });
}

async function bookNews(
  tx: Tx,
  row: RefundRow,
  { payment, news, who, now }: { payment: PaidRow; news: RefundNews; who: string; now: Date },
): Promise<void> {
  const { refundingCents, refundedCents } = movedBy(news, row.status as RefundStatus, row.amountCents); // our own closed set
  const moved = await tx.payment.update({
    where: { id: payment.id },
    data: { refundingCents: { increment: refundingCents }, refundedCents: { increment: refundedCents } },
  });
  const isAllBack = moved.refundedCents >= moved.paidCents;
  if (moved.status === 'succeeded' && isAllBack)
    await tx.payment.update({ where: { id: moved.id }, data: { status: 'refunded' } });
  if (moved.status === 'refunded' && !isAllBack)
    await tx.payment.update({ where: { id: moved.id }, data: { status: 'succeeded' } });
  // what was owed back never counted as paid, so it does not count as refunded either
  const counts = moved.status === 'succeeded' || moved.status === 'refunded';
  const order = await tx.order.update({
    where: { id: row.orderId },
    data: { refundedCents: { increment: counts ? refundedCents : 0 } },
  });
  const why = money(row.amountCents, moved.paidCurrency ?? moved.currency);
  await noteEvent(tx, { orderId: order.id, who, event: EVENTS[news], why, now });
  if (news !== 'done') {
    await tx.orderLine.updateMany({ where: { refundId: row.id }, data: { refundId: null } });
    if (order.status === 'refunded' && counts)
      await moveOrder(tx, { order, to: 'refund_due', who, why, now });
    if (news === 'bounced') await issueCorrection(tx, row.id, now);
    return;
  }
  if (!counts) return; // announced when it arrived
  await endRefundedOrder(tx, order, { who, now });
  const note = await issueCreditNote(tx, row.id, now);
  await tellRefunded(tx, row, { amount: why, documents: note ? [note.id] : [] }, now);
}

const EVENTS: Record<RefundNews, string> = {
  done: 'refunded',
  failed: 'refund_failed',
  bounced: 'refund_bounced',
  already: '',
};

/** Nothing of the order's money is left: it will not be printed, and it is over. */
async function endRefundedOrder(
  tx: Tx,
  order: { id: string; status: string; paidCents: number; refundedCents: number },
  { who, now }: { who: string; now: Date },
): Promise<void> {
  if (order.refundedCents < order.paidCents) return;
  await owesEverything(tx, order, { who, why: '', now });
  const { status } = await tx.order.findUniqueOrThrow({
    where: { id: order.id },
    select: { status: true },
  });
  if (status === 'refund_due')
    await moveOrder(tx, { order: { id: order.id, status }, to: 'refunded', who, now });
}

/** All of its money goes back: the order is stopped where it is, what it still holds of the stock is free. */
export async function owesEverything(
  tx: Tx,
  order: { id: string; status: string },
  { who, why, now }: { who: string; why: string; now: Date },
): Promise<void> {
  if (!canMove(statusOf(order.status), 'refund_due')) return;
  await moveOrder(tx, { order, to: 'refund_due', who, why, now });
  await releaseStock(tx, { orderId: order.id, who, reason: 'refunded', now });
}

/** Whether anything of what the order received is neither back nor on its way back. */
export async function isAnythingLeft(tx: Tx, orderId: string): Promise<boolean> {
  const paid = await tx.payment.findMany({ where: { orderId, status: { in: ['succeeded', 'refunded'] } } });
  return paid.some((payment) => refundableCents(payment) > 0);
}

async function tellRefunded(
  tx: Tx,
  refund: RefundRow,
  say: { amount: string; documents: string[] },
  now: Date,
): Promise<void> {
  const order = await tx.order.findUniqueOrThrow({
    where: { id: refund.orderId },
    include: { lines: { orderBy: { position: 'asc' }, include: { artwork: true } } },
  });
  const model = { order: letterOrder(order), name: order.name, ...say };
  const fact = `refunded:${refund.id}`;
  await queueLetter(tx, { kind: 'refunded', to: order.email, fact, order, model }, now);
}

async function settleDispute(tx: Tx, payment: PaidRow, told: GatewayDispute, at: Date): Promise<void> {
  const { id: gatewayId, status, reason, amountCents } = told;
  const known = await tx.dispute.findUnique({ where: { gatewayId } });
  if (known && !isNewsOfDispute(known, { status, at })) return;
  const id = newId();
  await tx.dispute.upsert({
    where: { gatewayId },
    update: { status, reason, amountCents, updatedAt: at },
    create: {
      id,
      paymentId: payment.id,
      gatewayId,
      status,
      reason,
      amountCents,
      createdAt: at,
      updatedAt: at,
    },
  });
  const why = [money(amountCents, payment.currency), status, reason].filter(Boolean).join(' · ');
  await noteEvent(tx, { orderId: payment.orderId, who: 'gateway', event: 'disputed', why, now: at });
}
