// Several calls to a gateway at once, for a limited time: one that hangs must not hold up everything else for long.
import { SECOND } from '../lib/time.ts';

const LANES = 5;
/** What is not begun by then waits for the worker's next look. */
const LOOK_TIME = 30 * SECOND;

export async function inLanes<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  { lanes = LANES, forMs = LOOK_TIME }: { lanes?: number; forMs?: number } = {},
): Promise<void> {
  const began = performance.now();
  const queue = [...items];
  const lane = async () => {
    while (performance.now() - began < forMs) {
      const item = queue.shift();
      if (item === undefined) return;
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
