// Where our books and the gateway's differ, and how lately either was looked at.
import type { Reader } from '../db/open.ts';
import { refundableCents } from './refunds.ts';

export type DifferenceKind = 'wrong_amount' | 'owed_back' | 'refund_failed' | 'by_hand' | 'unexplained';

export interface Difference {
  kind: DifferenceKind;
  paymentId: string;
  /** Of money that goes back by hand. */
  refundId: string | null;
  order: string;
  /** Money here that should not be, or the other way round. */
  cents: number;
  paidCents: number;
  amountCents: number;
  currency: string;
  paidCurrency: string | null;
}

export interface Books {
  differences: Difference[];
  lastNotice: Date | null;
  lastPoll: Date | null;
  open: number;
  oldestOpen: Date | null;
  keptNotices: number;
  disputes: number;
}

const OPEN = ['creating', 'open', 'running'];
const MOST = 200;

export async function lookAtBooks(reader: Reader): Promise<Books> {
  const open = { status: { in: OPEN } };
  const [differences, notice, pulse, openNow, oldest, kept, disputes] = await Promise.all([
    findDifferences(reader),
    reader.paymentNotice.aggregate({ _max: { receivedAt: true } }),
    reader.pulse.findUnique({ where: { name: 'payments' } }),
    reader.payment.count({ where: open }),
    reader.payment.aggregate({ where: open, _min: { createdAt: true } }),
    reader.paymentNotice.count({ where: { status: 'kept' } }),
    reader.dispute.count({ where: { status: { notIn: ['won', 'lost', 'warning_closed', 'prevented'] } } }),
  ]);
  return {
    differences,
    lastNotice: notice._max.receivedAt,
    lastPoll: pulse?.at ?? null,
    open: openNow,
    oldestOpen: oldest._min.createdAt,
    keptNotices: kept,
    disputes,
  };
}

async function findDifferences(reader: Reader): Promise<Difference[]> {
  const payments = await reader.payment.findMany({
    where: {
      OR: [
        { status: { in: ['wrong_amount', 'owed_back'] } },
        { status: 'succeeded', order: { status: 'refund_due' } },
        { differenceCents: { not: 0 } },
      ],
    },
    include: { order: { select: { number: true, status: true } } },
    orderBy: { createdAt: 'desc' },
    take: MOST,
  });
  const byHand = await reader.refund.findMany({
    where: { status: 'queued', payment: { method: { not: 'gateway' } } },
    include: { payment: true, order: { select: { number: true } } },
    orderBy: { createdAt: 'desc' },
    take: MOST,
  });
  return [
    ...payments.flatMap((payment) => differenceOf(payment)),
    ...byHand.map(({ id, amountCents, payment, order }): Difference => {
      const about = factsOf({ ...payment, order });
      return { ...about, kind: 'by_hand', refundId: id, cents: amountCents };
    }),
  ];
}

type PaymentRow = Parameters<typeof factsOf>[0] & {
  status: string;
  refundedCents: number;
  refundingCents: number;
  differenceCents: number;
  order: { status: string };
};

function differenceOf(payment: PaymentRow): Difference[] {
  const about = factsOf(payment);
  const left = refundableCents(payment);
  if (payment.status === 'wrong_amount')
    return [{ ...about, kind: 'wrong_amount', cents: differenceCents(payment) }];
  if (payment.status === 'owed_back' && left > 0) return [{ ...about, kind: 'owed_back', cents: left }];
  if (payment.order.status === 'refund_due' && payment.status === 'succeeded' && left > 0)
    return [{ ...about, kind: 'refund_failed', cents: left }];
  const { differenceCents: cents } = payment;
  return cents === 0 ? [] : [{ ...about, kind: 'unexplained', cents }];
}

function factsOf(payment: {
  id: string;
  paidCents: number;
  amountCents: number;
  currency: string;
  paidCurrency: string | null;
  order: { number: string };
}) {
  const { id: paymentId, paidCents, amountCents, currency, paidCurrency, order } = payment;
  return { paymentId, refundId: null, order: order.number, paidCents, amountCents, currency, paidCurrency };
}

/**
 * What one payment has too much (or too little) in cents of the order's currency: nothing of another currency counts
 * as received, and money owed back counts until it is sent.
 */
export function differenceCents(payment: {
  status: string;
  paidCents: number;
  amountCents: number;
  refundedCents: number;
  refundingCents: number;
  paidCurrency: string | null;
  differenceCents: number;
}): number {
  if (payment.status === 'wrong_amount')
    return (payment.paidCurrency ? 0 : payment.paidCents) - payment.amountCents;
  if (payment.status === 'owed_back') return refundableCents(payment) || payment.differenceCents;
  return payment.differenceCents;
}
