// Payments in the back office: held against the gateway's books, with what a person decides about a difference.
import { type Request, type Response, Router } from 'express';
import { looksLikeId } from '../lib/ids.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import { acceptWrongAmount, refundByHand } from '../payments/actions.by-hand.ts';
import { checkPayment } from '../payments/actions.check.ts';
import type { StartDeps } from '../payments/actions.start.ts';
import { lookAtBooks } from '../payments/queries.books.ts';
import { listPayments, PAYMENT_SORTS, type PaymentRow, type PaymentSort } from '../payments/queries.list.ts';
import { sendProblem } from '../web/errors.ts';
import { flashBad, flashGood } from '../web/flash.ts';
import { readForm } from '../web/read-form.ts';
import { wantsJson } from '../web/request.ts';
import { en } from '../words/en.ts';
import { acceptanceFields } from './forms.money.ts';
import { answerList, type List } from './list.ts';
import { PAYMENT_COLUMNS, paymentItem, paymentsPage } from './pages.payments.ts';
import { handlesMoney, MONEY, only } from './routes.permissions.ts';
import { sendOffice, whoIs } from './shell.ts';
import { SHOWN_PAYMENT_STATUSES } from './tones.ts';

export type PaymentDeps = StartDeps;

const { done } = en.money.differences;

export function paymentRoutes(deps: PaymentDeps): Router {
  const router = Router();
  const list = paymentList(deps);
  const cashiers = only(MONEY, en.money.notAllowed);
  router.get('/payments', (req, res) =>
    answerList(req, res, list, async (shown) =>
      sendOffice(req, res, 'list', paymentsPage(shown, await lookAtBooks(deps.db), handlesMoney(req))),
    ),
  );
  router.post('/payments/:id/question', (req, res) =>
    decide(deps, req, res, async (id) => {
      if (await checkPayment(deps, id)) flashGood(req, done.asked);
      else flashBad(req, done.notAsked);
    }),
  );
  router.post('/payments/:id/refund', cashiers, (req, res) =>
    decide(deps, req, res, async (paymentId) => {
      await refundByHand(deps, { paymentId, who: whoIs(req) });
      flashGood(req, done.refund);
    }),
  );
  router.post('/payments/:id/acceptance', cashiers, (req, res) => accept(deps, req, res));
  return router;
}

async function accept(deps: PaymentDeps, req: Request, res: Response): Promise<void> {
  await decide(deps, req, res, async (paymentId) => {
    const form = readForm(acceptanceFields, req.body);
    if (!form.ok) throw new Refusal('invalid', en.admin.invalid, { status: 422, problems: form.problems });
    await acceptWrongAmount(deps, { paymentId, who: whoIs(req), why: form.value.reason });
    flashGood(req, done.accepted);
  });
}

/** Back to the list, which says what happened. */
async function decide(
  deps: PaymentDeps,
  req: Request,
  res: Response,
  act: (paymentId: string) => Promise<void>,
): Promise<void> {
  const { id } = req.params;
  const isThere =
    typeof id === 'string' && looksLikeId(id) && (await deps.db.payment.count({ where: { id } }));
  if (!isThere) throw new NotFound('payment');
  try {
    await act(id);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (wantsJson(req)) {
      const { status, code, message, problems } = error;
      sendProblem(req, res, { status, code, message, ...(problems && { problems }) });
      return;
    }
    flashBad(req, Object.values(error.problems ?? {})[0] ?? error.message);
  }
  res.redirect(303, '/admin/payments');
}

export function paymentList(deps: Pick<PaymentDeps, 'db'>): List<PaymentRow, PaymentSort, 'status'> {
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
