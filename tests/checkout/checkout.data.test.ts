// From a cart to the pay page.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveAddress } from '../../src/accounts/actions.addresses.ts';
import { transaction } from '../../src/db/transaction.ts';
import { newId } from '../../src/lib/ids.ts';
import { ADDRESS, type Buyer, type Counter, json, openCounter, orderPacks, submit } from './counter.ts';

let counter: Counter;
beforeEach(async () => {
  counter = await openCounter();
});
afterEach(() => counter.world.close());

const addPacks = (buyer: Buyer, quantity = '2') =>
  buyer.post('/cart/lines').type('form').send({ product: 'sample-pack', quantity });
const orders = () => counter.world.db.order.findMany({ orderBy: { placedAt: 'asc' } });
const { email: _, ...HOME } = ADDRESS;

describe('the checkout page', () => {
  it('offers every delivery with the total it makes, the first one checked', async () => {
    const ada = counter.visitor();
    await addPacks(ada);
    const { body } = await ada.get('/checkout').set(json);
    expect(body).toMatchObject({
      lines: [{ product: 'sample-pack', quantity: 2, netCents: 1000 }],
      // a Wednesday: two working days for us, then the carrier's
      deliveries: [
        { id: 'standard', cents: 0, grossCents: 1000, promisedFor: '2026-11-26' },
        { id: 'express', cents: 1490, grossCents: 2490, promisedFor: '2026-11-23' },
      ],
      delivery: 'standard',
      netCents: 1000,
      deliveryCents: 0,
      taxCents: 0,
      grossCents: 1000,
      seenGrossCents: 1000,
    });
    const { text } = await ada.get('/checkout');
    const radios = text.match(/<input type="radio" name="delivery"[^>]*>/g) ?? [];
    expect(radios).toHaveLength(2);
    expect(radios[0]).toContain('value="standard" data-gross-cents="1000"');
    expect(radios.map((radio) => radio.includes(' checked'))).toEqual([true, false]);
    expect(text).toContain('name="seenGrossCents" value="1000"');
    expect(text).toContain('Pay $10.00');
  });

  it('shows the total with the delivery that was asked for', async () => {
    const ada = counter.visitor();
    await addPacks(ada);
    const { body } = await ada.get('/checkout?delivery=express&country=DE').set(json);
    expect(body).toMatchObject({ delivery: 'express', seenGrossCents: 2490, deliveryCents: 1490 });
    const { text } = await ada.get('/checkout?delivery=express&country=DE');
    expect(text).toContain('name="seenGrossCents" value="2490"');
    expect(text).toMatch(/<option value="DE" selected>/);
    expect((await ada.get('/checkout?delivery=pigeon&country=XX')).status).toBe(200);
  });

  it('sends an empty cart back to the cart, and makes no cookie', async () => {
    const { status, headers } = await counter.visitor().get('/checkout');
    expect([status, headers.location, headers['set-cookie']]).toEqual([303, '/cart', undefined]);
    const posted = await submit(counter.visitor(), { seenGrossCents: 0 });
    expect([posted.status, posted.headers.location]).toEqual([303, '/cart']);
  });

  it('has the default address filled in and the others to choose from, when signed in', async () => {
    const { buyer, account } = await counter.customer('ada@example.com');
    const keep = (fields: typeof HOME) =>
      transaction(counter.world.db, (tx) => saveAddress(tx, account.id, fields, counter.world.clock()));
    await keep(HOME);
    const studio = await keep({ ...HOME, line1: '7 Studio Lane' });
    await addPacks(buyer);
    const { text } = await buyer.get('/checkout');
    expect(text).toMatch(
      /value="12 Engine Street"[^>]*name="line1"|name="line1"[^>]*value="12 Engine Street"/,
    );
    expect(text).toContain('value="ada@example.com"');
    expect(text).toContain(`name="addressId" value="${studio.id}"`);
    expect(text).toContain('7 Studio Lane');
  });
});

