// When carriers are asked, and asked again. Pure.
import { backOff, DAY, HOUR, later, MINUTE, SECOND } from '../lib/time.ts';

/** Whoever works on a parcel at the provider has it this long: longer than every call together may take. */
export const CLAIM = 40 * SECOND;
/** A carrier that told nothing for this long is asked. */
const SILENCE = 3 * HOUR;
/** After that nobody waits for the parcel any more. */
export const POLLED_DAYS = 90;

/** `pace` divides every waiting time. */
export function nextPoll(now: Date, pace: number): Date {
  return later(now, SILENCE / pace);
}

export function isPolledNoMore(createdAt: Date, now: Date): boolean {
  return now.getTime() - createdAt.getTime() > POLLED_DAYS * DAY;
}

/** The next try of something the provider did not do; `attempts` were made. */
export function nextTry(attempts: number, now: Date, pace: number): Date {
  return later(now, backOff(attempts, 2 * SECOND, 5 * MINUTE) / pace);
}
