// One order over HTTP: look, follow, pay again. Whoever may not see it gets the same 404 as for no order at all.
import { type Request, type Response, Router } from 'express';
import { openPreview } from '../artwork/actions.preview.ts';
import { artworkOf } from '../artwork/artwork.ts';
import { invoicesOfOrder } from '../invoices/queries.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import { pickUpOf } from '../orders/letters.ts';
import { reportsOf, reprintsById } from '../orders/queries.problems.ts';
import { findOrderFor, findOrderHeadFor, type WholeOrder } from '../orders/queries.ts';
import { cancelByCustomer } from '../payments/actions.cancel.ts';
import { startPayment } from '../payments/actions.start.ts';
import { flashBad, flashGood } from '../web/flash.ts';
import { sendPage } from '../web/page.ts';
import { wantsJson } from '../web/request.ts';
import { rememberVisitor } from '../web/session.ts';
import { en } from '../words/en.ts';
import { keyOf, orderNumberOf } from './order-link.ts';
import { invoiceLink } from './pages.invoices.ts';
import { cancellationPage, linkTo, orderJson, orderPage } from './pages.orders.ts';
import { reportsPart } from './pages.problems.ts';
import { accountOrderRoutes } from './routes.account.ts';
import type { CheckoutDeps } from './routes.checkout.ts';
import { invoiceRoutes } from './routes.invoices.ts';
import { landingRoutes } from './routes.landing.ts';
import { type ProblemDeps, problemRoutes, windowOf } from './routes.problems.ts';

export type OrderRoutesDeps = CheckoutDeps & ProblemDeps;

export function orderRoutes(deps: OrderRoutesDeps): Router {
  const router = Router();
  router.use(landingRoutes(deps));
  router.use(invoiceRoutes(deps));
  router.use(accountOrderRoutes(deps));
  router.use(problemRoutes(deps));
  router.get('/orders/:number', (req, res) => showOrder(deps, req, res));
  router.get('/orders/:number/lines/:id/preview.webp', (req, res) => sendPreview(deps, req, res));
  router.post('/orders/:number/payments', (req, res) => payAgain(deps, req, res));
  router.get('/orders/:number/cancellation', async (req, res) => {
    const order = await getOrder(deps, req);
    sendPage(req, res, 'checkout/cancellation', cancellationPage({ order, key: keyOf(req) }));
  });
  router.post('/orders/:number/cancellation', (req, res) => cancel(deps, req, res));
  return router;
}

async function showOrder(deps: OrderRoutesDeps, req: Request, res: Response): Promise<void> {
  const order = await getOrder(deps, req);
  if (wantsJson(req)) return void res.json(orderJson(order));
  const key = keyOf(req);
  const found = await invoicesOfOrder(deps.db, order.id);
  const invoices = found.map((each) => invoiceLink(each, { order, currency: order.currency, key }));
  const reports = await reportsFor(deps, order, key);
  sendPage(req, res, 'checkout/order', {
    ...orderPage({ order, key, pickUp: pickUpOf(deps.shop.now().settings) }),
    invoices,
    reports,
  });
}

async function reportsFor(deps: OrderRoutesDeps, order: WholeOrder, key: string) {
  const reports = await reportsOf(deps.db, order.id);
  const ids = [...reports.map(({ reprintId }) => reprintId), order.reprintOfId];
  const orders = await reprintsById(deps.db, ids);
  const first = (order.reprintOfId && orders.get(order.reprintOfId)) || null;
  return reportsPart({ order, key, reports, reprints: orders, window: windowOf(deps, order), first });
}

async function getOrder(deps: OrderRoutesDeps, req: Request): Promise<WholeOrder> {
  const order = await findOrderFor(deps.db, req.visitor, orderNumberOf(req), keyOf(req));
  if (!order) throw new NotFound('order');
  return order;
}

/** Sharp at the largest size a page shows a sticker of an order. */
const PREVIEW_WIDTH = 640;

/** The design of one line, for the pages and letters of whoever has the order's key. */
async function sendPreview(deps: OrderRoutesDeps, req: Request, res: Response): Promise<void> {
  const order = await getOrder(deps, req);
  const row = order.lines.find((line) => line.id === req.params.id)?.artwork;
  const preview = row ? await openPreview(deps, artworkOf(row), PREVIEW_WIDTH) : null;
  if (!preview) throw new NotFound('preview');
  res.set('Cache-Control', 'private, max-age=86400').type('image/webp').send(preview);
}

async function payAgain(deps: OrderRoutesDeps, req: Request, res: Response): Promise<void> {
  const order = await findOrderHeadFor(deps.db, req.visitor, orderNumberOf(req), keyOf(req));
  if (!order) throw new NotFound('order');
  const landing = linkTo(order, keyOf(req), '/landing');
  try {
    const started = await startPayment(deps, order.id);
    res.redirect(303, started.kind === 'pay' ? started.url : landing);
  } catch (error) {
    if (!(error instanceof Refusal) || wantsJson(req)) throw error;
    rememberVisitor(req);
    flashBad(req, error.message);
    res.redirect(303, landing);
  }
}

/** Until production starts; what was paid goes back by itself. */
async function cancel(deps: OrderRoutesDeps, req: Request, res: Response): Promise<void> {
  const order = await findOrderHeadFor(deps.db, req.visitor, orderNumberOf(req), keyOf(req));
  if (!order) throw new NotFound('order');
  try {
    await cancelByCustomer(deps, order.number);
    if (!wantsJson(req)) {
      rememberVisitor(req);
      flashGood(req, en.orders.cancel.done);
    }
  } catch (error) {
    if (!(error instanceof Refusal) || wantsJson(req)) throw error;
    rememberVisitor(req);
    flashBad(req, error.message);
  }
  res.redirect(303, linkTo(order, keyOf(req)));
}
