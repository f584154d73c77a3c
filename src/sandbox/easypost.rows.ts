// What the EasyPost sandbox writes down.
import type { ITracker, TrackerStatus } from './easypost.wire.ts';

export interface AddressRow {
  name: string | null;
  company: string | null;
  street1: string | null;
  street2: string | null;
  city: string | null;
  state: string | null;
  zip: string;
  country: string;
  phone: string | null;
}

export interface ParcelRow {
  length: number | null;
  width: number | null;
  height: number | null;
  weight: number;
}

export interface RateRow {
  id: string;
  carrier: string;
  service: string;
  cents: number;
  days: number;
}

export interface ShipmentRow {
  id: string;
  createdAt: string;
  reference: string | null;
  to: AddressRow;
  from: AddressRow;
  parcel: ParcelRow;
  rates: RateRow[];
  labelFormat: 'PDF' | 'PNG' | 'ZPL';
  /** Null until it is bought. */
  rateId: string | null;
  trackerId: string | null;
  trackingCode: string | null;
  refund: 'submitted' | 'refunded' | 'rejected' | null;
  zpl: boolean;
  pdf: boolean;
  scanFormId: string | null;
}

export interface TrackerRow {
  id: string;
  createdAt: string;
  updatedAt: string;
  code: string;
  carrier: string;
  shipmentId: string | null;
  status: TrackerStatus;
  details: ITracker['tracking_details'];
  /** When its next step is told; null: it goes on only when somebody says so. */
  nextAt: number | null;
}

export interface ScanFormRow {
  id: string;
  createdAt: string;
  shipmentIds: string[];
}

export interface EventRow {
  id: string;
  createdAt: string;
  description: string;
  body: string;
  delivered: boolean;
}

// a type of its own, because an interface is no record
export type Rows = {
  shipment: ShipmentRow;
  tracker: TrackerRow;
  scanForm: ScanFormRow;
  event: EventRow;
};
