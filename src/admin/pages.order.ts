// One order as staff see it: what it is, where it stands, what can be done about it.
import { addressLines } from '../accounts/address.ts';
import { addressFieldList, EMPTY, type Filled, fieldOf } from '../accounts/pages.ts';
import { date, moment, money } from '../lib/format.ts';
import {
  canMove,
  isBeforeProduction,
  isOrderStatus,
  isStillHere,
  OPEN_STATUSES,
  type OrderStatus,
} from '../orders/transitions.ts';
import { pictureOfLine } from '../web/line-sticker.ts';
import { en } from '../words/en.ts';
import { within } from './pages.fields.ts';
import { designPart } from './pages.order.artwork.ts';
import { filesPart } from './pages.order.files.ts';
import { invoicesTable } from './pages.order.invoices.ts';
import { handRefunds, refundForm, settlementForm } from './pages.order.money.ts';
import { type ParcelForms, parcelsPart } from './pages.order.parcels.ts';
import {
  disputesTable,
  lettersTable,
  paymentsTable,
  refundsTable,
  stockTable,
  timelineOf,
} from './pages.order.tables.ts';
import { statusCell } from './pages.orders.ts';
import type { StaffOrder } from './queries.order.ts';

const t = en.admin.order;

/** A form that came back with problems; the others are as they were. */
export interface CameBack {
  form:
    | 'hold'
    | 'note'
    | 'address'
    | 'cancellation'
    | 'refund'
    | 'settlement'
    | 'parcel'
    | 'also-tell'
    | `tracking:${string}`;
  filled: Filled;
}

export interface OrderPageParts {
  staffOrder: StaffOrder;
  now: Date;
  back?: CameBack | undefined;
  /** Why what was pressed did not happen. */
  refusal?: string | undefined;
  /** Carriers can be asked for offers. */
  hasOffers?: boolean;
  /** Whoever looks may send money back, cancel, and say that it came by hand. */
  handlesMoney: boolean;
}

type Order = StaffOrder['order'];

export function orderPage({
  staffOrder,
  now,
  back,
  refusal,
  hasOffers = false,
  handlesMoney,
}: OrderPageParts) {
  const { order, letters, movements, invoices, disputes, versions, files } = staffOrder;
  const status = statusOf(order);
  const form = (name: CameBack['form']): Filled => (back?.form === name ? back.filled : EMPTY);
  return {
    title: t.title(order.number),
    room: 'orders' as const,
    number: order.number,
    action: `/admin/orders/${order.number}`,
    refusal: refusal ?? null,
    problems: back?.filled.problems ?? {},
    status: statusCell(order.status),
    placed: t.placed(moment(order.placedAt)),
    due: dueNote(order, status, now),
    promised: promiseOf(order),
    prices: { text: en.pricing.sheets.ofOrder(order.priceSheet), href: `/admin/prices/${order.priceSheet}` },
    lines: order.lines.map((line) => ({
      ...lineView(order, line),
      design: designPart(line, { status, versions }),
    })),
    totals: totalsOf(order),
    files: filesPart(files),
    customer: {
      href: `/admin/customers/${order.customerId}`,
      name: order.name,
      email: order.email,
      phone: order.phone,
    },
    address: addressPart(order, status, form('address')),
    nextStep: stepOf(order, status),
    lacks: lackingOf(order),
    hold: canMove(status, 'on_hold') ? holdForm(form('hold')) : null,
    cancellation: handlesMoney ? cancellationForm(order, status, form('cancellation')) : null,
    note: noteForm(form('note')),
    canSendPayLink: status === 'awaiting_payment',
    refund: handlesMoney ? refundForm(order, status, form('refund')) : null,
    settlement: handlesMoney ? settlementForm(order, status, form('settlement')) : null,
    handRefunds: handlesMoney ? handRefunds(order) : [],
    parcels: parcelsPart(order, status, { forms: forms(back), hasOffers }),
    payments: paymentsTable(order),
    refunds: refundsTable(order),
    disputes: disputesTable(disputes, order.currency),
    invoices: invoicesTable(invoices, order.currency),
    letters: lettersTable(letters),
    stock: stockTable(movements),
    timeline: timelineOf(order),
    customerPage: `/orders/${order.number}`,
  };
}

function forms(back: CameBack | undefined): ParcelForms {
  return {
    parcel: back?.form === 'parcel' ? back.filled : null,
    alsoTell: back?.form === 'also-tell' ? back.filled : null,
    tracking: (id) => (back?.form === `tracking:${id}` ? back.filled : null),
  };
}

function statusOf(order: Order): OrderStatus {
  if (!isOrderStatus(order.status)) throw new RangeError(`not an order status: ${order.status}`);
  return order.status;
}

function dueNote(order: Order, status: OrderStatus, now: Date): { text: string; isLate: boolean } | null {
  if (!order.dueAt || !OPEN_STATUSES.includes(status)) return null;
  const isLate = order.dueAt < now;
  return { text: (isLate ? t.wasDue : t.due)(date(order.dueAt)), isLate };
}

function promiseOf({ promisedAt, deliveryKind }: Order): string {
  const how = deliveryKind === 'pickup' ? en.delivery.pickUp : '';
  return [how, promisedAt ? en.delivery.promised(date(promisedAt)) : ''].filter(Boolean).join('. ');
}

