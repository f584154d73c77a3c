// Arithmetic on instants. Everything is UTC; `now` is always passed in.

export type Clock = () => Date;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export function later(from: Date, milliseconds: number): Date {
  return new Date(from.getTime() + milliseconds);
}

export function earlier(from: Date, milliseconds: number): Date {
  return new Date(from.getTime() - milliseconds);
}

/** The day `days` working days after `from` (Saturdays and Sundays do not count), same time of day. */
export function addWorkingDays(from: Date, days: number): Date {
  const day = new Date(from);
  for (let left = days; left > 0; ) {
    day.setUTCDate(day.getUTCDate() + 1);
    if (day.getUTCDay() !== 0 && day.getUTCDay() !== 6) left -= 1;
  }
  return day;
}

/** Waiting time before try number `attempt` (from 1): doubles from `first`, never over `most`. */
export function backOff(attempt: number, first: number, most: number): number {
  return Math.min(most, first * 2 ** Math.max(0, attempt - 1));
}
