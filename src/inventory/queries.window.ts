// What the shop window asks of the shelf: the levels behind the products that are shown, and what is nearly gone.
import type { Reader } from '../db/open.ts';
import type { Level, Levels } from './levels.ts';

const LEVEL = {
  sku: true,
  unit: true,
  onHand: true,
  reserved: true,
  lowLevel: true,
  backorder: true,
  backorderDays: true,
} as const;

/** By sku; what is not counted is not among them. */
export async function levelsOf(reader: Reader, skus: readonly string[]): Promise<Levels> {
  if (skus.length === 0) return new Map();
  const rows: Level[] = await reader.stockItem.findMany({
    where: { sku: { in: [...skus] } },
    select: LEVEL,
  });
  return new Map(rows.map((row) => [row.sku, row]));
}

/** Pieces left of every item with fewer than so many, unless it is sold beyond the shelf. */
export async function scarceItems(reader: Reader, pieces: number): Promise<Map<string, number>> {
  const rows = await reader.$queryRaw<{ sku: string; available: bigint | number }[]>`
    SELECT "sku", "onHand" - "reserved" AS "available" FROM "StockItem"
     WHERE "unit" = 'piece' AND NOT "backorder" AND "onHand" - "reserved" < ${pieces}`;
  return new Map(rows.map(({ sku, available }) => [sku, Number(available)]));
}
