// Payments in the back office.
import { Router } from 'express';
import type { Db } from '../db/open.ts';
import { listPayments, PAYMENT_SORTS, type PaymentRow, type PaymentSort } from '../payments/queries.list.ts';
import { answerList, type List } from './list.ts';
import { PAYMENT_COLUMNS, paymentItem, paymentsPage } from './pages.payments.ts';
import { sendOffice } from './shell.ts';
import { SHOWN_PAYMENT_STATUSES } from './tones.ts';

export interface PaymentDeps {
  db: Db;
}

export function paymentRoutes(deps: PaymentDeps): Router {
  const router = Router();
  const list = paymentList(deps);
  router.get('/payments', (req, res) =>
    answerList(req, res, list, (shown) => sendOffice(req, res, 'list', paymentsPage(shown))),
  );
  return router;
}

export function paymentList(deps: PaymentDeps): List<PaymentRow, PaymentSort, 'status'> {
  return {
    path: '/admin/payments',
    sorts: PAYMENT_SORTS,
    firstSort: '-createdAt',
    filters: { status: SHOWN_PAYMENT_STATUSES },
    find: (wanted) => listPayments(deps.db, wanted),
    toItem: paymentItem,
    columns: PAYMENT_COLUMNS,
  };
}
