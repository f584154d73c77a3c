// Making and changing coupons, each with its entry in the audit.
import { writeAudit } from '../accounts/actions.audit.ts';
import type { Db } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { isUniqueViolation } from '../db/trouble.ts';
import { newId } from '../lib/ids.ts';
import { Refusal } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { couponKey } from '../pricing/coupon.ts';
import { en } from '../words/en.ts';
import type { CouponTyped } from './forms.coupons.ts';

/** `id` null makes a new one. Throws `Refusal('taken')`, 422, for a code that is there already. */
export async function saveCoupon(
  deps: { db: Db; clock: Clock },
  { id, coupon, who }: { id: string | null; coupon: CouponTyped; who: string },
): Promise<void> {
  const now = deps.clock();
  const data = { ...coupon, codeKey: couponKey(coupon.code) };
  try {
    await transaction(deps.db, async (tx) => {
      const before = id ? await tx.coupon.findUniqueOrThrow({ where: { id } }) : null;
      if (id) await tx.coupon.update({ where: { id }, data, select: { id: true } });
      else
        await tx.coupon.create({
          data: { id: newId(), ...data, createdAt: now, createdBy: who },
          select: { id: true },
        });
      const change = { before: before ? summary(before) : '', after: summary(coupon) };
      await writeAudit(tx, { who, what: 'coupon.saved', subject: coupon.code, ...change, now });
    });
  } catch (error) {
    if (!isUniqueViolation(error, 'codeKey')) throw error;
    const { taken } = en.money.coupons.problems;
    throw new Refusal('taken', taken, { status: 422, problems: { code: taken } });
  }
}

function summary({
  kind,
  percent,
  amountCents,
  mostUses,
  active,
}: Omit<CouponTyped, 'kind'> & { kind: string }): string {
  const worth = kind === 'percent' ? `${percent} %` : `${amountCents} cents`;
  return [worth, mostUses === null ? '' : `${mostUses} orders`, active ? '' : 'off']
    .filter(Boolean)
    .join(', ');
}
