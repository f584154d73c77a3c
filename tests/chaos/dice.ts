// Chance that comes out the same for the same seed.

export interface Dice {
  /** From 0 up to but not 1. */
  roll(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  chance(of: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Another one, independent of how often this one is rolled. */
  branch(): Dice;
}

/** mulberry32: small, quick and good enough for buyers. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const roll = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number) => low + Math.floor(roll() * (high - low + 1));
  return {
    roll,
    between,
    chance: (of) => roll() < of,
    pick(from) {
      const one = from[between(0, from.length - 1)];
      if (one === undefined) throw new RangeError('nothing to pick from');
      return one;
    },
    branch: () => diceOf(between(0, 2 ** 31)),
  };
}
