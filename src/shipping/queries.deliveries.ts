// The list of ways of delivery.
import type { Reader } from '../db/open.ts';
import { contains, findPage, join, type Sql, sql } from '../db/sql.ts';
import type { Found, Wanted } from '../lib/listing.ts';

export const DELIVERY_SORTS = ['position', 'name', 'cents', 'days'] as const;
export type DeliverySort = (typeof DELIVERY_SORTS)[number];
export type DeliveryFilter = 'active' | 'kind';

export interface DeliveryRow {
  id: string;
  name: string;
  kind: string;
  cents: number;
  days: number;
  freeFromCents: number | null;
  liveRate: string;
  position: number;
  active: boolean;
  zones: number;
}

const SORTS: Record<DeliverySort, Sql> = {
  position: sql`d."position"`,
  name: sql`lower(d."name")`,
  cents: sql`d."cents"`,
  days: sql`d."days"`,
};

export async function listDeliveries(
  reader: Reader,
  wanted: Wanted<DeliverySort, DeliveryFilter>,
): Promise<Found<DeliveryRow>> {
  const { words, filters } = wanted;
  const searched = sql`lower(d."id" || ' ' || d."name" || ' ' || d."note")`;
  const isOn = filters.active.map((value) => (value === 'on' ? sql`d."active"` : sql`NOT d."active"`));
  const ofKind = filters.kind.map((kind) => sql`d."kind" = ${kind}`);
  const listing = {
    columns: sql`d."id", d."name", d."kind", d."cents", d."days", d."freeFromCents", d."liveRate",
      d."position", d."active",
      (SELECT COUNT(*) FROM "DeliveryZone" z WHERE z."optionId" = d."id") AS "zones"`,
    from: sql`"DeliveryOption" d`,
    where: [
      ...words.map((word) => contains(searched, word)),
      ...[isOn, ofKind].filter(({ length }) => length > 0).map((any) => sql`(${join(any, ' OR ')})`),
    ],
    sorts: SORTS,
    tie: sql`d."id"`,
  };
  const found = await findPage<DeliveryRow, DeliverySort>(reader, listing, wanted);
  // databases count in numbers of their own, and one of them has no true and false
  const rows = found.rows.map((row) => ({ ...row, zones: Number(row.zones), active: Boolean(row.active) }));
  return { ...found, rows };
}
