// The form of an order that staff draft for a customer.
import { addressFieldList, emailField, type Filled, fieldOf } from '../accounts/pages.ts';
import type { PricedCart } from '../cart/priced.ts';
import { money } from '../lib/format.ts';
import type { OfferedDelivery } from '../shipping/delivery.ts';
import { en } from '../words/en.ts';

const t = en.money.drafts;

export interface DraftParts {
  priced: PricedCart;
  deliveries: readonly OfferedDelivery[];
  filled: Filled;
  refusal: string | null;
}

export function draftPage({ priced, deliveries, filled, refusal }: DraftParts) {
  const amount = (cents: number) => money(cents, priced.currency);
  const options = deliveries.map(({ id, name, cents }) => ({
    value: id,
    label: `${name}, ${amount(cents)}`,
  }));
  return {
    title: t.title,
    room: 'orders' as const,
    refusal,
    problems: filled.problems,
    isEmpty: priced.lines.length === 0,
    lines: priced.lines.map((line) => ({
      title: [en.orders.payLine(line.quantity, line.title), line.detail].filter(Boolean).join(', '),
      field: fieldOf(filled, `price-${line.id}`, {
        label: t.price,
        hint: t.quoted(amount(line.netCents)),
        placeholder: (line.netCents / 100).toFixed(2),
        inputmode: 'decimal',
        required: false,
        short: true,
      }),
    })),
    coupon: [
      fieldOf(filled, 'coupon', {
        label: en.checkout.coupon,
        hint: t.couponHint,
        required: false,
        maxlength: 40,
      }),
    ],
    reason: [
      fieldOf(filled, 'reason', { label: t.reason, hint: t.reasonHint, required: false, maxlength: 300 }),
    ],
    fields: [
      emailField(filled),
      fieldOf(filled, 'name', { label: en.accounts.fields.name, maxlength: 100 }),
      ...addressFieldList(filled),
      fieldOf(filled, 'company', { label: en.checkout.company, required: false, maxlength: 100 }),
      fieldOf(filled, 'taxId', {
        label: en.checkout.taxId,
        hint: en.checkout.taxIdHint,
        required: false,
        maxlength: 40,
      }),
      fieldOf(filled, 'delivery', { label: t.delivery, options }),
    ],
    sendLink: filled.problems && Object.keys(filled.typed).length > 1 ? Boolean(filled.typed.sendLink) : true,
  };
}
