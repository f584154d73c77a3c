// Asking what is on the shelf and what became of it.
import type { Reader } from '../db/open.ts';
import { contains, findPage, oneOf, type Sql, sql } from '../db/sql.ts';
import type { Found, Wanted } from '../lib/listing.ts';
import { totalValue } from './valuation.ts';

export const STOCK_SORTS = ['sku', 'name', 'onHand', 'available'] as const;
export type StockSort = (typeof STOCK_SORTS)[number];

export type StockFilter = 'level' | 'check';

export interface StockRow {
  id: string;
  sku: string;
  name: string;
  /** piece | mm2 | mm */
  unit: string;
  onHand: bigint;
  reserved: bigint;
  lowLevel: bigint;
  backorder: boolean;
  backorderDays: number;
  /** For scanners; null when the sku does. */
  code: string | null;
  /** What it costs on average, as a fraction; see valuation.ts. */
  basisCents: bigint;
  basisQuantity: bigint;
  /** Levels less the sums of their movements. */
  onHandOff: bigint;
  reservedOff: bigint;
  createdAt: Date;
}

const available = sql`(i."onHand" - i."reserved")`;

const STOCK_ORDER: Record<StockSort, Sql> = {
  sku: sql`i."sku"`,
  name: sql`lower(i."name")`,
  onHand: sql`i."onHand"`,
  available,
};

const isOff = sql`(i."onHandOff" <> 0 OR i."reservedOff" <> 0)`;
const isLow = sql`${available} <= i."lowLevel"`;

export async function listStock(
  reader: Reader,
  wanted: Wanted<StockSort, StockFilter>,
): Promise<Found<StockRow>> {
  const { words, filters } = wanted;
  const listing = {
    columns: sql`i."id", i."sku", i."name", i."unit", i."onHand", i."reserved", i."lowLevel", i."backorder",
      i."backorderDays", i."code", i."basisCents", i."basisQuantity", i."onHandOff", i."reservedOff", i."createdAt"`,
    from: sql`"StockItem" i`,
    where: [
      ...words.map((word) =>
        contains(sql`lower(i."sku" || ' ' || i."name" || ' ' || coalesce(i."code", ''))`, word),
      ),
      ...(filters.level.includes('low') ? [isLow] : []),
      ...(filters.check.includes('off') ? [isOff] : []),
    ],
    sorts: STOCK_ORDER,
    tie: sql`i."sku"`,
  };
  const { rows, total } = await findPage<StockRow, StockSort>(reader, listing, wanted);
  return { rows: rows.map(asStored), total };
}

/** SQLite gives small numbers as numbers and booleans as 0 and 1. */
function asStored(row: StockRow): StockRow {
  const levels = {
    onHand: BigInt(row.onHand),
    reserved: BigInt(row.reserved),
    lowLevel: BigInt(row.lowLevel),
  };
  const basis = { basisCents: BigInt(row.basisCents), basisQuantity: BigInt(row.basisQuantity) };
  const off = { onHandOff: BigInt(row.onHandOff), reservedOff: BigInt(row.reservedOff) };
  return { ...row, ...levels, ...basis, ...off, backorder: Boolean(row.backorder) };
}

export function findStockItem(reader: Reader, sku: string) {
  return reader.stockItem.findUnique({ where: { sku } });
}

/** What a scanner read, to the letter: an item's sku or barcode. */
export async function findScanned(reader: Reader, text: string): Promise<{ sku: string } | null> {
  return reader.stockItem.findFirst({
    where: { OR: [{ sku: text }, { code: text }] },
    select: { sku: true },
  });
}

export interface StockSummary {
  /** Of all items whose cost is known, in cents. */
  value: bigint;
  /** On hand, and nobody has said what it cost. */
  withoutCost: number;
  /** Levels that are not the sums of their movements. */
  off: number;
}

export async function stockSummary(reader: Reader): Promise<StockSummary> {
  const known = await reader.stockItem.findMany({
    where: { basisQuantity: { gt: 0 } },
    select: { onHand: true, basisCents: true, basisQuantity: true },
  });
  const items = known.map(({ onHand, basisCents, basisQuantity }) => ({
    onHand,
    basis: { cents: basisCents, quantity: basisQuantity },
  }));
  return {
    value: totalValue(items),
    withoutCost: await reader.stockItem.count({ where: { basisQuantity: 0, onHand: { gt: 0 } } }),
    off: await reader.stockItem.count({
      where: { OR: [{ onHandOff: { not: 0 } }, { reservedOff: { not: 0 } }] },
    }),
  };
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
  /** Of receipts; '' and null otherwise. */
  supplier: string;
  costCents: bigint | null;
  sku: string;
  unit: string;
}

const MOVEMENT = sql`m."id", m."at", m."kind", m."quantity", o."number" AS "order", m."who", m."reason",
  m."supplier", m."costCents", i."sku", i."unit"`;
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
  const costCents = row.costCents === null ? null : BigInt(row.costCents);
  return { ...row, quantity: BigInt(row.quantity), costCents };
}
