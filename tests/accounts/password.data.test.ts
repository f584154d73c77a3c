// A forgotten password, and a changed one.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MINUTE } from '../../src/lib/time.ts';
import { orderPacks, placedOrder } from '../support/world.ts';
import {
  type Door,
  linkIn,
  openDoor,
  PASSWORD,
  problemOf,
  signedUp,
  someCustomer,
  someStaff,
} from './door.ts';

let door: Door;
beforeEach(async () => {
  door = await openDoor();
});
afterEach(() => door.close());

const NEW = 'a quite new sentence';
const ask = (email: string, tab = door.browser()) => tab.post('/password-reset', { email });
const signIn = (password: string, email = 'ada@example.com') =>
  door.browser().post('/login', { email, password });

test('everybody gets the same answer, and only who has an account gets a letter', async () => {
  await someCustomer(door, 'ada@example.com');
  const answers = [await ask('ADA@example.com'), await ask('nobody@example.com')];
  for (const answer of answers) expect(answer.status).toBe(303);
  expect(new Set(answers.map((answer) => answer.headers.location)).size).toBe(1);
  const page = await door.browser().get(String(answers[0]?.headers.location)).expect(200);
  expect(page.text).toContain('If somebody has an account with that address, a link is on its way.');
  expect(await door.db.letter.findMany({ select: { kind: true, to: true } })).toEqual([
    { kind: 'password-reset', to: 'ada@example.com' },
  ]);
});

test('what is no address is said next to the field', async () => {
  const page = await ask('not an address').expect(422);
  expect(problemOf(page.text, 'field-email')).toContain('Enter an e-mail address');
});

describe('the link', () => {
  test('opens a page that changes nothing, and takes a new password once', async () => {
    const { id } = await someCustomer(door, 'ada@example.com');
    await ask('ada@example.com');
    const link = await linkIn(door, 'password-reset');
    const tab = door.browser();
    await tab.get(link).expect(200);
    await tab.get(link).expect(200);
    const answer = await tab.post(link, { password: NEW }).expect(303);
    expect(answer.headers.location).toBe('/account');
    expect((await tab.who()).customer?.id).toBe(id);
    await signIn(PASSWORD).expect(422);
    await signIn(NEW).expect(303);
    await door.browser().get(link).expect(404);
    await door.browser().post(link, { password: 'yet another sentence' }).expect(404);
    await signIn(NEW).expect(303);
  });

  test('is not used up by a password that is too short', async () => {
    await someCustomer(door, 'ada@example.com');
    await ask('ada@example.com');
    const link = await linkIn(door, 'password-reset');
    const page = await door.browser().post(link, { password: 'short' }).expect(422);
    expect(problemOf(page.text, 'field-password')).toBe('Use at least 10 characters.');
    expect(page.text).not.toContain('value="short"');
    await door.browser().post(link, { password: NEW }).expect(303);
  });

  test('used twice at the same moment works once', async () => {
    await someCustomer(door, 'ada@example.com');
    await ask('ada@example.com');
    const link = await linkIn(door, 'password-reset');
    const presses = ['the first sentence', 'the second sentence'].map(async (password) => {
      return (await door.browser().post(link, { password })).status;
    });
    expect((await Promise.all(presses)).sort()).toEqual([303, 404]);
  });

  test('works for 60 minutes', async () => {
    await someCustomer(door, 'ada@example.com');
    await ask('ada@example.com');
    const link = await linkIn(door, 'password-reset');
    door.wait(59 * MINUTE);
    await door.browser().get(link).expect(200);
    door.wait(MINUTE);
    await door.browser().get(link).expect(404);
    await door.browser().post(link, { password: NEW }).expect(404);
  });

  test('makes every other link worthless', async () => {
    await someCustomer(door, 'ada@example.com');
    await ask('ada@example.com');
    const first = await linkIn(door, 'password-reset');
    door.wait(1_000);
    await ask('ada@example.com');
    const second = await linkIn(door, 'password-reset');
    await door.browser().post(second, { password: NEW }).expect(303);
    await door.browser().post(first, { password: 'yet another sentence' }).expect(404);
  });

  test.each(['nonsense', '%00', encodeURIComponent("' OR 1=1 --"), 'x'.repeat(3_000)])(
    '%s is nothing',
    async (token) => {
      await door.browser().get(`/password-reset/${token}`).expect(404);
      await door.browser().post(`/password-reset/${token}`, { password: 'short' }).expect(404);
    },
  );

  test('signs everybody else out', async () => {
    const thief = await signedUp(door);
    await ask('ada@example.com');
    await door
      .browser()
      .post(await linkIn(door, 'password-reset'), { password: NEW })
      .expect(303);
    expect((await thief.who()).customer).toBeNull();
  });

  test('lets in who was locked out by wrong tries', async () => {
    await someCustomer(door, 'ada@example.com');
    for (let index = 0; index < 10; index++) {
      await door.browser(`192.0.2.${index}`).post('/login', { email: 'ada@example.com', password: 'wrong' });
    }
    await ask('ada@example.com', door.browser('198.51.100.1'));
    await door
      .browser()
      .post(await linkIn(door, 'password-reset'), { password: NEW })
      .expect(303);
    await door
      .browser('198.51.100.2')
      .post('/login', { email: 'ada@example.com', password: NEW })
      .expect(303);
  });

  test('proves the address, so a guest becomes an account with all earlier orders', async () => {
    const order = placedOrder(await orderPacks(door));
    await ask('ada@example.com');
    const tab = door.browser();
    await tab.post(await linkIn(door, 'password-reset'), { password: NEW }).expect(303);
    const { customer } = await tab.who();
    const { ownerId } = await door.db.order.findUniqueOrThrow({ where: { id: order.id } });
    expect(ownerId).toBe(customer?.id);
  });

  test('works for staff too', async () => {
    await someStaff(door, 'sam@example.com');
    const elsewhere = door.browser();
    await elsewhere.post('/login', { email: 'sam@example.com', password: PASSWORD }).expect(303);
    await ask('sam@example.com');
    const tab = door.browser();
    const answer = await tab.post(await linkIn(door, 'password-reset'), { password: NEW }).expect(303);
    expect(answer.headers.location).toBe('/admin');
    expect((await tab.who()).staff).not.toBeNull();
    expect((await elsewhere.who()).staff).toBeNull();
    await signIn(NEW, 'sam@example.com').expect(303);
  });
});

