// Money of one order by hand: sent back, or received outside the gateway.
import { type Request, type Response, Router } from 'express';
import { looksLikeId } from '../lib/ids.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import { confirmPaidBack, settleByHand } from '../payments/actions.by-hand.ts';
import { refundOrder } from '../payments/actions.refund.staff.ts';
import type { StartDeps } from '../payments/actions.start.ts';
import { flashBad, flashGood } from '../web/flash.ts';
import { wantsJson } from '../web/request.ts';
import { en } from '../words/en.ts';
import { refundFields, settlementFields, severalOf } from './forms.money.ts';
import { carryOutForm, deskAt } from './routes.order-page.ts';
import { MONEY, only } from './routes.permissions.ts';
import { whoIs } from './shell.ts';

export type RefundDeps = StartDeps;

export function refundRoutes(deps: RefundDeps): Router {
  const router = Router();
  const cashiers = only(MONEY, en.money.notAllowed);
  router.post('/orders/:number/refunds', cashiers, (req, res) => refund(deps, req, res));
  router.post('/orders/:number/settlement', cashiers, (req, res) => settle(deps, req, res));
  router.post('/refunds/:id/settlement', cashiers, (req, res) => paidBack(deps, req, res));
  return router;
}

async function refund(deps: RefundDeps, req: Request, res: Response): Promise<void> {
  const desk = await deskAt(deps, req, res);
  const by = { number: desk.number, who: whoIs(req) };
  const body = { ...req.body, lineIds: severalOf(req.body, 'lineId').join(' ') };
  await carryOutForm(desk, { name: 'refund', schema: refundFields, body }, async (wish) => {
    await refundOrder(deps, { ...by, ...wish, why: wish.reason });
    return en.money.refunds.done;
  });
}

async function settle(deps: RefundDeps, req: Request, res: Response): Promise<void> {
  const desk = await deskAt(deps, req, res);
  const by = { number: desk.number, who: whoIs(req) };
  await carryOutForm(desk, { name: 'settlement', schema: settlementFields }, async (payment) => {
    await settleByHand(deps, { ...by, ...payment });
    return en.money.byHand.done;
  });
}

async function paidBack(deps: RefundDeps, req: Request, res: Response): Promise<void> {
  const { id } = req.params;
  if (typeof id !== 'string' || !looksLikeId(id)) throw new NotFound('refund');
  const refunded = await deps.db.refund.findUnique({ where: { id }, include: { order: true } });
  if (!refunded) throw new NotFound('refund');
  try {
    await confirmPaidBack(deps, { refundId: id, who: whoIs(req) });
    flashGood(req, en.money.differences.done.paidBack);
  } catch (error) {
    if (!(error instanceof Refusal) || wantsJson(req)) throw error;
    flashBad(req, error.message);
  }
  res.redirect(303, `/admin/orders/${refunded.order.number}`);
}
