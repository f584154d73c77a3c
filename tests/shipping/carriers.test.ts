// Where a tracking code leads.
import { describe, expect, it } from 'vitest';
import {
  CARRIER_NAMES,
  carrierName,
  codeKey,
  readCarrier,
  trackingUrl,
} from '../../src/shipping/carriers.ts';

describe('a carrier', () => {
  it.each([
    ['ups', 'UPS'],
    ['royal mail', 'Royal Mail'],
    ['Royal-Mail', 'Royal Mail'],
    ['POSTNL', 'PostNL'],
    ['dhl express', 'DHL'],
    ['auspost', 'Australia Post'],
  ])('typed as %s is %s', (typed, name) => {
    expect(carrierName(typed)).toBe(name);
  });

  it('that we do not know keeps the name it was given, and has no link', () => {
    expect(carrierName('  Bicycle Bob ')).toBe('Bicycle Bob');
    expect(trackingUrl('Bicycle Bob', 'B-7')).toBe('');
    expect(carrierName('constructor')).toBe('constructor');
  });

  it.each(CARRIER_NAMES)('%s shows its parcels on its own https page', (name) => {
    const url = new URL(trackingUrl(name, 'AB123'));
    expect(url.protocol).toBe('https:');
    expect(url.href).toContain('AB123');
  });
});

describe('a tracking code', () => {
  it.each(CARRIER_NAMES)('cannot break out of the address of %s', (name) => {
    const url = trackingUrl(name, 'a b/../c?x=1&y=2#z"<é');
    expect(url.endsWith('a%20b%2F..%2Fc%3Fx%3D1%26y%3D2%23z%22%3C%C3%A9')).toBe(true);
  });

  it('is the same with and without spaces, dashes and capitals', () => {
    expect(codeKey('1z 999-aa1')).toBe(codeKey('1Z999AA1'));
  });
});

describe('carriers of the shop’s own', () => {
  const own = ['Bicycle Bob https://bob.example/{code}', 'UPS https://ups.example/?c={code}'];

  it('show their parcels where the owner says, before those we know', () => {
    expect(trackingUrl('bicycle bob', 'A 1', own)).toBe('https://bob.example/A%201');
    expect(trackingUrl('UPS', '1Z', own)).toBe('https://ups.example/?c=1Z');
    expect(trackingUrl('DPD', '1', own)).toContain('dpd.de');
  });

  it.each(['Bob', 'Bob https://bob.example/', 'https://bob.example/{code}', 'Bob javascript:{code}'])(
    '%s is none',
    (line) => {
      expect(readCarrier(line)).toBeNull();
    },
  );
});
