// Sending parcels by hand: staff type the carrier and the tracking code. Each is one transaction.
import { writeAudit } from '../accounts/actions.audit.ts';
import type { Settings } from '../catalog/settings.ts';
import type { Db, Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { isUniqueViolation } from '../db/trouble.ts';
import { newId } from '../lib/ids.ts';
import { Refusal } from '../lib/refusal.ts';
import { type Clock, later } from '../lib/time.ts';
import { lockOrder, moveOrder, noteEvent, notPossible, statusOf } from '../orders/actions.move.ts';
import { canMove, type OrderStatus } from '../orders/transitions.ts';
import { en } from '../words/en.ts';
import { finish } from './actions.news.ts';
import { tellParcel } from './actions.tell.ts';
import type { Carrier } from './carrier.ts';
import { carrierName, codeKey, trackingUrl } from './carriers.ts';
import { type Content, leftToSend, nextContents } from './contents.ts';
import { getOrder, getShipment, type Shipment, type ShippedOrder } from './queries.parcels.ts';
import { CLAIM } from './schedule.ts';

export interface ParcelDeps {
  db: Db;
  clock: Clock;
  carrier: Pick<Carrier, 'name'>;
  workerPace: number;
  shop: { now(): { settings: Pick<Settings, 'parcels.carriers'> } };
}

/** Where a carrier shows this parcel; empty for one nobody knows. */
export function pageOf({ shop }: Pick<ParcelDeps, 'shop'>, carrier: string, trackingCode: string): string {
  return trackingUrl(carrier, trackingCode, shop.now().settings['parcels.carriers']);
}

export interface NewParcel {
  number: string;
  who: string;
  carrier: string;
  trackingCode: string;
  /** On purpose a second one; without it an order has one parcel, however often it is sent. */
  another: boolean;
  /** Null: everything that is not in a parcel yet. */
  contents: readonly Content[] | null;
}

/** `already`: this very parcel, or without `another` any parcel, was there before. */
export type Sent = 'sent' | 'already';

const TRIES = 5;

export async function sendParcel(deps: ParcelDeps, parcel: NewParcel): Promise<Sent> {
  for (let tries = TRIES; ; tries -= 1) {
    try {
      return await transaction(deps.db, (tx) => sendInside(tx, deps, parcel));
    } catch (error) {
      // pressed twice at once: the other press has the place, so look again
      if (tries === 1 || !isUniqueViolation(error, 'position')) throw error;
    }
  }
}

async function sendInside(tx: Tx, deps: ParcelDeps, parcel: NewParcel): Promise<Sent> {
  const now = deps.clock();
  const { who, number } = parcel;
  const { id } = await getOrder(tx, { number });
  await lockOrder(tx, id);
  const order = await getOrder(tx, { id });
  const key = codeKey(parcel.trackingCode);
  const there = liveParcels(order);
  if (there.length > 0 && (!parcel.another || there.some((each) => each.codeKey === key))) return 'already';

  mustBeSendable(order);
  const contents = contentsOf(order, parcel.contents);
  const carrier = carrierName(parcel.carrier);
  const shipment = await tx.shipment.create({
    data: {
      ...(await newParcel(tx, order, { who, contents, now })),
      carrier,
      trackingCode: parcel.trackingCode,
      codeKey: key,
      url: pageOf(deps, carrier, parcel.trackingCode),
      shippedAt: now,
      // from now on the provider tells of it
      ...(deps.carrier.name === 'manual' ? {} : { task: 'track', nextTryAt: now }),
    },
  });
  await tellSent(tx, order, { shipment, who, now });
  return 'sent';
}

/** Parcels that were not taken back. */
export function liveParcels(order: ShippedOrder): Shipment[] {
  return order.shipments.filter(({ voidedAt }) => voidedAt === null);
}

/** Throws `Refusal('move_not_possible')`. */
export function mustBeSendable({ status }: { status: string }): void {
  const from = statusOf(status);
  if (!canMove(from, 'shipped') && !HAS_LEFT.includes(from)) throw notPossible(from, 'shipped');
}

/** More parcels can follow the first. */
const HAS_LEFT: readonly OrderStatus[] = ['shipped', 'delivered'];

/** Throws `Refusal('too_many')`, 422, for more than there is left. */
export function contentsOf(order: ShippedOrder, asked: readonly Content[] | null): Content[] {
  const left = leftToSend(order.lines, order.shipments);
  const contents = nextContents(left, asked);
  if (contents) return contents;
  const leftOf = (id: string) => left.find(({ lineId }) => lineId === id)?.quantity ?? 0;
  const over = asked?.find(({ lineId, quantity }) => quantity > leftOf(lineId));
  const title = order.lines.find(({ id }) => id === over?.lineId)?.title ?? '';
  const problem = en.parcels.tooMany(title, leftOf(over?.lineId ?? ''));
  throw new Refusal('too_many', problem, { status: 422, problems: { contents: problem } });
}

/** The columns every new parcel begins with. */
export async function newParcel(
  tx: Tx,
  order: ShippedOrder,
  { who, contents, now }: { who: string; contents: readonly Content[]; now: Date },
) {
  const last = await tx.shipment.aggregate({ where: { orderId: order.id }, _max: { position: true } });
  return {
    id: newId(),
    orderId: order.id,
    position: (last._max.position ?? 0) + 1,
    status: 'pending',
    who,
    createdAt: now,
    lines: { create: contents.map((content) => ({ id: newId(), ...content })) },
  };
}

interface SentParcel {
  shipment: { id: string; carrier: string; trackingCode: string; codeKey: string; url: string };
  who: string;
  now: Date;
}

/** A parcel has its code: the order is shipped, the customer hears of it, and so does whoever waited for the code. */
export async function tellSent(
  tx: Tx,
  order: ShippedOrder,
  { shipment, who, now }: SentParcel,
): Promise<void> {
  const why = named(shipment);
  if (canMove(statusOf(order.status), 'shipped'))
    await moveOrder(tx, { order, to: 'shipped', who, why, now });
  else await noteEvent(tx, { orderId: order.id, who, event: 'parcel_sent', why, now });
  await tellParcel(tx, order, { kind: 'shipped', fact: `shipped:${shipment.id}`, parcel: shipment, now });
  await wakeNotices(tx, shipment.codeKey, now);
  const change = { what: 'parcel.sent' as const, subject: order.number, orderId: order.id, after: why };
  await writeAudit(tx, { who, ...change, now });
}

/** What was told of a code before we knew it is looked at again. */
async function wakeNotices(tx: Tx, key: string, now: Date): Promise<void> {
  await tx.carrierNotice.updateMany({
    where: { codeKey: key, status: 'kept' },
    data: { nextTryAt: now },
  });
}

export interface Correction {
  id: string;
  who: string;
  carrier: string;
  trackingCode: string;
}

/** The customer hears of another code once; a better name for the carrier alone is no news. */
export async function correctTracking(deps: ParcelDeps, correction: Correction): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const { who, trackingCode } = correction;
    const shipment = await getShipment(tx, correction.id);
    const carrier = carrierName(correction.carrier);
    if (shipment.carrier === carrier && shipment.trackingCode === trackingCode) return;
    if (shipment.task === 'buy') throw changedMeanwhile();
    const key = codeKey(trackingCode);
    const isOther = key !== shipment.codeKey;
    const url = pageOf(deps, carrier, trackingCode);
    const { carrier: oldCarrier, trackingCode: oldCode } = shipment;
    const claimed = await tx.shipment.updateMany({
      where: { id: shipment.id, voidedAt: null, carrier: oldCarrier, trackingCode: oldCode },
      data: { carrier, trackingCode, codeKey: key, url, ...(isOther ? followAnew(deps, now) : {}) },
    });
    if (claimed.count === 0) throw changedMeanwhile();
    const order = await getOrder(tx, { id: shipment.orderId });
    const corrected = { ...shipment, carrier, trackingCode, url };
    const [before, after] = [named(shipment), named(corrected)];
    await noteEvent(tx, { orderId: order.id, who, event: 'tracking_corrected', why: after, now });
    if (isOther) {
      const fact = `tracking:${newId()}`;
      await tellParcel(tx, order, { kind: 'shipped', fact, parcel: corrected, now });
      await wakeNotices(tx, key, now);
    }
    const change = { what: 'parcel.tracking' as const, subject: order.number, orderId: order.id };
    await writeAudit(tx, { who, ...change, before, after, now });
  });
}

