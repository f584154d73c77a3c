// Working days and waiting times.
import { expect, it } from 'vitest';
import { addWorkingDays, backOff } from '../../src/lib/time.ts';

it('counts working days past the weekend', () => {
  const friday = new Date('2026-11-20T15:00:00Z');
  expect(addWorkingDays(friday, 1).toISOString()).toBe('2026-11-23T15:00:00.000Z');
  expect(addWorkingDays(friday, 6).toISOString()).toBe('2026-11-30T15:00:00.000Z');
  expect(addWorkingDays(friday, 0)).toEqual(friday);
});

it('doubles the wait with every try, up to a limit', () => {
  expect([1, 2, 3, 10].map((attempt) => backOff(attempt, 5, 60))).toEqual([5, 10, 20, 60]);
});
