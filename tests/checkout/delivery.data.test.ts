// Delivery at the checkout: what reaches a country, what is free, what is picked up, what a carrier asks, and what is frozen.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../src/db/transaction.ts';
import { type DeliverySetUp, putDelivery } from '../../src/shipping/actions.delivery.ts';
import type { LiveRates } from '../../src/shipping/live-rates.carrier.ts';
import { readSteps } from '../../src/shipping/zones.ts';
import { ADDRESS, type Buyer, type Counter, json, openCounter, submit } from './counter.ts';

let counter: Counter;
let rates: LiveRates;
beforeEach(async () => {
  rates = async () => [];
  counter = await openCounter({ liveRates: (parcel) => rates(parcel) });
});
afterEach(() => counter.world.close());

const ZONED: DeliverySetUp = {
  id: 'post',
  name: 'Post',
  kind: 'parcel',
  cents: 0,
  days: 0,
  freeFromCents: null,
  liveRate: '',
  note: '',
  position: 0,
  active: true,
  zones: [],
};
const zone = (countries: string[], text: string, days = 3) => ({
  countries,
  regions: [],
  days,
  freeFromCents: null,
  steps: readSteps(text) ?? [],
});

/** The only ones from now on. */
async function offer(...options: Partial<DeliverySetUp>[]) {
  const { db, shop } = counter.world;
  await transaction(db, async (tx) => {
    await tx.deliveryOption.updateMany({ data: { active: false } });
    for (const option of options) await putDelivery(tx, { ...ZONED, ...option });
  });
  await shop.refresh();
}

async function withPacks(quantity = '2'): Promise<Buyer> {
  const ada = counter.visitor();
  await ada.post('/cart/lines').type('form').send({ product: 'sample-pack', quantity });
  return ada;
}
const look = async (buyer: Buyer, query = '') => (await buyer.get(`/checkout${query}`).set(json)).body;
const BERLIN = { city: 'Berlin', region: '', postalCode: '10115', country: 'DE' };

describe('what reaches a country', () => {
  beforeEach(() =>
    offer(
      { zones: [zone(['US'], '5'), zone(['DE', 'FR'], '15', 8)] },
      { id: 'van', name: 'Our van', cents: 300, zones: [zone(['US'], '3')] },
    ),
  );

  it('is all that is offered there, with its price and its day', async () => {
    const ada = await withPacks();
    expect((await look(ada)).deliveries).toMatchObject([
      { id: 'post', cents: 500, grossCents: 1500, promisedFor: '2026-11-25' },
      { id: 'van', cents: 300 },
    ]);
    expect(await look(ada, '?country=DE&delivery=van')).toMatchObject({
      deliveries: [{ id: 'post', cents: 1500, grossCents: 2500, promisedFor: '2026-12-02' }],
      delivery: 'post',
      seenGrossCents: 2500,
    });
    expect((await ada.get('/checkout?country=DE')).text).not.toContain('Our van');
  });

  it('is said kindly when nothing does, and nothing can be ordered', async () => {
    const ada = await withPacks();
    expect(await look(ada, '?country=JP')).toMatchObject({
      deliveries: [],
      delivery: null,
      grossCents: 1000,
    });
    expect((await ada.get('/checkout?country=JP')).text).toContain('We do not deliver to Japan yet.');
    const tokyo = {
      city: 'Tokyo',
      region: '13',
      postalCode: '100-0001',
      country: 'JP',
      seenGrossCents: 1000,
    };
    const told = await submit(ada, tokyo).set(json);
    expect([told.status, told.body.error.problems]).toEqual([
      422,
      { delivery: 'We do not deliver to Japan yet.' },
    ]);
    expect((await submit(ada, tokyo)).text).toContain('We do not deliver to Japan yet.');
  });

  it('comes with the fields of the country, also without a script', async () => {
    const ada = await withPacks();
    const page = await submit(ada, { ...BERLIN, city: 'Köln', reload: '1' });
    expect(page.status).toBe(200);
    expect(page.text).toContain('value="Köln"');
    expect(page.text).toContain('>Postal code<');
    expect(page.text).not.toContain('name="region"');
    expect(page.text).toMatch(/value="post" data-gross-cents="2500"/);
    expect(await counter.world.db.order.count()).toBe(0);
  });

  it('asks once more when the total is that of another country', async () => {
    const ada = await withPacks();
    const told = await submit(ada, { ...BERLIN, seenGrossCents: 1500 }).set(json);
    expect([told.status, told.body.seenGrossCents]).toEqual([409, 2500]);
    await submit(ada, { ...BERLIN, seenGrossCents: 2500 }).expect(303);
  });
});

it('is free from an amount of goods, which a coupon does not take away', async () => {
  await offer({ cents: 500, freeFromCents: 1000 });
  expect((await look(await withPacks('1'))).deliveries).toMatchObject([{ cents: 500 }]);
  expect((await look(await withPacks('2'))).deliveries).toMatchObject([{ cents: 0 }]);
});

