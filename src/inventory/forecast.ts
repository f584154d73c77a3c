// How long what is there will last, going by what production used up lately. Pure.

/** Days that are looked back on. */
export const LOOK_BACK_DAYS = 30;

export interface Use {
  available: bigint;
  /** Used up by production in the days looked at. */
  consumed: bigint;
  /** Of an item that is younger than `LOOK_BACK_DAYS`: its age. */
  days: number;
}

/** Whole days, rounded down; null when nothing was used, or nobody can say yet. */
export function daysLeft({ available, consumed, days }: Use): number | null {
  const over = Math.min(LOOK_BACK_DAYS, Math.max(1, Math.floor(days)));
  if (consumed <= 0n) return null;
  if (available <= 0n) return 0;
  return Number((available * BigInt(over)) / consumed);
}
