// How often something may be asked for from one place.

import { expect, test } from 'vitest';
import { networkOf } from '../../src/accounts/account.ts';
import { openLimiter } from '../../src/accounts/limiter.ts';
import { later, MINUTE, SECOND } from '../../src/lib/time.ts';

const START = new Date('2026-11-22T10:00:00Z');

test('lets so many through, then says how long to wait, and forgives after that', () => {
  const limiter = openLimiter({ most: 3, within: 10 * MINUTE });
  const knock = (at: Date) => limiter.knock('here', at);
  expect([knock(START), knock(START), knock(START)]).toEqual([0, 0, 0]);
  expect(knock(later(START, 9 * MINUTE + 30 * SECOND))).toBe(30);
  expect(knock(later(START, 10 * MINUTE))).toBe(0);
});

test('counts every place by itself', () => {
  const limiter = openLimiter({ most: 1, within: MINUTE });
  expect(limiter.knock('here', START)).toBe(0);
  expect(limiter.knock('there', START)).toBe(0);
  expect(limiter.knock('here', START)).toBeGreaterThan(0);
});

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0DB8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['', ''],
])('%s is the place %s', (ip, place) => {
  expect(networkOf(ip)).toBe(place);
});
