// Parcels that were sent: correcting their tracking, taking them back, noting what became of them.
import { type Request, type Response, Router } from 'express';
import type { Db } from '../db/open.ts';
import { looksLikeId } from '../lib/ids.ts';
import { NotFound } from '../lib/refusal.ts';
import { noteByHand } from '../shipping/actions.news.ts';
import { correctTracking, voidParcel } from '../shipping/actions.ts';
import { newsFields, trackingFields } from '../shipping/forms.ts';
import { findShipment } from '../shipping/queries.ts';
import { en } from '../words/en.ts';
import { carryOut, carryOutForm, type Desk, type OrderPageDeps } from './routes.order-page.ts';
import { whoIs } from './shell.ts';

export type ShipmentDeps = OrderPageDeps & { db: Db };

const say = en.admin.parcels;

export function shipmentRoutes(deps: ShipmentDeps): Router {
  const router = Router();
  router.post('/shipments/:id/tracking', async (req, res) => {
    const { desk, id, who } = await deskAt(deps, req, res);
    await carryOutForm(desk, { name: `tracking:${id}`, schema: trackingFields }, async (tracking) => {
      await correctTracking(deps, { id, who, ...tracking });
      return say.corrected;
    });
  });
  router.post('/shipments/:id/void', async (req, res) => {
    const { desk, id, who } = await deskAt(deps, req, res);
    await carryOut(desk, async () => {
      await voidParcel(deps, { id, who });
      return say.voidedNow;
    });
  });
  router.post('/shipments/:id/events', async (req, res) => {
    const { desk, id, who } = await deskAt(deps, req, res);
    await carryOutForm(desk, { name: `tracking:${id}`, schema: newsFields }, async ({ status }) => {
      await noteByHand(deps, { id, who, status });
      return say.newsNoted;
    });
  });
  return router;
}

async function deskAt(deps: ShipmentDeps, req: Request, res: Response) {
  const { id } = req.params;
  const shipment = typeof id === 'string' && looksLikeId(id) ? await findShipment(deps.db, id) : null;
  if (!shipment) throw new NotFound('parcel');
  const desk: Desk = { deps, req, res, number: shipment.order.number };
  return { desk, id: shipment.id, who: whoIs(req) };
}
