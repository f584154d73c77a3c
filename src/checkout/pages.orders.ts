// An order as its buyer sees it, as a page and as JSON.

import { addressLines } from '../accounts/address.ts';
import { day, moment, money } from '../lib/format.ts';
import type { PickUp } from '../mail/kinds.ts';
import type { WholeOrder } from '../orders/queries.ts';
import { isOrderStatus, mayBeCancelledByCustomer, type OrderStatus } from '../orders/transitions.ts';
import { isShipmentStatus } from '../shipping/status.ts';
import { pictureOfLine } from '../web/line-sticker.ts';
import { en } from '../words/en.ts';
import { mayPay, standingOf } from './standing.ts';

const t = en.orders;

type Line = WholeOrder['lines'][number];
type Event = WholeOrder['events'][number];
type Shipment = WholeOrder['shipments'][number];

/** Before the money and after the end there is no parcel to wait for. */
const NO_PARCEL_COMES: ReadonlySet<OrderStatus> = new Set([
  'awaiting_payment',
  'cancelled',
  'refund_due',
  'refunded',
]);

interface OrderPage {
  order: WholeOrder;
  key: string;
  /** Where and when orders can be picked up. */
  pickUp: PickUp;
}

export function orderPage({ order, key, pickUp }: OrderPage) {
  const status = statusOf(order);
  const standing = standingOf(order, { asked: true });
  return {
    title: t.title(order.number),
    number: order.number,
    ...t.story[status],
    placed: t.placedOn(day(order.placedAt)),
    due: dueNote(order, status),
    pay: mayPay(standing)
      ? { label: t.pay(money(order.grossCents, order.currency)), action: linkTo(order, '', '/payments'), key }
      : null,
    cancellation: mayBeCancelledByCustomer(order) ? { href: linkTo(order, key, '/cancellation') } : null,
    standing: { label: t.standing, href: linkTo(order, key, '/landing') },
    isSettled: order.payment === 'succeeded' || status === 'cancelled',
    timeline: timelineOf(order),
    lines: order.lines.map((line) => orderLine(order, line, key)),
    totals: orderTotals(order),
    delivery: deliveryPart(order, pickUp),
    email: order.email,
    parcels: sentParcels(order).map(parcel),
    noParcel: isPickedUp(order) || NO_PARCEL_COMES.has(status) ? '' : t.noParcel,
  };
}

function isPickedUp({ deliveryKind }: WholeOrder): boolean {
  return deliveryKind === 'pickup';
}

function deliveryPart(order: WholeOrder, { place, hours }: PickUp) {
  const isOpen = ['awaiting_payment', 'paid', 'in_production', 'ready_to_ship', 'shipped'].includes(
    order.status,
  );
  const promised = isOpen && order.promisedAt ? day(order.promisedAt) : '';
  if (isPickedUp(order))
    return {
      heading: en.delivery.pickUpHeading,
      lines: [place, hours].filter(Boolean),
      promised: promised && en.delivery.ready(promised),
    };
  return {
    heading: t.address,
    lines: addressLines(order),
    promised: promised && en.checkout.promised(promised),
  };
}

/** Asks once more before an order ends. */
export function cancellationPage({ order, key }: { order: WholeOrder; key: string }) {
  const { paid, unpaid, title, question } = t.cancel;
  const backCents = order.paidCents - order.refundedCents;
  const consequence = backCents > 0 ? paid(money(backCents, order.currency)) : unpaid;
  const may = mayBeCancelledByCustomer(order);
  return {
    title: may ? question : title,
    orderLabel: t.title(order.number),
    lead: may ? consequence : t.cancelTooLate,
    form: may ? { action: linkTo(order, '', '/cancellation'), key } : null,
    back: linkTo(order, key),
  };
}

/** A local address of this order that works for whoever has this page. */
export function linkTo(order: { number: string }, key: string, page = ''): string {
  return `/orders/${order.number}${page}${key === '' ? '' : `?key=${encodeURIComponent(key)}`}`;
}

export function picturesOf(order: WholeOrder, key: string, sizePx = 120) {
  return order.lines.map((line) => pictureOf(order, line, { key, sizePx }));
}

function pictureOf(order: WholeOrder, line: Line, { key, sizePx }: { key: string; sizePx: number }) {
  const previewUrl = line.artwork?.previewKey ? linkTo(order, key, `/lines/${line.id}/preview.webp`) : null;
  return pictureOfLine(line, { title: line.title, previewUrl, sizePx });
}

export function statusOf(order: { status: string }): OrderStatus {
  if (!isOrderStatus(order.status)) throw new RangeError(`not an order status: ${order.status}`);
  return order.status;
}

function dueNote(order: WholeOrder, status: OrderStatus): string {
  if (status === 'awaiting_payment') return t.payableUntil(day(order.payableUntil));
  const inHouse = status === 'paid' || status === 'in_production' || status === 'ready_to_ship';
  return inHouse && order.dueAt ? t.dueBy(day(order.dueAt)) : '';
}

function orderLine(order: WholeOrder, line: Line, key: string) {
  return {
    title: line.title,
    detail: line.detail,
    filename: line.artwork?.filename ?? '',
    quantity: t.pieces(line.quantity),
    amount: money(line.netCents, order.currency),
    picture: pictureOf(order, line, { key, sizePx: 144 }),
  };
}

