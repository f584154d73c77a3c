// Making an account, and proving that its address is one's own.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findOrMakeGuest } from '../../src/accounts/actions.guest.ts';
import { defaultAddress, listAddresses } from '../../src/accounts/queries.ts';
import { transaction } from '../../src/db/transaction.ts';
import { DAY } from '../../src/lib/time.ts';
import { orderPacks, placedOrder } from '../support/world.ts';
import { type Door, linkIn, openDoor, PASSWORD, problemOf, SIGN_UP, signedUp, someCustomer } from './door.ts';

let door: Door;
beforeEach(async () => {
  door = await openDoor();
});
afterEach(() => door.close());

const ada = () => door.db.customer.findUniqueOrThrow({ where: { emailKey: 'ada@example.com' } });
test('the form asks for the default address and tells browsers how to fill it', async () => {
  const page = await door.browser().get('/signup').expect(200);
  const { text } = page;
  for (const name of [
    'email',
    'password',
    'name',
    'line1',
    'line2',
    'city',
    'region',
    'postalCode',
    'country',
    'phone',
  ]) {
    expect(text).toContain(`name="${name}"`);
  }
  for (const token of ['email', 'new-password', 'name', 'address-line1', 'postal-code', 'country', 'tel']) {
    expect(text).toContain(`autocomplete="${token}"`);
  }
  expect(text).toContain('<option value="US" selected>United States of America</option>');
});

test('an account is made, signed in, with its address as the default one and a letter to confirm', async () => {
  const tab = door.browser();
  const answer = await tab.post('/signup', { ...SIGN_UP, email: 'Ada@Example.com' }).expect(303);
  expect(answer.headers.location).toBe('/account');
  const customer = await ada();
  expect((await tab.who()).customer?.id).toBe(customer.id);
  expect(customer).toMatchObject({ email: 'Ada@Example.com', name: 'Ada Lovelace', verifiedAt: null });
  expect(customer.searchText).toBe('ada lovelace ada@example.com +1 503 555 0100');
  expect(customer.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await defaultAddress(door.db, customer.id)).toMatchObject({
    line1: '12 Engine Street',
    country: 'US',
  });
  const letters = await door.db.letter.findMany();
  expect(letters.map(({ kind, to }) => ({ kind, to }))).toEqual([
    { kind: 'verify-email', to: 'Ada@Example.com' },
  ]);
  expect((await tab.get('/account')).text).toContain('Welcome, Ada Lovelace.');
});

test('after signing up people go where they wanted to', async () => {
  const answer = await door.browser().post('/signup', { ...SIGN_UP, next: '/checkout' });
  expect(answer.headers.location).toBe('/checkout');
});

test('what the session gathered goes to the new account', async () => {
  const tab = door.browser();
  await tab.post('/gather');
  await tab.post('/signup', SIGN_UP).expect(303);
  expect(await door.db.cart.findFirst()).toMatchObject({ customerId: (await ada()).id });
});

test.each([
  ['email', 'not an address'],
  ['email', `${'a'.repeat(250)}@example.com`],
  ['password', 'too short'],
  ['password', 'x'.repeat(201)],
  ['name', '   '],
  ['name', 'x'.repeat(101)],
  ['line1', ''],
  ['city', '\u202e\u0007'],
  ['postalCode', ''],
  ['postalCode', '<script>'],
  ['country', 'XX'],
  ['country', ''],
  ['phone', 'call me'],
])('%s = %j is said next to the field, and everything but the password is kept', async (field, value) => {
  const page = await door
    .browser()
    .post('/signup', { ...SIGN_UP, [field]: value })
    .expect(422);
  expect(problemOf(page.text, `field-${field}`)).toMatch(/\w/);
  if (field !== 'line1') expect(page.text).toContain('value="12 Engine Street"');
  expect(page.text).not.toContain(PASSWORD);
  expect(await door.db.customer.count()).toBe(0);
});

test('names keep every script and lose control and direction marks', async () => {
  await signedUp(door, { name: ' Ада\u0000 \u202eЛавлейс\u2069 ' });
  expect((await ada()).name).toBe('Ада Лавлейс');
});

