// Numbers, money, lengths and times as people read them. Used by pages.ts files only.

const LOCALE = 'en-US';
const numberFormat = new Intl.NumberFormat(LOCALE);
const lengthFormat = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 2 });
const dayFormat = new Intl.DateTimeFormat(LOCALE, {
  weekday: 'long',
  month: 'long',
  day: 'numeric',
  timeZone: 'UTC',
});
const dateFormat = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeZone: 'UTC' });
const momentFormat = new Intl.DateTimeFormat(LOCALE, {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
});
const moneyFormats = new Map<string, Intl.NumberFormat>();

/** `money(7020, 'USD')` → `$70.20`. */
export function money(cents: number, currency: string): string {
  let format = moneyFormats.get(currency);
  if (!format) {
    format = new Intl.NumberFormat(LOCALE, { style: 'currency', currency });
    moneyFormats.set(currency, format);
  }
  return format.format(cents / 100);
}

/** `1,000`. */
export function count(value: number | bigint): string {
  return numberFormat.format(value);
}

/** Millimetres with at most two decimals, without the unit: `76.2`. */
export function millimetres(mm: number): string {
  return lengthFormat.format(mm);
}

/** Inches with at most two decimals, without the unit: `3`. */
export function inches(mm: number): string {
  return lengthFormat.format(mm / 25.4);
}

/** `Tuesday, November 24`. */
export function day(at: Date): string {
  return dayFormat.format(at);
}

/** `Nov 24, 2026`. */
export function date(at: Date): string {
  return dateFormat.format(at);
}

/** `Nov 24, 2026, 9:05 AM`, in UTC. */
export function moment(at: Date): string {
  return momentFormat.format(at);
}

/** `2026-11-24 09:05`, in UTC: for tables, where times stand under each other. */
export function stamp(at: Date): string {
  return at.toISOString().slice(0, 16).replace('T', ' ');
}

/** `2026-11-24`, in UTC: the day alone, for tables. */
export function dayStamp(at: Date): string {
  return at.toISOString().slice(0, 10);
}
