// POST /webhooks/stripe: raw body, before the session; verified before parsed; 200 only when stored for good.
import { Router, raw } from 'express';
import type { SettleDeps } from './actions.decide.ts';
import { receiveNotice } from './actions.notice.ts';
import type { PaymentGateway } from './gateway.ts';

export function stripeWebhookRoutes(deps: SettleDeps & { gateway: PaymentGateway }): Router {
  const router = Router();
  router.post('/webhooks/stripe', raw({ type: () => true, limit: '1mb' }), async (req, res) => {
    const body: unknown = req.body;
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const notice = deps.gateway.readNotice(bytes, req.get('stripe-signature'));
    await receiveNotice(deps, notice, bytes.toString('utf8'));
    res.status(200).json({ received: true });
  });
  return router;
}
