// Loading orders. Loading is permission: who may not see an order does not find it.
import { timingSafeEqual } from 'node:crypto';
import { DRAWN_CUT } from '../artwork/queries.ts';
import type { Reader } from '../db/open.ts';
import { fingerprint, looksLikeId } from '../lib/ids.ts';

export interface OrderReader {
  visitorId: string | null;
  customer: { id: string } | null;
  staff: { id: string } | null;
}

const oldestFirst: ({ at: 'asc' } | { arrivedAt: 'asc' } | { id: 'asc' })[] = [
  { at: 'asc' },
  { arrivedAt: 'asc' },
  { id: 'asc' },
];

/** Ids sort by time too, and tell apart what was written in one moment. */
const IN_TURN: ({ createdAt: 'asc' } | { id: 'asc' })[] = [{ createdAt: 'asc' }, { id: 'asc' }];

const WHOLE_ORDER = {
  lines: { orderBy: { position: 'asc' as const }, include: { artwork: true, cutLine: DRAWN_CUT } },
  events: { orderBy: { at: 'asc' as const } },
  payments: { orderBy: IN_TURN },
  refunds: { orderBy: IN_TURN },
  shipments: {
    orderBy: { position: 'asc' as const },
    include: { events: { orderBy: oldestFirst }, lines: true },
  },
};

export type WholeOrder = NonNullable<Awaited<ReturnType<typeof wholeOrder>>>;

/** The order as its reader may see it: the owner, the session that placed it, staff, or whoever has its key. */
export async function findOrderFor(
  reader: Reader,
  visitor: OrderReader,
  number: string,
  key?: string,
): Promise<WholeOrder | null> {
  const order = await wholeOrder(reader, number);
  return order && maySee(order, visitor, key) ? order : null;
}

export function wholeOrder(reader: Reader, number: string) {
  return reader.order.findUnique({ where: { number }, include: WHOLE_ORDER });
}

/** Just enough to act on an order, under the same permission. */
export async function findOrderHeadFor(reader: Reader, visitor: OrderReader, number: string, key?: string) {
  const order = await reader.order.findUnique({
    where: { number },
    select: {
      id: true,
      number: true,
      key: true,
      status: true,
      payment: true,
      ownerId: true,
      visitorId: true,
    },
  });
  return order && maySee(order, visitor, key) ? order : null;
}

function maySee(
  order: { key: string; ownerId: string | null; visitorId: string | null },
  visitor: OrderReader,
  key: string | undefined,
): boolean {
  if (visitor.staff) return true;
  if (visitor.customer && visitor.customer.id === order.ownerId) return true;
  if (visitor.visitorId && visitor.visitorId === order.visitorId) return true;
  return key !== undefined && sameSecret(key, order.key);
}

function sameSecret(given: string, kept: string): boolean {
  return timingSafeEqual(Buffer.from(fingerprint(given)), Buffer.from(fingerprint(kept)));
}

/** A line with a design, as staff work on it: whose the design is, how it is cut, what it was before. */
export function findDesignedLine(reader: Reader, { number, lineId }: { number: string; lineId: string }) {
  if (!looksLikeId(lineId)) return Promise.resolve(null);
  return reader.orderLine.findFirst({
    where: { id: lineId, artworkId: { not: null }, order: { number } },
    include: {
      order: { select: { id: true, status: true, placedAt: true, customerId: true } },
      artwork: { select: { visitorId: true, customerId: true } },
      cutLine: true,
      versions: { orderBy: { version: 'asc' } },
    },
  });
}

/** Every design its lines ever had, where one was replaced; oldest first. */
export function versionsOfOrder(reader: Reader, orderId: string) {
  return reader.lineVersion.findMany({
    where: { line: { orderId } },
    orderBy: [{ lineId: 'asc' }, { version: 'asc' }],
    include: { artwork: { select: { id: true, filename: true } } },
  });
}

/** The visitor's last order of the last day, for a checkout that was pressed twice. */
export function latestOrderOf(reader: Reader, visitor: OrderReader, since: Date) {
  const mine = [
    ...(visitor.visitorId ? [{ visitorId: visitor.visitorId }] : []),
    ...(visitor.customer ? [{ ownerId: visitor.customer.id }] : []),
  ];
  if (mine.length === 0) return Promise.resolve(null);
  return reader.order.findFirst({
    where: { OR: mine, placedAt: { gte: since }, status: { not: 'cancelled' } },
    orderBy: { placedAt: 'desc' },
    select: { id: true, number: true, key: true, status: true },
  });
}

/** Orders of an account, newest first. */
export function ordersOf(reader: Reader, customerId: string, most = 200) {
  return reader.order.findMany({
    where: { ownerId: customerId },
    orderBy: { placedAt: 'desc' },
    take: most,
    include: WHOLE_ORDER,
  });
}
