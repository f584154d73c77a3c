// Payments as a list, to hold against what the gateway says.
import { money, stamp } from '../lib/format.ts';
import {
  type Books,
  type Difference,
  differenceCents as differenceCentsOf,
} from '../payments/queries.books.ts';
import type { PaymentRow, PaymentSort } from '../payments/queries.list.ts';
import { en } from '../words/en.ts';
import type { Item, Shown } from './list.ts';
import { type ListPage, listPage } from './pages.list.ts';
import { paymentStatusCell } from './pages.order.tables.ts';
import { shownPaymentStatus } from './pages.order-json.ts';

const t = en.admin.payments;

export const PAYMENT_COLUMNS = [
  'id',
  'order',
  'gatewayId',
  'amountCents',
  'paidCents',
  'refundedCents',
  'status',
  'differenceCents',
  'askedAt',
] as const;

export function paymentItem(row: PaymentRow): Item {
  const { id, order, sessionId, amountCents, paidCents, refundedCents, askedAt } = row;
  const status = shownPaymentStatus(row.status);
  const differenceCents = differenceCentsOf(row);
  return {
    id,
    order,
    gatewayId: sessionId,
    amountCents,
    paidCents,
    refundedCents,
    status,
    differenceCents,
    askedAt,
  };
}

export function paymentsPage(
  shown: Shown<PaymentRow, PaymentSort, 'status'>,
  books: Books,
  handlesMoney: boolean,
): ListPage {
  const page = listPage(shown, {
    room: 'payments',
    title: t.title,
    search: t.search,
    columns: [
      { key: 'order', label: t.columns.order },
      { key: 'status', label: t.columns.status },
      { key: 'amount', label: t.columns.amount, number: true, sort: 'amountCents' },
      { key: 'paid', label: t.columns.paid, number: true },
      { key: 'difference', label: t.columns.difference, number: true },
      { key: 'refunded', label: t.columns.refunded, number: true },
      { key: 'created', label: t.columns.created, sort: 'createdAt' },
      { key: 'asked', label: t.columns.asked, sort: 'askedAt' },
      { key: 'gateway', label: t.columns.gateway },
    ],
    row: (row) => {
      const amount = (cents: number) => (cents === 0 ? '' : money(cents, row.currency));
      return {
        cells: {
          order: { text: row.order, href: `/admin/orders/${row.order}` },
          status: paymentStatusCell(row.status),
          amount: amount(row.amountCents),
          paid: amount(row.paidCents),
          difference: amount(differenceCentsOf(row)),
          refunded: amount(row.refundedCents),
          created: stamp(row.createdAt),
          asked: row.askedAt ? stamp(row.askedAt) : '',
          gateway: row.intentId ?? row.sessionId ?? row.error,
        },
      };
    },
    filters: { status: { label: t.filters.status, words: t.statuses } },
    empty: t.empty,
  });
  return { ...page, above: '/admin/partials/books', books: booksPart(books, handlesMoney) };
}

const say = en.money.differences;

/** What differs, each with the one thing to do about it, and how lately both sides were looked at. */
function booksPart(books: Books, handlesMoney: boolean) {
  const { differences, lastNotice, lastPoll, oldestOpen } = books;
  const { facts } = say;
  const at = (when: Date | null) => (when ? stamp(when) : say.never);
  return {
    heading: differences.length === 0 ? say.none : say.some(differences.length),
    isCalm: differences.length === 0,
    differences: differences.map((difference) => differenceView(difference, handlesMoney)),
    facts: [
      { label: facts.lastNotice, value: at(lastNotice) },
      { label: facts.lastPoll, value: at(lastPoll) },
      { label: facts.open, value: String(books.open) },
      ...(oldestOpen ? [{ label: facts.oldest, value: stamp(oldestOpen) }] : []),
      ...(books.keptNotices > 0 ? [{ label: facts.kept, value: String(books.keptNotices) }] : []),
      ...(books.disputes > 0 ? [{ label: facts.disputes, value: String(books.disputes) }] : []),
    ],
  };
}

function differenceView(difference: Difference, handlesMoney: boolean) {
  const { kind, order, paymentId, refundId, cents, currency, paidCurrency } = difference;
  const path = `/admin/payments/${paymentId}`;
  const paid = money(difference.paidCents, paidCurrency ?? currency);
  const asked = money(difference.amountCents, currency);
  const buttons = {
    wrong_amount: { action: `${path}/refund`, label: say.refund },
    owed_back: { action: `${path}/refund`, label: say.refund },
    refund_failed: { action: `${path}/refund`, label: say.refund },
    by_hand: { action: `/admin/refunds/${refundId}/settlement`, label: en.money.refunds.paidBack },
    unexplained: { action: `${path}/question`, label: say.ask },
  };
  return {
    order,
    href: `/admin/orders/${order}`,
    what: kind === 'wrong_amount' ? say.kinds.wrong_amount(paid, asked) : say.kinds[kind],
    amount: money(cents, kind === 'owed_back' ? (paidCurrency ?? currency) : currency),
    // everybody may ask
    button: handlesMoney || kind === 'unexplained' ? buttons[kind] : null,
    // another currency can only go back
    acceptance:
      handlesMoney && kind === 'wrong_amount' && !paidCurrency
        ? { action: `${path}/acceptance`, id: paymentId }
        : null,
  };
}
