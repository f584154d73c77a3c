// The order of middleware and routers, nothing else.
import path from 'node:path';
import express, { type Express, type RequestHandler, Router } from 'express';
import type { OnSignedIn } from './accounts/actions.sign-in.ts';
import { accountRoutes } from './accounts/routes.ts';
import { adminRoutes } from './admin/routes.ts';
import { staffOnly } from './admin/shell.ts';
import { claimArtworkFor } from './artwork/actions.ts';
import { artworkFileRoutes } from './artwork/routes.ts';
import { claimCartFor } from './cart/actions.ts';
import { cartRoutes } from './checkout/routes.cart.ts';
import { checkoutRoutes } from './checkout/routes.checkout.ts';
import { orderRoutes } from './checkout/routes.orders.ts';
import type { Deps } from './compose.ts';
import { queueLetter } from './mail/actions.ts';
import { claimOrdersByEmail, claimOrdersFor } from './orders/actions.claim.ts';
import { stripeWebhookRoutes } from './payments/routes.webhook.ts';
import { easypostWebhookRoutes } from './shipping/routes.webhook.ts';
import { sendBadLine } from './storefront/routes.artwork.ts';
import { quoteRoutes } from './storefront/routes.quote.ts';
import { liveStockRoutes } from './storefront/routes.stock.ts';
import { storefrontRoutes } from './storefront/routes.ts';
import { accessLog } from './web/access-log.ts';
import { assetRoutes } from './web/assets.ts';
import { formBody } from './web/body.ts';
import { compressed } from './web/compressed.ts';
import { answerErrors, sendNotFound } from './web/errors.ts';
import { securityHeaders } from './web/headers.ts';
import { healthRoutes, type Metrics } from './web/health.ts';
import { keptPages } from './web/kept.ts';
import { sameOrigin } from './web/same-origin.ts';
import { sessionCookieName, withVisitor } from './web/session.ts';

const PUBLIC = path.resolve(import.meta.dirname, '../public');

export interface AppParts {
  metrics: Metrics;
  /** Names what is missing before the shop can work. */
  missing: () => Promise<string[]>;
}

export function createApp(deps: Deps, { metrics, missing }: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', trustedProxies(deps.trustProxy));
  const kept = keptPages({
    revision: () => deps.shop.now().edition,
    cookieName: sessionCookieName(deps.secure),
  });

  app.use(accessLog({ log: deps.log, onAnswer: metrics.observeAnswer }));
  app.use(kept.answer);
  app.use(assetRoutes());
  app.use(securityHeaders({ secure: deps.secure, payOrigins: deps.gateway.payOrigins }));
  app.use(quoteRoutes(deps));
  app.use(liveStockRoutes(deps));
  app.use(healthRoutes({ missing, metricsToken: deps.metricsToken }, metrics));
  // a page's address has no ending, and need not be looked for on the disk
  app.get(/\.[a-z0-9]+$/, express.static(PUBLIC, { index: false, maxAge: '1h', redirect: false }));
  app.use(stripeWebhookRoutes(deps));
  app.use(easypostWebhookRoutes(deps));
  app.use(sameOrigin(deps.baseUrl));
  app.use(compressed());
  app.use(shopRoutes(deps, kept.keep));
  app.use(sendNotFound);
  app.use(answerErrors(deps));
  return app;
}

/** Everything that knows its visitor. */
function shopRoutes(deps: Deps, keep: RequestHandler): Router {
  const router = Router();
  router.use(withVisitor({ ...deps, secrets: deps.sessionSecrets }));
  router.use(keep);
  // outsiders learn nothing about the back office, not even that a body was malformed
  router.use('/admin', staffOnly);
  router.use(formBody());
  router.use(storefrontRoutes(deps));
  router.use(artworkFileRoutes(deps));
  router.use(cartRoutes({ ...deps, onBadLine: sendBadLine(deps) }));
  router.use(checkoutRoutes(deps));
  router.use(orderRoutes(deps));
  router.use(accountRoutes({ ...deps, queueLetter, onSignedIn: bringAlong, onVerified: claimOrdersByEmail }));
  router.use(adminRoutes(deps));
  return router;
}

/** What a session did before its sign-in goes along into the account. */
const bringAlong: OnSignedIn = async (tx, who) => {
  await claimArtworkFor(tx, who);
  await claimCartFor(tx, who);
  await claimOrdersFor(tx, who);
};

/** `1` or `true`: one proxy; otherwise a list of addresses; empty: none. */
function trustedProxies(text: string): boolean | number | string {
  if (text === '' || text === '0' || text === 'false') return false;
  if (text === 'true') return 1;
  return /^\d+$/.test(text) ? Number(text) : text;
}
