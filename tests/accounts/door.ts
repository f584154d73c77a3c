// The shop's door in a test: the routes of accounts over HTTP on a real database, with Ada, Bo and Sam.

import express, { urlencoded } from 'express';
import request from 'supertest';
import { searchTextOf } from '../../src/accounts/account.ts';
import { saveAddress } from '../../src/accounts/actions.addresses.ts';
import { hashPassword } from '../../src/accounts/password.argon2.ts';
import { type AccountDeps, accountRoutes } from '../../src/accounts/routes.ts';
import { transaction } from '../../src/db/transaction.ts';
import { derivedSecret, newId } from '../../src/lib/ids.ts';
import { queueLetter } from '../../src/mail/actions.ts';
import { answerErrors, sendNotFound } from '../../src/web/errors.ts';
import { sameOrigin } from '../../src/web/same-origin.ts';
import { rememberVisitor, withVisitor } from '../../src/web/session.ts';
import { openWorld, type World } from '../support/world.ts';

export const SECRET = 'a secret of thirty-two characters!';
export const PASSWORD = 'correct horse battery';

export const ADDRESS = {
  name: 'Ada Lovelace',
  line1: '12 Engine Street',
  line2: '',
  city: 'Portland',
  region: 'OR',
  postalCode: '97205',
  country: 'US',
  phone: '+1 503 555 0100',
};

export const SIGN_UP = { email: 'ada@example.com', password: PASSWORD, ...ADDRESS };

export type Door = Awaited<ReturnType<typeof openDoor>>;

export async function openDoor(options: { rateLimit?: boolean; secure?: boolean } = {}) {
  const world = await openWorld();
  const deps: AccountDeps = {
    ...world,
    rateLimit: options.rateLimit ?? true,
    secret: SECRET,
    queueLetter,
    onSignedIn: async (tx, { visitorId, customerId }) => {
      await tx.cart.updateMany({ where: { visitorId }, data: { customerId, visitorId: null } });
    },
    onVerified: async (tx, { customerId }) => {
      await tx.order.updateMany({ where: { customerId, ownerId: null }, data: { ownerId: customerId } });
    },
  };
  const app = express();
  // tests may come from wherever they say
  app.set('trust proxy', true);
  app.use(sameOrigin(world.baseUrl));
  app.use(
    withVisitor({ ...world, secrets: [SECRET], secure: options.secure ?? false }),
    urlencoded({ extended: false }),
  );
  // who the shop takes a browser for
  app.get('/who', (req, res) => void res.json(req.visitor));
  // somebody puts something into a cart
  app.post('/gather', async (req, res) => {
    const at = world.clock();
    const data = { visitorId: rememberVisitor(req), status: 'open', createdAt: at, updatedAt: at };
    res.json(await world.db.cart.create({ data }));
  });
  app.use(accountRoutes(deps), sendNotFound, answerErrors(world));
  return { ...world, deps, browser: (from = '192.0.2.1') => browser(app, from) };
}

export type Browser = ReturnType<typeof browser>;

/** Keeps its cookies and follows no redirect. */
function browser(app: express.Express, from: string) {
  const agent = request.agent(app);
  return {
    get: (path: string) => agent.get(path).set('X-Forwarded-For', from),
    post: (path: string, fields: object = {}) =>
      agent.post(path).set('X-Forwarded-For', from).type('form').send(fields),
    async who(): Promise<{ customer: { id: string } | null; staff: { id: string; role: string } | null }> {
      return (await agent.get('/who')).body;
    },
  };
}

/** A browser in which Ada has just made her account. */
export async function signedUp(door: Door, fields: Partial<typeof SIGN_UP> = {}): Promise<Browser> {
  const tab = door.browser();
  await tab.post('/signup', { ...SIGN_UP, ...fields }).expect(303);
  return tab;
}

/** Somebody with an account and one address, without going through the door. */
export async function someCustomer(world: Pick<World, 'db' | 'clock'>, email: string, name = 'Bo Diddley') {
  const person = { email, name, phone: '' };
  const passwordHash = await hashPassword(PASSWORD);
  const data = { id: newId(), emailKey: email, ...person, passwordHash, searchText: searchTextOf(person) };
  const customer = await world.db.customer.create({ data: { ...data, createdAt: world.clock() } });
  const address = await transaction(world.db, (tx) =>
    saveAddress(tx, customer.id, { ...ADDRESS, name }, world.clock()),
  );
  return { id: customer.id, addressId: address.id };
}

export async function someStaff(
  world: Pick<World, 'db' | 'clock'>,
  email = 'sam@example.com',
  role = 'manager',
) {
  const passwordHash = await hashPassword(PASSWORD);
  const data = {
    id: newId(),
    email,
    emailKey: email,
    name: 'Sam',
    role,
    passwordHash,
    createdAt: world.clock(),
  };
  return world.db.staff.create({ data });
}

/** The path behind the button of the latest letter of this kind. */
export async function linkIn(door: Door, kind: string, to?: string): Promise<string> {
  const letter = await door.db.letter.findFirst({
    where: { kind, ...(to !== undefined && { to }) },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  if (!letter) throw new Error(`no ${kind} letter`);
  const { link } = JSON.parse(letter.model) as { link: { path: string; purpose: string } }; // accounts/letters.ts
  return `${link.path}${derivedSecret(SECRET, link.purpose)}`;
}

/** The sentence next to a field, tied to it for those who listen to the page. */
export function problemOf(html: string, id: string): string | undefined {
  const tied = new RegExp(
    `<(?:input|select)[^>]* id="${id}"[^>]* aria-describedby="[^"]*${id}-problem"`,
  ).test(html);
  const said = html.match(new RegExp(`id="${id}-problem">[\\s\\S]*?<span>([^<]*)</span>`))?.[1];
  return tied ? said : undefined;
}
