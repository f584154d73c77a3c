// Price sheets of every state: one of them, their list, what comes due.
import type { Reader } from '../db/open.ts';
import { contains, findPage, oneOf, type Sql, sql } from '../db/sql.ts';
import type { Found, Wanted } from '../lib/listing.ts';
import { type SheetRow, sheetOf } from './queries.ts';
import type { PriceSheet, SheetStatus } from './sheet.ts';

/** A sheet and what happened to it. */
export interface StoredSheet extends Omit<SheetRow, 'data' | 'currency' | 'version' | 'status'> {
  status: SheetStatus;
  sheet: PriceSheet;
}

export async function findSheet(reader: Reader, version: number): Promise<StoredSheet | null> {
  const row = await reader.priceSheet.findUnique({ where: { version } });
  return row && stored(row);
}

/** Those of them that there are. */
export async function sheetsOf(reader: Reader, versions: readonly number[]): Promise<PriceSheet[]> {
  if (versions.length === 0) return [];
  const rows = await reader.priceSheet.findMany({ where: { version: { in: [...versions] } } });
  return rows.map(sheetOf);
}

export async function findLiveSheet(reader: Reader): Promise<StoredSheet | null> {
  const row = await reader.priceSheet.findFirst({ where: { status: 'live' }, orderBy: { version: 'desc' } });
  return row && stored(row);
}

function stored({ data, currency, version, status, ...rest }: SheetRow): StoredSheet {
  const sheet = sheetOf({ data, currency, version });
  return { ...rest, status: status as SheetStatus, sheet }; // written by actions.sheets.ts only
}

/** Versions to be published by now, the earliest first. */
export async function dueSheets(reader: Reader, now: Date): Promise<number[]> {
  const due = await reader.priceSheet.findMany({
    where: { status: 'scheduled', publishAt: { lte: now } },
    orderBy: [{ publishAt: 'asc' }, { version: 'asc' }],
    select: { version: true },
  });
  return due.map(({ version }) => version);
}

export const SHEET_SORTS = ['version', 'publishedAt'] as const;
export type SheetSort = (typeof SHEET_SORTS)[number];
export type SheetFilter = 'status';

export interface SheetListRow {
  version: number;
  status: SheetStatus;
  note: string;
  currency: string;
  basedOn: number | null;
  createdAt: Date;
  createdBy: string;
  changedAt: Date | null;
  changedBy: string;
  publishAt: Date | null;
  publishedAt: Date | null;
  publishedBy: string;
  endedAt: Date | null;
}

const SORTS: Record<SheetSort, Sql> = { version: sql`s."version"`, publishedAt: sql`s."publishedAt"` };

/** What was thrown away is shown only to who asks for it. */
export function listSheets(
  reader: Reader,
  wanted: Wanted<SheetSort, SheetFilter>,
): Promise<Found<SheetListRow>> {
  const { words, filters } = wanted;
  const searched = sql`lower(CAST(s."version" AS TEXT) || ' ' || s."note" || ' ' || s."createdBy" || ' ' || s."publishedBy")`;
  const kept =
    filters.status.length > 0 ? oneOf(sql`s."status"`, filters.status) : [sql`s."status" <> 'discarded'`];
  const listing = {
    columns: sql`s."version", s."status", s."note", s."currency", s."basedOn", s."createdAt", s."createdBy",
      s."changedAt", s."changedBy", s."publishAt", s."publishedAt", s."publishedBy", s."endedAt"`,
    from: sql`"PriceSheet" s`,
    where: [...words.map((word) => contains(searched, word)), ...kept],
    sorts: SORTS,
    nullable: ['publishedAt' as const],
    tie: sql`s."version"`,
  };
  return findPage<SheetListRow, SheetSort>(reader, listing, wanted);
}
