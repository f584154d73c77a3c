// Rows as EasyPost puts them on the wire.

import { easypostId } from './easypost.ids.ts';
import type {
  AddressRow,
  EventRow,
  ParcelRow,
  RateRow,
  Rows,
  ScanFormRow,
  ShipmentRow,
  TrackerRow,
} from './easypost.rows.ts';
import type {
  IAddress,
  IEvent,
  IParcel,
  IPostageLabel,
  IRate,
  IScanForm,
  IShipment,
  ITracker,
  Wire,
} from './easypost.wire.ts';
import type { Journal } from './journal.ts';

const MODE = 'test';
export type Books = Journal<Rows>;
interface Desk {
  books: Books;
  origin: () => string;
}

export function addressAnswer(row: AddressRow, verified: boolean): Wire<IAddress> {
  const fine = isDeliverable(row);
  const errors = [
    { code: 'E.ADDRESS.NOT_FOUND', field: 'address', message: 'Address not found', suggestion: null },
  ];
  const check = { success: fine, errors: fine ? [] : errors, details: null };
  // the SDK's types know neither empty verifications nor missing details
  const verifications = (verified
    ? { zip4: check, delivery: check }
    : {}) as unknown as IAddress['verifications'];
  const more = { residential: null, carrier_facility: null, email: null, federal_tax_id: null };
  return {
    id: easypostId('adr'),
    object: 'Address',
    mode: MODE,
    ...row,
    ...more,
    state_tax_id: null,
    verifications,
  };
}

/** The sandbox knows every address but those that say so. */
function isDeliverable({ street1 }: AddressRow): boolean {
  return street1 !== null && !/nowhere|undeliverable/i.test(street1);
}

export function shipmentAnswer({ books, origin }: Desk, row: ShipmentRow): Wire<IShipment> {
  const tracker = books.tracker.get(row.trackerId ?? '');
  const taken = row.rates.find(({ id }) => id === row.rateId);
  const scanForm = books.scanForm.get(row.scanFormId ?? '');
  const address = (each: AddressRow) => addressAnswer(each, false) as IAddress; // as it would be read back
  return {
    id: row.id,
    object: 'Shipment',
    mode: MODE,
    created_at: row.createdAt,
    updated_at: tracker?.updatedAt ?? row.createdAt,
    reference: row.reference,
    to_address: address(row.to),
    from_address: address(row.from),
    return_address: address(row.from),
    buyer_address: address(row.to),
    parcel: parcelAnswer(row.parcel, row.createdAt) as IParcel,
    customs_info: null,
    tax_identifiers: null,
    scan_form: scanForm ? (scanFormAnswer({ books, origin }, scanForm) as IScanForm) : null,
    forms: [],
    insurance: null,
    rates: row.rates.map((rate) => rateAnswer(rate, row) as IRate),
    selected_rate: taken ? (rateAnswer(taken, row) as IRate) : null,
    postage_label: taken ? (labelAnswer(row, origin()) as IPostageLabel) : null,
    messages: [],
    options: { label_format: row.labelFormat, currency: 'USD' } as unknown as IShipment['options'],
    is_return: false,
    tracking_code: row.trackingCode,
    usps_zone: taken ? '4' : null,
    status: tracker?.status ?? 'unknown',
    tracker: tracker ? (trackerAnswer(tracker, origin()) as ITracker) : null,
    fees: [],
    refund_status: row.refund,
    batch_id: null,
    batch_status: null,
    batch_message: null,
  };
}

function parcelAnswer(row: ParcelRow, at: string): Wire<IParcel> {
  const head = { id: easypostId('prcl'), object: 'Parcel', mode: MODE } as const;
  return { ...head, ...row, predefined_package: null, created_at: at, updated_at: at };
}

function rateAnswer(rate: RateRow, row: ShipmentRow): Wire<IRate> & { shipment_id: string } {
  const money = (cents: number) => (cents / 100).toFixed(2);
  return {
    id: rate.id,
    object: 'Rate',
    mode: MODE,
    created_at: row.createdAt,
    updated_at: row.createdAt,
    service: rate.service,
    carrier: rate.carrier,
    carrier_account_id: 'ca_sandbox',
    shipment_id: row.id,
    rate: money(rate.cents),
    currency: 'USD',
    retail_rate: money(Math.round(rate.cents * 1.2)),
    retail_currency: 'USD',
    list_rate: money(Math.round(rate.cents * 1.1)),
    list_currency: 'USD',
    delivery_days: rate.days,
    est_delivery_days: rate.days,
    delivery_date: null,
    delivery_date_guaranteed: false,
    billing_type: 'easypost',
  };
}

function labelAnswer(row: ShipmentRow, origin: string): Wire<IPostageLabel> {
  const file = (ending: string) => `${origin}/labels/${row.id}.${ending}`;
  const first = row.labelFormat.toLowerCase();
  return {
    id: easypostId('pl'),
    object: 'PostageLabel',
    mode: MODE,
    created_at: row.createdAt,
    updated_at: row.createdAt,
    date_advance: 0,
    integrated_form: 'none',
    label_date: row.createdAt,
    label_resolution: 300,
    label_size: '4x6',
    label_type: 'default',
    label_url: file(first),
    label_file_type: first === 'png' ? 'image/png' : `application/${first}`,
    label_pdf_url: row.pdf || first === 'pdf' ? file('pdf') : null,
    label_epl2_url: null,
    label_zpl_url: row.zpl || first === 'zpl' ? file('zpl') : null,
  };
}

export function trackerAnswer(row: TrackerRow, origin: string): Wire<ITracker> {
  return {
    id: row.id,
    object: 'Tracker',
    mode: MODE,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    tracking_code: row.code,
    status: row.status,
    status_detail: 'unknown',
    signed_by: row.status === 'delivered' ? 'A NEIGHBOUR' : null,
    weight: 4.5,
    est_delivery_date: null,
    shipment_id: row.shipmentId,
    carrier: row.carrier,
    tracking_details: row.details,
    carrier_detail: null,
    public_url: `${origin}/track/${row.id}`,
    fees: [],
    finalized: row.status === 'delivered',
    is_return: false,
  };
}

export function scanFormAnswer({ books, origin }: Desk, row: ScanFormRow): Wire<IScanForm> {
  const shipments = row.shipmentIds.flatMap((id) => books.shipment.get(id) ?? []);
  return {
    id: row.id,
    object: 'ScanForm',
    mode: MODE,
    created_at: row.createdAt,
    updated_at: row.createdAt,
    status: 'created',
    message: null,
    address: shipments[0] ? (addressAnswer(shipments[0].from, false) as IAddress) : null,
    tracking_codes: shipments.flatMap(({ trackingCode }) => trackingCode ?? []),
    form_url: `${origin()}/forms/${row.id}.pdf`,
    form_file_type: 'application/pdf',
    batch_id: null,
  };
}

export function eventAnswer(
  { id, createdAt, description }: Pick<EventRow, 'id' | 'createdAt' | 'description'>,
  result: unknown,
): Wire<IEvent> {
  return {
    id,
    object: 'Event',
    mode: MODE,
    created_at: createdAt,
    updated_at: createdAt,
    description,
    previous_attributes: {},
    result,
    status: 'pending',
    pending_urls: [],
    completed_urls: [],
  };
}
