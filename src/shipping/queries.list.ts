// Parcels as a list: searched, filtered, sorted, a page at a time; and the day's, for their manifests.
import type { Reader } from '../db/open.ts';
import { contains, findPage, oneOf, type Sql, sql } from '../db/sql.ts';
import type { Found, Wanted } from '../lib/listing.ts';

export const PARCEL_SORTS = ['createdAt', 'carrier', 'order'] as const;
export type ParcelSort = (typeof PARCEL_SORTS)[number];

export interface ParcelRow {
  id: string;
  order: string;
  name: string;
  carrier: string;
  service: string;
  trackingCode: string;
  status: string;
  costCents: number | null;
  weightGrams: number | null;
  currency: string;
  createdAt: Date;
}

const SORTS: Record<ParcelSort, Sql> = {
  createdAt: sql`s."createdAt"`,
  carrier: sql`lower(s."carrier")`,
  order: sql`o."number"`,
};

export function listParcels(reader: Reader, wanted: Wanted<ParcelSort, 'status'>): Promise<Found<ParcelRow>> {
  return findPage<ParcelRow, ParcelSort>(
    reader,
    {
      columns: sql`s."id", o."number" AS "order", o."name", s."carrier", s."service", s."trackingCode", s."status",
        s."costCents", s."weightGrams", o."currency", s."createdAt"`,
      from: sql`"Shipment" s JOIN "Order" o ON o."id" = s."orderId"`,
      where: [...wanted.words.map(mentions), ...oneOf(sql`s."status"`, wanted.filters.status)],
      sorts: SORTS,
      nullable: [],
      tie: sql`s."id"`,
    },
    wanted,
  );
}

function mentions(word: string): Sql {
  const byText = contains(sql`o."searchText"`, word);
  const code = word.replace(/[\s-]+/g, '').toUpperCase();
  return code === '' ? byText : sql`(${byText} OR ${contains(sql`s."codeKey"`, code)})`;
}

/** Bought, not yet on any manifest, and still with us as far as the carrier says. */
const WAITS = {
  provider: 'easypost',
  manifestId: null,
  voidedAt: null,
  shippedAt: { not: null },
  status: { in: ['pending', 'pre_transit'] },
};

/** How many parcels of each carrier wait for the end of the day. */
export async function parcelsToManifest(reader: Reader): Promise<{ carrier: string; parcels: number }[]> {
  const groups = await reader.shipment.groupBy({ by: ['carrier'], where: WAITS, _count: true });
  return groups
    .map(({ carrier, _count }) => ({ carrier, parcels: _count }))
    .sort((a, b) => a.carrier.localeCompare(b.carrier));
}

/** EasyPost takes no more on one form. */
const MOST_ON_ONE = 1_000;

export function waitingParcels(reader: Reader, carrier: string) {
  return reader.shipment.findMany({
    where: { ...WAITS, carrier },
    orderBy: { createdAt: 'asc' },
    take: MOST_ON_ONE,
    select: { id: true, gatewayId: true },
  });
}

export function latestManifests(reader: Reader) {
  return reader.manifest.findMany({
    orderBy: { createdAt: 'desc' },
    take: 20,
    include: { _count: { select: { shipments: true } } },
  });
}
