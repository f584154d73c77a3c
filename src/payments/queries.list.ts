// Payments as a list, for reconciling with what the gateway says.
import type { Reader } from '../db/open.ts';
import { contains, findPage, oneOf, type Sql, sql } from '../db/sql.ts';
import type { Found, Wanted } from '../lib/listing.ts';

export const PAYMENT_SORTS = ['createdAt', 'amountCents', 'askedAt'] as const;
export type PaymentSort = (typeof PAYMENT_SORTS)[number];

export interface PaymentRow {
  id: string;
  order: string;
  sessionId: string | null;
  intentId: string | null;
  amountCents: number;
  paidCents: number;
  refundedCents: number;
  refundingCents: number;
  differenceCents: number;
  paidCurrency: string | null;
  currency: string;
  status: string;
  error: string;
  createdAt: Date;
  askedAt: Date | null;
}

const PAYMENT_ORDER: Record<PaymentSort, Sql> = {
  createdAt: sql`p."createdAt"`,
  amountCents: sql`p."amountCents"`,
  askedAt: sql`p."askedAt"`,
};

export function listPayments(
  reader: Reader,
  wanted: Wanted<PaymentSort, 'status'>,
): Promise<Found<PaymentRow>> {
  const { words, filters } = wanted;
  const searched = sql`lower(o."searchText" || ' ' || coalesce(p."sessionId", '') || ' ' || coalesce(p."intentId", ''))`;
  // an attempt whose page is still being made is open, for anybody who looks
  const statuses = filters.status.flatMap((status) => (status === 'open' ? ['open', 'creating'] : [status]));
  const listing = {
    columns: sql`p."id", o."number" AS "order", p."sessionId", p."intentId", p."amountCents", p."paidCents",
      p."refundedCents", p."refundingCents", p."differenceCents", p."paidCurrency", p."currency", p."status", p."error", p."createdAt", p."askedAt"`,
    from: sql`"Payment" p JOIN "Order" o ON o."id" = p."orderId"`,
    where: [...words.map((word) => contains(searched, word)), ...oneOf(sql`p."status"`, statuses)],
    sorts: PAYMENT_ORDER,
    nullable: ['askedAt' as const],
    tie: sql`p."id"`,
  };
  return findPage<PaymentRow, PaymentSort>(reader, listing, wanted);
}

export function disputesOfOrder(reader: Reader, paymentIds: string[]) {
  if (paymentIds.length === 0) return Promise.resolve([]);
  return reader.dispute.findMany({ where: { paymentId: { in: paymentIds } }, orderBy: { createdAt: 'asc' } });
}
