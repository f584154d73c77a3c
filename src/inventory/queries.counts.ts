// Asking for count sheets, and what moved while people were counting.
import type { Reader } from '../db/open.ts';
import { contains, findPage, oneOf, sql } from '../db/sql.ts';
import type { Found, Wanted } from '../lib/listing.ts';

export const COUNT_SORTS = ['createdAt', 'name'] as const;
export type CountSort = (typeof COUNT_SORTS)[number];
export const COUNT_STATUSES = ['open', 'posted', 'dropped'] as const;

export interface CountRow {
  id: string;
  name: string;
  status: string;
  createdAt: Date;
  createdBy: string;
  postedAt: Date | null;
  postedBy: string;
  lines: number;
  counted: number;
}

export async function listCounts(
  reader: Reader,
  wanted: Wanted<CountSort, 'status'>,
): Promise<Found<CountRow>> {
  const lines = sql`SELECT count(*) FROM "StockCountLine" l WHERE l."countId" = c."id"`;
  const listing = {
    columns: sql`c."id", c."name", c."status", c."createdAt", c."createdBy", c."postedAt", c."postedBy",
      (${lines}) AS "lines", (${lines} AND l."counted" IS NOT NULL) AS "counted"`,
    from: sql`"StockCount" c`,
    where: [
      ...wanted.words.map((word) => contains(sql`lower(c."name" || ' ' || c."createdBy")`, word)),
      ...oneOf(sql`c."status"`, wanted.filters.status),
    ],
    sorts: { createdAt: sql`c."createdAt"`, name: sql`lower(c."name")` },
    tie: sql`c."id"`,
  };
  const { rows, total } = await findPage<CountRow, CountSort>(reader, listing, wanted);
  return {
    rows: rows.map((row) => ({ ...row, lines: Number(row.lines), counted: Number(row.counted) })),
    total,
  };
}

export type CountSheet = NonNullable<Awaited<ReturnType<typeof findCount>>>;
export type CountLine = CountSheet['lines'][number];

export function findCount(reader: Reader, id: string) {
  return reader.stockCount.findUnique({
    where: { id },
    include: { lines: { include: { item: true }, orderBy: { item: { sku: 'asc' } } } },
  });
}

/**
 * By item id: by how much what lies there changed after somebody counted it, up to the posting. Whoever counts
 * before a parcel is packed and posts after it would put the parcel back on the shelf.
 */
export async function movedSinceCounted(reader: Reader, sheet: CountSheet): Promise<Map<string, bigint>> {
  const counted = sheet.lines.filter((line) => line.countedAt !== null);
  const first = counted.reduce<Date | null>(
    (least, { countedAt }) => (least && countedAt && least < countedAt ? least : countedAt),
    null,
  );
  if (!first) return new Map();
  const movements = await reader.stockMovement.findMany({
    where: {
      itemId: { in: counted.map(({ itemId }) => itemId) },
      kind: { in: ['receipt', 'adjustment', 'consumption', 'waste'] },
      at: { gt: first, ...(sheet.postedAt && { lte: sheet.postedAt }) },
      OR: [{ countId: null }, { countId: { not: sheet.id } }],
    },
    select: { itemId: true, at: true, quantity: true },
  });
  const seen = new Map(counted.map(({ itemId, countedAt }) => [itemId, countedAt]));
  const moved = new Map<string, bigint>();
  for (const { itemId, at, quantity } of movements) {
    const countedAt = seen.get(itemId);
    if (countedAt && at > countedAt) moved.set(itemId, (moved.get(itemId) ?? 0n) + quantity);
  }
  return moved;
}
