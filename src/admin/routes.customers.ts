// Customers in the back office: the list, the customer, changing their contact.
import { type Request, type Response, Router } from 'express';
import { changeContactByStaff } from '../accounts/actions.contact.ts';
import {
  CUSTOMER_SORTS,
  type CustomerRow,
  type CustomerSort,
  findCustomer,
  listCustomers,
} from '../accounts/queries.list.ts';
import { listAddresses } from '../accounts/queries.ts';
import type { Db } from '../db/open.ts';
import { looksLikeId } from '../lib/ids.ts';
import { NotFound } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { firstLinesOf, listOrders } from '../orders/queries.list.ts';
import { sendProblem } from '../web/errors.ts';
import { flashGood } from '../web/flash.ts';
import { readForm } from '../web/read-form.ts';
import { wantsJson } from '../web/request.ts';
import { en } from '../words/en.ts';
import { customerFields } from './forms.ts';
import { answerList, type List } from './list.ts';
import {
  CUSTOMER_COLUMNS,
  type Customer,
  customerItem,
  customerJson,
  customerPage,
  customersPage,
} from './pages.customers.ts';
import { problemsOf } from './problems.ts';
import { sendOffice, whoIs } from './shell.ts';

export interface CustomerDeps {
  db: Db;
  clock: Clock;
  shop: { now(): { priceSheet: { currency: string } } };
}

type Filled = Parameters<typeof customerPage>[0]['back'];

const SHOWN_ORDERS = 20;

export function customerRoutes(deps: CustomerDeps): Router {
  const router = Router();
  const list = customersList(deps);
  router.get('/customers', (req, res) =>
    answerList(req, res, list, (shown) =>
      sendOffice(req, res, 'list', customersPage(shown, deps.shop.now().priceSheet.currency)),
    ),
  );
  router.get('/customers/:id', async (req, res) => showCustomer(deps, req, res, await customerAt(deps, req)));
  router.post('/customers/:id', (req, res) => changeCustomer(deps, req, res));
  return router;
}

async function changeCustomer(deps: CustomerDeps, req: Request, res: Response): Promise<void> {
  const customer = await customerAt(deps, req);
  const form = readForm(customerFields, req.body);
  const problems = form.ok
    ? await problemsOf(() => changeContactByStaff(deps, { id: customer.id, who: whoIs(req), ...form.value }))
    : form.problems;
  if (problems) {
    if (wantsJson(req)) {
      sendProblem(req, res, { status: 422, code: 'invalid', message: en.admin.invalid, problems });
      return;
    }
    return showCustomer(deps, req, res, customer, { typed: form.typed, problems });
  }
  flashGood(req, en.admin.customers.saved);
  res.redirect(303, `/admin/customers/${customer.id}`);
}

async function showCustomer(
  deps: CustomerDeps,
  req: Request,
  res: Response,
  customer: Customer,
  back?: Filled,
): Promise<void> {
  const { id } = customer;
  const addresses = await listAddresses(deps.db, id);
  if (wantsJson(req)) {
    res.json(customerJson({ customer, addresses }));
    return;
  }
  const filters = { status: [], payment: [], due: [], stock: [], customer: [id] };
  const newest = { by: 'placedAt', descending: true } as const;
  const wanted = { words: [], filters, sort: newest, skip: 0, take: SHOWN_ORDERS };
  const { rows: orders } = await listOrders(deps.db, wanted, deps.clock());
  const firstLines = await firstLinesOf(
    deps.db,
    orders.map((order) => order.id),
  );
  const model = customerPage({ customer, addresses, orders, firstLines, back });
  sendOffice(req, res, 'customer', model, back ? 422 : 200);
}

async function customerAt(deps: CustomerDeps, req: Request): Promise<Customer> {
  const { id } = req.params;
  const customer = typeof id === 'string' && looksLikeId(id) ? await findCustomer(deps.db, id) : null;
  if (!customer) throw new NotFound('customer');
  return customer;
}

export function customersList(deps: Pick<CustomerDeps, 'db'>): List<CustomerRow, CustomerSort, never> {
  return {
    path: '/admin/customers',
    sorts: CUSTOMER_SORTS,
    firstSort: '-createdAt',
    filters: {},
    find: (wanted) => listCustomers(deps.db, wanted),
    toItem: customerItem,
    columns: CUSTOMER_COLUMNS,
  };
}
