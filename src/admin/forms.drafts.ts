// What staff type about an order they draft.
import { addressFields, emailField, optional } from '../accounts/forms.ts';
import type { Problems } from '../lib/refusal.ts';
import { ticked } from '../shipping/forms.ts';
import { en } from '../words/en.ts';
import { centsOf } from './forms.money.ts';

export const draftFields = addressFields.extend({
  email: emailField,
  company: optional(100),
  taxId: optional(40),
  coupon: optional(40),
  reason: optional(300),
  sendLink: ticked,
});

/** `price-<cart line>`: empty keeps the quote. */
export function agreedPrices(
  typed: Record<string, string>,
  lineIds: readonly string[],
): { agreed: Map<string, number>; problems: Problems } {
  const agreed = new Map<string, number>();
  const problems: Problems = {};
  for (const id of lineIds) {
    const text = typed[`price-${id}`]?.trim() ?? '';
    if (text === '') continue;
    const cents = centsOf(text);
    if (cents === null) problems[`price-${id}`] = en.money.drafts.price_problem;
    else agreed.set(id, cents);
  }
  return { agreed, problems };
}
