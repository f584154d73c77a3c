// Nobody keeps the decoders busy with cut lines for everybody else.
import type { Request, Response } from 'express';
import { expect, test } from 'vitest';
import { lineLimit } from '../../src/artwork/limit.ts';

let now = new Date('2026-11-23T09:00:00Z');

/** Asks that often from one place; how often it was let through, and what the last answer said to wait. */
function ask(limit: ReturnType<typeof lineLimit>, times: number, ip = '203.0.113.7') {
  const headers: Record<string, string> = {};
  const res = { set: (name: string, value: string) => Object.assign(headers, { [name]: value }) };
  let passed = 0;
  for (let time = 0; time < times; time++) {
    try {
      limit({ ip } as Request, res as unknown as Response);
      passed += 1;
    } catch (error) {
      expect(error).toMatchObject({ code: 'too_many', status: 429 });
    }
  }
  return { passed, wait: headers['Retry-After'] };
}

test('one place may ask for 1,200 lines in ten minutes, then waits; others do not', () => {
  const limit = lineLimit({ rateLimit: true, clock: () => now });
  expect(ask(limit, 1200)).toEqual({ passed: 1200, wait: undefined });
  expect(ask(limit, 5)).toEqual({ passed: 0, wait: '600' });
  expect(ask(limit, 5, '203.0.113.8').passed).toBe(5);
  now = new Date(now.getTime() + 601_000);
  expect(ask(limit, 5).passed).toBe(5);
});

test('a shop without limits has none here', () => {
  expect(ask(lineLimit({ rateLimit: false, clock: () => now }), 3000).passed).toBe(3000);
});