test('somebody’s mailbox is not filled: after twenty letters an hour the rest has to wait', async () => {
  for (let index = 0; index < 20; index++) await ask('ada@example.com').expect(303);
  const stopped = await ask('ada@example.com').expect(429);
  expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0);
  await ask('bo@example.com').expect(303);
});

describe('changing a known password', () => {
  const change = (fields: object) => ({ currentPassword: PASSWORD, password: NEW, ...fields });

  test('needs the current one and signs out everywhere else', async () => {
    const tab = await signedUp(door);
    const elsewhere = door.browser();
    await elsewhere.post('/login', { email: 'ada@example.com', password: PASSWORD }).expect(303);
    const wrong = await tab
      .post('/account/password', change({ currentPassword: 'not this one' }))
      .expect(422);
    expect(problemOf(wrong.text, 'password-current-password')).toBe('That is not your current password.');
    await tab.post('/account/password', change({})).expect(303);
    expect((await tab.who()).customer).not.toBeNull();
    expect((await elsewhere.who()).customer).toBeNull();
    await signIn(NEW).expect(303);
  });

  test('cannot be guessed by who found a browser left open', async () => {
    const tab = await signedUp(door);
    for (let index = 0; index < 10; index++) {
      await tab.post('/account/password', change({ currentPassword: `guess ${index}` })).expect(422);
    }
    const stopped = await tab.post('/account/password', change({})).expect(429);
    expect(stopped.headers['retry-after']).toBeDefined();
  });

  test('too short is said next to the field', async () => {
    const tab = await signedUp(door);
    const page = await tab.post('/account/password', change({ password: 'short' })).expect(422);
    expect(problemOf(page.text, 'field-password')).toBe('Use at least 10 characters.');
  });
});
