// What the gateway's word about a refund or a dispute means. Pure: notices, our own calls and the daily look all
// ask these functions.

export const REFUND_STATUSES = ['queued', 'succeeded', 'failed'] as const;
export type RefundStatus = (typeof REFUND_STATUSES)[number];

/** Where a refund came from; the first two are ours. */
export type RefundOrigin = 'staff' | 'owed_back' | 'dashboard';

export interface KnownRefund {
  status: RefundStatus;
  /** Null until the gateway has answered for it. */
  gatewayId: string | null;
}

export type RefundNews =
  /** The money has left. */
  | 'done'
  /** It will not leave. */
  | 'failed'
  /** It had left and came back: a closed account, a lost card. */
  | 'bounced'
  /** Nothing new. */
  | 'already';

/** News may be old, doubled or out of order: a refund that failed at the gateway never succeeds later. */
export function settleRefund(known: KnownRefund, told: RefundStatus): RefundNews {
  if (told === 'queued' || told === known.status) return 'already';
  if (told === 'succeeded') return known.status === 'failed' && known.gatewayId ? 'already' : 'done';
  return known.status === 'succeeded' ? 'bounced' : 'failed';
}

/** How much of a payment is on its way back, and how much is back, after that news. */
export function movedBy(
  news: RefundNews,
  before: RefundStatus,
  amountCents: number,
): { refundingCents: number; refundedCents: number } {
  const waited = before === 'queued' && news !== 'already' ? -amountCents : 0;
  const back = news === 'done' ? amountCents : news === 'bounced' ? -amountCents : 0;
  return { refundingCents: waited, refundedCents: back };
}

/** What can still be sent back: never more than was paid, what is on its way included. */
export function refundableCents(payment: {
  paidCents: number;
  refundedCents: number;
  refundingCents: number;
}): number {
  return Math.max(0, payment.paidCents - payment.refundedCents - payment.refundingCents);
}

const DISPUTE_OVER = ['won', 'lost', 'warning_closed', 'prevented'];

/** Older news changes nothing; told at the same moment, the end counts. */
export function isNewsOfDispute(
  known: { status: string; updatedAt: Date },
  told: { status: string; at: Date },
): boolean {
  if (told.status === known.status || told.at < known.updatedAt) return false;
  return told.at > known.updatedAt || !DISPUTE_OVER.includes(known.status);
}

export function isOpenDispute(status: string): boolean {
  return !DISPUTE_OVER.includes(status);
}
