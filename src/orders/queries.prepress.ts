// Lines that wait for prepress, as a list.
import { DRAWN_CUT } from '../artwork/queries.ts';
import type { Reader } from '../db/open.ts';
import { contains, findPage, join, type Sql, sql } from '../db/sql.ts';
import type { Found, Wanted } from '../lib/listing.ts';
import { OPEN_STATUSES } from './transitions.ts';

export const PREPRESS_SORTS = ['paidAt', 'dueAt', 'order', 'name'] as const;
export type PrepressSort = (typeof PREPRESS_SORTS)[number];

export interface PrepressRow {
  lineId: string;
  order: string;
  name: string;
  title: string;
  artworkId: string | null;
  filename: string | null;
  shape: string | null;
  widthMm: number | null;
  heightMm: number | null;
  material: string | null;
  quantity: number;
  paidAt: Date;
  dueAt: Date | null;
}

const SORTS: Record<PrepressSort, Sql> = {
  paidAt: sql`o."paidAt"`,
  dueAt: sql`o."dueAt"`,
  order: sql`o."number"`,
  name: sql`lower(o."name")`,
};

/** Paid for and not finished; what was never paid nobody prepares. */
export function listPrepress(
  reader: Reader,
  wanted: Wanted<PrepressSort, never>,
): Promise<Found<PrepressRow>> {
  return findPage<PrepressRow, PrepressSort>(
    reader,
    {
      columns: sql`l."id" AS "lineId", o."number" AS "order", o."name", l."title", l."artworkId", a."filename",
        l."shape", l."widthMm", l."heightMm", l."material", l."quantity", o."paidAt", o."dueAt"`,
      from: sql`"OrderLine" l JOIN "Order" o ON o."id" = l."orderId" LEFT JOIN "Artwork" a ON a."id" = l."artworkId"`,
      where: [
        sql`l."prepress" = ${true}`,
        sql`l."prepressDoneAt" IS NULL`,
        sql`o."paidAt" IS NOT NULL`,
        sql`o."status" IN (${join([...OPEN_STATUSES])})`,
        ...wanted.words.map(mentions),
      ],
      sorts: SORTS,
      nullable: ['dueAt'],
      tie: sql`l."id"`,
    },
    wanted,
  );
}

/** Number, name, e-mail or the name of the file. */
function mentions(word: string): Sql {
  return sql`(${contains(sql`o."searchText"`, word)} OR ${contains(sql`lower(a."filename")`, word)})`;
}

/** What their little stickers are drawn from. */
export async function picturesOfLines(reader: Reader, lineIds: string[]) {
  if (lineIds.length === 0) return new Map<string, never>();
  const lines = await reader.orderLine.findMany({
    where: { id: { in: lineIds } },
    select: { id: true, artwork: { select: { previewKey: true } }, cutLine: DRAWN_CUT },
  });
  return new Map(lines.map((line) => [line.id, line]));
}
