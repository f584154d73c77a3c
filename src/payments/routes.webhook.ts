// POST /webhooks/stripe: raw body, before the session; verified before parsed; 200 only when stored for good.

import { Router, raw } from 'express';
import { type NoticeDeps, receiveNotice } from './actions.notice.ts';
import type { PaymentGateway } from './gateway.ts';

/** Stored is enough for the gateway, which counts the time; what it means is done soon after. */
const WAIT_MS = 100;

export function stripeWebhookRoutes(deps: NoticeDeps & { gateway: PaymentGateway }): Router {
  const router = Router();
  router.post('/webhooks/stripe', raw({ type: () => true, limit: '1mb' }), async (req, res) => {
    const body: unknown = req.body;
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const notice = deps.gateway.readNotice(bytes, req.get('stripe-signature'));
    await receiveNotice(deps, notice, { body: bytes.toString('utf8'), waitMs: WAIT_MS });
    res.status(200).json({ received: true });
  });
  return router;
}
