// How a process has spent its life: at work, and waiting for a processor that others had.
import { readdirSync, readFileSync } from 'node:fs';

export interface OwnTime {
  workedMs: number;
  waitedMs: number;
}

const NANOSECONDS = 1_000_000;

/** Of all its threads together. Nothing where the system does not count it (not Linux), or the process is gone. */
export function ownTimeOf(pid: number | undefined): OwnTime {
  const time = { workedMs: 0, waitedMs: 0 };
  try {
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      // what it ran, what it waited, and how often
      const [ran, waited] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'latin1').split(' ');
      time.workedMs += Number(ran) / NANOSECONDS;
      time.waitedMs += Number(waited) / NANOSECONDS;
    }
  } catch {
    // then only the clock on the wall counts
  }
  return time;
}

/** How long it has had for its work between two looks: what it waited is not its fault, what it worked is. */
export function spentMs(wallMs: number, from: OwnTime, to: OwnTime): number {
  return Math.max(wallMs - Math.max(0, to.waitedMs - from.waitedMs), to.workedMs - from.workedMs);
}
