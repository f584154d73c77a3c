// POST /webhooks/easypost: raw body, before the session; verified before parsed; 200 only when stored for good.
import { Router, raw } from 'express';
import { type NoticeDeps, receiveCarrierNotice } from './actions.notice.ts';
import type { Carrier } from './carrier.ts';

export function easypostWebhookRoutes(deps: NoticeDeps & { carrier: Carrier }): Router {
  const router = Router();
  router.post('/webhooks/easypost', raw({ type: () => true, limit: '1mb' }), async (req, res) => {
    const body: unknown = req.body;
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const notice = deps.carrier.readNotice(bytes, req.get('x-hmac-signature'));
    await receiveCarrierNotice(deps, notice, bytes.toString('utf8'));
    res.status(200).json({ received: true });
  });
  return router;
}
