// What a carrier asks for a parcel while its buyer stands at the checkout: a moment to answer, and none is no trouble.
import type { PricedCart } from '../cart/priced.ts';
import type { Catalogue } from '../catalog/catalogue.ts';
import type { Settings } from '../catalog/settings.ts';
import { newId } from '../lib/ids.ts';
import type { Log } from '../lib/log.ts';
import { OutsideFailure, Refusal } from '../lib/refusal.ts';
import { type Clock, later, MINUTE, SECOND } from '../lib/time.ts';
import { senderOf } from './actions.rates.ts';
import type { Carrier, PostalAddress } from './carrier.ts';
import type { DeliveryOption, LiveRate } from './delivery.ts';
import type { ParcelSize } from './weight.ts';

/** Asks for the rates of one parcel; no rates when nobody answers in time. */
export type LiveRates = (parcel: ParcelToRate) => Promise<LiveRate[]>;

export interface ParcelToRate {
  to: PostalAddress;
  size: ParcelSize;
  currency: string;
  contents: { title: string; quantity: number; valueCents: number }[];
}

interface Deps {
  carrier: Carrier;
  clock: Clock;
  log: Log;
  shop: { now(): { settings: Settings } };
}

/** Nobody waits longer than this for a price. */
const PATIENCE = 3 * SECOND;
/** The page and the press that follows it see the same price. */
const KEPT = 20 * MINUTE;
const MOST_KEPT = 500;

export function liveRatesOf(deps: Deps): LiveRates {
  const kept = new Map<string, { rates: LiveRate[]; until: Date }>();
  return async (parcel) => {
    const from = senderOrNone(deps.shop.now().settings);
    if (!from || deps.carrier.name === 'manual') return [];
    // the page asks before anybody typed a name or a street
    const { country, region, city, postalCode } = parcel.to;
    const key = JSON.stringify([country, region, city, postalCode, parcel.size]);
    const now = deps.clock();
    const known = kept.get(key);
    if (known && known.until > now) return known.rates;
    const rates = await ask(deps, from, parcel);
    if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value ?? '');
    // silence is kept too: whoever saw our own price pays our own price
    kept.set(key, { rates, until: later(now, KEPT) });
    return rates;
  };
}

/** Null while the owner has not said where parcels leave from. */
function senderOrNone(settings: Settings): PostalAddress | null {
  try {
    return senderOf(settings);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

async function ask({ carrier, log }: Deps, from: PostalAddress, parcel: ParcelToRate): Promise<LiveRate[]> {
  try {
    const offer = await inTime(
      carrier.offer({ parcelId: newId(), from, ...parcel }, { timeoutMs: PATIENCE }),
    );
    return offer.rates.filter(({ currency }) => currency === parcel.currency);
  } catch (error) {
    const code = error instanceof OutsideFailure ? error.code : 'unknown';
    log.warn({ code }, 'no live rates; our own prices stand');
    return [];
  }
}

/** Whatever the adapter does with its patience. */
function inTime<T>(answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = new OutsideFailure('carrier', 'timed out', { permanent: false });
    const timer = setTimeout(() => reject(late), PATIENCE);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

interface Checkout {
  buyer: Record<string, string>;
  size: ParcelSize;
  cart: PricedCart;
}

interface Offer {
  deliveries: readonly DeliveryOption[];
  settings: Settings;
  catalogue: Catalogue;
}

/** Nobody is asked before the postal code is known, nor when no way of delivery wants to know. */
export async function liveRates(
  askFor: LiveRates | undefined,
  { deliveries }: Offer,
  { buyer, size, cart }: Checkout,
): Promise<LiveRate[]> {
  const isWanted = deliveries.some(({ liveRate }) => liveRate !== '');
  if (!askFor || !isWanted || !buyer.postalCode?.trim() || cart.lines.length === 0) return [];
  const { currency, lines } = cart;
  const contents = lines.map(({ title, quantity, netCents }) => ({ title, quantity, valueCents: netCents }));
  return askFor({ to: addressOf(buyer), size, currency, contents });
}

function addressOf(buyer: Record<string, string>): PostalAddress {
  const part = (name: string) => (buyer[name] ?? '').trim().slice(0, 200);
  return {
    name: part('name'),
    company: part('company'),
    line1: part('line1'),
    line2: part('line2'),
    city: part('city'),
    region: part('region'),
    postalCode: part('postalCode'),
    country: part('country'),
    phone: part('phone'),
  };
}
