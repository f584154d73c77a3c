// An account's orders and designs over HTTP, and ordering the same again.
import { type Request, type Response, Router } from 'express';
import { customerOf, needCustomer } from '../accounts/middleware.ts';
import { lastCutsOf } from '../artwork/queries.cuts.ts';
import { artworksOf } from '../artwork/queries.ts';
import { addLinesAgain } from '../cart/actions.ts';
import { invoicesOfAccount } from '../invoices/queries.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import { findOrderFor, ordersOf } from '../orders/queries.ts';
import { flashBad, flashGood } from '../web/flash.ts';
import { sendPage } from '../web/page.ts';
import { en } from '../words/en.ts';
import { orderNumberOf } from './order-link.ts';
import { accountOrdersPage } from './pages.account.ts';
import { designsPage } from './pages.designs.ts';
import type { CheckoutDeps } from './routes.checkout.ts';

export function accountOrderRoutes(deps: CheckoutDeps): Router {
  const router = Router();
  router.get('/account/orders', needCustomer, async (req, res) => {
    const { id } = customerOf(req);
    const [orders, invoices] = await Promise.all([ordersOf(deps.db, id), invoicesOfAccount(deps.db, id)]);
    sendPage(req, res, 'checkout/account-orders', accountOrdersPage(orders, invoices));
  });
  router.get('/account/artwork', needCustomer, async (req, res) => {
    const artworks = await artworksOf(deps.db, customerOf(req).id);
    const cuts = await lastCutsOf(
      deps.db,
      artworks.map(({ id }) => id),
    );
    sendPage(req, res, 'checkout/account-artwork', designsPage(artworks, cuts));
  });
  router.post('/account/orders/:number/reorder', needCustomer, (req, res) => reorder(deps, req, res));
  return router;
}

async function reorder(deps: CheckoutDeps, req: Request, res: Response): Promise<void> {
  const order = await findOrderFor(deps.db, req.visitor, orderNumberOf(req));
  if (order?.ownerId !== customerOf(req).id) throw new NotFound('order');
  try {
    await addLinesAgain(deps, req.visitor, order.lines);
    flashGood(req, en.orders.reordered);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    flashBad(req, error.message);
  }
  res.redirect(303, '/cart');
}
