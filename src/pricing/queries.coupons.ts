// Coupons by their code, and how often somebody has one.
import type { Reader } from '../db/open.ts';
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

export function listCoupons(reader: Reader) {
  return reader.coupon.findMany({ orderBy: { createdAt: 'desc' }, take: 500 });
}
