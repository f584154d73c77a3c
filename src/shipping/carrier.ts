// The port to whoever carries parcels: offers, labels, their refunds, trackers, manifests and signed notices.
import { Refusal } from '../lib/refusal.ts';
import type { ShipmentStatus } from './status.ts';
import type { ParcelSize } from './weight.ts';

export interface PostalAddress {
  name: string;
  company: string;
  line1: string;
  line2: string;
  city: string;
  region: string;
  postalCode: string;
  /** ISO alpha-2. */
  country: string;
  phone: string;
}

/** What customs want to know of one kind of thing. */
export interface CustomsLine {
  title: string;
  quantity: number;
  /** Of all of them. */
  valueCents: number;
}

export interface ParcelRequest {
  /** Our own id of the parcel; the carrier keeps it as its reference. */
  parcelId: string;
  from: PostalAddress;
  to: PostalAddress;
  size: ParcelSize;
  /** ISO 4217. */
  currency: string;
  contents: CustomsLine[];
}

export interface Rate {
  id: string;
  carrier: string;
  service: string;
  cents: number;
  /** ISO 4217 in capitals. */
  currency: string;
  /** Days in the carrier's hands; null when it does not say. */
  days: number | null;
}

export interface Offer {
  /** The carrier's own shipment, to be bought with one of the rates. */
  gatewayId: string;
  /** Cheapest first. */
  rates: Rate[];
  /** Why carriers that could have offered did not. */
  remarks: string[];
}

/** `unknown`: nobody could say. */
export interface AddressCheck {
  verdict: 'good' | 'bad' | 'unknown';
  /** What is wrong with it, in the carrier's words. */
  problems: string[];
}

/** What a shipment at the carrier has become. */
export interface BoughtLabel {
  trackingCode: string;
  carrier: string;
  service: string;
  costCents: number | null;
  trackerId: string | null;
  /** The carrier's page for people; empty when it has none. */
  url: string;
}

export type LabelFormat = 'pdf' | 'zpl';
/** `none`: was not asked for, or there is nothing to refund. */
export type LabelRefund = 'none' | 'submitted' | 'refunded' | 'rejected';

export interface CarrierNews {
  /** Carrier time. */
  at: Date;
  status: ShipmentStatus;
  message: string;
  place: string;
}

/** Everything a carrier tells of one code. */
export interface Tracking {
  trackerId: string;
  trackingCode: string;
  /** Empty when it is not said. */
  carrier: string;
  /** The carrier's own shipment the tracker belongs to; null for codes it did not give out itself. */
  gatewayId: string | null;
  url: string;
  /** Its label was made; the carrier does not have it yet. */
  isAnnounced: boolean;
  /** In the order told. */
  news: CarrierNews[];
}

export interface CarrierNotice {
  /** Unique per fact; the same notice comes more than once. */
  id: string;
  description: string;
  /** Null when it is about something else. */
  tracking: Tracking | null;
  /** A label that was given back, as its shipment tells it. */
  refund: { gatewayId: string; refund: LabelRefund } | null;
}

export interface CarrierFile {
  bytes: Buffer;
  type: 'application/pdf' | 'image/png' | 'application/zpl';
}

/** How long the caller can wait in all. */
export interface Patience {
  timeoutMs?: number;
}

/**
 * Why a call failed, as the `code` of `OutsideFailure('easypost', …)`; `permanent` means that the same call fails again.
 *
 * | code | permanent | |
 * |---|---|---|
 * | `unreachable`, `timed_out`, `nonsense`, `busy`, `unavailable` | no | may or may not have happened: look first, then repeat |
 * | `not_allowed` | no | the key is wrong or the account is out of money; works again once that is put right |
 * | `missing` | yes | no such shipment or tracker |
 * | `refused` | yes | the request is not accepted; the message names its code |
 */
export type CarrierTrouble =
  | 'unreachable'
  | 'timed_out'
  | 'nonsense'
  | 'busy'
  | 'unavailable'
  | 'not_allowed'
  | 'missing'
  | 'refused';

export interface Carrier {
  /** `manual` sells no labels and tells no news. */
  name: 'manual' | 'easypost';
  checkAddress(address: PostalAddress, patience?: Patience): Promise<AddressCheck>;
  offer(request: ParcelRequest, patience?: Patience): Promise<Offer>;
  /** Buying twice buys once: a shipment that has its label already answers it. */
  buy(want: { gatewayId: string; rateId: string }, patience?: Patience): Promise<BoughtLabel>;
  /** What was bought already; null when nothing was. */
  look(gatewayId: string, patience?: Patience): Promise<BoughtLabel | null>;
  label(gatewayId: string, format: LabelFormat, patience?: Patience): Promise<CarrierFile>;
  /** Gives the label back; a second time tells how it stands. */
  refund(gatewayId: string, patience?: Patience): Promise<LabelRefund>;
  /** From now on the carrier tells of this code; the same code again is the same tracker. */
  track(want: { carrier: string; trackingCode: string }, patience?: Patience): Promise<Tracking>;
  ask(trackerId: string, patience?: Patience): Promise<Tracking>;
  /** One paper for the parcels of a day. */
  manifest(gatewayIds: readonly string[], patience?: Patience): Promise<Manifest>;
  askManifest(id: string, patience?: Patience): Promise<Manifest>;
  /** Checks the signature over the raw body before reading it. Throws `ForgedNotice` or `UnreadableNotice`. */
  readNotice(raw: Uint8Array, signature: string | undefined): CarrierNotice;
  /** What a notice kept since earlier says. */
  readKept(body: string): CarrierNotice;
}

export interface Manifest {
  id: string;
  status: 'asking' | 'made' | 'failed';
  message: string;
  file: CarrierFile | null;
}

/** No signature, or a wrong one. */
export class ForgedNotice extends Refusal {
  constructor() {
    super('forged_notice', 'The signature is missing or wrong.', { status: 400 });
    this.name = 'ForgedNotice';
  }
}

/** Genuine, but not a notice: not JSON, or without an id and a description. */
export class UnreadableNotice extends Refusal {
  constructor() {
    super('unreadable_notice', 'The body is not a notice with an id and a description.', { status: 400 });
    this.name = 'UnreadableNotice';
  }
}
