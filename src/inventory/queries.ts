// Asking what is on the shelf and what became of it.
import type { Reader } from '../db/open.ts';
import { contains, findPage, oneOf, type Sql, sql } from '../db/sql.ts';
import type { Found, Wanted } from '../lib/listing.ts';

export const STOCK_SORTS = ['sku', 'name', 'onHand', 'available'] as const;
export type StockSort = (typeof STOCK_SORTS)[number];

export interface StockRow {
  sku: string;
  name: string;
  /** piece | mm2 | mm */
  unit: string;
  onHand: bigint;
  reserved: bigint;
  lowLevel: bigint;
  backorder: boolean;
}

const available = sql`(i."onHand" - i."reserved")`;

const STOCK_ORDER: Record<StockSort, Sql> = {
  sku: sql`i."sku"`,
  name: sql`lower(i."name")`,
  onHand: sql`i."onHand"`,
  available,
};

const isLow = sql`${available} <= i."lowLevel"`;

export async function listStock(
  reader: Reader,
  wanted: Wanted<StockSort, 'level'>,
): Promise<Found<StockRow>> {
  const { words, filters } = wanted;
  const listing = {
    columns: sql`i."sku", i."name", i."unit", i."onHand", i."reserved", i."lowLevel", i."backorder"`,
    from: sql`"StockItem" i`,
    where: [
      ...words.map((word) => contains(sql`lower(i."sku" || ' ' || i."name")`, word)),
      ...(filters.level.includes('low') ? [isLow] : []),
    ],
    sorts: STOCK_ORDER,
    tie: sql`i."sku"`,
  };
  const { rows, total } = await findPage<StockRow, StockSort>(reader, listing, wanted);
  return { rows: rows.map(asStored), total };
}

/** SQLite gives small numbers as numbers and booleans as 0 and 1. */
function asStored(row: StockRow): StockRow {
  const { onHand, reserved, lowLevel, backorder } = row;
  const levels = { onHand: BigInt(onHand), reserved: BigInt(reserved), lowLevel: BigInt(lowLevel) };
  return { ...row, ...levels, backorder: Boolean(backorder) };
}

export function findStockItem(reader: Reader, sku: string) {
  return reader.stockItem.findUnique({ where: { sku } });
}

export const MOVEMENT_SORTS = ['at'] as const;
export type MovementSort = (typeof MOVEMENT_SORTS)[number];

export interface MovementRow {
  id: string;
  at: Date;
  kind: string;
  /** Signed as it acts on its level. */
  quantity: bigint;
  order: string | null;
  who: string;
  reason: string;
  sku: string;
  unit: string;
}

const MOVEMENT = sql`m."id", m."at", m."kind", m."quantity", o."number" AS "order", m."who", m."reason", i."sku", i."unit"`;
const MOVEMENTS = sql`"StockMovement" m JOIN "StockItem" i ON i."id" = m."itemId"
  LEFT JOIN "Order" o ON o."id" = m."orderId"`;

export async function listMovements(
  reader: Reader,
  sku: string,
  wanted: Wanted<MovementSort, 'kind'>,
): Promise<Found<MovementRow>> {
  const searched = sql`lower(m."who" || ' ' || m."reason" || ' ' || coalesce(o."number", ''))`;
  const listing = {
    columns: MOVEMENT,
    from: MOVEMENTS,
    where: [
      sql`i."sku" = ${sku}`,
      ...wanted.words.map((word) => contains(searched, word)),
      ...oneOf(sql`m."kind"`, wanted.filters.kind),
    ],
    sorts: { at: sql`m."at"` },
    tie: sql`m."id"`,
  };
  const { rows, total } = await findPage<MovementRow, MovementSort>(reader, listing, wanted);
  return { rows: rows.map(counted), total };
}

/** Everything one order did to the stock, oldest first. */
export async function movementsOfOrder(reader: Reader, orderId: string): Promise<MovementRow[]> {
  const rows = await reader.$queryRaw<MovementRow[]>`
    SELECT ${MOVEMENT} FROM ${MOVEMENTS} WHERE m."orderId" = ${orderId} ORDER BY m."at", m."id"`;
  return rows.map(counted);
}

function counted(row: MovementRow): MovementRow {
  return { ...row, quantity: BigInt(row.quantity) };
}
