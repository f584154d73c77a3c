// The money forms of an order's page: sending back, marking as paid by hand.
import { EMPTY, type Filled, fieldOf } from '../accounts/pages.ts';
import { money } from '../lib/format.ts';
import { newId } from '../lib/ids.ts';
import type { OrderStatus } from '../orders/transitions.ts';
import { BY_HAND } from '../payments/actions.by-hand.ts';
import { refundableCents } from '../payments/refunds.ts';
import { en } from '../words/en.ts';
import { within } from './pages.fields.ts';
import type { StaffOrder } from './queries.order.ts';

type Order = StaffOrder['order'];

const { refunds: t, byHand } = en.money;

/** Null when there is nothing left to send back. */
export function refundForm(order: Order, status: OrderStatus, came: Filled) {
  const paid = order.payments.filter((payment) => payment.status === 'succeeded');
  const leftCents = paid.reduce((sum, payment) => sum + refundableCents(payment), 0);
  if (leftCents === 0) return null;
  const amount = (cents: number) => money(cents, order.currency);
  const typed = came.typed.lineIds?.split(' ') ?? [];
  const filled = { ...came, problems: { ...came.problems, amount: came.problems.amountCents ?? '' } };
  return {
    isOpen: came !== EMPTY,
    fields: [
      within(
        'refund',
        fieldOf(filled, 'amount', {
          label: t.amount,
          hint: t.amountHint(amount(leftCents)),
          inputmode: 'decimal',
          required: false,
          maxlength: 12,
        }),
      ),
    ],
    lines: order.lines.map((line) => ({
      id: line.id,
      label: `${line.title} ${line.detail}`.trim(),
      amount: amount(line.netCents + line.taxCents),
      isBack: line.refundId !== null,
      checked: typed.includes(line.id),
    })),
    reason: [
      within('refund', fieldOf(came, 'reason', { label: t.reason, hint: t.reasonHint, maxlength: 300 })),
    ],
    canRestock: USED_UP.includes(status),
    restock: Boolean(came.typed.restock),
    // pressed twice, it counts once
    press: newId(),
  };
}

/** Production has taken material for it. */
const USED_UP: readonly OrderStatus[] = [
  'in_production',
  'ready_to_ship',
  'shipped',
  'delivered',
  'returned',
  'refund_due',
];

/** Refunds of money that came by hand: somebody has to pay them back the same way. */
export function handRefunds(order: Order) {
  const byHandIds = order.payments.filter(({ method }) => method !== 'gateway').map(({ id }) => id);
  return order.refunds
    .filter((refund) => refund.status === 'queued' && byHandIds.includes(refund.paymentId))
    .map((refund) => ({
      action: `/admin/refunds/${refund.id}/settlement`,
      amount: money(refund.amountCents, order.currency),
    }));
}

export function settlementForm(order: Order, status: OrderStatus, came: Filled) {
  if (status !== 'awaiting_payment') return null;
  const options = BY_HAND.map((value) => ({ value, label: byHand.methods[value] }));
  const look = { label: byHand.note, hint: byHand.noteHint, maxlength: 200, required: false };
  return {
    isOpen: came !== EMPTY,
    label: byHand.mark(money(order.grossCents, order.currency)),
    fields: [
      within('settlement', fieldOf(came, 'method', { label: byHand.method, options })),
      within('settlement', fieldOf(came, 'note', look)),
    ],
  };
}
