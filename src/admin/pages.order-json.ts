// One order as JSON: the list's fields and everything that belongs to it.
import type { MovementRow } from '../inventory/queries.ts';
import type { LetterFacts } from '../mail/queries.list.ts';
import { fileJson } from './pages.order.files.ts';
import { orderItem } from './pages.orders.ts';
import type { StaffOrder } from './queries.order.ts';

type Order = StaffOrder['order'];
type Version = StaffOrder['versions'][number];

export function staffOrderJson({
  order,
  letters,
  movements,
  disputes,
  invoices,
  versions,
  files,
}: StaffOrder) {
  const { goodsCents, deliveryCents, taxCents, grossCents, discountCents } = order;
  return {
    ...orderItem(order),
    address: addressOf(order),
    priceSheet: order.priceSheet,
    lines: order.lines.map((line) => ({ ...lineJson(line), ...designJson(line, versions) })),
    totals: { netCents: goodsCents, deliveryCents, taxCents, grossCents, discountCents },
    payments: order.payments.map(paymentJson),
    refunds: order.refunds.map(({ id, gatewayId, amountCents, status, origin }) => ({
      id,
      gatewayId,
      amountCents,
      status,
      origin,
    })),
    disputes: disputes.map(({ gatewayId, status, amountCents }) => ({ gatewayId, status, amountCents })),
    invoices: invoices.map(({ number, kind, grossCents: gross, issuedAt }) => ({
      number,
      kind,
      grossCents: gross,
      issuedAt,
    })),
    letters: letters.map(letterItem),
    timeline: order.events.map(({ at, who, event, from, to, why }) => ({ at, who, event, from, to, why })),
    stock: movements.map((movement) => ({ sku: movement.sku, ...movementItem(movement) })),
    shipments: order.shipments.map(shipmentJson),
    files: [...files.map(fileJson), ...order.shipments.flatMap((parcel) => labelJson(order.number, parcel))],
  };
}

function addressOf(order: Order) {
  const { name, line1, line2, city, region, postalCode, country, phone } = order;
  return { name, line1, line2, city, region, postalCode, country, phone };
}

function lineJson(line: Order['lines'][number]) {
  const { id, product, title, detail, artworkId, shape, widthMm, heightMm, material, finish, quantity } =
    line;
  const { unitCents, netCents, taxCents, priceSheet } = line;
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
  return { ...what, unitCents, netCents, taxCents, priceSheet };
}

/** `versions`: every design the line ever had, once one was replaced. */
function designJson(
  { id, cutLineId, prepress, prepressDoneAt }: Order['lines'][number],
  versions: Version[],
) {
  const own = versions.filter(({ lineId }) => lineId === id);
  return {
    cutLineId,
    prepress: prepress ? (prepressDoneAt ? 'done' : 'waiting') : null,
    versions: own.map(({ version, artworkId, who, why, at }) => ({ version, artworkId, who, why, at })),
  };
}

function paymentJson({ id, sessionId, status, amountCents, createdAt }: Order['payments'][number]) {
  return { id, gatewayId: sessionId, status: shownPaymentStatus(status), amountCents, createdAt };
}

/** An attempt whose page is still being made is open, for anybody who looks. */
export function shownPaymentStatus(status: string): string {
  return status === 'creating' ? 'open' : status;
}

function shipmentJson(shipment: Order['shipments'][number]) {
  const { id, carrier, trackingCode, url, status } = shipment;
  const events = shipment.events.map(({ at, status: told, message, place }) => ({
    at,
    status: told,
    message,
    place,
  }));
  return { id, carrier, trackingCode, url, status, events };
}

/** A label lies ready as soon as it is bought: it is fetched when somebody asks for it. */
function labelJson(number: string, { id, gatewayId, shippedAt, voidedAt }: Order['shipments'][number]) {
  if (gatewayId === null || shippedAt === null || voidedAt !== null) return [];
  const url = `/admin/shipments/${id}/label.pdf`;
  return [{ id, kind: 'label', lineId: null, name: `label-${number}.pdf`, url, status: 'ready' }];
}

export function letterItem(letter: LetterFacts) {
  const { id, kind, to, subject, orderNumber, attempts, error, messageId, createdAt, sentAt } = letter;
  const status = shownLetterStatus(letter.status);
  return { id, kind, to, subject, order: orderNumber, status, attempts, error, messageId, createdAt, sentAt };
}

/** A letter on its way out of the house still waits, for anybody who looks. */
export function shownLetterStatus(status: string): string {
  return status === 'sending' ? 'queued' : status;
}

export function movementItem({ id, at, kind, quantity, order, who, reason }: MovementRow) {
  return { id, at, kind, quantity: Number(quantity), order, who, reason };
}
