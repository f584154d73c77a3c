// Showing an order and carrying out what was pressed on its page, for the routes of orders and of parcels.
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Db } from '../db/open.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { findOrderHeadFor } from '../orders/queries.ts';
import { sendProblem } from '../web/errors.ts';
import { flashGood } from '../web/flash.ts';
import { readForm } from '../web/read-form.ts';
import { wantsJson } from '../web/request.ts';
import { en } from '../words/en.ts';
import { type CameBack, orderPage } from './pages.order.ts';
import { staffOrderJson } from './pages.order-json.ts';
import { getStaffOrder } from './queries.order.ts';
import { handlesMoney } from './routes.permissions.ts';
import { sendOffice } from './shell.ts';

export interface OrderPageDeps {
  db: Db;
  clock: Clock;
  /** `manual` makes no offers. */
  carrier?: { name: string };
}

interface ShownAgain {
  status: number;
  back?: CameBack;
  refusal?: string;
}

/** Where something was pressed. */
export interface Desk {
  deps: OrderPageDeps;
  req: Request;
  res: Response;
  /** Of an order that is there. */
  number: string;
}

/** An order that is not there comes before anything that was typed about it. */
export async function deskAt(deps: OrderPageDeps, req: Request, res: Response): Promise<Desk> {
  const { number } = req.params;
  const isNumber = typeof number === 'string' && /^[A-Z0-9-]{1,20}$/.test(number);
  const order = isNumber ? await findOrderHeadFor(deps.db, req.visitor, number) : null;
  if (!order) throw new NotFound('order');
  return { deps, req, res, number: order.number };
}

export async function showOrder({ deps, req, res, number }: Desk, again?: ShownAgain): Promise<void> {
  const staffOrder = await getStaffOrder(deps.db, number);
  if (wantsJson(req)) {
    res.json(staffOrderJson(staffOrder));
    return;
  }
  const { back, refusal, status } = again ?? { status: 200 };
  const may = { hasOffers: hasOffers(deps), handlesMoney: handlesMoney(req) };
  sendOffice(req, res, 'order', orderPage({ staffOrder, now: deps.clock(), back, refusal, ...may }), status);
}

function hasOffers({ carrier }: OrderPageDeps): boolean {
  return carrier !== undefined && carrier.name !== 'manual';
}

/** Back to the order, which says what happened (nothing, for null); a rule that says no is told there too. */
export async function carryOut(desk: Desk, act: () => Promise<string | null>): Promise<void> {
  const { req, res, number } = desk;
  try {
    const said = await act();
    if (said !== null) flashGood(req, said);
    res.redirect(303, `/admin/orders/${number}`);
  } catch (error) {
    if (!(error instanceof Refusal) || wantsJson(req)) throw error;
    await showOrder(desk, { status: error.status, refusal: error.message });
  }
}

/** Wrong fields come before a move that is not possible. */
export async function carryOutForm<S extends z.ZodType>(
  desk: Desk,
  { name, schema, body }: { name: CameBack['form']; schema: S; body?: unknown },
  act: (value: z.output<S>) => Promise<string | null>,
): Promise<void> {
  const { req, res } = desk;
  const form = readForm(schema, body ?? req.body);
  if (form.ok) return carryOut(desk, () => act(form.value));
  const { typed, problems } = form;
  if (wantsJson(req)) {
    sendProblem(req, res, { status: 422, code: 'invalid', message: en.admin.invalid, problems });
    return;
  }
  await showOrder(desk, { status: 422, back: { form: name, filled: { typed, problems } } });
}
