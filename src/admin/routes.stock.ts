// Stock in the back office: the list, the item, its movements, and booking one by hand.
import { type Request, type Response, Router } from 'express';
import type { Filled } from '../accounts/pages.ts';
import type { Catalogue } from '../catalog/catalogue.ts';
import type { Db } from '../db/open.ts';
import type { Unit } from '../inventory/levels.ts';
import { consumedLately } from '../inventory/queries.levels.ts';
import {
  findStockItem,
  listMovements,
  listStock,
  MOVEMENT_SORTS,
  type MovementRow,
  type MovementSort,
  STOCK_SORTS,
  type StockFilter,
  type StockRow,
  type StockSort,
  stockSummary,
} from '../inventory/queries.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { sendProblem } from '../web/errors.ts';
import { flashGood } from '../web/flash.ts';
import { readForm } from '../web/read-form.ts';
import { wantsJson } from '../web/request.ts';
import { en } from '../words/en.ts';
import { bookStock } from './actions.stock.ts';
import { stockChangeFields } from './forms.stock.ts';
import { answerList, type List } from './list.ts';
import {
  MOVEMENT_COLUMNS,
  movementItem,
  movementsPage,
  STOCK_COLUMNS,
  type StockFacts,
  stockItemJson,
  stockItemPage,
  stockPage,
} from './pages.stock.ts';
import { goToScanned } from './routes.scanned.ts';
import { sendOffice, whoIs } from './shell.ts';

export interface StockDeps {
  db: Db;
  clock: Clock;
  shop: { now(): { catalogue: Catalogue; priceSheet: { currency: string } } };
}

const SHOWN_MOVEMENTS = 15;

export function stockRoutes(deps: StockDeps): Router {
  const router = Router();
  const list = stockList(deps);
  router.get('/stock', goToScanned(deps), (req, res) =>
    answerList(req, res, list, async (shown) => {
      const [facts, summary] = await Promise.all([factsOf(deps, shown.found.rows), stockSummary(deps.db)]);
      sendOffice(req, res, 'list', stockPage(shown, facts, summary));
    }),
  );
  router.get('/stock/:sku', async (req, res) => showItem(deps, req, res, await itemAt(deps, req)));
  router.get('/stock/:sku/movements', async (req, res) => {
    const item = await itemAt(deps, req);
    await answerList(req, res, movementList(deps, item.sku), (shown) =>
      sendOffice(
        req,
        res,
        'list',
        movementsPage(shown, { item, currency: deps.shop.now().priceSheet.currency }),
      ),
    );
  });
  router.post('/stock/:sku/movements', (req, res) => book(deps, req, res));
  return router;
}

async function factsOf({ db, clock, shop }: StockDeps, rows: readonly StockRow[]): Promise<StockFacts> {
  const now = clock();
  const { catalogue, priceSheet } = shop.now();
  const ids = rows.map(({ id }) => id);
  return { catalogue, currency: priceSheet.currency, consumed: await consumedLately(db, ids, now), now };
}

async function book(deps: StockDeps, req: Request, res: Response): Promise<void> {
  const item = await itemAt(deps, req);
  const { sku } = item;
  const form = readForm(stockChangeFields(unitOf(item)), req.body);
  if (!form.ok) {
    const { typed, problems } = form;
    if (!wantsJson(req)) return showItem(deps, req, res, item, { status: 422, back: { typed, problems } });
    return sendProblem(req, res, { status: 422, code: 'invalid', message: en.admin.invalid, problems });
  }
  try {
    await bookStock(deps, { sku, who: whoIs(req), ...form.value });
  } catch (error) {
    if (!(error instanceof Refusal) || wantsJson(req)) throw error;
    const back = { typed: form.typed, problems: {} };
    return showItem(deps, req, res, item, { status: error.status, back, refusal: error.message });
  }
  flashGood(req, en.admin.stock.booked);
  res.redirect(303, `/admin/stock/${sku}`);
}

export function unitOf({ unit }: Pick<StockRow, 'unit'>): Unit {
  return unit as Unit; // only forms and the seed write it, and they know no others
}

export interface ShownAgain {
  status: number;
  back: Filled;
  refusal?: string;
}

export async function showItem(
  deps: StockDeps,
  req: Request,
  res: Response,
  item: StockRow,
  again?: ShownAgain,
): Promise<void> {
  if (wantsJson(req)) {
    res.json(stockItemJson(item, deps.shop.now().catalogue));
    return;
  }
  const newest = { by: 'at', descending: true } as const;
  const wanted = { words: [], filters: { kind: [] }, sort: newest, skip: 0, take: SHOWN_MOVEMENTS };
  const [facts, { rows: movements }] = await Promise.all([
    factsOf(deps, [item]),
    listMovements(deps.db, item.sku, wanted),
  ]);
  const { back, refusal, status } = again ?? { status: 200 };
  sendOffice(req, res, 'stock-item', stockItemPage({ item, facts, movements, back, refusal }), status);
}

export async function itemAt(deps: Pick<StockDeps, 'db'>, req: Request): Promise<StockRow> {
  const { sku } = req.params;
  const item =
    typeof sku === 'string' && /^[\w.-]{1,80}$/.test(sku) ? await findStockItem(deps.db, sku) : null;
  if (!item) throw new NotFound('stock item');
  return item;
}

export function stockList(deps: Pick<StockDeps, 'db' | 'shop'>): List<StockRow, StockSort, StockFilter> {
  return {
    path: '/admin/stock',
    sorts: STOCK_SORTS,
    firstSort: 'sku',
    filters: { level: ['low'], check: ['off'] },
    find: (wanted) => listStock(deps.db, wanted),
    toItem: (row) => stockItemJson(row, deps.shop.now().catalogue),
    columns: STOCK_COLUMNS,
  };
}

function movementList(deps: Pick<StockDeps, 'db'>, sku: string): List<MovementRow, MovementSort, 'kind'> {
  return {
    path: `/admin/stock/${sku}/movements`,
    sorts: MOVEMENT_SORTS,
    firstSort: '-at',
    filters: { kind: Object.keys(en.admin.stock.kinds) },
    find: (wanted) => listMovements(deps.db, sku, wanted),
    toItem: movementItem,
    columns: MOVEMENT_COLUMNS,
  };
}
