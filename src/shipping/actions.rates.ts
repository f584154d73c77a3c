// Asking carriers what a parcel would cost, and remembering what they offered.
import type { Catalogue } from '../catalog/catalogue.ts';
import type { Settings } from '../catalog/settings.ts';
import type { Db } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { newId } from '../lib/ids.ts';
import { OutsideFailure, Refusal } from '../lib/refusal.ts';
import { type Clock, DAY, earlier } from '../lib/time.ts';
import { en } from '../words/en.ts';
import { contentsOf, mustBeSendable } from './actions.ts';
import type { AddressCheck, Carrier, Offer, ParcelRequest, PostalAddress, Rate } from './carrier.ts';
import type { Content } from './contents.ts';
import { parcelOf } from './packing.ts';
import { getOrder, type ShippedOrder } from './queries.parcels.ts';
import type { ParcelSize } from './weight.ts';

export interface RatesDeps {
  db: Db;
  clock: Clock;
  carrier: Carrier;
  shop: { now(): { settings: Settings; catalogue: Catalogue } };
}

export interface RatesWish {
  number: string;
  /** Null: everything that is not in a parcel yet. */
  contents: readonly Content[] | null;
  /** What the scales say; null: what was worked out. */
  weightGrams: number | null;
}

export interface OfferedRates {
  rates: Rate[];
  remarks: string[];
  address: AddressCheck;
  size: ParcelSize;
  contents: Content[];
}

/** Asks without buying anything; what is offered can be bought for as long as the carrier keeps it. */
export async function offerRates(deps: RatesDeps, wish: RatesWish): Promise<OfferedRates> {
  const order = await getOrder(deps.db, { number: wish.number });
  mustBeSendable(order);
  const contents = contentsOf(order, wish.contents);
  const size = sizeOf(deps, order, { contents, weightGrams: wish.weightGrams });
  if (deps.carrier.name === 'manual') {
    return { rates: [], remarks: [], address: { verdict: 'unknown', problems: [] }, size, contents };
  }
  const request = requestFor(deps, order, { contents, size });
  const [offer, address] = await Promise.all([
    offered(deps.carrier, request),
    checked(deps.carrier, request.to),
  ]);
  await keepRates(deps, { order, request, offer, contents });
  return { rates: offer.rates, remarks: offer.remarks, address, size, contents };
}

/** Without contents the parcel is weighed as if it held the whole order once more. */
function sizeOf(
  { shop }: RatesDeps,
  order: ShippedOrder,
  { contents, weightGrams }: { contents: Content[]; weightGrams: number | null },
): ParcelSize {
  const packed = linesIn(order, contents);
  const size = parcelOf(packed, shop.now().catalogue);
  return weightGrams === null ? size : { ...size, weightGrams };
}

function linesIn(order: ShippedOrder, contents: readonly Content[]) {
  if (contents.length === 0) return order.lines;
  return order.lines.flatMap((line) => {
    const quantity = contents.find(({ lineId }) => lineId === line.id)?.quantity ?? 0;
    return quantity === 0 ? [] : [{ ...line, quantity, netCents: shareOf(line, quantity) }];
  });
}

function shareOf(line: { netCents: number; quantity: number }, quantity: number): number {
  return Math.round((line.netCents * quantity) / line.quantity);
}

function requestFor(
  { shop }: RatesDeps,
  order: ShippedOrder,
  { contents, size }: { contents: Content[]; size: ParcelSize },
): ParcelRequest {
  return {
    parcelId: newId(),
    from: senderOf(shop.now().settings),
    to: recipientOf(order),
    size,
    currency: order.currency,
    contents: linesIn(order, contents).map(({ title, quantity, netCents }) => ({
      title,
      quantity,
      valueCents: netCents,
    })),
  };
}

/** Throws `Refusal('sender_missing')` until the owner said where parcels leave from. */
export function senderOf(settings: Settings): PostalAddress {
  const sender = {
    name: settings['sender.name'] || settings.shopName,
    company: settings.shopName,
    line1: settings['sender.line1'],
    line2: settings['sender.line2'],
    city: settings['sender.city'],
    region: settings['sender.region'],
    postalCode: settings['sender.postalCode'],
    country: settings['sender.country'] || settings.homeCountry,
    phone: settings['sender.phone'],
  };
  if (sender.line1 === '' || sender.city === '')
    throw new Refusal('sender_missing', en.parcels.senderMissing);
  return sender;
}

function recipientOf(order: ShippedOrder): PostalAddress {
  const { name, company, line1, line2, city, region, postalCode, country, phone } = order;
  return { name, company, line1, line2, city, region, postalCode, country, phone };
}

/** Throws `Refusal('parcel_refused')` for a parcel no carrier takes, `OutsideFailure` while none can be asked. */
async function offered(carrier: Carrier, request: ParcelRequest): Promise<Offer> {
  try {
    return await carrier.offer(request);
  } catch (error) {
    if (!(error instanceof OutsideFailure && error.permanent)) throw error;
    throw new Refusal('parcel_refused', en.parcels.notOffered(error.message));
  }
}

/** Nobody waits longer for the word that an address is fine. */
const CHECK_MS = 3_000;

/** An address nobody could check is no reason to keep the parcel. */
function checked(carrier: Carrier, address: PostalAddress): Promise<AddressCheck> {
  return carrier
    .checkAddress(address, { timeoutMs: CHECK_MS })
    .catch(() => ({ verdict: 'unknown', problems: [] }));
}

interface Kept {
  order: ShippedOrder;
  request: ParcelRequest;
  offer: Offer;
  contents: Content[];
}

async function keepRates(deps: RatesDeps, { order, request, offer, contents }: Kept): Promise<void> {
  const now = deps.clock();
  const shared = {
    orderId: order.id,
    gatewayId: offer.gatewayId,
    parcelId: request.parcelId,
    weightGrams: request.size.weightGrams,
    contents: JSON.stringify(contents),
    createdAt: now,
  };
  await transaction(deps.db, async (tx) => {
    for (const { id, carrier, service, cents, currency, days } of offer.rates) {
      const row = { ...shared, carrier, service, cents, currency, days };
      await tx.shippingRate.upsert({ where: { id }, update: row, create: { id, ...row } });
    }
  });
}

/** Longer than any carrier keeps its word. */
const KEPT_DAYS = 30;

export async function forgetOldRates({ db, clock }: { db: Db; clock: Clock }): Promise<void> {
  await db.shippingRate.deleteMany({ where: { createdAt: { lt: earlier(clock(), KEPT_DAYS * DAY) } } });
}