function lineView(order: Order, line: Order['lines'][number]) {
  const { artwork } = line;
  const previewUrl = artwork?.previewKey ? `/artwork/${artwork.id}/preview.webp?width=480` : null;
  return {
    title: line.title,
    detail: line.detail,
    quantity: en.orders.pieces(line.quantity),
    amount: money(line.netCents, order.currency),
    each: t.each(money(line.unitCents, order.currency)),
    filename: artwork?.filename ?? '',
    originalHref: artwork ? `/artwork/${artwork.id}/original` : null,
    picture: pictureOfLine(line, { title: line.title, previewUrl, sizePx: 160 }),
  };
}

function totalsOf(order: Order): { label: string; amount: string; strong?: boolean }[] {
  const amount = (cents: number) => money(cents, order.currency);
  const { totals } = t;
  return [
    { label: totals.goods, amount: amount(order.goodsCents + order.discountCents) },
    ...(order.couponCode
      ? [{ label: en.orders.totals.coupon(order.couponCode), amount: amount(-order.discountCents) }]
      : []),
    {
      label: order.deliveryName,
      amount: order.deliveryCents === 0 ? en.orders.totals.free : amount(order.deliveryCents),
    },
    ...(order.taxCents > 0 ? [{ label: totals.tax, amount: amount(order.taxCents) }] : []),
    { label: totals.gross, amount: amount(order.grossCents), strong: true },
    ...(order.paidCents > 0 ? [{ label: totals.paid, amount: amount(order.paidCents) }] : []),
    ...(order.refundedCents > 0 ? [{ label: totals.refunded, amount: amount(-order.refundedCents) }] : []),
  ];
}

function addressPart(order: Order, status: OrderStatus, came: Filled) {
  const typed = came === EMPTY ? typedFrom(order) : came.typed;
  const filled: Filled = { typed, problems: came.problems };
  const name = fieldOf(filled, 'name', { label: en.accounts.fields.name, maxlength: 100 });
  return {
    lines: addressLines(order),
    canChange: isStillHere(status),
    isOpen: came !== EMPTY,
    fields: [name, ...addressFieldList(filled)].map((field) => within('address', field)),
  };
}

function typedFrom(order: Order): Record<string, string> {
  const { name, line1, line2, city, region, postalCode, country, phone } = order;
  return { name, line1, line2, city, region, postalCode, country, phone };
}

/** What a paid order waits for, with the way to each. */
function lackingOf({ lacks }: Order) {
  if (lacks === '') return null;
  const skus = lacks.split(', ');
  return {
    text: en.inventory.uncovered.lacks(skus.join(', ')),
    next: en.inventory.uncovered.next,
    items: skus.map((sku) => ({ sku, href: `/admin/stock/${sku}` })),
  };
}

/** The one button that brings the order on, when it is not the parcel's. */
function stepOf(order: Order, status: OrderStatus) {
  const unprepared = order.lines.filter((line) => line.prepress && !line.prepressDoneAt).length;
  if (status === 'paid' && unprepared > 0)
    return { text: en.artwork.office.prepressOpen(unprepared), button: null };
  const held =
    status === 'on_hold' ? order.events.findLast((event) => event.to === 'on_hold')?.why : undefined;
  if (status === 'ready_to_ship' && order.deliveryKind === 'pickup')
    return { text: en.delivery.handOverText, button: { path: 'pick-up', label: en.delivery.handOver } };
  const buttons: Partial<Record<OrderStatus, { path: string; label: string }>> = {
    paid: { path: 'production', label: t.production },
    in_production: { path: 'ready', label: t.ready },
    on_hold: { path: 'release', label: t.release },
  };
  return { text: held ? t.heldBecause(held) : t.steps[status], button: buttons[status] ?? null };
}

function holdForm(came: Filled) {
  const look = { label: t.holdReason, hint: t.holdReasonHint, maxlength: 300 };
  return { isOpen: came !== EMPTY, fields: [within('hold', fieldOf(came, 'reason', look))] };
}

function noteForm(came: Filled) {
  const look = { label: t.note, hint: t.noteHint, rows: 3, maxlength: 2_000 };
  return { isOpen: came !== EMPTY, fields: [within('note', fieldOf(came, 'text', look))] };
}

/** What has left the house is refunded, not cancelled. */
function cancellationForm(order: Order, status: OrderStatus, came: Filled) {
  const isUnpaid = status === 'awaiting_payment';
  if (!isUnpaid && !OPEN_STATUSES.includes(status) && status !== 'returned') return null;
  const look = { label: t.cancelReason, hint: t.cancelReasonHint, maxlength: 300 };
  const back = money(order.paidCents - order.refundedCents, order.currency);
  return {
    isOpen: came !== EMPTY,
    consequence: isUnpaid ? t.cancelUnpaid : t.cancelPaid(back),
    canRestock: !isBeforeProduction(status) || (status === 'on_hold' && order.heldFrom !== 'paid'),
    restock: Boolean(came.typed.restock),
    fields: [within('cancel', fieldOf(came, 'reason', look))],
  };
}
