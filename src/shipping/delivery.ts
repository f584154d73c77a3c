// The ways a parcel can go: which of them reach a place, what each costs, and when it is promised. Pure.
import { type Calendar, workingDayAfter, workingDaysLater } from '../lib/calendar.ts';
import { type DeliveryZone, stepFor, zoneFor } from './zones.ts';

export const DELIVERY_KINDS = ['parcel', 'pickup'] as const;
export type DeliveryKind = (typeof DELIVERY_KINDS)[number];

/** As the owner set it up. Without zones it goes everywhere at its own price. */
export interface DeliveryOption {
  id: string;
  name: string;
  kind: DeliveryKind;
  cents: number;
  /** Working days in the carrier's hands. */
  days: number;
  /** Of the goods before coupon and tax: from here on it is free. */
  freeFromCents: number | null;
  /** `UPS Ground`, `UPS` or `*`: whose price the carrier is asked for. Empty: our own. */
  liveRate: string;
  note: string;
  zones: readonly DeliveryZone[];
}

/** One that reaches where the parcel goes. */
export interface OfferedDelivery {
  id: string;
  name: string;
  kind: DeliveryKind;
  cents: number;
  days: number;
  note: string;
}

export interface Destination {
  country: string;
  region: string;
  /** Packed. */
  weightGrams: number;
  /** Before coupon and tax: somebody who takes a coupon does not lose what is free. */
  goodsCents: number;
}

/** What a carrier asks for this very parcel. */
export interface LiveRate {
  carrier: string;
  service: string;
  cents: number;
  /** Null when the carrier does not say. */
  days: number | null;
}

/** In the owner's order. Without an answer of the carrier, our own prices stand. */
export function deliveriesTo(
  options: readonly DeliveryOption[],
  to: Destination,
  rates: readonly LiveRate[] = [],
): OfferedDelivery[] {
  return options.flatMap((option) => offered(option, to, rates) ?? []);
}

function offered(
  option: DeliveryOption,
  to: Destination,
  rates: readonly LiveRate[],
): OfferedDelivery | null {
  const { id, name, kind, note } = option;
  const own = ownPrice(option, to);
  if (!own) return null;
  const live = option.liveRate === '' ? null : liveRateFor(option.liveRate, rates);
  const price = live ? { ...own, cents: live.cents, days: live.days ?? own.days } : own;
  const isFree = own.freeFromCents !== null && to.goodsCents >= own.freeFromCents;
  return { id, name, kind, note, days: price.days, cents: isFree ? 0 : price.cents };
}

interface OwnPrice {
  cents: number;
  days: number;
  freeFromCents: number | null;
}

/** Null where it does not go, or not with such a weight. */
function ownPrice(option: DeliveryOption, to: Destination): OwnPrice | null {
  const { cents, days, freeFromCents, zones } = option;
  if (zones.length === 0) return { cents, days, freeFromCents };
  const zone = zoneFor(zones, to);
  const step = zone && stepFor(zone, to.weightGrams);
  return zone && step
    ? { cents: step.cents, days: zone.days, freeFromCents: zone.freeFromCents ?? freeFromCents }
    : null;
}

/** The cheapest of those that are meant. */
function liveRateFor(wanted: string, rates: readonly LiveRate[]): LiveRate | null {
  const key = wanted.trim().toLowerCase();
  const meant = rates.filter(
    ({ carrier, service }) =>
      key === '*' || key === carrier.toLowerCase() || key === `${carrier} ${service}`.toLowerCase(),
  );
  return meant.reduce<LiveRate | null>(
    (best, rate) => (best && best.cents <= rate.cents ? best : rate),
    null,
  );
}

export interface Workshop {
  /** From payment to the parcel. */
  productionDays: number;
  calendar: Calendar;
}

/** The day it should be there, or can be picked up: production, what has to come in first, then the carrier. */
export function promisedFor(
  { days, kind = 'parcel' }: { days: number; kind?: DeliveryKind },
  { productionDays, calendar }: Workshop,
  { now, extraDays = 0 }: { now: Date; extraDays?: number },
): Date {
  const handedOver = workingDayAfter(now, productionDays + extraDays, calendar);
  return kind === 'pickup' ? handedOver : workingDaysLater(handedOver, days, calendar);
}
