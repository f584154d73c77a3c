// Working days as a shop counts them: in its own time zone, with its cut-off hour and its holidays. Pure.

export interface Calendar {
  /** IANA name: `Europe/Berlin`. */
  timeZone: string;
  /** What is ordered from this hour on counts for the next working day; 24 is never. */
  cutOffHour: number;
  /** `2026-12-24` once, `12-25` every year. */
  holidays: readonly string[];
}

/** A day without a time of day: midnight UTC of that date. */
type Day = Date;

const DAY_MS = 86_400_000;

/**
 * The day `days` working days after `from`, in the shop's time zone. An order on a day off, or after the cut-off,
 * counts as one of the next working day. The answer carries the time of day of `from` in UTC, so that read in UTC
 * it is that date.
 */
export function workingDayAfter(from: Date, days: number, calendar: Calendar): Date {
  return at(count(startingDay(from, calendar), days, calendar), from);
}

/** The day `days` working days after another one that was reckoned here. */
export function workingDaysLater(day: Date, days: number, calendar: Calendar): Date {
  return at(count(dateOf(day), days, calendar), day);
}

function startingDay(from: Date, calendar: Calendar): Day {
  const { day, hour } = localTime(from, calendar.timeZone);
  const isToday = isWorkingDay(day, calendar) && hour < calendar.cutOffHour;
  return isToday ? day : count(day, 1, calendar);
}

function count(from: Day, days: number, calendar: Calendar): Day {
  let day = from;
  for (let left = days; left > 0; ) {
    day = new Date(day.getTime() + DAY_MS);
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return day;
}

function isWorkingDay(day: Day, { holidays }: Calendar): boolean {
  const date = day.toISOString().slice(0, 10);
  const isWeekend = day.getUTCDay() === 0 || day.getUTCDay() === 6;
  return !isWeekend && !holidays.includes(date) && !holidays.includes(date.slice(5));
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function localTime(moment: Date, timeZone: string): { day: Day; hour: number } {
  let clock = clocks.get(timeZone);
  if (!clock) {
    const digits = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit' } as const;
    clock = new Intl.DateTimeFormat('en-US', { timeZone, calendar: 'gregory', hourCycle: 'h23', ...digits });
    clocks.set(timeZone, clock);
  }
  const parts = Object.fromEntries(clock.formatToParts(moment).map(({ type, value }) => [type, value]));
  const day = new Date(Date.UTC(Number(parts.year), Number(parts.month) - 1, Number(parts.day)));
  return { day, hour: Number(parts.hour) };
}

function dateOf(moment: Date): Day {
  return new Date(moment.getTime() - timeOfDay(moment));
}

function at(day: Day, moment: Date): Date {
  return new Date(day.getTime() + timeOfDay(moment));
}

function timeOfDay(moment: Date): number {
  return ((moment.getTime() % DAY_MS) + DAY_MS) % DAY_MS;
}

/** Every day has to be one that comes: `2026-02-30` and `13-01` do not. A leap day may. */
export function isHoliday(text: string): boolean {
  const [, year = '2024', rest = ''] = /^(?:(\d{4})-)?(\d{2}-\d{2})$/.exec(text) ?? [];
  const day = new Date(`${year}-${rest}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(5, 10) === rest;
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return name !== '';
  } catch {
    return false;
  }
}
