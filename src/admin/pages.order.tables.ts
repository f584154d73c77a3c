// The tables of an order's page: payments, refunds, letters, stock; and what happened to it.

import type { MovementRow } from '../inventory/queries.ts';
import { money, stamp } from '../lib/format.ts';
import type { LetterFacts } from '../mail/queries.list.ts';
import { isOrderStatus } from '../orders/transitions.ts';
import { isOpenDispute } from '../payments/refunds.ts';
import { en } from '../words/en.ts';
import type { TableCell, TableRow } from './pages.list.ts';
import { shownLetterStatus, shownPaymentStatus } from './pages.order-json.ts';
import { amountInUnit } from './pages.units.ts';
import type { StaffOrder } from './queries.order.ts';
import { LETTER_TONES, PAYMENT_TONES, REFUND_TONES, type ShownPaymentStatus } from './tones.ts';

const t = en.admin.order;

type Order = StaffOrder['order'];

export function paymentsTable(order: Order) {
  const rows = order.payments.map((payment) => ({
    cells: {
      when: stamp(payment.createdAt),
      status: paymentStatusCell(payment.status),
      amount: money(payment.paidCents || payment.amountCents, payment.paidCurrency ?? payment.currency),
      gateway: whereFrom(payment),
    },
  }));
  return tableOf(t.payments, t.paymentColumns, rows, t.noPayments);
}

function whereFrom({ method, who, note, intentId, sessionId, error }: Order['payments'][number]): string {
  const { methods, why } = en.money.byHand;
  if (method === 'gateway') return intentId ?? sessionId ?? error;
  return `${why(methods[method as keyof typeof methods], note)} (${who})`; // our own closed set
}

export function paymentStatusCell(status: string): TableCell {
  const shown = shownPaymentStatus(status) as ShownPaymentStatus; // the column's closed set, written only by payments/
  return { text: en.admin.payments.statuses[shown], tone: PAYMENT_TONES[shown] };
}

/** Null when nobody complained to their bank. */
export function disputesTable(disputes: StaffOrder['disputes'], currency: string) {
  if (disputes.length === 0) return null;
  const rows = disputes.map(({ createdAt, status, reason, amountCents, gatewayId }) => ({
    cells: {
      when: stamp(createdAt),
      status: {
        text: status.replaceAll('_', ' '),
        tone: isOpenDispute(status) ? ('bad' as const) : ('quiet' as const),
      },
      amount: money(amountCents, currency),
      reason: reason.replaceAll('_', ' '),
      gateway: gatewayId,
    },
  }));
  return tableOf(en.money.disputes.title, en.money.disputes.columns, rows, '');
}

/** Null when nothing was refunded. */
export function refundsTable(order: Order) {
  if (order.refunds.length === 0) return null;
  const rows = order.refunds.map((refund) => ({
    cells: {
      when: stamp(refund.createdAt),
      status: refundStatusCell(refund.status),
      amount: money(refund.amountCents, order.currency),
      origin: t.origins[refund.origin as keyof typeof t.origins] ?? refund.origin,
      gateway: refund.gatewayId ?? refund.error,
    },
  }));
  return tableOf(t.refunds, t.refundColumns, rows, '');
}

function refundStatusCell(status: string): TableCell {
  const known = status as keyof typeof REFUND_TONES; // the column's closed set, written only by payments/
  return { text: en.admin.payments.refundStatuses[known], tone: REFUND_TONES[known] };
}

export function lettersTable(letters: readonly LetterFacts[]) {
  const rows = letters.map((letter) => ({
    cells: {
      when: stamp(letter.createdAt),
      kind: letter.kind,
      subject: { text: letter.subject, href: `/admin/letters/${letter.id}` },
      status: letterStatusCell(letter.status),
    },
  }));
  return tableOf(t.letters, t.letterColumns, rows, t.noLetters);
}

export function letterStatusCell(status: string): TableCell {
  const shown = shownLetterStatus(status) as keyof typeof LETTER_TONES; // the column's closed set, written only by mail/
  return { text: en.admin.letters.statuses[shown], tone: LETTER_TONES[shown] };
}

export function stockTable(movements: readonly MovementRow[]) {
  const rows = movements.map((movement) => ({
    cells: {
      when: stamp(movement.at),
      item: { text: movement.sku, href: `/admin/stock/${movement.sku}` },
      kind: movementKind(movement.kind),
      quantity: amountInUnit(movement.quantity, movement.unit),
      who: actor(movement.who),
    },
  }));
  return tableOf(t.stock, t.stockColumns, rows, t.noStock);
}

export function movementKind(kind: string): string {
  return en.admin.stock.kinds[kind as keyof typeof en.admin.stock.kinds] ?? kind;
}

const NUMBERS = new Set(['amount', 'quantity']);

function tableOf(caption: string, labels: Record<string, string>, rows: TableRow[], empty: string) {
  const columns = Object.entries(labels).map(([key, label]) => ({ key, label, number: NUMBERS.has(key) }));
  return { caption, columns, rows, empty };
}

/** Newest first: what happened last is what people come to see. */
export function timelineOf(order: Order) {
  return order.events.toReversed().map((event) => ({
    when: stamp(event.at),
    who: actor(event.who),
    what: eventLabel(event),
    why: event.why,
    isNote: event.event === 'note',
  }));
}

function eventLabel({ event, from, to }: Order['events'][number]): string {
  if (event === 'moved') return t.events.moved(statusWord(from), statusWord(to));
  const labels: Record<string, unknown> = t.events;
  const label = labels[event];
  return typeof label === 'string' ? label : event;
}

function statusWord(status: string | null): string {
  if (status === null) return '';
  return isOrderStatus(status) ? en.orders.status[status] : status;
}

export function actor(who: string): string {
  return t.actors[who as keyof typeof t.actors] ?? who;
}
