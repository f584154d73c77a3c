// What can be wrong with an order, and how long its customer can say so. Pure.
import { DAY, later } from '../lib/time.ts';

/** What customers can say. */
export const REPORTED_REASONS = ['damaged', 'wrong_colour', 'miscut', 'missing', 'late', 'other'] as const;
/** What parcels can get into. */
export const PARCEL_REASONS = ['stuck', 'returned', 'exception'] as const;
export const PROBLEM_REASONS = [...REPORTED_REASONS, ...PARCEL_REASONS] as const;
export type ProblemReason = (typeof PROBLEM_REASONS)[number];
export type ReportedReason = (typeof REPORTED_REASONS)[number];

export const PROBLEM_ANSWERS = ['reprint', 'refund', 'reship', 'words'] as const;
export type ProblemAnswer = (typeof PROBLEM_ANSWERS)[number];

export const MOST_PHOTOS = 4;
/** Nobody needs more of them open at once. */
export const MOST_OPEN_REPORTS = 5;
/** Working days within which we promise to answer. */
export const ANSWER_DAYS = 2;

export function isProblemReason(text: string): text is ProblemReason {
  return (PROBLEM_REASONS as readonly string[]).includes(text);
}

export function isProblemAnswer(text: string): text is ProblemAnswer {
  return (PROBLEM_ANSWERS as readonly string[]).includes(text);
}

interface Sent {
  status: string;
  events: readonly { at: Date; to: string | null }[];
}

/** `until` is null while nobody knows when it arrived. */
export type Window = { isOpen: boolean; until: Date | null };

/** From when it left the house until so many days after it arrived. */
export function reportWindow({ status, events }: Sent, { days, now }: { days: number; now: Date }): Window {
  if (status === 'shipped' || status === 'returned') return { isOpen: true, until: null };
  const arrived = events.findLast(({ to }) => to === 'delivered');
  if (status !== 'delivered' || !arrived) return { isOpen: false, until: null };
  const until = later(arrived.at, days * DAY);
  return { isOpen: now < until, until };
}
