// Where to go after signing in: never to another site.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { landingOfCustomer, landingOfStaff, localPath } from '../../src/accounts/local-path.ts';

test.each([
  '/',
  '/checkout',
  '/artwork/1?shape=circle',
  '/account/orders#latest',
  '/products/caf%C3%A9',
  '/a//b',
])('%s is a page of this shop', (next) => {
  expect(localPath(next)).toBe(next);
});

test.each([
  undefined,
  '',
  'account',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https://evil.example/',
  'HTTPS:evil.example',
  'javascript:alert(1)',
  '/\t/evil.example',
  '/\n/evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  ' //evil.example',
  `/${'a'.repeat(2_000)}`,
])('%j is not', (next) => {
  expect(localPath(next)).toBeNull();
});

test('whatever is let through stays on this host, as a browser reads it', () => {
  const risky = fc.string({
    unit: fc.constantFrom('/', '\\', '.', '%', '2', 'f', ':', '@', '?', '#', '\t', '\n', ' ', 'e'),
  });
  fc.assert(
    fc.property(risky, (next) => {
      const path = localPath(next);
      return path === null || new URL(path, 'https://shop.example').host === 'shop.example';
    }),
    { numRuns: 5_000 },
  );
});

test('customers land in their account and staff in the back office, unless they were on their way there', () => {
  expect(landingOfCustomer(null)).toBe('/account');
  expect(landingOfCustomer('/checkout')).toBe('/checkout');
  expect(landingOfCustomer('/login?next=%2Flogin')).toBe('/account');
  expect(landingOfCustomer('/admin')).toBe('/account');
  expect(landingOfStaff(null)).toBe('/admin');
  expect(landingOfStaff('/admin/orders')).toBe('/admin/orders');
  expect(landingOfStaff('/administrators')).toBe('/admin');
  expect(landingOfStaff('/checkout')).toBe('/admin');
});
