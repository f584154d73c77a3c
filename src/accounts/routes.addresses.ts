// The address book of an account.
import { type Request, type Response, Router } from 'express';
import type { Db } from '../db/open.ts';
import { looksLikeId } from '../lib/ids.ts';
import { NotFound } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { flashGood } from '../web/flash.ts';
import { sendPage } from '../web/page.ts';
import { readForm, typedFields } from '../web/read-form.ts';
import { en } from '../words/en.ts';
import { addAddress, changeAddress, makeDefault, removeAddress } from './actions.addresses.ts';
import { isCountry } from './countries.iso.ts';
import { addressFields } from './forms.ts';
import { customerOf, needCustomer } from './middleware.ts';
import { type AddressForm, addressesPage, typedOf } from './pages.profile.ts';
import { findAddressFor, listAddresses, type PostalAddress } from './queries.ts';
import { sendForm } from './routes.door.ts';

interface Deps {
  db: Db;
  clock: Clock;
  shop: { now(): { settings: { homeCountry: string } } };
}

export function addressRoutes(deps: Deps): Router {
  const router = Router();
  router.get('/account/addresses', needCustomer, (req, res) => showBook(deps, req, res));
  router.post('/account/addresses', needCustomer, (req, res) => submitNew(deps, req, res));
  router.post('/account/addresses/:id', needCustomer, (req, res) => submitChange(deps, req, res));
  router.post('/account/addresses/:id/default', needCustomer, (req, res) => submitDefault(deps, req, res));
  router.post('/account/addresses/:id/removal', needCustomer, (req, res) => submitRemoval(deps, req, res));
  return router;
}

type ForOne = Request<{ id: string }>;

async function showBook(deps: Deps, req: Request, res: Response): Promise<void> {
  const { edit } = req.query;
  const editing = typeof edit === 'string' ? await getAddress(deps, req, edit) : null;
  const { country = '' } = typedFields(req.query);
  const start = editing ? typedOf(editing) : startValues(deps, req);
  const typed = isCountry(country) ? { ...start, country } : start;
  const model = await bookPage(deps, req, { editing, typed, problems: {} });
  sendPage(req, res, 'accounts/addresses', model);
}

async function submitNew(deps: Deps, req: Request, res: Response): Promise<void> {
  if (await isReloaded(deps, req, res, null)) return;
  const form = readForm(addressFields, req.body);
  if (!form.ok) return sendAgain(deps, req, res, { editing: null, ...form });
  await addAddress(deps, customerOf(req).id, form.value);
  back(req, res, en.accounts.addresses.added);
}

async function submitChange(deps: Deps, req: ForOne, res: Response): Promise<void> {
  const editing = await getAddress(deps, req, req.params.id);
  if (await isReloaded(deps, req, res, editing)) return;
  const form = readForm(addressFields, req.body);
  if (!form.ok) return sendAgain(deps, req, res, { editing, ...form });
  await changeAddress(deps, customerOf(req).id, editing.id, form.value);
  back(req, res, en.accounts.addresses.changed);
}

/** Without a script: the fields of the country that was chosen, with what was typed so far. */
async function isReloaded(
  deps: Deps,
  req: Request,
  res: Response,
  editing: PostalAddress | null,
): Promise<boolean> {
  const typed = typedFields(req.body);
  if (!typed.reload) return false;
  sendPage(req, res, 'accounts/addresses', await bookPage(deps, req, { editing, typed, problems: {} }));
  return true;
}

async function submitDefault(deps: Deps, req: ForOne, res: Response): Promise<void> {
  const { id } = await getAddress(deps, req, req.params.id);
  await makeDefault(deps, customerOf(req).id, id);
  back(req, res, en.accounts.addresses.madeDefault);
}

async function submitRemoval(deps: Deps, req: ForOne, res: Response): Promise<void> {
  const { id } = await getAddress(deps, req, req.params.id);
  await removeAddress(deps, customerOf(req).id, id);
  back(req, res, en.accounts.addresses.removed);
}

/** Somebody else's address is not there, before any field is looked at. */
async function getAddress(deps: Deps, req: Request, id: string): Promise<PostalAddress> {
  const address = looksLikeId(id) ? await findAddressFor(deps.db, customerOf(req).id, id) : null;
  if (!address) throw new NotFound('address');
  return address;
}

function startValues(deps: Deps, req: Request): Record<string, string> {
  return { name: customerOf(req).name, country: deps.shop.now().settings.homeCountry };
}

async function bookPage(deps: Deps, req: Request, form: AddressForm) {
  return addressesPage(await listAddresses(deps.db, customerOf(req).id), form);
}

async function sendAgain(deps: Deps, req: Request, res: Response, form: AddressForm): Promise<void> {
  const model = await bookPage(deps, req, form);
  sendForm(req, res, { view: 'accounts/addresses', model, problems: form.problems });
}

function back(req: Request, res: Response, sentence: string): void {
  flashGood(req, sentence);
  res.redirect(303, '/account/addresses');
}
