// Coupons by their code, and how often somebody has one.
import type { Reader } from '../db/open.ts';
import { contains, findPage, join, type Sql, sql } from '../db/sql.ts';
import type { Found, Wanted } from '../lib/listing.ts';
import { couponKey } from './coupon.ts';

/** Null for a code nobody made, or for none at all. */
export function findCoupon(reader: Reader, code: string) {
  const codeKey = couponKey(code);
  if (codeKey === '' || codeKey.length > 40) return Promise.resolve(null);
  return reader.coupon.findUnique({ where: { codeKey } });
}

export async function usesOfBuyer(reader: Reader, couponId: string, emailKey: string): Promise<number> {
  const buyer = await reader.couponBuyer.findUnique({
    where: { couponId_emailKey: { couponId, emailKey } },
    select: { uses: true },
  });
  return buyer?.uses ?? 0;
}

export const COUPON_SORTS = ['createdAt', 'code', 'uses', 'endsAt'] as const;
export type CouponSort = (typeof COUPON_SORTS)[number];
export type CouponFilter = 'active';

export interface CouponRow {
  id: string;
  code: string;
  kind: string;
  percent: number | null;
  amountCents: number | null;
  minimumCents: number;
  startsAt: Date | null;
  endsAt: Date | null;
  mostUses: number | null;
  mostPerCustomer: number | null;
  uses: number;
  active: boolean;
  createdAt: Date;
}

const SORTS: Record<CouponSort, Sql> = {
  createdAt: sql`c."createdAt"`,
  code: sql`c."codeKey"`,
  uses: sql`c."uses"`,
  endsAt: sql`c."endsAt"`,
};

export function listCoupons(
  reader: Reader,
  wanted: Wanted<CouponSort, CouponFilter>,
): Promise<Found<CouponRow>> {
  const { words, filters } = wanted;
  const searched = sql`lower(c."code" || ' ' || c."note")`;
  const isOn = filters.active.map((value) => (value === 'on' ? sql`c."active"` : sql`NOT c."active"`));
  const listing = {
    columns: sql`c."id", c."code", c."kind", c."percent", c."amountCents", c."minimumCents", c."startsAt",
      c."endsAt", c."mostUses", c."mostPerCustomer", c."uses", c."active", c."createdAt"`,
    from: sql`"Coupon" c`,
    where: [
      ...words.map((word) => contains(searched, word)),
      ...(isOn.length === 0 ? [] : [sql`(${join(isOn, ' OR ')})`]),
    ],
    sorts: SORTS,
    nullable: ['endsAt' as const],
    tie: sql`c."id"`,
  };
  return findPage<CouponRow, CouponSort>(reader, listing, wanted);
}
