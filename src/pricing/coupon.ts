// What a coupon takes off, and when it does not. Pure.
import { toCents } from '../lib/money.ts';

export interface Coupon {
  id: string;
  code: string;
  /** percent | amount */
  kind: string;
  percent: number | null;
  amountCents: number | null;
  /** Of the goods, without tax. */
  minimumCents: number;
  startsAt: Date | null;
  endsAt: Date | null;
  mostUses: number | null;
  mostPerCustomer: number | null;
  uses: number;
  active: boolean;
}

export type CouponProblem = 'unknown' | 'not_yet' | 'over' | 'minimum' | 'used_up' | 'used_by_you';

/** Why it does not count for these goods now; null when it does. `usedByBuyer`: orders of this e-mail address. */
export function couponProblem(
  coupon: Coupon | null,
  { goodsCents, usedByBuyer, now }: { goodsCents: number; usedByBuyer: number; now: Date },
): CouponProblem | null {
  if (!coupon?.active) return 'unknown';
  if (coupon.startsAt && now < coupon.startsAt) return 'not_yet';
  if (coupon.endsAt && now >= coupon.endsAt) return 'over';
  if (coupon.mostUses !== null && coupon.uses >= coupon.mostUses) return 'used_up';
  if (coupon.mostPerCustomer !== null && usedByBuyer >= coupon.mostPerCustomer) return 'used_by_you';
  return goodsCents < coupon.minimumCents ? 'minimum' : null;
}

/** The least a gateway takes. */
export const SMALLEST_CHARGE_CENTS = 50;

/**
 * Off the goods, without tax. Never more than they cost; and where only a few cents would be left, which no card can
 * pay, those are left to pay.
 */
export function discountOf(
  coupon: Pick<Coupon, 'kind' | 'percent' | 'amountCents'>,
  goodsCents: number,
): number {
  const wanted =
    coupon.kind === 'percent'
      ? toCents((goodsCents * (coupon.percent ?? 0)) / 100)
      : (coupon.amountCents ?? 0);
  const discount = Math.min(goodsCents, Math.max(0, wanted));
  const left = goodsCents - discount;
  const isTooLittle = left > 0 && left < SMALLEST_CHARGE_CENTS;
  return isTooLittle ? Math.max(0, goodsCents - SMALLEST_CHARGE_CENTS) : discount;
}

/** Codes compare without case and spaces. */
export function couponKey(code: string): string {
  return code.replaceAll(/\s/g, '').toLowerCase();
}
