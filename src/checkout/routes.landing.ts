// Where buyers land after the pay page: the gateway is asked again before anything is said.
import { type Request, type Response, Router } from 'express';
import { NotFound } from '../lib/refusal.ts';
import { findOrderFor, findOrderHeadFor } from '../orders/queries.ts';
import { askAboutOrder } from '../payments/actions.ask.ts';
import { sendPage } from '../web/page.ts';
import { wantsJson } from '../web/request.ts';
import { keyOf, orderNumberOf } from './order-link.ts';
import { landingJson, landingPage } from './pages.landing.ts';
import type { CheckoutDeps } from './routes.checkout.ts';

/** The page is there within 3 s whatever the gateway does. */
const PATIENCE = { timeoutMs: 2_500 };

export function landingRoutes(deps: CheckoutDeps): Router {
  const router = Router();
  router.get('/orders/:number/landing', (req, res) => land(deps, req, res));
  return router;
}

async function land(deps: CheckoutDeps, req: Request, res: Response): Promise<void> {
  const [number, key] = [orderNumberOf(req), keyOf(req)];
  const head = await findOrderHeadFor(deps.db, req.visitor, number, key);
  if (!head) throw new NotFound('order');
  const { asked } = await askAboutOrder(deps, head.id, PATIENCE);
  const order = await findOrderFor(deps.db, req.visitor, number, key);
  if (!order) throw new NotFound('order');
  if (wantsJson(req)) res.json(landingJson(order));
  else sendPage(req, res, 'checkout/landing', landingPage({ order, key, asked }));
}
