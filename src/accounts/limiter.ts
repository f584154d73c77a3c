// Counts how often something was asked for from one place. Kept in memory: a restart forgives.

export interface Limiter {
  /** Counts this time and answers how many seconds to wait; 0 when it may go on. */
  knock(key: string, now: Date): number;
}

/** Nobody fills the memory by asking under ever new names. */
const MOST_KEYS = 20_000;

export function openLimiter(limit: { most: number; within: number }): Limiter {
  const knocks = new Map<string, { count: number; until: number }>();

  const forgetOld = (now: number) => {
    for (const [key, { until }] of knocks) if (until <= now) knocks.delete(key);
    if (knocks.size >= MOST_KEYS) knocks.clear();
  };

  return {
    knock(key, at) {
      const now = at.getTime();
      const known = knocks.get(key);
      if (known && known.until > now) {
        known.count += 1;
        return known.count > limit.most ? Math.ceil((known.until - now) / 1_000) : 0;
      }
      if (knocks.size >= MOST_KEYS) forgetOld(now);
      knocks.set(key, { count: 1, until: now + limit.within });
      return 0;
    },
  };
}
