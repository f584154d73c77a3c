// The parcels of an order on its page: each with its tracking, and the form for the next.
import { EMPTY, type Filled, fieldOf } from '../accounts/pages.ts';
import { money, stamp } from '../lib/format.ts';
import { canMove, isStillHere, type OrderStatus } from '../orders/transitions.ts';
import { CARRIER_NAMES, serviceName } from '../shipping/carriers.ts';
import { isShipmentStatus } from '../shipping/status.ts';
import { en } from '../words/en.ts';
import { within } from './pages.fields.ts';
import type { StaffOrder } from './queries.order.ts';
import { PARCEL_TONES } from './tones.ts';

const t = en.admin.parcels;
const p = en.parcels;

type Order = StaffOrder['order'];
type Shipment = Order['shipments'][number];

/** The forms that came back; null for those that did not. */
export interface ParcelForms {
  parcel: Filled | null;
  alsoTell: Filled | null;
  tracking: (id: string) => Filled | null;
}

export function parcelsPart(
  order: Order,
  status: OrderStatus,
  { forms, hasOffers }: { forms: ParcelForms; hasOffers: boolean },
) {
  const live = order.shipments.filter((shipment) => shipment.voidedAt === null);
  const canSend = canMove(status, 'shipped') || status === 'shipped' || status === 'delivered';
  const action = `/admin/orders/${order.number}`;
  return {
    carriers: CARRIER_NAMES,
    parcels: order.shipments.map((shipment) => parcelView(order, shipment, forms.tracking(shipment.id))),
    offers: hasOffers && canSend ? { href: `${action}/offers`, isMain: isNext(status, live) } : null,
    form: canSend
      ? parcelForm({
          isAnother: live.length > 0,
          isMain: isNext(status, live) && !hasOffers,
          came: forms.parcel,
        })
      : null,
    slip: canSend && live.length === 0 ? `${action}/packing-slip.pdf` : null,
    alsoTell: canSend || isStillHere(status) ? alsoTellForm(order, forms.alsoTell) : null,
  };
}

/** The next thing to do once the parcel is packed. */
function isNext(status: OrderStatus, live: readonly unknown[]): boolean {
  return status === 'ready_to_ship' && live.length === 0;
}

function parcelForm({
  isAnother,
  isMain,
  came,
}: {
  isAnother: boolean;
  isMain: boolean;
  came: Filled | null;
}) {
  return {
    isAnother,
    isOpen: came !== null || !isAnother,
    isMain,
    fields: carrierFields('parcel', came ?? EMPTY),
  };
}

function alsoTellForm({ alsoTell }: Order, came: Filled | null) {
  const filled = came ?? { typed: { alsoTell }, problems: {} };
  const look = { label: p.alsoTell, hint: p.alsoTellHint, rows: 2, maxlength: 2_000, optional: true };
  return { isOpen: came !== null, fields: [within('parcels', fieldOf(filled, 'alsoTell', look))] };
}

function carrierFields(form: string, filled: Filled) {
  const carrier = { label: t.carrier, hint: t.carrierHint, maxlength: 60, extra: { list: 'carriers' } };
  const trackingCode = {
    label: t.trackingCode,
    maxlength: 80,
    extra: { autocapitalize: 'characters', spellcheck: 'false' },
  };
  return [
    within(form, fieldOf(filled, 'carrier', { ...carrier, autocomplete: 'off' })),
    within(form, fieldOf(filled, 'trackingCode', { ...trackingCode, autocomplete: 'off' })),
  ];
}

function parcelView(order: Order, shipment: Shipment, came: Filled | null) {
  const { id, carrier, trackingCode, url, position, service } = shipment;
  const status = isShipmentStatus(shipment.status) ? shipment.status : 'unknown';
  const isVoid = shipment.voidedAt !== null;
  const isBuying = shipment.task === 'buy';
  const canChange = !isVoid && !isBuying;
  const isOver = status === 'delivered' || status === 'returned';
  const filled = came ?? { typed: { carrier, trackingCode }, problems: {} };
  const action = `/admin/shipments/${id}`;
  return {
    title: t.parcel(position),
    action,
    carrier,
    service: serviceName(service),
    trackingCode,
    url: url === '' ? null : url,
    sent: stamp(shipment.createdAt),
    status: { text: t.statuses[status], tone: PARCEL_TONES[status] },
    facts: factsOf(order, shipment),
    note: isBuying ? (shipment.error === '' ? p.buying : p.buyingNote(shipment.error)) : refundNote(shipment),
    papers: papersOf(order, shipment, action),
    canVoid: !isVoid && !isOver,
    canArrive: canChange && !isOver,
    canReturn: canChange && status !== 'returned',
    correction: canChange
      ? { isOpen: came !== null, fields: carrierFields(`parcel-${position}`, filled) }
      : null,
    events: shipment.events.map((event) => ({
      when: stamp(event.at),
      at: event.at.toISOString(),
      what: event.message || t.statuses[isShipmentStatus(event.status) ? event.status : 'unknown'],
      place: event.place,
    })),
  };
}

function factsOf(order: Order, { costCents, weightGrams, lines }: Shipment): string[] {
  const inIt = lines.flatMap(({ lineId, quantity }) => {
    const line = order.lines.find((each) => each.id === lineId);
    return line ? [`${quantity} × ${line.title}`] : [];
  });
  // a parcel with everything in it needs no list
  const isPart = order.shipments.filter(({ voidedAt }) => voidedAt === null).length > 1;
  return [
    ...(weightGrams === null ? [] : [p.weighs(`${weightGrams} g`)]),
    ...(costCents === null ? [] : [p.cost(money(costCents, order.currency))]),
    ...(isPart && inIt.length > 0 ? [p.contains(inIt.join(', '))] : []),
  ];
}

function refundNote({ task, refund }: Shipment): string {
  if (task === 'refund') return p.refundWaits;
  return refund in p.refunds ? p.refunds[refund as keyof typeof p.refunds] : ''; // checked by `in`
}

function papersOf(order: Order, { id, gatewayId, shippedAt, voidedAt }: Shipment, action: string) {
  if (voidedAt !== null) return [];
  const slip = { href: `/admin/orders/${order.number}/packing-slip.pdf?parcel=${id}`, label: p.slip };
  if (gatewayId === null || shippedAt === null) return [slip];
  const label = { href: `${action}/label.pdf`, label: p.label };
  return [label, { href: `${action}/label.zpl`, label: p.zpl }, slip];
}
