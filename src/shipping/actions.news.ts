// What becomes of a parcel on its way: every piece of news is a row, the status follows from all of them.
import { writeAudit } from '../accounts/actions.audit.ts';
import type { Db, Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { fingerprint, newId } from '../lib/ids.ts';
import { Refusal } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { lockOrder, moveOrder } from '../orders/actions.move.ts';
import { canMove, isBeforeShipping, isOrderStatus } from '../orders/transitions.ts';
import { en } from '../words/en.ts';
import { tellParcel } from './actions.tell.ts';
import type { CarrierNews, Tracking } from './carrier.ts';
import { leftToSend } from './contents.ts';
import { getOrder, getShipment, type Shipment, type ShippedOrder } from './queries.parcels.ts';
import { hasMoved, type ShipmentStatus, shipmentStatus } from './status.ts';

export interface ParcelNews extends CarrierNews {
  /** The same for the same news: it is stored once. */
  digest: string;
}

function withDigest(news: CarrierNews): ParcelNews {
  const { at, status, message, place } = news;
  return { ...news, digest: fingerprint(JSON.stringify([at.toISOString(), status, message, place])) };
}

interface ByHand {
  id: string;
  who: string;
  status: 'delivered' | 'returned';
}

/** Staff know it themselves: the customer said so, or the parcel is back on the table. */
export async function noteByHand(deps: { db: Db; clock: Clock }, { id, who, status }: ByHand): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const shipment = await getShipment(tx, id);
    if (shipment.voidedAt !== null) throw new Refusal('parcel_voided', en.admin.parcels.isVoided);
    if (shipment.status === 'returned' && status !== 'returned') {
      throw new Refusal('parcel_returned', en.admin.parcels.isBack);
    }
    const message = en.admin.parcels.byHand[status];
    const news = { at: now, status, message, place: '', digest: `by hand: ${status}` };
    const order = await addNews(tx, { shipmentId: id, who, news: [news], now });
    if (!order) return;
    const change = { subject: order.number, orderId: order.id, before: shipment.status, after: status };
    await writeAudit(tx, { who, what: `parcel.${status}`, ...change, now });
  });
}

/** Inside the caller's transaction: what a carrier says of a parcel that we know. */
export async function addTracking(
  tx: Tx,
  shipmentId: string,
  { isAnnounced, news }: Tracking,
  now: Date,
): Promise<void> {
  if (isAnnounced) {
    await tx.shipment.updateMany({
      where: { id: shipmentId, status: 'pending', voidedAt: null },
      data: { status: 'pre_transit' },
    });
  }
  await addNews(tx, { shipmentId, who: 'carrier', news: news.map(withDigest), now });
}

interface Told {
  shipmentId: string;
  /** A member of staff, or `carrier`. */
  who: string;
  news: readonly ParcelNews[];
  now: Date;
}

/** Inside the caller's transaction. Answers the order when the parcel stands elsewhere now, null when not. */
export async function addNews(tx: Tx, { shipmentId, who, news, now }: Told): Promise<ShippedOrder | null> {
  const before = await getShipment(tx, shipmentId);
  await lockOrder(tx, before.orderId);
  if ((await writeNews(tx, { shipmentId, news, now })) === 0) return null;
  const events = await tx.trackingEvent.findMany({ where: { shipmentId }, orderBy: { id: 'asc' } });
  const status = shipmentStatus(events);
  const claimed = await tx.shipment.updateMany({
    where: { id: shipmentId, voidedAt: null, status: { not: status } },
    data: { status },
  });
  if (claimed.count === 0) return null;
  const order = await departed(tx, await getOrder(tx, { id: before.orderId }), { status, who, now });
  if (status === 'returned') await takeBack(tx, order, { who, now });
  if (status === 'delivered') await finish(tx, order, { who, now });
  await tellNews(tx, order, { shipmentId, status, now });
  return order;
}

/** Answers how many of them were new. */
async function writeNews(tx: Tx, { shipmentId, news, now }: Omit<Told, 'who'>): Promise<number> {
  const known = await tx.trackingEvent.findMany({ where: { shipmentId }, select: { digest: true } });
  const digests = new Set(known.map(({ digest }) => digest));
  const fresh = [...new Map(news.map((each) => [each.digest, each])).values()].filter(
    ({ digest }) => !digests.has(digest),
  );
  for (const { digest, at, status, message, place } of fresh) {
    const event = { shipmentId, digest, at, status, message, place, arrivedAt: now };
    await tx.trackingEvent.create({ data: { id: newId(), ...event } });
  }
  return fresh.length;
}

const TOLD: Partial<Record<ShipmentStatus, 'out-for-delivery' | 'problem'>> = {
  out_for_delivery: 'out-for-delivery',
  attempt_failed: 'problem',
  exception: 'problem',
};

/** Of each parcel each once: a carrier that tries twice is not written about twice. */
async function tellNews(
  tx: Tx,
  order: ShippedOrder,
  { shipmentId, status, now }: { shipmentId: string; status: ShipmentStatus; now: Date },
): Promise<void> {
  const kind = TOLD[status];
  const parcel = order.shipments.find(({ id }) => id === shipmentId);
  if (kind && parcel) await tellParcel(tx, order, { kind, fact: `${kind}:${shipmentId}`, parcel, now });
}

interface Because {
  who: string;
  now: Date;
}

/** A parcel that moves has left the house, whatever was pressed or not. */
async function departed(
  tx: Tx,
  order: ShippedOrder,
  { status, who, now }: Because & { status: ShipmentStatus },
): Promise<ShippedOrder> {
  const from = order.status;
  if (!hasMoved(status) || !isOrderStatus(from)) return order;
  if (!isBeforeShipping(from) || !canMove(from, 'shipped')) return order;
  await moveOrder(tx, { order, to: 'shipped', who, now });
  return { ...order, status: 'shipped' };
}

async function takeBack(tx: Tx, order: ShippedOrder, { who, now }: Because): Promise<void> {
  if (order.status !== 'shipped' && order.status !== 'delivered') return;
  await moveOrder(tx, { order, to: 'returned', who, now });
}

/** The order is delivered when everything is sent and all of its parcels arrived, those that came back aside. */
export async function finish(tx: Tx, order: ShippedOrder, { who, now }: Because): Promise<void> {
  const last = order.shipments.findLast(
    ({ voidedAt, status }) => voidedAt === null && status === 'delivered',
  );
  if (order.status !== 'shipped' || !last || order.shipments.some(isOnItsWay)) return;
  // what came back was sent, too: it goes out once more as a parcel of its own, or never
  const sent = order.shipments.map((parcel) => ({ ...parcel, status: 'delivered' }));
  if (leftToSend(order.lines, sent).length > 0) return;
  await moveOrder(tx, { order, to: 'delivered', who, now });
  await tellParcel(tx, order, { kind: 'delivered', fact: `delivered:${last.id}`, parcel: last, now });
}

function isOnItsWay({ voidedAt, status }: Shipment): boolean {
  return voidedAt === null && status !== 'delivered' && status !== 'returned';
}
