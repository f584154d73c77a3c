// A carrier asked for its price while somebody waits: three seconds, one question, and silence is no trouble.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/catalog/settings.ts';
import { silentLog } from '../../src/lib/log.ts';
import { OutsideFailure } from '../../src/lib/refusal.ts';
import { manualCarrier } from '../../src/shipping/carrier.manual.ts';
import type { Carrier, Offer } from '../../src/shipping/carrier.ts';
import { liveRatesOf, type ParcelToRate } from '../../src/shipping/live-rates.carrier.ts';

const SENDER = { 'sender.line1': '12 Plotter Lane', 'sender.city': 'Portland' };
const TO = {
  name: 'Ada',
  company: '',
  line1: '1 Mill Lane',
  line2: '',
  city: 'Salem',
  region: 'OR',
  postalCode: '97301',
  country: 'US',
  phone: '',
};
const PARCEL: ParcelToRate = {
  to: TO,
  size: { weightGrams: 120, lengthMm: 220, widthMm: 110, heightMm: 5 },
  currency: 'USD',
  contents: [{ title: 'Stickers', quantity: 100, valueCents: 5000 }],
};
const GROUND = { id: 'rate_1', carrier: 'UPS', service: 'Ground', cents: 812, currency: 'USD', days: 4 };

let now: Date;
let asked: number;
beforeEach(() => {
  now = new Date('2026-11-18T10:00:00Z');
  asked = 0;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

function ratesFrom(offer: () => Promise<Offer>, sender: object = SENDER) {
  const carrier: Carrier = {
    ...manualCarrier(),
    name: 'easypost',
    offer: () => {
      asked += 1;
      return offer();
    },
  };
  const shop = { now: () => ({ settings: { ...DEFAULT_SETTINGS, ...sender } }) };
  return liveRatesOf({ carrier, clock: () => now, log: silentLog(), shop });
}
const offerOf = async (): Promise<Offer> => ({
  gatewayId: 'shp_1',
  rates: [GROUND, { ...GROUND, id: 'rate_2', currency: 'CAD' }],
  remarks: [],
});

it('answers what the carrier asks, in the shop’s money, and asks once for the same parcel', async () => {
  const rates = ratesFrom(offerOf);
  expect(await rates(PARCEL)).toEqual([GROUND]);
  expect(await rates(PARCEL)).toEqual([GROUND]);
  expect(asked).toBe(1);
  await rates({ ...PARCEL, to: { ...TO, postalCode: '97302' } });
  now = new Date(now.getTime() + 21 * 60_000);
  await rates(PARCEL);
  expect(asked).toBe(3);
});

it('asks once for the page and the press, although the street was typed in between', async () => {
  const rates = ratesFrom(offerOf);
  await rates({ ...PARCEL, to: { ...TO, name: '', line1: '', phone: '' } });
  expect(await rates(PARCEL)).toEqual([GROUND]);
  expect(asked).toBe(1);
});

it('waits three seconds for a carrier that hangs, and then asks no more for a while', async () => {
  const rates = ratesFrom(() => new Promise(() => {}));
  const answer = rates(PARCEL);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await answer).toEqual([]);
  expect(await rates(PARCEL)).toEqual([]);
  expect(asked).toBe(1);
});

it.each([new OutsideFailure('easypost', 'down', { permanent: false }), new TypeError('nonsense')])(
  'has no rates when the carrier fails: %s',
  async (error) => {
    expect(await ratesFrom(() => Promise.reject(error))(PARCEL)).toEqual([]);
  },
);

it('asks nobody before the owner said where parcels leave from', async () => {
  expect(await ratesFrom(offerOf, {})(PARCEL)).toEqual([]);
  expect(asked).toBe(0);
});