describe('pressing Pay', () => {
  it('makes one order and leads to its pay page', async () => {
    const ada = counter.visitor();
    const { status, headers } = await orderPacks(ada);
    expect([status, headers.location]).toEqual([303, counter.world.gateway.only().url]);
    expect(await orders()).toMatchObject([
      { ...ADDRESS, grossCents: 1000, deliveryId: 'standard', status: 'awaiting_payment' },
    ]);
    expect((await ada.get('/cart').set(json)).body.lines).toEqual([]);
  });

  it('adds a delivery that was chosen on the page to the goods that were seen', async () => {
    const ada = counter.visitor();
    const { status } = await orderPacks(ada, '2', { delivery: 'express' });
    expect(status).toBe(303);
    expect(await orders()).toMatchObject([{ grossCents: 2490, deliveryCents: 1490 }]);
    expect(counter.world.gateway.only().amountCents).toBe(2490);
  });

  it.each([
    ['the first was seen, the first chosen', { delivery: 'standard', seenGrossCents: 1000 }],
    ['no delivery named', { seenGrossCents: 1000 }],
    ['express was seen and chosen', { delivery: 'express', seenGrossCents: 2490 }],
    [
      'express was seen, standard chosen',
      { delivery: 'standard', seenGrossCents: 2490, seenDelivery: 'express' },
    ],
    ['the same without saying what was seen', { delivery: 'standard', seenGrossCents: 2490 }],
  ])('takes the total that was seen: %s', async (_what, fields) => {
    const ada = counter.visitor();
    await addPacks(ada);
    expect((await submit(ada, fields)).status).toBe(303);
  });

  it('twice, in two tabs or eight times at once is one order with one pay page', async () => {
    const ada = counter.visitor();
    await addPacks(ada);
    const presses = await Promise.all(Array.from({ length: 8 }, () => submit(ada, { seenGrossCents: 1000 })));
    const again = await submit(ada, { seenGrossCents: 1000 });
    const { url } = counter.world.gateway.only();
    expect([...presses, again].map((each) => [each.status, each.headers.location])).toEqual(
      Array(9).fill([303, url]),
    );
    expect(await orders()).toHaveLength(1);
  });

  it('after it was paid leads to the landing page', async () => {
    const ada = counter.visitor();
    await orderPacks(ada);
    counter.world.gateway.set(counter.world.gateway.only().id, 'paid');
    const [order] = await orders();
    await ada.get(`/orders/${order?.number}/landing`);
    const again = await submit(ada, { seenGrossCents: 1000 });
    expect([again.status, again.headers.location]).toEqual([
      303,
      `/orders/${order?.number}/landing?key=${order?.key}`,
    ]);
    expect(await orders()).toHaveLength(1);
  });

  it('with the gateway down keeps the order and leads to its landing page', async () => {
    counter.world.gateway.trouble = { permanent: false, code: 'unreachable' };
    const ada = counter.visitor();
    const { status, headers } = await orderPacks(ada);
    const [order] = await orders();
    expect([status, headers.location]).toEqual([303, `/orders/${order?.number}/landing?key=${order?.key}`]);
  });

  it('says 422 beside each field and keeps everything typed', async () => {
    const ada = counter.visitor();
    await addPacks(ada);
    const wrong = {
      seenGrossCents: 1000,
      email: 'ada@',
      name: '',
      postalCode: '   ',
      country: 'XX',
      city: 'Port<b>land',
      delivery: 'express',
    };
    const page = await submit(ada, wrong);
    expect(page.status).toBe(422);
    expect(page.text).toContain('value="ada@"');
    expect(page.text).toContain('Port&lt;b&gt;land');
    expect(page.text).toContain('Enter a name.');
    expect(page.text).toMatch(/value="express"[^>]* checked/);
    const told = await submit(ada, wrong).set(json);
    expect(Object.keys(told.body.error.problems).sort()).toEqual(['country', 'email', 'name', 'postalCode']);
    expect(await orders()).toEqual([]);
  });

  it.each([
    ['a coupon nobody gave out', { coupon: 'FREE' }, 'coupon'],
    ['a delivery nobody offers', { delivery: 'pigeon' }, 'delivery'],
  ])('says 422 for %s', async (_what, wrong, field) => {
    const ada = counter.visitor();
    await addPacks(ada);
    const told = await submit(ada, { seenGrossCents: 1000, ...wrong }).set(json);
    expect([told.status, Object.keys(told.body.error.problems)]).toEqual([422, [field]]);
    expect((await submit(ada, { seenGrossCents: 1000, coupon: '' })).status).toBe(303);
  });
});

