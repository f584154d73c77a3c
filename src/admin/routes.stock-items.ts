// Stock items: made, changed, put right by hand, valued; and the stream that keeps open pages true.
import { type Request, type Response, Router } from 'express';
import { EMPTY, type Filled } from '../accounts/pages.ts';
import { availableOf, type Level } from '../inventory/levels.ts';
import {
  listStock,
  type StockFilter,
  type StockRow,
  type StockSort,
  stockSummary,
} from '../inventory/queries.ts';
import type { Problems } from '../lib/refusal.ts';
import { sendProblem } from '../web/errors.ts';
import type { EventStreams } from '../web/event-stream.ts';
import { flashGood } from '../web/flash.ts';
import { readForm, type Typed } from '../web/read-form.ts';
import { wantsJson } from '../web/request.ts';
import { en } from '../words/en.ts';
import { addItem, mendItem, saveItem } from './actions.stock.ts';
import { itemDetailFields, mendingFields, newItemFields } from './forms.stock.ts';
import { answerList, type List } from './list.ts';
import { stockFormPage, VALUE_COLUMNS, valueItem, valuePage } from './pages.stock-items.ts';
import { problemsOf } from './problems.ts';
import { only } from './routes.permissions.ts';
import { itemAt, type StockDeps, showItem, stockList, unitOf } from './routes.stock.ts';
import { sendOffice, whoIs } from './shell.ts';

export interface StockItemDeps extends StockDeps {
  shop: StockDeps['shop'] & { refresh(): Promise<boolean> };
  shelf: { watch(listener: (changed: readonly Level[]) => void): () => void };
  streams: EventStreams;
}

/** Whoever may decide what there is. */
export const stockKeepers = only(['owner', 'manager'], en.inventory.notAllowed);

/** Stand before those of one item: their addresses would be codes. */
export function stockItemRoutes(deps: StockItemDeps): Router {
  const router = Router();
  const list = valueList(deps);
  router.get('/stock/events', (req, res) => stream(deps, req, res));
  router.get('/stock/value', (req, res) =>
    answerList(req, res, list, async (shown) => {
      const { value } = await stockSummary(deps.db);
      sendOffice(req, res, 'list', valuePage(shown, { value, currency: currencyOf(deps) }));
    }),
  );
  router.get('/stock/new', (req, res) => showForm(deps, { req, res }, null));
  router.post('/stock', stockKeepers, (req, res) => make(deps, req, res));
  router.get('/stock/:sku/details', async (req, res) =>
    showForm(deps, { req, res }, await itemAt(deps, req)),
  );
  router.post('/stock/:sku/details', stockKeepers, (req, res) => change(deps, req, res));
  router.post('/stock/:sku/check', stockKeepers, (req, res) => mend(deps, req, res));
  return router;
}

function currencyOf({ shop }: StockItemDeps): string {
  return shop.now().priceSheet.currency;
}

interface Exchange {
  req: Request;
  res: Response;
}

function showForm(
  deps: StockItemDeps,
  { req, res }: Exchange,
  item: StockRow | null,
  back: Filled = EMPTY,
): void {
  const status = back === EMPTY ? 200 : 422;
  sendOffice(req, res, 'stock-form', stockFormPage(item, currencyOf(deps), back), status);
}

/** The form again, or the problems as JSON. */
function sendBack(
  deps: StockItemDeps,
  { req, res }: Exchange,
  { item, typed, problems }: { item: StockRow | null; typed: Typed; problems: Problems },
): void {
  if (wantsJson(req))
    sendProblem(req, res, { status: 422, code: 'invalid', message: en.admin.invalid, problems });
  else showForm(deps, { req, res }, item, { typed, problems });
}

async function make(deps: StockItemDeps, req: Request, res: Response): Promise<void> {
  const form = readForm(newItemFields, req.body);
  const problems = form.ok ? await problemsOf(() => addItem(deps, form.value, whoIs(req))) : form.problems;
  if (problems || !form.ok)
    return sendBack(deps, { req, res }, { item: null, typed: form.typed, problems: problems ?? {} });
  await deps.shop.refresh();
  flashGood(req, en.inventory.item.made(form.value.name));
  res.redirect(303, `/admin/stock/${form.value.sku}`);
}

async function change(deps: StockItemDeps, req: Request, res: Response): Promise<void> {
  const item = await itemAt(deps, req);
  const { sku } = item;
  const form = readForm(itemDetailFields(unitOf(item)), req.body);
  const problems = form.ok
    ? await problemsOf(() => saveItem(deps, { sku, details: form.value, who: whoIs(req) }))
    : form.problems;
  if (problems) return sendBack(deps, { req, res }, { item, typed: form.typed, problems });
  flashGood(req, en.inventory.item.saved);
  res.redirect(303, `/admin/stock/${sku}`);
}

async function mend(deps: StockItemDeps, req: Request, res: Response): Promise<void> {
  const item = await itemAt(deps, req);
  const { sku } = item;
  const form = readForm(mendingFields(unitOf(item)), req.body);
  if (!form.ok) {
    const { typed, problems } = form;
    if (!wantsJson(req)) return showItem(deps, req, res, item, { status: 422, back: { typed, problems } });
    return sendProblem(req, res, { status: 422, code: 'invalid', message: en.admin.invalid, problems });
  }
  await mendItem(deps, { sku, who: whoIs(req), ...form.value });
  flashGood(req, en.inventory.check.mended);
  res.redirect(303, `/admin/stock/${sku}`);
}

/** Levels as they change, while somebody has the page open. */
function stream({ shelf, streams }: StockItemDeps, req: Request, res: Response): void {
  const open = streams.open(req, res);
  if (!open) return;
  open.onEnd(
    shelf.watch((changed) =>
      open.send('stock', {
        items: changed.map((level) => ({
          sku: level.sku,
          onHand: Number(level.onHand),
          reserved: Number(level.reserved),
          available: Number(availableOf(level)),
        })),
      }),
    ),
  );
}

function valueList(deps: Pick<StockDeps, 'db' | 'shop'>): List<StockRow, StockSort, StockFilter> {
  return {
    ...stockList(deps),
    path: '/admin/stock/value',
    find: (wanted) => listStock(deps.db, wanted),
    toItem: valueItem,
    columns: VALUE_COLUMNS,
  };
}
