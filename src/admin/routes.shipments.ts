// Parcels of an order: offers of carriers, labels, codes typed by hand, their tracking, and what became of them.
import { type Request, type Response, Router } from 'express';
import { looksLikeId } from '../lib/ids.ts';
import { NotFound, OutsideFailure, Refusal } from '../lib/refusal.ts';
import { buyParcel } from '../shipping/actions.buy.ts';
import { labelOf } from '../shipping/actions.label.ts';
import { noteByHand } from '../shipping/actions.news.ts';
import { offerRates, type RatesDeps } from '../shipping/actions.rates.ts';
import { finishParcel, type TaskDeps } from '../shipping/actions.tasks.ts';
import { alsoTell, correctTracking, sendParcel, voidParcel } from '../shipping/actions.ts';
import type { LabelFormat } from '../shipping/carrier.ts';
import {
  alsoTellFields,
  newsFields,
  parcelFields,
  rateFields,
  readContents,
  readGrams,
  trackingFields,
} from '../shipping/forms.ts';
import { packingSlip } from '../shipping/packing-slip.pdf.ts';
import { findShipment, getOrder } from '../shipping/queries.parcels.ts';
import { flashBad } from '../web/flash.ts';
import { wantsJson } from '../web/request.ts';
import { en } from '../words/en.ts';
import { offersPage, ratesJson } from './pages.order.offers.ts';
import { sendStored } from './routes.files.ts';
import {
  carryOut,
  carryOutForm,
  type Desk,
  type OrderPageDeps,
  deskAt as orderDeskAt,
  showOrder,
} from './routes.order-page.ts';
import { sendOffice, whoIs } from './shell.ts';

export type ShipmentDeps = RatesDeps & OrderPageDeps & TaskDeps;

const say = en.admin.parcels;

export function shipmentRoutes(deps: ShipmentDeps): Router {
  const router = Router();
  router.post('/orders/:number/shipments', (req, res) => handOver(deps, req, res));
  router.get('/orders/:number/rates', (req, res) => showRates(deps, req, res));
  router.get('/orders/:number/offers', (req, res) => showOffers(deps, req, res));
  router.get('/orders/:number/packing-slip.pdf', (req, res) => sendSlip(deps, req, res));
  router.post('/orders/:number/also-tell', async (req, res) => {
    const desk = await orderDeskAt(deps, req, res);
    await carryOutForm(
      desk,
      { name: 'also-tell', schema: alsoTellFields },
      async ({ alsoTell: addresses }) => {
        await alsoTell(deps, { number: desk.number, who: whoIs(req), addresses });
        return en.parcels.alsoTold;
      },
    );
  });
  router.get('/shipments/:id/label.pdf', (req, res) => sendLabel(deps, req, res, 'pdf'));
  router.get('/shipments/:id/label.zpl', (req, res) => sendLabel(deps, req, res, 'zpl'));
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
      const hasLabel = await voidParcel(deps, { id, who });
      if (hasLabel) await finishParcel(deps, id);
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

/** One of the carriers' offers, or a code that somebody typed. */
async function handOver(deps: ShipmentDeps, req: Request, res: Response): Promise<void> {
  const desk = await orderDeskAt(deps, req, res);
  const by = { number: desk.number, who: whoIs(req) };
  const said = (there: 'sent' | 'bought' | 'already') => {
    if (there !== 'already') return there === 'bought' ? en.parcels.bought : say.sent;
    flashBad(req, say.already);
    return null;
  };
  if (isForRate(req.body)) {
    await whileInReach(desk, () =>
      carryOutForm(desk, { name: 'parcel', schema: rateFields }, async (wish) =>
        said(await buyParcel(deps, { ...by, ...wish })),
      ),
    );
    return;
  }
  const contents = readContents(req.body);
  await carryOutForm(desk, { name: 'parcel', schema: parcelFields }, async (parcel) =>
    said(await sendParcel(deps, { ...by, ...parcel, contents })),
  );
}

function isForRate(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'rateId' in body;
}

/** A carrier out of reach loses nothing; the order's page says what is safe. */
async function whileInReach(desk: Desk, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof OutsideFailure) || wantsJson(desk.req)) throw error;
    desk.res.set('Retry-After', '30');
    await showOrder(desk, { status: 503, refusal: en.parcels.outOfReach });
  }
}

async function showRates(deps: ShipmentDeps, req: Request, res: Response): Promise<void> {
  const { number } = await orderDeskAt(deps, req, res);
  res.set('Cache-Control', 'no-store').json(ratesJson(await offerRates(deps, wishOf(number, req))));
}

async function showOffers(deps: ShipmentDeps, req: Request, res: Response): Promise<void> {
  const desk = await orderDeskAt(deps, req, res);
  const { number } = desk;
  await whileInReach(desk, async () => {
    try {
      const offered = await offerRates(deps, wishOf(number, req));
      const order = await getOrder(deps.db, { number });
      sendOffice(req, res, 'offers', offersPage({ order, offered }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await showOrder(desk, { status: error.status, refusal: error.message });
    }
  });
}

function wishOf(number: string, { query }: Request) {
  return { number, contents: readContents(query), weightGrams: readGrams(query.weightGrams) };
}

async function sendLabel(
  deps: ShipmentDeps,
  req: Request,
  res: Response,
  format: LabelFormat,
): Promise<void> {
  const { desk, id } = await deskAt(deps, req, res);
  await whileInReach(desk, async () => {
    const key = await labelOf(deps, id, format);
    const type = format === 'pdf' ? 'application/pdf' : 'application/zpl';
    res.set('Content-Disposition', `inline; filename="label-${desk.number}.${format}"`);
    await sendStored(deps, res, { key, type });
  });
}

async function sendSlip(deps: ShipmentDeps, req: Request, res: Response): Promise<void> {
  const { number } = await orderDeskAt(deps, req, res);
  const order = await getOrder(deps.db, { number });
  const { settings } = deps.shop.now();
  const wanted = typeof req.query.parcel === 'string' ? req.query.parcel : null;
  const slip = await packingSlip({ order, settings, parcelId: wanted, now: deps.clock() });
  res.set('Content-Disposition', `inline; filename="packing-slip-${number}.pdf"`);
  res.set('Cache-Control', 'private, no-store').type('application/pdf').send(slip);
}

async function deskAt(deps: ShipmentDeps, req: Request, res: Response) {
  const { id } = req.params;
  const shipment = typeof id === 'string' && looksLikeId(id) ? await findShipment(deps.db, id) : null;
  if (!shipment) throw new NotFound('parcel');
  const desk: Desk = { deps, req, res, number: shipment.order.number };
  return { desk, id: shipment.id, who: whoIs(req) };
}
