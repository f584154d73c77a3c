// Invoices and credit notes in the back office: the list, and each as PDF.
import { type Request, type Response, Router } from 'express';
import type { Db } from '../db/open.ts';
import { documentOf } from '../invoices/actions.document.ts';
import { INVOICE_SORTS, type InvoiceRow, type InvoiceSort, listInvoices } from '../invoices/queries.list.ts';
import { looksLikeId } from '../lib/ids.ts';
import { NotFound } from '../lib/refusal.ts';
import { sendDocument } from '../web/document.ts';
import { answerList, type List } from './list.ts';
import { INVOICE_COLUMNS, invoiceItem, invoicesPage } from './pages.invoices.ts';
import { sendOffice } from './shell.ts';

export interface InvoiceDeps {
  db: Db;
}

export function invoiceRoutes(deps: InvoiceDeps): Router {
  const router = Router();
  const list: List<InvoiceRow, InvoiceSort, 'kind'> = {
    path: '/admin/invoices',
    sorts: INVOICE_SORTS,
    firstSort: '-issuedAt',
    filters: { kind: ['invoice', 'credit_note'] },
    find: (wanted) => listInvoices(deps.db, wanted),
    toItem: invoiceItem,
    columns: INVOICE_COLUMNS,
  };
  router.get('/invoices', (req, res) =>
    answerList(req, res, list, (shown) => sendOffice(req, res, 'list', invoicesPage(shown))),
  );
  router.get('/invoices/:id.pdf', (req, res) => sendPdf(deps, req, res));
  return router;
}

async function sendPdf(deps: InvoiceDeps, req: Request, res: Response): Promise<void> {
  const { id } = req.params;
  const file = typeof id === 'string' && looksLikeId(id) ? await documentOf(deps, id) : null;
  if (!file) throw new NotFound('invoice');
  sendDocument(res, file);
}