function followAnew({ carrier }: ParcelDeps, now: Date) {
  const follow = carrier.name === 'manual' ? {} : { task: 'track', nextTryAt: now, attempts: 0, error: '' };
  return { trackerId: null, nextPollAt: null, ...follow };
}

/**
 * The parcel was never handed over: its label goes back to the provider, and an order without another parcel
 * is packed again and takes the next one like a first one. Answers whether a label is to be refunded.
 */
export async function voidParcel(
  deps: ParcelDeps,
  { id, who }: { id: string; who: string },
): Promise<boolean> {
  const now = deps.clock();
  return transaction(deps.db, async (tx) => {
    const { orderId } = await getShipment(tx, id);
    await lockOrder(tx, orderId);
    const shipment = await getShipment(tx, id);
    if (shipment.voidedAt !== null) return false;
    const hasLabel = shipment.gatewayId !== null;
    // a purchase that is under way must be over before anybody looks what came of it
    const nextTryAt = shipment.task === 'buy' ? later(now, CLAIM) : now;
    const claimed = await tx.shipment.updateMany({
      where: { id, voidedAt: null, status: { notIn: ['delivered', 'returned'] } },
      data: {
        voidedAt: now,
        status: 'cancelled',
        nextPollAt: null,
        ...(hasLabel ? { task: 'refund', nextTryAt, attempts: 0 } : { task: null, nextTryAt: null }),
      },
    });
    if (claimed.count === 0) throw new Refusal('parcel_arrived', en.admin.parcels.cannotVoid);
    const order = await getOrder(tx, { id: orderId });
    const before = named(shipment);
    await noteEvent(tx, { orderId: order.id, who, event: 'parcel_voided', why: before, now });
    if (order.status === 'shipped' && liveParcels(order).length === 0)
      await moveOrder(tx, { order, to: 'ready_to_ship', who, why: before, now });
    // what was still waited for may have been only this one
    await finish(tx, order, { who, now });
    const change = { what: 'parcel.void' as const, subject: order.number, orderId: order.id, before };
    await writeAudit(tx, { who, ...change, now });
    return hasLabel;
  });
}

export interface AlsoTold {
  number: string;
  who: string;
  addresses: readonly string[];
}

/** Who else gets the letters about parcels, from the next one on. */
export async function alsoTell(
  deps: { db: Db; clock: Clock },
  { number, who, addresses }: AlsoTold,
): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const order = await getOrder(tx, { number });
    const wanted = addresses.join('\n');
    const claimed = await tx.order.updateMany({
      where: { id: order.id, alsoTell: order.alsoTell },
      data: { alsoTell: wanted },
    });
    if (claimed.count === 0) throw changedMeanwhile();
    const change = {
      subject: number,
      orderId: order.id,
      before: inOneLine(order.alsoTell),
      after: inOneLine(wanted),
    };
    await writeAudit(tx, { who, what: 'order.also-tell', ...change, now });
  });
}

function inOneLine(addresses: string): string {
  return addresses.replaceAll('\n', ', ');
}

/** `UPS 1Z 999` */
export function named(parcel: { carrier: string; trackingCode: string }): string {
  return `${parcel.carrier} ${parcel.trackingCode}`.trim();
}

function changedMeanwhile(): Refusal {
  return new Refusal('changed_meanwhile', en.admin.parcels.changedMeanwhile);
}
