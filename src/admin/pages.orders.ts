// Orders as a list: its page, and its rows as JSON and CSV tell them.
import { dayStamp, money, stamp } from '../lib/format.ts';
import type { FirstLine, OrderFilter, OrderRow, OrderSort } from '../orders/queries.list.ts';
import { isOrderStatus, type OrderStatus, type PaymentWord } from '../orders/transitions.ts';
import { pictureOfLine } from '../web/line-sticker.ts';
import { en } from '../words/en.ts';
import type { Item, Shown } from './list.ts';
import { type ListPage, listPage, type TableCell, type TableRow } from './pages.list.ts';
import { ORDER_TONES, PAYMENT_WORD_TONES } from './tones.ts';

const t = en.admin.orders;

export const ORDER_COLUMNS = [
  'number',
  'name',
  'email',
  'status',
  'payment',
  'grossCents',
  'paidCents',
  'refundedCents',
  'currency',
  'placedAt',
  'dueAt',
] as const;

export function orderItem(row: OrderRow): Item {
  const {
    number,
    name,
    email,
    status,
    payment,
    grossCents,
    paidCents,
    refundedCents,
    currency,
    placedAt,
    dueAt,
  } = row;
  return {
    number,
    name,
    email,
    status,
    payment,
    grossCents,
    paidCents,
    refundedCents,
    currency,
    placedAt,
    dueAt,
  };
}

export function ordersPage(
  shown: Shown<OrderRow, OrderSort, OrderFilter>,
  { firstLines, mayDraft }: { firstLines: ReadonlyMap<string, FirstLine>; mayDraft: boolean },
): ListPage {
  const page = listPage(shown, {
    room: 'orders',
    title: t.title,
    search: t.search,
    columns: [
      { key: 'sticker', label: t.columns.sticker },
      { key: 'number', label: t.columns.number, sort: 'number' },
      { key: 'status', label: t.columns.status },
      { key: 'name', label: t.columns.name, sort: 'name' },
      { key: 'payment', label: t.columns.payment },
      { key: 'gross', label: t.columns.gross, number: true, sort: 'grossCents' },
      { key: 'placed', label: t.columns.placed, sort: 'placedAt' },
      { key: 'due', label: t.columns.due, sort: 'dueAt' },
    ],
    row: (row) => orderRow(row, firstLines.get(row.id)),
    filters: {
      status: { label: t.filters.status, words: en.orders.status },
      payment: { label: t.filters.payment, words: en.admin.payments.words },
      due: { label: t.filters.due, words: { overdue: t.overdue } },
      stock: { label: t.filters.stock, words: { lacking: en.inventory.uncovered.filter } },
    },
    empty: t.empty,
  });
  return mayDraft ? { ...page, above: '/admin/partials/new-order' } : page;
}

/** A short table of orders on another page: next to leave, a customer's. */
export function orderTable(caption: string, rows: TableRow[]) {
  const { sticker, number, status, name, gross, due } = t.columns;
  const labels = { sticker, number, status, name, gross, due };
  const columns = Object.entries(labels).map(([key, label]) => ({ key, label, number: key === 'gross' }));
  return { caption, columns, rows };
}

/** One order, for any table of orders. */
export function orderRow(row: OrderRow, firstLine: FirstLine | undefined): TableRow {
  return {
    cells: {
      sticker: firstLine ? { sticker: tinySticker(firstLine) } : '',
      number: { text: row.number, href: `/admin/orders/${row.number}` },
      name: row.name,
      status: statusCell(row.status),
      payment: paymentCell(row.payment),
      gross: money(row.grossCents, row.currency),
      placed: stamp(row.placedAt),
      due: row.dueAt ? dayStamp(row.dueAt) : '',
    },
  };
}

function tinySticker(line: FirstLine) {
  const { artwork } = line;
  const previewUrl = artwork?.previewKey ? `/artwork/${artwork.id}/preview.webp?width=120` : null;
  return pictureOfLine(line, { title: line.title, previewUrl, sizePx: 28 });
}

export function statusCell(status: string): TableCell {
  if (!isOrderStatus(status)) throw new RangeError(`not an order status: ${status}`);
  return { text: en.orders.status[status satisfies OrderStatus], tone: ORDER_TONES[status] };
}

function paymentCell(payment: string): TableCell {
  const word = payment as PaymentWord; // the column's closed set, written only by settlement
  return { text: en.admin.payments.words[word], tone: PAYMENT_WORD_TONES[word] };
}
