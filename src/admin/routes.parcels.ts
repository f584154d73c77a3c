// Every parcel in the back office, and the paper at the end of the day.
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { needed } from '../accounts/forms.ts';
import { looksLikeId } from '../lib/ids.ts';
import { NotFound, OutsideFailure, Refusal } from '../lib/refusal.ts';
import { closeDay, type ManifestDeps, manifestPaper } from '../shipping/actions.manifest.ts';
import {
  latestManifests,
  listParcels,
  PARCEL_SORTS,
  type ParcelRow,
  type ParcelSort,
  parcelsToManifest,
} from '../shipping/queries.list.ts';
import { SHIPMENT_STATUSES } from '../shipping/status.ts';
import { flashBad, flashGood } from '../web/flash.ts';
import { readForm } from '../web/read-form.ts';
import { wantsJson } from '../web/request.ts';
import { en } from '../words/en.ts';
import { answerList, type List } from './list.ts';
import { PARCEL_COLUMNS, parcelItem, parcelsPage } from './pages.parcels.ts';
import { sendStored } from './routes.files.ts';
import { sendOffice, whoIs } from './shell.ts';

export type ParcelDeps = ManifestDeps;

const manifestFields = z.object({ carrier: needed(en.admin.parcels.problems.carrier, 60) });

export function parcelRoutes(deps: ParcelDeps): Router {
  const router = Router();
  const list: List<ParcelRow, ParcelSort, 'status'> = {
    path: '/admin/parcels',
    sorts: PARCEL_SORTS,
    firstSort: '-createdAt',
    filters: { status: SHIPMENT_STATUSES },
    find: (wanted) => listParcels(deps.db, wanted),
    toItem: parcelItem,
    columns: PARCEL_COLUMNS,
  };
  router.get('/parcels', (req, res) =>
    answerList(req, res, list, async (shown) => {
      const [waiting, manifests] = await Promise.all([parcelsToManifest(deps.db), latestManifests(deps.db)]);
      sendOffice(req, res, 'list', parcelsPage(shown, { waiting, manifests }));
    }),
  );
  router.post('/manifests', (req, res) => close(deps, req, res));
  router.get('/manifests/:id', (req, res) => sendPaper(deps, req, res));
  return router;
}

async function close(deps: ParcelDeps, req: Request, res: Response): Promise<void> {
  const form = readForm(manifestFields, req.body);
  if (!form.ok) throw new Refusal('invalid', en.admin.invalid, { status: 422, problems: form.problems });
  try {
    await closeDay(deps, { ...form.value, who: whoIs(req) });
    flashGood(req, en.parcels.day.made);
  } catch (error) {
    const isTold = error instanceof Refusal || error instanceof OutsideFailure;
    if (!isTold || wantsJson(req)) throw error;
    flashBad(req, error instanceof Refusal ? error.message : en.parcels.day.outOfReach);
  }
  res.redirect(303, '/admin/parcels');
}

async function sendPaper(deps: ParcelDeps, req: Request, res: Response): Promise<void> {
  const { id } = req.params;
  if (typeof id !== 'string' || !looksLikeId(id)) throw new NotFound('manifest');
  const { key, type } = await manifestPaper(deps, id);
  res.set('Content-Disposition', 'inline');
  await sendStored(deps, res, { key, type });
}