describe('a total that is not the one that was seen', () => {
  it.each(['999', '', 'abc', '-1', '1e3'])(
    '%j brings the form back with the new one, which then counts',
    async (seen) => {
      const ada = counter.visitor();
      await addPacks(ada);
      const page = await submit(ada, { seenGrossCents: seen });
      expect(page.status).toBe(409);
      expect(page.text).toContain('name="seenGrossCents" value="1000"');
      expect(page.text).toContain('It is now $10.00.');
      expect(page.text).toContain('value="12 Engine Street"');
      const told = await submit(ada, { seenGrossCents: seen }).set(json);
      expect([told.status, told.body.error.code]).toEqual([409, 'price_changed']);
      expect((await submit(ada, { seenGrossCents: told.body.seenGrossCents })).status).toBe(303);
      expect(await orders()).toHaveLength(1);
    },
  );

  it('is also one that something was added to in another tab', async () => {
    const ada = counter.visitor();
    await addPacks(ada);
    await addPacks(ada, '1');
    const told = await submit(ada, { seenGrossCents: 1000, delivery: 'express' }).set(json);
    expect(told.body).toMatchObject({ error: { code: 'price_changed' }, seenGrossCents: 2990 });
    expect((await submit(ada, { seenGrossCents: 2990, delivery: 'express' })).status).toBe(303);
  });
});

it('says what is sold out, and sells nothing', async () => {
  const ada = counter.visitor();
  const told = await orderPacks(ada, '201').then(() => submit(ada, { seenGrossCents: 100_500 }).set(json));
  expect(told.status).toBe(409);
  expect(told.body).toMatchObject({
    error: { code: 'out_of_stock', message: expect.stringContaining('Sample pack') },
    seenGrossCents: 100_500,
  });
  const page = await submit(ada, { seenGrossCents: 100_500 });
  expect([page.status, page.text.includes('not enough left for Sample pack')]).toEqual([409, true]);
  expect(await orders()).toEqual([]);
  expect((await ada.get('/cart').set(json)).body.lines).toHaveLength(1);
});

describe('the address book', () => {
  const book = async () => {
    const { buyer, account } = await counter.customer('ada@example.com');
    const studio = { ...HOME, line1: '7 Studio Lane' };
    const save = (fields: typeof HOME) =>
      transaction(counter.world.db, (tx) => saveAddress(tx, account.id, fields, counter.world.clock()));
    await save(HOME);
    return { buyer, account, studio, studioId: (await save(studio)).id };
  };

  it('sends the order to the address that was chosen, whatever the fields say', async () => {
    const { buyer, studioId, account } = await book();
    await orderPacks(buyer, '1', { addressId: studioId, line1: '', city: '' });
    expect(await orders()).toMatchObject([{ line1: '7 Studio Lane', city: 'Portland', ownerId: account.id }]);
  });

  it('keeps a new address when asked to, and not when not', async () => {
    const { buyer, account } = await book();
    await orderPacks(buyer, '1', { line1: '1 New Road', saveAddress: '1' });
    await orderPacks(buyer, '1', { line1: '2 Other Road' });
    const kept = await counter.world.db.address.findMany({ where: { customerId: account.id } });
    expect(kept.map((address) => address.line1)).toEqual(expect.arrayContaining(['1 New Road']));
    expect(kept).toHaveLength(3);
  });

  it("answers 404 for somebody else's address, for nonsense and for guests", async () => {
    const { studioId } = await book();
    const { buyer: bo } = await counter.customer('bo@example.com');
    const guest = counter.visitor();
    for (const [buyer, addressId] of [
      [bo, studioId],
      [bo, newId()],
      [bo, 'x'],
      [guest, studioId],
    ] as const) {
      await addPacks(buyer);
      expect((await submit(buyer, { addressId, seenGrossCents: 1, email: 'not one' })).status).toBe(404);
    }
    expect(await orders()).toEqual([]);
  });
});