test('an address that has an account is not taken over', async () => {
  await someCustomer(door, 'ada@example.com');
  const before = await ada();
  const page = await door
    .browser()
    .post('/signup', { ...SIGN_UP, email: 'ADA@example.com' })
    .expect(422);
  expect(problemOf(page.text, 'field-email')).toContain('There is an account with this address.');
  expect(await ada()).toEqual(before);
});

test('the same form sent twice at once makes one account', async () => {
  const answers = await Promise.all([
    door.browser().post('/signup', SIGN_UP),
    door.browser().post('/signup', SIGN_UP),
  ]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([303, 422]);
  expect(await door.db.customer.count()).toBe(1);
  expect(await listAddresses(door.db, (await ada()).id)).toHaveLength(1);
});

describe('a guest', () => {
  const guest = (email: string, name = 'Ada L.') =>
    transaction(door.db, (tx) => findOrMakeGuest(tx, { email, name, phone: '' }, door.clock()));

  test('is one customer however often and however spelled', async () => {
    const ids = await Promise.all([
      guest('ada@example.com'),
      guest('ADA@example.com'),
      guest('ada@EXAMPLE.com'),
    ]);
    expect(new Set(ids).size).toBe(1);
    await guest('ada@example.com', 'Ada Byron');
    expect(await ada()).toMatchObject({ name: 'Ada Byron', searchText: 'ada byron ada@example.com ' });
  });

  test('with the address of an account leaves that account as it is', async () => {
    const { id } = await someCustomer(door, 'ada@example.com', 'Ada Lovelace');
    expect(await guest('ADA@example.com', 'Somebody Else')).toBe(id);
    expect(await ada()).toMatchObject({ name: 'Ada Lovelace', email: 'ada@example.com' });
  });

  test('who signs up sees earlier orders only once the address is proven', async () => {
    const order = placedOrder(await orderPacks(door));
    const tab = await signedUp(door);
    const { id } = await ada();
    const owner = async () => (await door.db.order.findUniqueOrThrow({ where: { id: order.id } })).ownerId;
    expect(await owner()).toBeNull();

    const link = await linkIn(door, 'verify-email');
    await tab.get(link).expect(200);
    expect(await owner()).toBeNull();
    const answer = await tab.post(link).expect(303);
    expect(answer.headers.location).toBe('/account');
    expect(await owner()).toBe(id);
    expect((await ada()).verifiedAt).toEqual(door.clock());
  });
});

describe('the link that proves an address', () => {
  test('asks to sign in first, and comes back', async () => {
    await signedUp(door);
    const link = await linkIn(door, 'verify-email');
    const other = door.browser();
    const answer = await other.get(link).expect(303);
    expect(answer.headers.location).toBe(`/login?next=${encodeURIComponent(link)}`);
    await other.post(link).expect(303);
    expect((await ada()).verifiedAt).toBeNull();
    const back = await other.post('/login', { email: 'ada@example.com', password: PASSWORD, next: link });
    expect(back.headers.location).toBe(link);
  });

  test('is worth nothing to another account', async () => {
    await signedUp(door);
    const link = await linkIn(door, 'verify-email');
    const bo = await signedUp(door, { email: 'bo@example.com' });
    await bo.get(link).expect(404);
    await bo.post(link).expect(404);
    expect((await ada()).verifiedAt).toBeNull();
  });

  test('works once, for a week, and only the latest one', async () => {
    const tab = await signedUp(door);
    const first = await linkIn(door, 'verify-email');
    await tab.post('/account/verification').expect(303);
    const second = await linkIn(door, 'verify-email');
    expect(second).not.toBe(first);
    await tab.post(first).expect(404);
    await tab.post(second).expect(303);
    await tab.post(second).expect(404);
  });

  test('is too old after a week', async () => {
    const tab = await signedUp(door);
    const link = await linkIn(door, 'verify-email');
    door.wait(7 * DAY);
    const page = await tab.get(link).expect(404);
    expect(page.text).toContain('This link has had its day.');
  });

  test('sent to an address that was given up proves nothing about the new one', async () => {
    const tab = await signedUp(door);
    const old = await linkIn(door, 'verify-email');
    await tab.post('/account/email', { email: 'victim@example.com', currentPassword: PASSWORD }).expect(303);
    await tab.post(old).expect(404);
    const customer = await door.db.customer.findUniqueOrThrow({ where: { emailKey: 'victim@example.com' } });
    expect(customer.verifiedAt).toBeNull();
  });
});
