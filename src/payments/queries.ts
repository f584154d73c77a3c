// Asking about payments, notices and refunds that somebody has to look after.
import type { Reader } from '../db/open.ts';
import { DAY, earlier } from '../lib/time.ts';
import { CHECKED_DAYS, CREATING_LIMIT } from './schedule.ts';

export function livePaymentOf(reader: Reader, orderId: string) {
  return reader.payment.findUnique({ where: { liveOrderId: orderId } });
}

/** Undecided payments whose time to ask has come. */
export function duePayments(reader: Reader, now: Date, most: number) {
  return reader.payment.findMany({
    where: { status: { in: ['open', 'running'] }, nextAskAt: { lte: now } },
    orderBy: { nextAskAt: 'asc' },
    take: most,
    select: { id: true, sessionId: true },
  });
}

/** Items of which orders hold more than there is, though they are not sold beyond the shelf. */
export function shortItems(reader: Reader): Promise<{ id: string }[]> {
  return reader.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "StockItem" WHERE NOT "backorder" AND "reserved" > "onHand" ORDER BY "sku"`;
}

/** The payment a notice is about, by its session or by its intent. */
export function findPaymentAbout(reader: Reader, gatewayId: string) {
  return reader.payment.findFirst({
    where: { OR: [{ sessionId: gatewayId }, { intentId: gatewayId }] },
    orderBy: { createdAt: 'asc' },
    select: { id: true },
  });
}

/** Payments of the last weeks nobody has compared with the gateway's books for a day. */
export function paymentsToCheck(reader: Reader, now: Date, { most, pace }: { most: number; pace: number }) {
  const yesterday = earlier(now, DAY / pace);
  return reader.payment.findMany({
    where: {
      sessionId: { not: null },
      createdAt: { gte: earlier(now, CHECKED_DAYS * DAY), lte: yesterday },
      OR: [{ checkedAt: null }, { checkedAt: { lte: yesterday } }],
    },
    orderBy: { createdAt: 'desc' },
    take: most,
    select: { id: true },
  });
}

/** Attempts that never got a pay page. */
export function abandonedPayments(reader: Reader, now: Date, pace: number) {
  return reader.payment.findMany({
    where: { status: 'creating', createdAt: { lte: earlier(now, CREATING_LIMIT / pace) } },
    take: 100,
    select: { id: true },
  });
}

/** Placed, but whoever should have opened a pay page died before. */
export function unstartedOrders(reader: Reader, now: Date, pace: number) {
  return reader.order.findMany({
    where: {
      status: 'awaiting_payment',
      payment: 'pending',
      placedAt: { lte: earlier(now, CREATING_LIMIT / pace) },
      payments: { none: {} },
    },
    take: 100,
    select: { number: true },
  });
}

export function keptNotices(reader: Reader, now: Date, most: number) {
  return reader.paymentNotice.findMany({
    where: { status: 'kept', nextTryAt: { lte: now } },
    orderBy: { nextTryAt: 'asc' },
    take: most,
    select: { id: true, objectId: true, attempts: true },
  });
}

export function dueRefunds(reader: Reader, now: Date, most: number) {
  return reader.refund.findMany({
    where: { status: 'queued', nextTryAt: { lte: now } },
    orderBy: { nextTryAt: 'asc' },
    take: most,
    include: { payment: true },
  });
}

/** Unpaid orders whose time is over. */
export function overdueOrders(reader: Reader, now: Date, most: number) {
  return reader.order.findMany({
    where: { status: 'awaiting_payment', payableUntil: { lte: now } },
    orderBy: { payableUntil: 'asc' },
    take: most,
    select: { id: true },
  });
}
