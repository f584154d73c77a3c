// Who works here: the owner of the first day, and those who are invited.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ensureOwner, inviteStaff, setupLink } from '../../src/accounts/actions.staff.ts';
import { transaction } from '../../src/db/transaction.ts';
import { DAY } from '../../src/lib/time.ts';
import { type Door, linkIn, openDoor, PASSWORD, problemOf, SECRET, someStaff } from './door.ts';

let door: Door;
beforeEach(async () => {
  door = await openDoor();
});
afterEach(() => door.close());

const OLLY = { email: 'Olly@example.com', password: 'the owner of this shop' };
const staff = () => door.db.staff.findMany({ orderBy: { createdAt: 'asc' } });
const signIn = (fields: object, tab = door.browser()) => tab.post('/login', fields);
const link = () => setupLink({ ...door, secret: SECRET });

describe('the owner out of the environment', () => {
  test('is made at the first start, and the second start changes nothing', async () => {
    await ensureOwner(door, OLLY);
    const first = await staff();
    expect(first).toMatchObject([{ email: 'Olly@example.com', emailKey: 'olly@example.com', role: 'owner' }]);
    door.wait(DAY);
    await ensureOwner(door, OLLY);
    expect(await staff()).toEqual(first);
    await signIn(OLLY).expect(303);
  });

  test('gets the password of the environment back, and who knew the other one is signed out', async () => {
    await ensureOwner(door, OLLY);
    const tab = door.browser();
    await signIn(OLLY, tab).expect(303);
    await ensureOwner(door, { ...OLLY, password: 'a password after a break-in' });
    expect((await tab.who()).staff).toBeNull();
    await signIn(OLLY).expect(422);
    await signIn({ ...OLLY, password: 'a password after a break-in' }).expect(303);
  });

  test('is the owner again after somebody demoted them', async () => {
    const sam = await someStaff(door, 'sam@example.com', 'packing');
    await door.db.staff.update({ where: { id: sam.id }, data: { disabledAt: door.clock() } });
    await ensureOwner(door, { email: 'SAM@example.com', password: PASSWORD });
    expect(await staff()).toMatchObject([{ id: sam.id, name: 'Sam', role: 'owner', disabledAt: null }]);
  });
});

describe('the set-up link', () => {
  test('is the same at every start and kept only as a fingerprint', async () => {
    const first = await link();
    const rows = await door.db.invitation.findMany();
    door.wait(DAY);
    expect(await link()).toBe(first);
    expect(await door.db.invitation.findMany()).toEqual(rows);
    expect(JSON.stringify(rows)).not.toContain(first?.split('/').at(-1));
  });

  test('makes the owner once, and is worth nothing afterwards', async () => {
    const path = (await link()) ?? '';
    const tab = door.browser();
    const page = await tab.get(path).expect(200);
    expect(page.text).toContain('name="email"');
    const answer = await tab.post(path, { ...OLLY, name: 'Olly' }).expect(303);
    expect(answer.headers.location).toBe('/admin');
    expect((await tab.who()).staff).toMatchObject({ role: 'owner' });
    await door.browser().get(path).expect(404);
    await door
      .browser()
      .post(path, { ...OLLY, email: 'eve@example.com', name: 'Eve' })
      .expect(404);
    expect(await link()).toBeNull();
    await signIn(OLLY).expect(303);
  });

  test('is worth nothing once there is an owner', async () => {
    const path = (await link()) ?? '';
    await ensureOwner(door, OLLY);
    await door.browser().get(path).expect(404);
    await door
      .browser()
      .post(path, { ...OLLY, name: 'Eve' })
      .expect(404);
    expect(await link()).toBeNull();
  });

  test('tells what is missing and keeps what was typed', async () => {
    const path = (await link()) ?? '';
    const page = await door.browser().post(path, { name: 'Olly', email: '', password: 'short' }).expect(422);
    expect(problemOf(page.text, 'field-email')).toContain('Enter an e-mail address');
    expect(problemOf(page.text, 'field-password')).toBe('Use at least 10 characters.');
    expect(page.text).toContain('value="Olly"');
    await door
      .browser()
      .post(path, { ...OLLY, name: 'Olly' })
      .expect(303);
  });

  test('changes with the shop’s secret: the old one opens nothing', async () => {
    const old = (await link()) ?? '';
    const changed = await setupLink({ ...door, secret: 'another secret, just as long as it' });
    expect(changed).not.toBe(old);
    await door.browser().get(old).expect(404);
    await door
      .browser()
      .get(changed ?? '')
      .expect(200);
  });
});

describe('an invitation', () => {
  const invite = (email = 'sam@example.com') =>
    transaction(door.db, (tx) => inviteStaff(tx, door.deps, { email, role: 'packing' }, door.clock()));
  const SAM = { name: 'Sam', password: 'boxes and brown tape' };

  test('goes out by letter and lets in once, with the role it names', async () => {
    await invite();
    const path = await linkIn(door, 'staff-invitation', 'sam@example.com');
    const tab = door.browser();
    const page = await tab.get(path).expect(200);
    expect(page.text).toContain('You join as packing.');
    expect(page.text).not.toContain('name="email"');
    await tab.post(path, { ...SAM, email: 'eve@example.com', role: 'owner' }).expect(303);
    expect(await staff()).toMatchObject([{ email: 'sam@example.com', name: 'Sam', role: 'packing' }]);
    expect((await tab.who()).staff).toMatchObject({ role: 'packing' });
    await door.browser().post(path, SAM).expect(404);
  });

  test('is not used up by a password that is too short', async () => {
    await invite();
    const path = await linkIn(door, 'staff-invitation');
    await door
      .browser()
      .post(path, { ...SAM, password: 'short' })
      .expect(422);
    await door.browser().post(path, SAM).expect(303);
  });

  test('accepted twice at the same moment lets in once', async () => {
    await invite();
    const path = await linkIn(door, 'staff-invitation');
    const answers = await Promise.all([door.browser().post(path, SAM), door.browser().post(path, SAM)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([303, 404]);
  });

  test('is too old after a week', async () => {
    await invite();
    const path = await linkIn(door, 'staff-invitation');
    door.wait(7 * DAY);
    await door.browser().get(path).expect(404);
    await door.browser().post(path, SAM).expect(404);
  });

  test('that nobody wrote opens nothing', async () => {
    await door.browser().get('/staff/invitations/nonsense').expect(404);
    await door.browser().post('/staff/invitations/nonsense', SAM).expect(404);
  });
});
