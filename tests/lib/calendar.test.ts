// Working days in the shop's own time: cut-off, weekends, holidays, the nights when clocks are changed, the end of a year.
import { describe, expect, it } from 'vitest';
import {
  type Calendar,
  isHoliday,
  isTimeZone,
  workingDayAfter,
  workingDaysLater,
} from '../../src/lib/calendar.ts';

const BERLIN: Calendar = { timeZone: 'Europe/Berlin', cutOffHour: 14, holidays: ['12-25', '2026-12-24'] };
const PORTLAND: Calendar = { timeZone: 'America/Los_Angeles', cutOffHour: 12, holidays: [] };
const UTC: Calendar = { timeZone: 'UTC', cutOffHour: 24, holidays: [] };

const dayAfter = (from: string, days: number, calendar: Calendar) =>
  workingDayAfter(new Date(from), days, calendar).toISOString().slice(0, 10);

describe('a day in the shop’s own time', () => {
  it.each([
    ['before the cut-off counts today', '2026-11-18T12:59:00Z', 2, BERLIN, '2026-11-20'],
    ['from the cut-off on counts tomorrow', '2026-11-18T13:00:00Z', 2, BERLIN, '2026-11-23'],
    ['on Friday after the cut-off counts Monday', '2026-11-20T15:00:00Z', 1, BERLIN, '2026-11-24'],
    ['on a Sunday counts Monday', '2026-11-22T08:00:00Z', 1, BERLIN, '2026-11-24'],
    ['late on Thursday in UTC is Friday in Berlin', '2026-11-19T23:30:00Z', 1, BERLIN, '2026-11-23'],
    ['early on Saturday in UTC is Friday in Portland', '2026-11-21T05:00:00Z', 0, PORTLAND, '2026-11-23'],
    ['Friday morning in Portland is Friday', '2026-11-20T18:00:00Z', 0, PORTLAND, '2026-11-20'],
    ['without a cut-off counts to its last minute', '2026-11-18T23:59:59Z', 1, UTC, '2026-11-19'],
  ])('%s', (_what, from, days, calendar, expected) => {
    expect(dayAfter(from, days, calendar)).toBe(expected);
  });
});

describe('when the clocks are changed', () => {
  it.each([
    ['the cut-off in summer is an hour earlier in UTC', '2026-10-23T12:00:00Z', 1, BERLIN, '2026-10-27'],
    ['and in winter an hour later', '2026-10-26T12:30:00Z', 1, BERLIN, '2026-10-27'],
    ['the night of 23 hours', '2026-03-28T23:30:00Z', 1, BERLIN, '2026-03-31'],
    ['the night of 25 hours', '2026-10-25T00:30:00Z', 1, BERLIN, '2026-10-27'],
    ['over the weekend in Portland', '2026-10-30T18:59:00Z', 1, PORTLAND, '2026-11-02'],
    ['twelve o’clock on the Monday after', '2026-11-02T20:00:00Z', 0, PORTLAND, '2026-11-03'],
  ])('%s', (_what, from, days, calendar, expected) => {
    expect(dayAfter(from, days, calendar)).toBe(expected);
  });
});

describe('holidays and the end of the year', () => {
  it.each([
    ['one of this year and one of every year are left out', '2026-12-23T10:00:00Z', 1, BERLIN, '2026-12-28'],
    ['only the one of every year next time', '2027-12-23T10:00:00Z', 1, BERLIN, '2027-12-24'],
    ['over New Year', '2026-12-31T10:00:00Z', 1, BERLIN, '2027-01-01'],
    ['midnight in Berlin is still the old year in UTC', '2026-12-31T23:30:00Z', 0, BERLIN, '2027-01-01'],
    ['a leap day is a day', '2028-02-28T10:00:00Z', 1, BERLIN, '2028-02-29'],
  ])('%s', (_what, from, days, calendar, expected) => {
    expect(dayAfter(from, days, calendar)).toBe(expected);
  });
});

it('never promises an earlier day for an order that comes later', () => {
  const start = Date.parse('2026-03-20T00:00:00Z');
  for (const calendar of [BERLIN, PORTLAND, UTC]) {
    let before = '';
    for (let hour = 0; hour < 24 * 200; hour += 5) {
      const day = dayAfter(new Date(start + hour * 3_600_000).toISOString(), 3, calendar);
      expect(day >= before).toBe(true);
      before = day;
    }
  }
});

it('goes on counting from a day it answered', () => {
  const due = workingDayAfter(new Date('2026-12-22T10:15:00Z'), 1, BERLIN);
  expect(due.toISOString()).toBe('2026-12-23T10:15:00.000Z');
  expect(workingDaysLater(due, 1, BERLIN).toISOString()).toBe('2026-12-28T10:15:00.000Z');
});

it('knows holidays and time zones when it sees them', () => {
  expect(['2026-12-25', '12-25', '02-29'].map(isHoliday)).toEqual([true, true, true]);
  expect(['2026-02-30', '13-01', 'Christmas', '', '2026-02-29'].map(isHoliday)).toEqual(Array(5).fill(false));
  expect(['UTC', 'Europe/Berlin', 'Mars/Base', ''].map(isTimeZone)).toEqual([true, true, false, false]);
});
