// What staff type about money: refunds, payments by hand, decisions about wrong amounts.
import { z } from 'zod';
import { needed, optional } from '../accounts/forms.ts';
import { looksLikeId } from '../lib/ids.ts';
import { BY_HAND } from '../payments/actions.by-hand.ts';
import { ticked } from '../shipping/forms.ts';
import { en } from '../words/en.ts';

const reason = needed(en.admin.order.problems.reason, 300);
const say = en.money;

/** Every value of a field that may be there more than once. */
export function severalOf(body: unknown, field: string): string[] {
  const value: unknown =
    typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[field] : [];
  return [value].flat().filter((each): each is string => typeof each === 'string' && each !== '');
}

/** `12.50` as people write it, in cents; null for nothing or nonsense. */
export function centsOf(text: string): number | null {
  const [, whole = '', part = ''] = /^(\d{1,7})(?:[.,](\d{1,2}))?$/.exec(text.trim()) ?? [];
  return whole === '' ? null : Number(whole) * 100 + Number(part.padEnd(2, '0'));
}

/** Either cents, as programs send them, or an amount as people type it; or lines instead. */
export const refundFields = z
  .object({
    amountCents: z.string().default(''),
    amount: z.string().default(''),
    lineIds: z.string().default(''),
    press: z.string().default(''),
    reason,
    restock: ticked,
  })
  .transform(({ amountCents, amount, lineIds, press, ...rest }, context) => {
    const typed = amountCents.trim() || amount.trim();
    const lines = lineIds.split(' ').filter(Boolean);
    const cents = /^\d{1,9}$/.test(amountCents.trim()) ? Number(amountCents) : centsOf(amount);
    const problem = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (typed && lines.length > 0) problem('amountCents', say.refunds.problems.both);
    else if (lines.length === 0 && !cents) problem('amountCents', say.refunds.problems.amount);
    return {
      ...rest,
      lineIds: lines,
      amountCents: lines.length > 0 ? null : cents,
      press: looksLikeId(press) ? press : undefined,
    };
  });

export const settlementFields = z.object({
  method: z.enum(BY_HAND, { error: say.byHand.problems.method }),
  note: optional(200),
});

export const acceptanceFields = z.object({ reason });
