// What staff type about a coupon.
import { z } from 'zod';
import { optional } from '../accounts/forms.ts';
import { ticked } from '../shipping/forms.ts';
import { en } from '../words/en.ts';
import { centsOf } from './forms.money.ts';

const say = en.money.coupons.problems;

const wholeOrNone = z
  .string()
  .default('')
  .transform((text) => text.trim())
  .refine((text) => text === '' || /^[1-9]\d{0,5}$/.test(text), say.whole)
  .transform((text) => (text === '' ? null : Number(text)));

/** `2026-12-24`, or nothing. */
const dayOrNone = z
  .string()
  .default('')
  .transform((text) => text.trim())
  .refine(
    (text) => text === '' || (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))),
    say.day,
  )
  .transform((text) => (text === '' ? null : new Date(`${text}T00:00:00Z`)));

const DAY_MS = 86_400_000;

export const couponFields = z
  .object({
    code: z
      .string({ error: say.code })
      .trim()
      .regex(/^[\p{L}\d-]{3,30}$/u, say.code),
    kind: z.enum(['percent', 'amount'], { error: say.kind }),
    value: z
      .string()
      .default('')
      .transform((text) => text.trim()),
    minimum: z.string().default(''),
    startsAt: dayOrNone,
    endsAt: dayOrNone,
    mostUses: wholeOrNone,
    mostPerCustomer: wholeOrNone,
    active: ticked,
    note: optional(200),
  })
  .transform(({ value, minimum, endsAt, ...coupon }, context) => {
    const problem = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    const isPercent = coupon.kind === 'percent';
    const percent =
      isPercent && /^\d{1,3}$/.test(value) && Number(value) >= 1 && Number(value) <= 100
        ? Number(value)
        : null;
    const amountCents = isPercent ? null : centsOf(value) || null;
    if (isPercent && percent === null) problem('value', say.percent);
    if (!isPercent && amountCents === null) problem('value', say.amount);
    const minimumCents = minimum.trim() === '' ? 0 : centsOf(minimum);
    if (minimumCents === null) problem('minimum', say.amount);
    if (coupon.startsAt && endsAt && endsAt < coupon.startsAt) problem('endsAt', say.order);
    // the last day counts to its end
    const end = endsAt && new Date(endsAt.getTime() + DAY_MS);
    return { ...coupon, percent, amountCents, minimumCents: minimumCents ?? 0, endsAt: end };
  });

export type CouponTyped = z.output<typeof couponFields>;
