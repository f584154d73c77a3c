// Sending parcels by hand: staff type the carrier and the tracking code. Each is one transaction.
import { writeAudit } from '../accounts/actions.audit.ts';
import type { Db, Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { isUniqueViolation } from '../db/trouble.ts';
import { newId } from '../lib/ids.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { queueLetter } from '../mail/actions.ts';
import { moveOrder, noteEvent, notPossible, statusOf } from '../orders/actions.move.ts';
import { letterOrder } from '../orders/letters.ts';
import { canMove, type OrderStatus } from '../orders/transitions.ts';
import { en } from '../words/en.ts';
import { carrierName, codeKey, trackingUrl } from './carriers.ts';

type Deps = { db: Db; clock: Clock };

export interface NewParcel {
  number: string;
  who: string;
  carrier: string;
  trackingCode: string;
  /** On purpose a second one; without it an order has one parcel, however often it is sent. */
  another: boolean;
}

/** `already`: this very parcel, or without `another` any parcel, was there before. */
export type Sent = 'sent' | 'already';

const TRIES = 5;

export async function sendParcel(deps: Deps, parcel: NewParcel): Promise<Sent> {
  for (let tries = TRIES; ; tries -= 1) {
    try {
      return await transaction(deps.db, (tx) => sendInside(tx, deps.clock(), parcel));
    } catch (error) {
      // pressed twice at once: the other press has the place, so look again
      if (tries === 1 || !isUniqueViolation(error, 'position')) throw error;
    }
  }
}

async function sendInside(tx: Tx, now: Date, parcel: NewParcel): Promise<Sent> {
  const { who, number } = parcel;
  const order = await getOrder(tx, { number });
  const key = codeKey(parcel.trackingCode);
  const there = order.shipments.filter((shipment) => shipment.voidedAt === null);
  if (there.length > 0 && (!parcel.another || there.some((each) => each.codeKey === key))) return 'already';

  const status = statusOf(order.status);
  const moves = canMove(status, 'shipped');
  if (!moves && !HAS_LEFT.includes(status)) throw notPossible(status, 'shipped');
  const shipment = await writeShipment(tx, order, parcel, now);
  const why = named(shipment);
  if (moves) await moveOrder(tx, { order, to: 'shipped', who, why, now });
  else await noteEvent(tx, { orderId: order.id, who, event: 'parcel_sent', why, now });
  await tellShipped(tx, order, shipment, { fact: `shipped:${shipment.id}`, now });
  const change = { what: 'parcel.sent' as const, subject: number, orderId: order.id, after: why };
  await writeAudit(tx, { who, ...change, now });
  return 'sent';
}

/** More parcels can follow the first. */
const HAS_LEFT: readonly OrderStatus[] = ['shipped', 'delivered'];

async function writeShipment(tx: Tx, order: ShippedOrder, parcel: NewParcel, now: Date) {
  const carrier = carrierName(parcel.carrier);
  const last = order.shipments.at(-1)?.position ?? 0;
  return tx.shipment.create({
    data: {
      id: newId(),
      orderId: order.id,
      position: last + 1,
      carrier,
      trackingCode: parcel.trackingCode,
      codeKey: codeKey(parcel.trackingCode),
      url: trackingUrl(carrier, parcel.trackingCode),
      status: 'pending',
      createdAt: now,
      shippedAt: now,
    },
  });
}

export interface Correction {
  id: string;
  who: string;
  carrier: string;
  trackingCode: string;
}

/** The customer hears of another code once; a better name for the carrier alone is no news. */
export async function correctTracking(deps: Deps, correction: Correction): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const { who, trackingCode } = correction;
    const shipment = await getShipment(tx, correction.id);
    const carrier = carrierName(correction.carrier);
    if (shipment.carrier === carrier && shipment.trackingCode === trackingCode) return;
    const key = codeKey(trackingCode);
    const { codeKey: oldKey, carrier: oldCarrier, trackingCode: oldCode } = shipment;
    const claimed = await tx.shipment.updateMany({
      where: { id: shipment.id, voidedAt: null, carrier: oldCarrier, trackingCode: oldCode },
      data: { carrier, trackingCode, codeKey: key, url: trackingUrl(carrier, trackingCode) },
    });
    if (claimed.count === 0) throw changedMeanwhile();
    const order = await getOrder(tx, { id: shipment.orderId });
    const corrected = { ...shipment, carrier, trackingCode, url: trackingUrl(carrier, trackingCode) };
    const [before, after] = [named(shipment), named(corrected)];
    await noteEvent(tx, { orderId: order.id, who, event: 'tracking_corrected', why: after, now });
    if (key !== oldKey) await tellShipped(tx, order, corrected, { fact: `tracking:${newId()}`, now });
    const change = { what: 'parcel.tracking' as const, subject: order.number, orderId: order.id };
    await writeAudit(tx, { who, ...change, before, after, now });
  });
}

/** The parcel was never handed over. The order stays where it is and takes the next parcel like a first one. */
export async function voidParcel(deps: Deps, { id, who }: { id: string; who: string }): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const shipment = await getShipment(tx, id);
    if (shipment.voidedAt !== null) return;
    const claimed = await tx.shipment.updateMany({
      where: { id, voidedAt: null, status: { notIn: ['delivered', 'returned'] } },
      data: { voidedAt: now, status: 'cancelled' },
    });
    if (claimed.count === 0) throw new Refusal('parcel_arrived', en.admin.parcels.cannotVoid);
    const order = await getOrder(tx, { id: shipment.orderId });
    const before = named(shipment);
    await noteEvent(tx, { orderId: order.id, who, event: 'parcel_voided', why: before, now });
    const change = { what: 'parcel.void' as const, subject: order.number, orderId: order.id, before };
    await writeAudit(tx, { who, ...change, now });
  });
}

async function tellShipped(
  tx: Tx,
  order: ShippedOrder,
  parcel: { carrier: string; trackingCode: string; url: string },
  { fact, now }: { fact: string; now: Date },
): Promise<void> {
  const { carrier, trackingCode, url: trackingUrl } = parcel;
  const model = { order: letterOrder(order), name: order.name, carrier, trackingCode, trackingUrl };
  await queueLetter(tx, { kind: 'shipped', to: order.email, fact, order, model }, now);
}

/** `UPS 1Z 999` */
function named(parcel: { carrier: string; trackingCode: string }): string {
  return `${parcel.carrier} ${parcel.trackingCode}`;
}

function changedMeanwhile(): Refusal {
  return new Refusal('changed_meanwhile', en.admin.parcels.changedMeanwhile);
}

export async function getShipment(tx: Tx, id: string) {
  const shipment = await tx.shipment.findUnique({ where: { id } });
  if (!shipment) throw new NotFound('parcel');
  return shipment;
}

export type ShippedOrder = Awaited<ReturnType<typeof getOrder>>;

export async function getOrder(tx: Tx, where: { number: string } | { id: string }) {
  const order = await tx.order.findUnique({
    where: where as { id: string }, // Prisma wants to see which of the two unique columns it is
    include: {
      lines: { orderBy: { position: 'asc' }, include: { artwork: true } },
      shipments: { orderBy: { position: 'asc' } },
    },
  });
  if (!order) throw new NotFound('order');
  return order;
}
