// Ways of delivery: where they go, what they cost there, and when they are promised.
import { describe, expect, it } from 'vitest';
import { type DeliveryOption, deliveriesTo, promisedFor } from '../../src/shipping/delivery.ts';
import { readSteps, writeSteps } from '../../src/shipping/zones.ts';

const POST: DeliveryOption = {
  id: 'post',
  name: 'Post',
  kind: 'parcel',
  cents: 500,
  days: 4,
  freeFromCents: null,
  liveRate: '',
  note: '',
  zones: [],
};
const steps = (text: string) => readSteps(text) ?? [];
const zone = (countries: string[], text: string, more = {}) => ({
  countries,
  regions: [],
  days: 3,
  freeFromCents: null,
  steps: steps(text),
  ...more,
});
const ZONED: DeliveryOption = {
  ...POST,
  zones: [
    zone(['US'], '500: 4.90\n2000: 9.90'),
    zone(['US'], '19.00', { regions: ['AK', 'Alaska'], days: 8 }),
    zone(['CA', 'MX'], '12.00', { days: 6 }),
    zone(['*'], '29.00', { days: 10 }),
  ],
};
const PORTLAND = { country: 'US', region: 'OR', weightGrams: 200, goodsCents: 2_000 };

describe('where a delivery goes', () => {
  it.each([
    ['a light parcel at home', {}, { cents: 490, days: 3 }],
    ['exactly as heavy as a step', { weightGrams: 500 }, { cents: 490, days: 3 }],
    ['one gram more', { weightGrams: 501 }, { cents: 990, days: 3 }],
    ['a region of its own', { region: 'alaska ' }, { cents: 1900, days: 8 }],
    ['a neighbour', { country: 'MX', region: '' }, { cents: 1200, days: 6 }],
    ['everywhere else', { country: 'JP' }, { cents: 2900, days: 10 }],
  ])('%s', (_what, to, expected) => {
    expect(deliveriesTo([ZONED], { ...PORTLAND, ...to })).toMatchObject([expected]);
  });

  it('without zones is everywhere, at its own price', () => {
    expect(deliveriesTo([POST], { ...PORTLAND, country: 'NZ' })).toMatchObject([{ cents: 500, days: 4 }]);
  });

  it('leaves out what does not reach the place, and what is too heavy for it', () => {
    const atHome = { ...ZONED, zones: ZONED.zones.slice(0, 1) };
    expect(deliveriesTo([atHome], { ...PORTLAND, country: 'JP' })).toEqual([]);
    expect(deliveriesTo([atHome], { ...PORTLAND, weightGrams: 2_001 })).toEqual([]);
  });

  it('is free from an amount on, which a zone may set for itself', () => {
    const free = { ...ZONED, freeFromCents: 5_000, zones: [zone(['US'], '4.90'), zone(['CA'], '12')] };
    const dearer = { ...free, zones: [zone(['CA'], '12', { freeFromCents: 10_000 })] };
    const cents = (option: DeliveryOption, goodsCents: number, country: string) =>
      deliveriesTo([option], { ...PORTLAND, country, goodsCents })[0]?.cents;
    expect([cents(free, 4_999, 'US'), cents(free, 5_000, 'US')]).toEqual([490, 0]);
    expect([cents(dearer, 9_999, 'CA'), cents(dearer, 10_000, 'CA')]).toEqual([1200, 0]);
  });
});

describe('the price a carrier asks', () => {
  const RATES = [
    { carrier: 'UPS', service: 'Ground', cents: 830, days: 5 },
    { carrier: 'UPS', service: 'NextDay', cents: 4_100, days: 1 },
    { carrier: 'USPS', service: 'Priority', cents: 790, days: null },
  ];
  it.each([
    ['ups nextday', { cents: 4_100, days: 1 }],
    ['UPS', { cents: 830, days: 5 }],
    ['*', { cents: 790, days: 4 }],
    ['DHL', { cents: 500, days: 4 }],
    ['', { cents: 500, days: 4 }],
  ])('for %j', (liveRate, expected) => {
    expect(deliveriesTo([{ ...POST, liveRate }], PORTLAND, RATES)).toMatchObject([expected]);
  });

  it('is not asked for where the option does not go, and ours stands when nobody answers', () => {
    const live = { ...ZONED, liveRate: '*', zones: [zone(['US'], '4.90')] };
    expect(deliveriesTo([live], { ...PORTLAND, country: 'JP' }, RATES)).toEqual([]);
    expect(deliveriesTo([live], PORTLAND, [])).toMatchObject([{ cents: 490 }]);
  });
});

describe('the day that is promised', () => {
  const workshop = {
    productionDays: 2,
    calendar: { timeZone: 'America/Los_Angeles', cutOffHour: 14, holidays: ['11-26'] },
  };
  const promised = (option: Parameters<typeof promisedFor>[0], now: string, extraDays = 0) =>
    promisedFor(option, workshop, { now: new Date(now), extraDays })
      .toISOString()
      .slice(0, 10);

  it('is production, then the carrier, without weekends and holidays', () => {
    expect(promised({ days: 1 }, '2026-11-20T20:00:00Z')).toBe('2026-11-25');
    expect(promised({ days: 2 }, '2026-11-20T20:00:00Z')).toBe('2026-11-27');
  });
  it('is later from the cut-off hour on', () => {
    expect(promised({ days: 1 }, '2026-11-20T22:00:00Z')).toBe('2026-11-27');
  });
  it('is later when something has to come in first', () => {
    expect(promised({ days: 1 }, '2026-11-20T20:00:00Z', 5)).toBe('2026-12-03');
  });
  it('for a pick-up is the day it is ready', () => {
    expect(promised({ days: 3, kind: 'pickup' }, '2026-11-20T20:00:00Z')).toBe('2026-11-24');
  });
});

describe('steps as staff type them', () => {
  it('are weights and prices, lightest first', () => {
    expect(readSteps('500: 4.90\n2000 g = 9,9\n\n25')).toEqual([
      { uptoGrams: 500, cents: 490 },
      { uptoGrams: 2000, cents: 990 },
      { uptoGrams: null, cents: 2500 },
    ]);
    expect(writeSteps(steps('500: 4.90\n25'))).toBe('500: 4.90\n25.00');
  });
  it.each(['', 'free', '500: ', '2000: 9.90\n500: 4.90', '5\n500: 4', '-1: 5', '1: 1.234', '9e9'])(
    'are refused when they cannot be meant: %j',
    (text) => expect(readSteps(text)).toBeNull(),
  );
});
