// A coupon on its way into an order: looked up and judged by the same rules at the checkout and in the transaction.
import { emailKey } from '../accounts/account.ts';
import type { Reader, Tx } from '../db/open.ts';
import { claimCoupon } from '../pricing/actions.coupons.ts';
import { type CouponProblem, couponProblem, discountOf } from '../pricing/coupon.ts';
import { findCoupon, usesOfBuyer } from '../pricing/queries.coupons.ts';

export interface CouponOff {
  id: string;
  code: string;
  /** Off the goods, without tax. */
  cents: number;
}

export interface CouponWish {
  code: string;
  /** Empty while nobody said it. */
  email: string;
  goodsCents: number;
  now: Date;
}

/** Null for no code at all. */
export async function lookUpCoupon(
  reader: Reader,
  { code, email, goodsCents, now }: CouponWish,
): Promise<CouponOff | { problem: CouponProblem } | null> {
  if (code.trim() === '') return null;
  const coupon = await findCoupon(reader, code);
  const usedByBuyer = coupon && email ? await usesOfBuyer(reader, coupon.id, emailKey(email)) : 0;
  const problem = couponProblem(coupon, { goodsCents, usedByBuyer, now });
  if (!coupon || problem) return { problem: problem ?? 'unknown' };
  return { id: coupon.id, code: coupon.code, cents: discountOf(coupon, goodsCents) };
}

/** Somebody else may have taken the last one since it was looked up; the caller rolls back then. */
export async function takeCoupon(
  tx: Tx,
  { coupon, orderId, email, now }: { coupon: CouponOff; orderId: string; email: string; now: Date },
): Promise<{ problem: CouponProblem } | null> {
  const { id: couponId, cents: discountCents } = coupon;
  const claim = { couponId, orderId, emailKey: emailKey(email), discountCents, now };
  const taken = await claimCoupon(tx, claim);
  return taken === 'claimed' ? null : { problem: taken };
}
