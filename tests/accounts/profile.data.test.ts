// The profile and the address book: one's own, and nobody else's.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listAddresses } from '../../src/accounts/queries.ts';
import { newId } from '../../src/lib/ids.ts';
import {
  ADDRESS,
  type Browser,
  type Door,
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

const customer = (email = 'ada@example.com') =>
  door.db.customer.findUniqueOrThrow({ where: { emailKey: email } });
const BOOK = '/account/addresses';

describe('who is not signed in', () => {
  test.each(['/account', '/account/addresses', '/account/addresses?edit=1'])(
    'is sent from %s to the door and back',
    async (path) => {
      const answer = await door.browser().get(path).expect(303);
      expect(answer.headers.location).toBe(`/login?next=${encodeURIComponent(path)}`);
    },
  );

  test.each([
    '/account',
    '/account/email',
    '/account/password',
    BOOK,
    `${BOOK}/${newId()}`,
    `${BOOK}/${newId()}/removal`,
  ])('changes nothing at %s', async (path) => {
    const answer = await door.browser().post(path, ADDRESS).expect(303);
    expect(answer.headers.location).toBe('/login?next=%2Faccount');
  });

  test('includes staff: they have no account to look at', async () => {
    await someStaff(door, 'sam@example.com');
    const tab = door.browser();
    await tab.post('/login', { email: 'sam@example.com', password: PASSWORD });
    await tab.get('/account').expect(303);
  });
});

describe('the profile', () => {
  test('shows who is signed in and is never kept by a browser or proxy', async () => {
    const tab = await signedUp(door);
    const page = await tab.get('/account').expect(200);
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.text).toContain('value="Ada Lovelace"');
    expect(page.text).toContain('value="ada@example.com"');
    expect(page.text).toContain('aria-current="page"');
  });

  test('takes a new name and phone, and staff find them by it', async () => {
    const tab = await signedUp(door);
    await tab.post('/account', { name: 'Ada Byron', phone: '555' }).expect(303);
    expect(await customer()).toMatchObject({
      name: 'Ada Byron',
      phone: '555',
      searchText: 'ada byron ada@example.com 555',
    });
    expect((await tab.get('/account')).text).toContain('Saved.');
  });

  test('keeps what was typed when it cannot be saved', async () => {
    const tab = await signedUp(door);
    const page = await tab.post('/account', { name: '', phone: '555 0199' }).expect(422);
    expect(problemOf(page.text, 'field-name')).toBe('Enter a name.');
    expect(page.text).toContain('value="555 0199"');
    expect((await customer()).name).toBe('Ada Lovelace');
  });

  test('shows markup in a name as text', async () => {
    const tab = await signedUp(door, { name: '<img src=x onerror=alert(1)>' });
    const page = await tab.get('/account');
    expect(page.text).not.toContain('<img src=x');
    expect(page.text).toContain('&lt;img src=x');
  });

  test('a new e-mail address needs the password and has to be proven', async () => {
    const tab = await signedUp(door);
    await door.db.customer.updateMany({ data: { verifiedAt: door.clock() } });
    const wrong = await tab
      .post('/account/email', { email: 'new@example.com', currentPassword: 'wrong' })
      .expect(422);
    expect(problemOf(wrong.text, 'email-current-password')).toBe('That is not your current password.');
    await tab.post('/account/email', { email: 'New@example.com', currentPassword: PASSWORD }).expect(303);
    expect(await customer('new@example.com')).toMatchObject({ email: 'New@example.com', verifiedAt: null });
    const letters = await door.db.letter.findMany({ where: { to: 'New@example.com' } });
    expect(letters.map((letter) => letter.kind)).toEqual(['verify-email']);
  });

  test('another spelling of the same address stays proven', async () => {
    const tab = await signedUp(door);
    await door.db.customer.updateMany({ data: { verifiedAt: door.clock() } });
    await tab.post('/account/email', { email: 'Ada@Example.com', currentPassword: PASSWORD }).expect(303);
    expect(await customer()).toMatchObject({ email: 'Ada@Example.com', verifiedAt: door.clock() });
  });

  test('an address that is somebody else’s is refused', async () => {
    const tab = await signedUp(door);
    await someCustomer(door, 'bo@example.com');
    const page = await tab
      .post('/account/email', { email: 'BO@example.com', currentPassword: PASSWORD })
      .expect(422);
    expect(problemOf(page.text, 'field-email')).toContain('We know this address');
    expect((await customer()).email).toBe('ada@example.com');
  });
});

