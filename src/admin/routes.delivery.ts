// Ways of delivery in the back office: the list, and one with its zones.
import { type Request, type Response, Router } from 'express';
import { EMPTY, type Filled } from '../accounts/pages.ts';
import { NotFound, type Problems } from '../lib/refusal.ts';
import { handOver } from '../orders/actions.pick-up.ts';
import type { DeliverySetUp } from '../shipping/actions.delivery.ts';
import {
  DELIVERY_SORTS,
  type DeliveryFilter,
  type DeliveryRow,
  type DeliverySort,
  listDeliveries,
} from '../shipping/queries.deliveries.ts';
import { findDelivery } from '../shipping/queries.ts';
import { sendProblem } from '../web/errors.ts';
import { flashGood } from '../web/flash.ts';
import { readForm } from '../web/read-form.ts';
import { wantsJson } from '../web/request.ts';
import { en } from '../words/en.ts';
import { saveDelivery } from './actions.delivery.ts';
import { deliveryFields, readZones, shortName } from './forms.delivery.ts';
import { answerList, type List } from './list.ts';
import { DELIVERY_COLUMNS, deliveriesPage, deliveryItem, deliveryPage } from './pages.delivery.ts';
import { problemsOf } from './problems.ts';
import { carryOut, deskAt, type OrderPageDeps } from './routes.order-page.ts';
import { only } from './routes.permissions.ts';
import { sendOffice, whoIs } from './shell.ts';

export interface DeliveryDeps extends OrderPageDeps {
  shop: { now(): { priceSheet: { currency: string } }; refresh(): Promise<boolean> };
}

export function deliveryRoutes(deps: DeliveryDeps): Router {
  const router = Router();
  const bosses = only(['owner', 'manager'], en.delivery.notAllowed);
  const list = deliveryList(deps);
  router.post('/orders/:number/pick-up', async (req, res) => {
    const desk = await deskAt(deps, req, res);
    await carryOut(desk, async () => {
      await handOver(deps, { number: desk.number, who: whoIs(req) });
      return en.delivery.handedOver;
    });
  });
  router.get('/delivery', (req, res) =>
    answerList(req, res, list, (shown) => {
      const maySave = ['owner', 'manager'].includes(req.visitor.staff?.role ?? '');
      const { currency } = deps.shop.now().priceSheet;
      sendOffice(req, res, 'list', deliveriesPage(shown, { currency, maySave }));
    }),
  );
  router.get('/delivery/new', (req, res) => show(req, res, null));
  router.get('/delivery/:id', async (req, res) => show(req, res, await deliveryAt(deps, req)));
  router.post('/delivery', bosses, (req, res) => save(deps, req, res, null));
  router.post('/delivery/:id', bosses, async (req, res) => save(deps, req, res, await deliveryAt(deps, req)));
  return router;
}

async function deliveryAt({ db }: DeliveryDeps, req: Request): Promise<DeliverySetUp> {
  const { id } = req.params;
  const option = typeof id === 'string' && id.length <= 30 ? await findDelivery(db, id) : null;
  if (!option) throw new NotFound('delivery');
  return option;
}

function show(req: Request, res: Response, option: DeliverySetUp | null, back: Filled = EMPTY): void {
  if (option && wantsJson(req)) res.json(option);
  else sendOffice(req, res, 'delivery', deliveryPage(option, back), back === EMPTY ? 200 : 422);
}

async function save(
  deps: DeliveryDeps,
  req: Request,
  res: Response,
  there: DeliverySetUp | null,
): Promise<void> {
  const form = readForm(deliveryFields, req.body);
  const { typed } = form;
  const { zones, problems: ofZones } = readZones(typed);
  const name = there ? null : shortName.safeParse(typed.id ?? '');
  const id = there?.id ?? name?.data ?? '';
  let problems: Problems = {
    ...(name?.error && { id: en.delivery.problems.id }),
    ...(!form.ok && form.problems),
    ...ofZones,
  };
  if (form.ok && Object.keys(problems).length === 0) {
    const change = { option: { id, ...form.value, zones }, isNew: !there, who: whoIs(req) };
    problems = (await problemsOf(() => saveDelivery(deps, change))) ?? {};
  }
  if (Object.keys(problems).length > 0) {
    if (!wantsJson(req)) return show(req, res, there, { typed, problems });
    return sendProblem(req, res, { status: 422, code: 'invalid', message: en.admin.invalid, problems });
  }
  flashGood(req, en.delivery.saved);
  res.redirect(303, '/admin/delivery');
}

export function deliveryList(
  deps: Pick<DeliveryDeps, 'db'>,
): List<DeliveryRow, DeliverySort, DeliveryFilter> {
  return {
    path: '/admin/delivery',
    sorts: DELIVERY_SORTS,
    firstSort: 'position',
    filters: { active: ['on', 'off'], kind: ['parcel', 'pickup'] },
    find: (wanted) => listDeliveries(deps.db, wanted),
    toItem: deliveryItem,
    columns: DELIVERY_COLUMNS,
  };
}
