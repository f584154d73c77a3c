// Taking a coupon for an order and giving it back. Limits are kept by conditional updates, never by reading first.
import type { Tx } from '../db/open.ts';
import { newId } from '../lib/ids.ts';

interface Claim {
  couponId: string;
  orderId: string;
  emailKey: string;
  discountCents: number;
  now: Date;
}

/** In the transaction that places the order; the caller rolls back when it says that nothing is left. */
export async function claimCoupon(tx: Tx, claim: Claim): Promise<'claimed' | 'used_up' | 'used_by_you'> {
  const { couponId, orderId, emailKey, discountCents, now } = claim;
  const taken = await tx.$executeRaw`
    UPDATE "Coupon" SET "uses" = "uses" + 1
     WHERE "id" = ${couponId} AND "active" AND ("mostUses" IS NULL OR "uses" < "mostUses")`;
  if (taken === 0) return 'used_up';
  await tx.couponBuyer.upsert({
    where: { couponId_emailKey: { couponId, emailKey } },
    // an empty update would make Prisma look first and insert then, which two buyers at once can break
    update: { emailKey },
    create: { couponId, emailKey },
  });
  const allowed = await tx.$executeRaw`
    UPDATE "CouponBuyer" SET "uses" = "uses" + 1
     WHERE "couponId" = ${couponId} AND "emailKey" = ${emailKey}
       AND "uses" < COALESCE((SELECT "mostPerCustomer" FROM "Coupon" WHERE "id" = ${couponId}), 1000000)`;
  if (allowed === 0) return 'used_by_you';
  await tx.couponUse.create({
    data: { id: newId(), couponId, orderId, emailKey, discountCents, createdAt: now },
    select: { id: true },
  });
  return 'claimed';
}

/** The order ended unpaid: somebody else may use it. Doing it twice gives it back once. */
export async function releaseCoupon(tx: Tx, orderId: string, now: Date): Promise<void> {
  const use = await tx.couponUse.findUnique({ where: { orderId } });
  if (!use || use.releasedAt) return;
  const claimed = await tx.couponUse.updateMany({
    where: { id: use.id, releasedAt: null },
    data: { releasedAt: now },
  });
  if (claimed.count === 0) return;
  const { couponId, emailKey } = use;
  await tx.coupon.update({ where: { id: couponId }, data: { uses: { decrement: 1 } } });
  await tx.couponBuyer.update({
    where: { couponId_emailKey: { couponId, emailKey } },
    data: { uses: { decrement: 1 } },
  });
}
