// What becomes of a parcel on its way: every piece of news is a row, the status follows from all of them.
import { writeAudit } from '../accounts/actions.audit.ts';
import type { Db, Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { newId } from '../lib/ids.ts';
import { Refusal } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { queueLetter } from '../mail/actions.ts';
import { moveOrder } from '../orders/actions.move.ts';
import { letterOrder } from '../orders/letters.ts';
import { en } from '../words/en.ts';
import { getOrder, getShipment, type ShippedOrder } from './actions.ts';
import { type ShipmentStatus, shipmentStatus } from './status.ts';

export interface ParcelNews {
  /** Carrier time. */
  at: Date;
  status: ShipmentStatus;
  message: string;
  place: string;
  /** The same for the same news: it is stored once. */
  digest: string;
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

interface Told {
  shipmentId: string;
  /** A member of staff, or `carrier`. */
  who: string;
  news: readonly ParcelNews[];
  now: Date;
}

/** Inside the caller's transaction. Answers the order when the parcel stands elsewhere now, null when not. */
export async function addNews(tx: Tx, { shipmentId, who, news, now }: Told): Promise<ShippedOrder | null> {
  for (const { digest, ...each } of news) {
    await tx.trackingEvent.upsert({
      where: { shipmentId_digest: { shipmentId, digest } },
      // an empty update would make Prisma look first and insert then, which two presses at once can break
      update: { digest },
      create: { id: newId(), shipmentId, digest, ...each, arrivedAt: now },
    });
  }
  const status = shipmentStatus(await tx.trackingEvent.findMany({ where: { shipmentId } }));
  const claimed = await tx.shipment.updateMany({
    where: { id: shipmentId, voidedAt: null, status: { not: status } },
    data: { status },
  });
  if (claimed.count === 0) return null;
  const { orderId } = await getShipment(tx, shipmentId);
  const order = await getOrder(tx, { id: orderId });
  if (status === 'returned') await takeBack(tx, order, { who, now });
  if (status === 'delivered') await finish(tx, order, { who, now });
  await tellNews(tx, order, { shipmentId, status, now });
  return order;
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
  if (!kind || !parcel) return;
  const { carrier, trackingCode, url: trackingUrl } = parcel;
  const model = { order: letterOrder(order), name: order.name, carrier, trackingCode, trackingUrl };
  const fact = `${kind}:${shipmentId}`;
  await queueLetter(tx, { kind, to: order.email, fact, order, model }, now);
}

interface Because {
  who: string;
  now: Date;
}

async function takeBack(tx: Tx, order: ShippedOrder, { who, now }: Because): Promise<void> {
  if (order.status !== 'shipped' && order.status !== 'delivered') return;
  await moveOrder(tx, { order, to: 'returned', who, now });
}

/** The order is delivered when all of its parcels are, those that came back aside. */
async function finish(tx: Tx, order: ShippedOrder, { who, now }: Because): Promise<void> {
  const onTheirWay = order.shipments.filter(
    ({ voidedAt, status }) => voidedAt === null && status !== 'delivered' && status !== 'returned',
  );
  if (order.status !== 'shipped' || onTheirWay.length > 0) return;
  await moveOrder(tx, { order, to: 'delivered', who, now });
  const model = { order: letterOrder(order), name: order.name };
  const fact = `delivered:${order.shipments.at(-1)?.id}`;
  await queueLetter(tx, { kind: 'delivered', to: order.email, fact, order, model }, now);
}