describe('the address book', () => {
  let ada: Browser;
  const addresses = async () => listAddresses(door.db, (await customer()).id);
  const add = async (line1: string) => {
    await ada.post(BOOK, { ...ADDRESS, line1 }).expect(303);
    const added = (await addresses()).find((address) => address.line1 === line1);
    return added?.id ?? '';
  };

  beforeEach(async () => {
    ada = await signedUp(door);
  });

  test('shows the default address first, with its country by name', async () => {
    await add('2 Other Street');
    const page = await ada.get(BOOK).expect(200);
    expect(page.text.indexOf('12 Engine Street')).toBeLessThan(page.text.indexOf('2 Other Street'));
    expect(page.text).toContain('Portland, OR 97205');
    expect(page.text).toContain('United States of America');
  });

  test('takes new addresses, and the same one only once', async () => {
    await add('2 Other Street');
    await add('2 Other Street');
    expect((await addresses()).map(({ line1, isDefault }) => [line1, isDefault])).toEqual([
      ['12 Engine Street', true],
      ['2 Other Street', false],
    ]);
  });

  test('changes one, through a form that holds what is there', async () => {
    const id = await add('2 Other Street');
    const form = await ada.get(`${BOOK}?edit=${id}`).expect(200);
    expect(form.text).toContain(`action="/account/addresses/${id}#address-form"`);
    expect(form.text).toContain('value="2 Other Street"');
    await ada.post(`${BOOK}/${id}`, { ...ADDRESS, line1: '3 Next Street', country: 'de' }).expect(303);
    expect((await addresses())[1]).toMatchObject({ id, line1: '3 Next Street', country: 'DE' });
  });

  test('a change that cannot be saved comes back with what was typed', async () => {
    const id = await add('2 Other Street');
    const page = await ada
      .post(`${BOOK}/${id}`, { ...ADDRESS, line1: '4 Typed Street', postalCode: '' })
      .expect(422);
    expect(problemOf(page.text, 'field-postalCode')).toBe('Enter the ZIP code.');
    expect(page.text).toContain('value="4 Typed Street"');
    expect(page.text).toContain(`action="/account/addresses/${id}#address-form"`);
    expect((await addresses())[1]).toMatchObject({ line1: '2 Other Street' });
  });

  test('has one default, also when two are chosen at the same moment', async () => {
    const ids = [await add('2 Other Street'), await add('3 Next Street')];
    await ada.post(`${BOOK}/${ids[0]}/default`).expect(303);
    expect((await addresses())[0]).toMatchObject({ id: ids[0], isDefault: true });
    await Promise.all(ids.map((id) => ada.post(`${BOOK}/${id}/default`)));
    expect((await addresses()).filter((address) => address.isDefault)).toHaveLength(1);
  });

  test('removes one; when it was the default the oldest takes its place', async () => {
    const second = await add('2 Other Street');
    await add('3 Next Street');
    const first = (await addresses())[0]?.id;
    await ada.post(`${BOOK}/${first}/removal`).expect(303);
    expect((await addresses()).map(({ id, isDefault }) => [id, isDefault])[0]).toEqual([second, true]);
    await ada.post(`${BOOK}/${first}/removal`).expect(404);
  });

  test('can be emptied and filled again', async () => {
    const [only] = await addresses();
    await ada.post(`${BOOK}/${only?.id}/removal`).expect(303);
    expect((await ada.get(BOOK)).text).toContain('No address yet.');
    await add('2 Other Street');
    expect(await addresses()).toMatchObject([{ isDefault: true }]);
  });

  test('holds fifty and no more', async () => {
    const { id: customerId } = await customer();
    const { name, line1, line2, city, region, postalCode, country, phone } = ADDRESS;
    await door.db.address.createMany({
      data: Array.from({ length: 49 }, (_, index) => ({
        id: newId(),
        customerId,
        name,
        line1: `${line1} ${index}`,
        line2,
        city,
        region,
        postalCode,
        country,
        phone,
        createdAt: door.clock(),
      })),
    });
    await ada.post(BOOK, { ...ADDRESS, line1: 'one too many' }).expect(409);
    expect(await addresses()).toHaveLength(50);
  });

  test('nobody finds somebody else’s address, whatever they send with it', async () => {
    const { addressId } = await someCustomer(door, 'bo@example.com');
    await ada.get(`${BOOK}?edit=${addressId}`).expect(404);
    await ada.post(`${BOOK}/${addressId}`, ADDRESS).expect(404);
    await ada.post(`${BOOK}/${addressId}`, { postalCode: '' }).expect(404);
    await ada.post(`${BOOK}/${addressId}/default`).expect(404);
    await ada.post(`${BOOK}/${addressId}/removal`).expect(404);
    expect(await door.db.address.findUnique({ where: { id: addressId } })).toMatchObject({
      name: 'Bo Diddley',
      isDefault: true,
    });
  });

  test.each(['nonsense', '%00', '0193', newId()])('an address called %s is not there', async (id) => {
    await ada.post(`${BOOK}/${id}`, ADDRESS).expect(404);
    await ada.get(`${BOOK}/${id}`).expect(404);
  });
});
