// Payments as a list, to hold against what the gateway says.
import { money, stamp } from '../lib/format.ts';
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
  const differenceCents = differenceOf(row);
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

/** Received less asked for, once anything was received. */
function differenceOf({ status, paidCents, amountCents }: PaymentRow): number {
  const hasMoney = ['succeeded', 'wrong_amount', 'owed_back', 'refunded'].includes(status);
  return hasMoney ? paidCents - amountCents : 0;
}

export function paymentsPage(shown: Shown<PaymentRow, PaymentSort, 'status'>): ListPage {
  return listPage(shown, {
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
          difference: amount(differenceOf(row)),
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
}
