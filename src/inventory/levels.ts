// What can be had of a stock item, and how much longer an order takes that wants more than there is. Pure.

export const UNITS = ['piece', 'mm2', 'mm'] as const;
export type Unit = (typeof UNITS)[number];

export interface StockNeed {
  sku: string;
  /** In the item's unit. */
  quantity: bigint;
}

export interface Level {
  sku: string;
  unit: string;
  onHand: bigint;
  reserved: bigint;
  lowLevel: bigint;
  backorder: boolean;
  /** Working days. */
  backorderDays: number;
}

export type Levels = ReadonlyMap<string, Level>;

export type Availability =
  | { state: 'enough' }
  /** There is what was wanted, and not much more. */
  | { state: 'few'; left: bigint }
  /** There is some, but less than what was wanted. */
  | { state: 'short'; left: bigint }
  /** Not there, and still sold: it takes so many working days more. */
  | { state: 'later'; days: number }
  | { state: 'sold_out' };

export function availableOf({ onHand, reserved }: Pick<Level, 'onHand' | 'reserved'>): bigint {
  return onHand - reserved;
}

/** Whether staff want to hear of it. */
export function isLow(level: Pick<Level, 'onHand' | 'reserved' | 'lowLevel'>): boolean {
  return availableOf(level) <= level.lowLevel;
}

export function availabilityOf(level: Level, wanted = 1n): Availability {
  const left = availableOf(level);
  if (left >= wanted) return isLow(level) ? { state: 'few', left } : { state: 'enough' };
  if (level.backorder) return { state: 'later', days: level.backorderDays };
  return left > 0n ? { state: 'short', left } : { state: 'sold_out' };
}

/** One need per item, in one order for everybody, so that two buyers never wait for each other in a ring. */
export function summed(needs: readonly StockNeed[]): StockNeed[] {
  const bySku = new Map<string, bigint>();
  for (const { sku, quantity } of needs) bySku.set(sku, (bySku.get(sku) ?? 0n) + quantity);
  return [...bySku].map(([sku, quantity]) => ({ sku, quantity })).sort((a, b) => (a.sku < b.sku ? -1 : 1));
}

/** Working days that an order with these needs takes longer, because some of it has to come in first. */
export function extraDays(needs: readonly StockNeed[], levels: Levels): number {
  const days = summed(needs).map(({ sku, quantity }) => {
    const level = levels.get(sku);
    const availability = level && availabilityOf(level, quantity);
    return availability?.state === 'later' ? availability.days : 0;
  });
  return Math.max(0, ...days);
}

/** The items there is not enough of and that are not sold beyond the shelf. What nobody counts is always there. */
export function lackingOf(needs: readonly StockNeed[], levels: Levels): string[] {
  return summed(needs).flatMap(({ sku, quantity }) => {
    const level = levels.get(sku);
    const state = level && availabilityOf(level, quantity).state;
    return state === 'short' || state === 'sold_out' ? [sku] : [];
  });
}
