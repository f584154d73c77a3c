// An order's invoice and its credit notes, for whoever may see the order.
import { type Request, type Response, Router } from 'express';
import type { Db } from '../db/open.ts';
import { documentOf } from '../invoices/actions.document.ts';
import { invoiceOf, invoicesOfOrder } from '../invoices/queries.ts';
import { NotFound } from '../lib/refusal.ts';
import { findOrderHeadFor } from '../orders/queries.ts';
import { sendDocument } from '../web/document.ts';
import { keyOf, orderNumberOf } from './order-link.ts';

interface Deps {
  db: Db;
}

export function invoiceRoutes(deps: Deps): Router {
  const router = Router();
  router.get('/orders/:number/invoice.pdf', (req, res) => sendInvoice(deps, req, res));
  router.get('/orders/:number/invoices/:id.pdf', (req, res) => sendOne(deps, req, res));
  return router;
}

async function sendInvoice(deps: Deps, req: Request, res: Response): Promise<void> {
  const invoice = await invoiceOf(deps.db, await orderIdFor(deps, req));
  if (!invoice) throw new NotFound('invoice');
  await send(deps, res, invoice.id);
}

/** The invoice or one of its credit notes. */
async function sendOne(deps: Deps, req: Request, res: Response): Promise<void> {
  const invoices = await invoicesOfOrder(deps.db, await orderIdFor(deps, req));
  const invoice = invoices.find(({ id }) => id === req.params.id);
  if (!invoice) throw new NotFound('invoice');
  await send(deps, res, invoice.id);
}

async function orderIdFor(deps: Deps, req: Request): Promise<string> {
  const order = await findOrderHeadFor(deps.db, req.visitor, orderNumberOf(req), keyOf(req));
  if (!order) throw new NotFound('order');
  return order.id;
}

async function send(deps: Deps, res: Response, invoiceId: string): Promise<void> {
  const file = await documentOf(deps, invoiceId);
  if (!file) throw new NotFound('invoice');
  sendDocument(res, file);
}
