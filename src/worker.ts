// The loop beside the requests: due letters, open payments, kept notices, refunds, overdue orders, clean-up.
import type { Log } from './lib/log.ts';
import { type Clock, MINUTE, SECOND } from './lib/time.ts';

export interface Duty {
  name: string;
  /** In ms, before the pace. */
  every: number;
  work: () => Promise<unknown>;
}

export interface Worker {
  /** Every duty was looked at lately: a loop that hangs is a shop that forgets. */
  isAlive(): boolean;
  /** Starts nothing new and waits for what runs. */
  stop(): Promise<void>;
}

const LOOK = SECOND;
/** A duty may wait for a gateway or a mail server that hangs; longer than this it is stuck. */
const STUCK = 5 * MINUTE;

/** Each duty has its own rhythm and never runs twice at once; one that fails is tried at its next turn. */
export function startWorker(deps: { log: Log; clock: Clock; pace: number }, duties: readonly Duty[]): Worker {
  const shifts = duties.map((duty) => ({
    duty,
    dueAt: 0,
    running: null as Promise<void> | null,
    startedAt: 0,
  }));
  let stopped = false;

  const look = () => {
    const now = deps.clock().getTime();
    for (const shift of shifts) {
      if (stopped || shift.running || now < shift.dueAt) continue;
      shift.startedAt = now;
      shift.dueAt = now + Math.max(LOOK, shift.duty.every / deps.pace) - LOOK / 2;
      shift.running = run(deps.log, shift.duty).finally(() => {
        shift.running = null;
      });
    }
  };

  const timer = setInterval(look, LOOK);
  look();
  return {
    isAlive() {
      const now = deps.clock().getTime();
      return !stopped && shifts.every((shift) => !shift.running || now - shift.startedAt < STUCK);
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await Promise.all(shifts.map((shift) => shift.running));
    },
  };
}

async function run(log: Log, duty: Duty): Promise<void> {
  try {
    await duty.work();
  } catch (error) {
    log.error(
      { duty: duty.name, err: error },
      'a duty of the worker failed; it is tried again at its next turn',
    );
  }
}