function orderTotals(order: WholeOrder): { label: string; amount: string; strong?: boolean }[] {
  const amount = (cents: number) => money(cents, order.currency);
  return [
    { label: t.totals.goods, amount: amount(order.goodsCents + order.discountCents) },
    ...(order.couponCode
      ? [{ label: t.totals.coupon(order.couponCode), amount: amount(-order.discountCents) }]
      : []),
    {
      label: t.totals.delivery(order.deliveryName),
      amount: order.deliveryCents === 0 ? t.totals.free : amount(order.deliveryCents),
    },
    ...(order.taxCents > 0 ? [{ label: t.totals.tax, amount: amount(order.taxCents) }] : []),
    ...(order.refundedCents > 0 ? [{ label: t.totals.refunded, amount: amount(-order.refundedCents) }] : []),
    { label: t.totals.gross, amount: amount(order.grossCents - order.refundedCents), strong: true },
  ];
}

export interface TimelineStep {
  label: string;
  state: 'done' | 'now' | 'later' | 'bad';
  when?: string;
  /** ISO 8601, for the reader's own time. */
  at?: string;
  note?: string;
  link?: { href: string; label: string };
}

/** What happened, and what is still to come. What only staff should read is left out. */
function timelineOf(order: WholeOrder): TimelineStep[] {
  const status = statusOf(order);
  const past = order.events.flatMap((event) => {
    const label = labelOf(event);
    const at = event.at.toISOString();
    return label ? [{ label, state: stateOf(event), when: moment(event.at), at }] : [];
  });
  const coming = COMING[status].map((step) => ({ label: t.steps[step], state: 'later' as const }));
  const last = past.at(-1);
  if (last?.state === 'done' && coming.length > 0) past[past.length - 1] = { ...last, state: 'now' };
  return [...past, ...coming];
}

function labelOf(event: Event): string | null {
  if (event.event === 'placed') return t.moved.awaiting_payment;
  if (event.event in t.events) return t.events[event.event as keyof typeof t.events]; // checked by `in`
  if (event.event !== 'moved' || !event.to || !isOrderStatus(event.to)) return null;
  return event.from === 'on_hold' ? t.released : t.moved[event.to];
}

const BAD_NEWS = ['payment_failed', 'payment_expired', 'cancelled', 'returned'];

function stateOf(event: Event): 'done' | 'now' | 'bad' {
  return BAD_NEWS.includes(event.event) || BAD_NEWS.includes(event.to ?? '') ? 'bad' : 'done';
}

/** What a customer may look forward to from here. */
const COMING: Record<OrderStatus, readonly (keyof typeof t.steps)[]> = {
  awaiting_payment: ['paid', 'printing', 'shipped', 'delivered'],
  paid: ['printing', 'shipped', 'delivered'],
  on_hold: ['printing', 'shipped', 'delivered'],
  in_production: ['shipped', 'delivered'],
  ready_to_ship: ['shipped', 'delivered'],
  shipped: ['delivered'],
  delivered: [],
  returned: [],
  cancelled: [],
  refund_due: [],
  refunded: [],
};

/** A label that is still being bought is no parcel yet. */
function sentParcels(order: WholeOrder): Shipment[] {
  return order.shipments.filter(({ voidedAt, task }) => voidedAt === null && task !== 'buy');
}

/** One parcel with its own line of news, oldest first. */
export function parcel(shipment: Shipment) {
  const { carrier, trackingCode, url, status, events } = shipment;
  return {
    carrier,
    trackingCode,
    news: isShipmentStatus(status) ? t.shipment[status] : t.shipment.unknown,
    link: url === '' ? null : { href: url, label: t.track(carrier) },
    events: events.map((event, index) => ({
      label:
        event.message || (isShipmentStatus(event.status) ? t.shipment[event.status] : t.shipment.unknown),
      when: moment(event.at),
      at: event.at.toISOString(),
      note: event.place,
      state: index === events.length - 1 && status !== 'delivered' ? ('now' as const) : ('done' as const),
    })),
  };
}

export function orderJson(order: WholeOrder) {
  const {
    number,
    status,
    payment,
    currency,
    goodsCents,
    deliveryCents,
    taxCents,
    grossCents,
    discountCents,
  } = order;
  return {
    number,
    status,
    payment,
    currency,
    lines: order.lines.map(lineJson),
    totals: { netCents: goodsCents, deliveryCents, taxCents, grossCents, discountCents },
    shipments: sentParcels(order).map(shipmentJson),
  };
}

function lineJson(line: Line) {
  const { id, product, title, detail, artworkId, shape, widthMm, heightMm, material, finish, quantity } =
    line;
  const { unitCents, netCents, taxCents } = line;
  const what = {
    id,
    product,
    title,
    detail,
    artworkId,
    shape,
    widthMm,
    heightMm,
    material,
    finish,
    quantity,
  };
  return { ...what, unitCents, netCents, taxCents };
}

function shipmentJson(shipment: Shipment) {
  const { id, carrier, trackingCode, url, status } = shipment;
  const events = shipment.events.map(({ at, status: told, message, place }) => ({
    at: at.toISOString(),
    status: told,
    message,
    place,
  }));
  return { id, carrier, trackingCode, url, status, events };
}
