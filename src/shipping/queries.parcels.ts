// Asking about orders with their parcels, and about what is to be done with them.
import type { Reader } from '../db/open.ts';
import { NotFound } from '../lib/refusal.ts';

/** Just enough to act on a parcel. */
export function findShipment(reader: Reader, id: string) {
  return reader.shipment.findUnique({
    where: { id },
    select: { id: true, order: { select: { number: true } } },
  });
}

export async function getShipment(reader: Reader, id: string) {
  const shipment = await reader.shipment.findUnique({ where: { id } });
  if (!shipment) throw new NotFound('parcel');
  return shipment;
}

export type ShippedOrder = Awaited<ReturnType<typeof getOrder>>;
export type Shipment = ShippedOrder['shipments'][number];

export async function getOrder(reader: Reader, where: { number: string } | { id: string }) {
  const order = await reader.order.findUnique({
    where: where as { id: string }, // Prisma wants to see which of the two unique columns it is
    include: {
      lines: { orderBy: { position: 'asc' }, include: { artwork: true } },
      shipments: { orderBy: { position: 'asc' }, include: { lines: true } },
    },
  });
  if (!order) throw new NotFound('order');
  return order;
}

/** What is due to be done with the provider, oldest first. */
export function dueTasks(reader: Reader, now: Date, most: number) {
  return reader.shipment.findMany({
    where: { task: { not: null }, nextTryAt: { lte: now } },
    orderBy: { nextTryAt: 'asc' },
    take: most,
    select: { id: true },
  });
}

/** Parcels under way whose carrier was silent for too long. */
export function silentParcels(reader: Reader, now: Date, most: number) {
  return reader.shipment.findMany({
    where: { nextPollAt: { lte: now }, voidedAt: null },
    orderBy: { nextPollAt: 'asc' },
    take: most,
    select: { id: true, trackerId: true, status: true, createdAt: true },
  });
}

export function keptCarrierNotices(reader: Reader, now: Date, most: number) {
  return reader.carrierNotice.findMany({
    where: { status: 'kept', nextTryAt: { lte: now } },
    orderBy: [{ nextTryAt: 'asc' }, { id: 'asc' }],
    take: most,
  });
}

/** Every parcel a tracker could be about. */
export function parcelsAbout(
  reader: Reader,
  { trackerId, gatewayId, codeKey }: { trackerId: string; gatewayId: string | null; codeKey: string },
) {
  return reader.shipment.findMany({
    where: {
      OR: [{ trackerId }, ...(gatewayId ? [{ gatewayId }] : []), ...(codeKey ? [{ codeKey }] : [])],
    },
    select: {
      id: true,
      carrier: true,
      codeKey: true,
      trackerId: true,
      gatewayId: true,
      task: true,
      voidedAt: true,
      createdAt: true,
    },
    orderBy: { createdAt: 'asc' },
  });
}
