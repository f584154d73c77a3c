// Orders as a list: searched, filtered, sorted, a page at a time.
import type { DrawnCut } from '../artwork/cut.ts';
import { DRAWN_CUT } from '../artwork/queries.ts';
import type { Reader } from '../db/open.ts';
import { contains, findPage, join, oneOf, type Sql, sql } from '../db/sql.ts';
import type { Found, Wanted } from '../lib/listing.ts';
import { OPEN_STATUSES } from './transitions.ts';

export const ORDER_SORTS = ['placedAt', 'dueAt', 'grossCents', 'name', 'number'] as const;
export type OrderSort = (typeof ORDER_SORTS)[number];

export type OrderFilter = 'status' | 'payment' | 'due' | 'stock' | 'customer';

export interface OrderRow {
  id: string;
  number: string;
  name: string;
  email: string;
  status: string;
  payment: string;
  grossCents: number;
  paidCents: number;
  refundedCents: number;
  currency: string;
  placedAt: Date;
  dueAt: Date | null;
}

const SORTS: Record<OrderSort, Sql> = {
  placedAt: sql`o."placedAt"`,
  dueAt: sql`o."dueAt"`,
  grossCents: sql`o."grossCents"`,
  name: sql`lower(o."name")`,
  number: sql`o."number"`,
};

export function listOrders(
  reader: Reader,
  wanted: Wanted<OrderSort, OrderFilter>,
  now: Date,
): Promise<Found<OrderRow>> {
  const { words, filters } = wanted;
  return findPage<OrderRow, OrderSort>(
    reader,
    {
      columns: sql`o."id", o."number", o."name", o."email", o."status", o."payment", o."grossCents", o."paidCents",
        o."refundedCents", o."currency", o."placedAt", o."dueAt"`,
      from: sql`"Order" o`,
      where: [
        ...words.map(mentions),
        ...oneOf(sql`o."status"`, filters.status),
        ...oneOf(sql`o."payment"`, filters.payment),
        ...oneOf(sql`o."customerId"`, filters.customer),
        ...(filters.due.includes('overdue') ? [isOverdue(now)] : []),
        ...(filters.stock.includes('lacking') ? [sql`o."status" = 'on_hold' AND o."lacks" <> ''`] : []),
      ],
      sorts: SORTS,
      nullable: ['dueAt'],
      tie: sql`o."id"`,
    },
    wanted,
  );
}

/** Number, name, e-mail, or the tracking code of one of its parcels. */
function mentions(word: string): Sql {
  const code = word.replaceAll('-', '').toUpperCase();
  const byText = contains(sql`o."searchText"`, word);
  if (code === '') return byText;
  return sql`(${byText} OR o."id" IN
    (SELECT s."orderId" FROM "Shipment" s WHERE ${contains(sql`s."codeKey"`, code)}))`;
}

/** Paid for, still in the house, and past the day it should have left. */
export function isOverdue(now: Date): Sql {
  return sql`o."status" IN (${join([...OPEN_STATUSES])}) AND o."dueAt" < ${now}`;
}

/** The first design of each order, for the little sticker beside it. */
export async function firstLinesOf(reader: Reader, orderIds: string[]) {
  if (orderIds.length === 0) return new Map<string, FirstLine>();
  const lines = await reader.orderLine.findMany({
    where: { orderId: { in: orderIds }, position: 1 },
    select: {
      orderId: true,
      title: true,
      shape: true,
      widthMm: true,
      heightMm: true,
      material: true,
      artwork: { select: { id: true, filename: true, previewKey: true } },
      cutLine: DRAWN_CUT,
    },
  });
  return new Map<string, FirstLine>(lines.map((line) => [line.orderId, line]));
}

export interface FirstLine {
  title: string;
  shape: string | null;
  widthMm: number | null;
  heightMm: number | null;
  material: string | null;
  artwork: { id: string; filename: string; previewKey: string | null } | null;
  cutLine: DrawnCut | null;
}
