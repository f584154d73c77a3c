// Levels as they change, for everybody who looks at a page right now: one small question a second per process,
// whoever changed them, however many look; none while nobody does.
import type { Db } from './db/open.ts';
import type { Level } from './inventory/levels.ts';
import { allLevels, levelsChangedSince } from './inventory/queries.levels.ts';
import { type Clock, earlier, MINUTE, SECOND } from './lib/time.ts';

export type OnLevels = (changed: readonly Level[]) => void;

export interface Shelf {
  /** Calls with the levels that changed from now on; the answer calls it off. */
  watch(listener: OnLevels): () => void;
  /** Asks what changed and tells whoever watches. */
  look(): Promise<void>;
}

/** A change may be seen only when its transaction ends, and other processes' clocks are not quite ours. */
const LATE = 30 * SECOND;
const ALL_EVERY = MINUTE;

export function openShelf({ db, clock }: { db: Db; clock: Clock }): Shelf {
  const listeners = new Set<OnLevels>();
  let known = new Map<string, Level>();
  let allAt: Date | null = null;

  async function look(): Promise<void> {
    if (listeners.size === 0) return;
    const now = clock();
    const isAll = allAt === null || earlier(now, ALL_EVERY) >= allAt;
    const levels = isAll ? await allLevels(db) : await levelsChangedSince(db, earlier(now, LATE));
    const isFirst = allAt === null;
    if (isAll) allAt = now;
    const changed = levels.filter((level) => !isSame(level, known.get(level.sku)));
    for (const level of changed) known.set(level.sku, level);
    if (changed.length > 0 && !isFirst) for (const tell of listeners) tell(changed);
  }

  return {
    watch(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        known = new Map();
        allAt = null;
      };
    },
    look,
  };
}

function isSame(one: Level, other: Level | undefined): boolean {
  return other !== undefined && SEEN.every((field) => one[field] === other[field]);
}

const SEEN = ['onHand', 'reserved', 'lowLevel', 'backorder', 'backorderDays'] as const;
