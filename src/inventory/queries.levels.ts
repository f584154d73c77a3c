// Levels for pages that many people look at, what was used up lately, and whether the levels are right.
import type { Reader } from '../db/open.ts';
import { DAY, earlier } from '../lib/time.ts';
import { LOOK_BACK_DAYS } from './forecast.ts';
import type { Level } from './levels.ts';

const LEVEL = {
  sku: true,
  unit: true,
  onHand: true,
  reserved: true,
  lowLevel: true,
  backorder: true,
  backorderDays: true,
} as const;

export function allLevels(reader: Reader): Promise<Level[]> {
  return reader.stockItem.findMany({ select: LEVEL });
}

/** Those that changed since; read from an index, so that asking every second costs nothing. */
export function levelsChangedSince(reader: Reader, since: Date): Promise<Level[]> {
  return reader.stockItem.findMany({ where: { changedAt: { gte: since } }, select: LEVEL });
}

/** Working days that an order waits longer for what it holds; 0 when everything was there. */
export async function extraDaysOf(reader: Reader, orderId: string): Promise<number> {
  const { _max } = await reader.stockReservation.aggregate({
    where: { orderId, status: { in: ['held', 'consumed'] } },
    _max: { extraDays: true },
  });
  return _max.extraDays ?? 0;
}

/** By item id: what production used up in the days that are looked back on. */
export async function consumedLately(
  reader: Reader,
  itemIds: readonly string[],
  now: Date,
): Promise<Map<string, bigint>> {
  const rows = await reader.stockMovement.groupBy({
    by: ['itemId'],
    where: {
      itemId: { in: [...itemIds] },
      kind: 'consumption',
      at: { gte: earlier(now, LOOK_BACK_DAYS * DAY) },
    },
    _sum: { quantity: true },
  });
  return new Map(rows.map(({ itemId, _sum }) => [itemId, -(_sum.quantity ?? 0n)]));
}

export interface Sums {
  onHand: bigint;
  reserved: bigint;
}

/** What the movements of an item add up to. */
export async function sumsOf(reader: Reader, itemId: string): Promise<Sums> {
  const rows = await reader.stockMovement.groupBy({
    by: ['kind'],
    where: { itemId },
    _sum: { quantity: true },
  });
  const sums = { onHand: 0n, reserved: 0n };
  for (const { kind, _sum } of rows) sums[levelOf(kind)] += _sum.quantity ?? 0n;
  return sums;
}

function levelOf(kind: string): keyof Sums {
  return kind === 'reservation' || kind === 'release' ? 'reserved' : 'onHand';
}

/** At or below the level that staff want to hear of, and they have not heard yet. */
export function fallenLow(reader: Reader): Promise<{ id: string }[]> {
  return reader.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "StockItem"
     WHERE "lowToldAt" IS NULL AND "onHand" - "reserved" <= "lowLevel" ORDER BY "sku"`;
}

/** Above it again after staff were told: the next fall is news. */
export async function risenAgain(reader: Reader): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "StockItem" WHERE "lowToldAt" IS NOT NULL AND "onHand" - "reserved" > "lowLevel"`;
  return rows.map(({ id }) => id);
}
