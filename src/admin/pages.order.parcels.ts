// The parcels of an order on its page: each with its tracking, and the form for the next.
import { EMPTY, type Filled, fieldOf } from '../accounts/pages.ts';
import { stamp } from '../lib/format.ts';
import { canMove, type OrderStatus } from '../orders/transitions.ts';
import { CARRIER_NAMES } from '../shipping/carriers.ts';
import { isShipmentStatus } from '../shipping/status.ts';
import { en } from '../words/en.ts';
import { within } from './pages.fields.ts';
import type { StaffOrder } from './queries.order.ts';
import { PARCEL_TONES } from './tones.ts';

const t = en.admin.parcels;

type Order = StaffOrder['order'];
type Shipment = Order['shipments'][number];

/** The forms that came back; null for those that did not. */
export interface ParcelForms {
  parcel: Filled | null;
  tracking: (id: string) => Filled | null;
}

export function parcelsPart(order: Order, status: OrderStatus, forms: ParcelForms) {
  const live = order.shipments.filter((shipment) => shipment.voidedAt === null);
  return {
    carriers: CARRIER_NAMES,
    parcels: order.shipments.map((shipment) => parcelView(shipment, forms.tracking(shipment.id))),
    form: parcelForm(status, { isAnother: live.length > 0, came: forms.parcel }),
  };
}

function parcelForm(status: OrderStatus, { isAnother, came }: { isAnother: boolean; came: Filled | null }) {
  const hasLeft = status === 'shipped' || status === 'delivered';
  if (!canMove(status, 'shipped') && !hasLeft) return null;
  return {
    isAnother,
    isOpen: came !== null || !isAnother,
    // the next thing to do once the parcel is packed
    isMain: status === 'ready_to_ship' && !isAnother,
    fields: carrierFields('parcel', came ?? EMPTY),
  };
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

function parcelView(shipment: Shipment, came: Filled | null) {
  const { id, carrier, trackingCode, url, position } = shipment;
  const status = isShipmentStatus(shipment.status) ? shipment.status : 'unknown';
  const isVoid = shipment.voidedAt !== null;
  const isOver = status === 'delivered' || status === 'returned';
  const filled = came ?? { typed: { carrier, trackingCode }, problems: {} };
  return {
    title: t.parcel(position),
    action: `/admin/shipments/${id}`,
    carrier,
    trackingCode,
    url: url === '' ? null : url,
    sent: stamp(shipment.createdAt),
    status: { text: t.statuses[status], tone: PARCEL_TONES[status] },
    canVoid: !isVoid && !isOver,
    canArrive: !isVoid && !isOver,
    canReturn: !isVoid && status !== 'returned',
    correction: isVoid
      ? null
      : { isOpen: came !== null, fields: carrierFields(`parcel-${position}`, filled) },
    events: shipment.events.map((event) => ({
      when: stamp(event.at),
      what: event.message || t.statuses[isShipmentStatus(event.status) ? event.status : 'unknown'],
      place: event.place,
    })),
  };
}
