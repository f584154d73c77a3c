// When the gateway is asked again about a payment that is not decided. Pure.
import { later, MINUTE, SECOND } from '../lib/time.ts';

/** A row that got no session by then never will. */
export const CREATING_LIMIT = 10 * MINUTE;
/** Everything younger is compared with the gateway's books once a day. */
export const CHECKED_DAYS = 35;
const FIRST_ASK = 20 * SECOND;
const LONGEST_WHILE_OPEN = 60 * SECOND;
const LONGEST_WHILE_RUNNING = 15 * MINUTE;
/** After the page ran out every look of the worker asks. */
const EVERY_LOOK = 1;

export function nextAsk(
  payment: { status: string; asks: number; expiresAt: Date },
  now: Date,
  pace: number,
): Date {
  const longest = payment.status === 'running' ? LONGEST_WHILE_RUNNING : LONGEST_WHILE_OPEN;
  const wait = Math.min(longest, FIRST_ASK * 1.5 ** payment.asks) / pace;
  const at = later(now, wait);
  if (payment.status === 'running') return at;
  if (now >= payment.expiresAt) return later(now, EVERY_LOOK);
  return at > payment.expiresAt ? later(payment.expiresAt, EVERY_LOOK) : at;
}