it('weighs what is in the cart', async () => {
  await offer({ zones: [zone(['US'], '150: 4\n1000: 9')] });
  const ada = await withPacks('1');
  expect((await look(ada)).deliveries).toMatchObject([{ cents: 400 }]);
  await ada.post('/cart/lines').type('form').send({ product: 'sample-pack', quantity: '9' });
  expect((await look(ada)).deliveries).toMatchObject([{ cents: 900 }]);
  await ada.post('/cart/lines').type('form').send({ product: 'sample-pack', quantity: '90' });
  expect((await look(ada)).deliveries).toEqual([]);
});

it('is frozen with the order: its name, its price and the day that was promised', async () => {
  const ada = await withPacks();
  await submit(ada, { seenGrossCents: 1000 }).expect(303);
  await offer({ id: 'standard', name: 'Snail', cents: 999, days: 30 });
  const order = await counter.world.db.order.findFirstOrThrow();
  expect(order).toMatchObject({ deliveryName: 'Standard', deliveryCents: 0, deliveryKind: 'parcel' });
  expect(order.promisedAt?.toISOString().slice(0, 10)).toBe('2026-11-26');
});

it('can be picked up at the shop, which says where and when', async () => {
  await offer({ id: 'pick-up', name: 'Pick-up', kind: 'pickup', days: 9 });
  const ada = await withPacks();
  const page = (await ada.get('/checkout')).text;
  expect(page).toContain('Ready for you by Friday, November 20');
  expect(page).toContain('12 Plotter Lane');
  await submit(ada, { seenGrossCents: 1000 }).expect(303);
  const { gateway, db } = counter.world;
  gateway.set(gateway.only().id, 'paid');
  const order = await db.order.findFirstOrThrow();
  await counter.visitor().get(`/orders/${order.number}/landing?key=${order.key}`);
  const letter = await db.letter.findFirstOrThrow({ where: { kind: 'order-confirmed' } });
  expect(JSON.parse(letter.model)).toMatchObject({
    pickUp: { place: expect.stringContaining('12 Plotter Lane') },
    promised: 'Friday, November 20',
    order: { address: [] },
  });
});

describe('the price a carrier asks', () => {
  const RATES = [{ carrier: 'UPS', service: 'Ground', cents: 812, days: 4 }];
  beforeEach(() => offer({ cents: 500, liveRate: 'UPS Ground', days: 2 }));

  it('counts once the postal code is known', async () => {
    rates = async ({ to }) => (to.postalCode === '97205' ? RATES : []);
    const ada = await withPacks();
    expect((await look(ada)).deliveries).toMatchObject([{ cents: 500 }]);
    expect((await look(ada, '?postalCode=97205')).deliveries).toMatchObject([
      { cents: 812, promisedFor: '2026-11-26' },
    ]);
    await submit(ada, { seenGrossCents: 1812 }).expect(303);
    expect(await counter.world.db.order.findFirst()).toMatchObject({ deliveryCents: 812, deliveryDays: 4 });
  });

  it('is not asked of somebody who was shown ours: they pay what they saw', async () => {
    rates = async () => RATES;
    const ada = await withPacks();
    const { seenGrossCents } = await look(ada);
    expect(seenGrossCents).toBe(1500);
    await submit(ada, { seenGrossCents, delivery: 'post' }).expect(303);
    expect(await counter.world.db.order.findFirst()).toMatchObject({ deliveryCents: 500, grossCents: 1500 });
  });

  it('is ours when nobody answers', async () => {
    const ada = await withPacks();
    expect((await look(ada, '?postalCode=97205')).deliveries).toMatchObject([{ cents: 500 }]);
    await submit(ada, { seenGrossCents: 1500 }).expect(303);
  });
});

it('asks for addresses as their country writes them, beside the field', async () => {
  const ada = await withPacks();
  const problemsOf = async (fields: object) =>
    (await submit(ada, { seenGrossCents: 1, ...fields }).set(json)).body.error.problems;
  expect(await problemsOf({ region: '' })).toEqual({ region: 'Enter the state.' });
  expect(await problemsOf({ postalCode: '9720' })).toEqual({
    postalCode: expect.stringContaining('A ZIP code there looks like'),
  });
  expect(await problemsOf({ ...BERLIN, postalCode: '97205-1234' })).toMatchObject({
    postalCode: expect.stringContaining('A postal code there looks like'),
  });
  expect(await problemsOf({ ...BERLIN, country: 'GB' })).toMatchObject({
    postalCode: expect.stringContaining('looks like'),
  });
  expect(await problemsOf({ country: 'QQ' })).toMatchObject({ country: 'Choose a country from the list.' });
  const { seenGrossCents } = await look(ada, '?country=HK');
  const hongKong = { ...ADDRESS, city: '', region: 'Kowloon', postalCode: '', country: 'HK', seenGrossCents };
  await submit(ada, hongKong).expect(303);
});
