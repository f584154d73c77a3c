// Price sheets in the back office: the list, one sheet, its figures, its publication.
import { type Request, type Response, Router } from 'express';
import { EMPTY, type Filled } from '../accounts/pages.ts';
import type { Db } from '../db/open.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import {
  discardDraft,
  draftSheet,
  getSheet,
  publishSheet,
  saveDraft,
  scheduleSheet,
  withdrawSheet,
} from '../pricing/actions.sheets.ts';
import {
  findLiveSheet,
  listSheets,
  SHEET_SORTS,
  type SheetFilter,
  type SheetListRow,
  type SheetSort,
  type StoredSheet,
} from '../pricing/queries.sheets.ts';
import { NO_PRICES, SHEET_STATUSES } from '../pricing/sheet.ts';
import { readSheetText } from '../pricing/sheet-text.ts';
import type { ShopNow } from '../shop.ts';
import { sendProblem } from '../web/errors.ts';
import { flashGood } from '../web/flash.ts';
import { readForm, typedFields } from '../web/read-form.ts';
import { wantsJson } from '../web/request.ts';
import { en } from '../words/en.ts';
import { draftFields, publicationFields, seenFields } from './forms.prices.ts';
import { answerList, type List } from './list.ts';
import {
  type KnownNames,
  namesOf,
  SHEET_LIST_COLUMNS,
  sheetItem,
  sheetJson,
  sheetPage,
  sheetsPage,
} from './pages.prices.ts';
import { handlesMoney, MONEY, only } from './routes.permissions.ts';
import { sheetCsv } from './sheet-csv.ts';
import { sendOffice, whoIs } from './shell.ts';

export interface PriceDeps {
  db: Db;
  clock: Clock;
  /** This process sells by a published sheet with its very next page; the others within a second. */
  shop: { now(): ShopNow; refresh(): Promise<boolean> };
}

const t = en.pricing.sheets;

/** Whoever may decide about prices. */
export const pricers = only(MONEY, t.refusals.role);

export function priceRoutes(deps: PriceDeps): Router {
  const router = Router();
  const list = sheetList(deps);
  router.get('/prices', (req, res) =>
    answerList(req, res, list, (shown) =>
      sendOffice(req, res, 'list', { ...sheetsPage(shown), maySave: handlesMoney(req) }),
    ),
  );
  router.post('/prices', pricers, (req, res) => draft(deps, req, res));
  router.get('/prices/:version', async (req, res) => show(deps, req, res, await sheetAt(deps, req)));
  router.post('/prices/:version', pricers, (req, res) => save(deps, req, res));
  router.post('/prices/:version/publication', pricers, (req, res) => publish(deps, req, res));
  router.post('/prices/:version/withdrawal', pricers, (req, res) => withdraw(deps, req, res));
  router.post('/prices/:version/removal', pricers, (req, res) => discard(deps, req, res));
  return router;
}

export async function sheetAt({ db }: Pick<PriceDeps, 'db'>, req: Request): Promise<StoredSheet> {
  const { version } = req.params;
  if (typeof version !== 'string' || !/^[1-9]\d{0,8}$/.test(version)) throw new NotFound('price sheet');
  return getSheet(db, Number(version));
}

/** What a form of a sheet may name: all that the shop has, and what the sheet itself has. */
export function knownTo(
  { shop }: Pick<PriceDeps, 'shop'>,
  { sheet }: Pick<StoredSheet, 'sheet'>,
): KnownNames {
  return namesOf(shop.now().catalogue, sheet);
}

function show(
  deps: PriceDeps,
  req: Request,
  res: Response,
  sheet: StoredSheet,
  back: Filled & { status?: number; refusal?: string } = EMPTY,
): void {
  if (back === EMPTY && req.query.format === 'csv') {
    res
      .type('text/csv; charset=utf-8')
      .attachment(`prices-${sheet.sheet.version}.csv`)
      .send(sheetCsv(sheet.sheet));
    return;
  }
  if (back === EMPTY && wantsJson(req)) return void res.json(sheetJson(sheet));
  const page = sheetPage(sheet, { known: knownTo(deps, sheet), back: back === EMPTY ? null : back });
  sendOffice(req, res, 'price-sheet', { ...page, maySave: handlesMoney(req) }, back.status ?? 200);
}

/** A copy of the sheet that was named, or of the live one; in a shop without prices an empty one. */
async function draft(deps: PriceDeps, req: Request, res: Response): Promise<void> {
  const { from = '' } = typedFields(req.body);
  const source = /^[1-9]\d{0,8}$/.test(from)
    ? await getSheet(deps.db, Number(from))
    : await findLiveSheet(deps.db);
  const { version: copied, currency, ...figures } = source?.sheet ?? NO_PRICES;
  const basedOn = copied === NO_PRICES.version ? null : copied;
  const version = await draftSheet(deps, { figures, currency, basedOn, note: '', who: whoIs(req) });
  flashGood(req, t.created(version));
  res.redirect(303, `/admin/prices/${version}`);
}

async function save(deps: PriceDeps, req: Request, res: Response): Promise<void> {
  const sheet = await sheetAt(deps, req);
  const form = readForm(draftFields, req.body);
  const read = readSheetText(form.typed, knownTo(deps, sheet));
  if (!form.ok || !read.ok) {
    const problems = { ...(form.ok ? {} : form.problems), ...(read.ok ? {} : read.problems) };
    return again(deps, req, res, { sheet, typed: form.typed, problems });
  }
  const { edits, note } = form.value;
  const seen = { version: sheet.sheet.version, edits, who: whoIs(req) };
  try {
    await saveDraft(deps, seen, { figures: read.figures, note });
  } catch (error) {
    return refused(deps, req, res, { error, typed: form.typed });
  }
  flashGood(req, t.saved);
  res.redirect(303, `/admin/prices/${sheet.sheet.version}`);
}

async function publish(deps: PriceDeps, req: Request, res: Response): Promise<void> {
  const sheet = await sheetAt(deps, req);
  const { version } = sheet.sheet;
  const form = readForm(publicationFields, req.body);
  const at = form.ok ? form.value.at : null;
  if (!form.ok || (at && at <= deps.clock()))
    return again(deps, req, res, { sheet, typed: form.typed, problems: { at: t.problems.when } });
  const seen = { version, edits: form.value.edits, who: whoIs(req) };
  try {
    if (at) await scheduleSheet(deps, seen, at);
    else await publishSheet(deps, seen);
  } catch (error) {
    return refused(deps, req, res, { error, typed: {} });
  }
  await deps.shop.refresh();
  flashGood(req, at ? t.publication.scheduled(version, at) : t.publication.published(version));
  res.redirect(303, at ? `/admin/prices/${version}` : '/admin/prices');
}

async function withdraw(deps: PriceDeps, req: Request, res: Response): Promise<void> {
  const { sheet } = await sheetAt(deps, req);
  await withdrawSheet(deps, sheet.version, whoIs(req));
  flashGood(req, t.publication.withdrawn(sheet.version));
  res.redirect(303, `/admin/prices/${sheet.version}`);
}

async function discard(deps: PriceDeps, req: Request, res: Response): Promise<void> {
  const { sheet } = await sheetAt(deps, req);
  const { edits } = seenFields.parse(typedFields(req.body));
  await discardDraft(deps, { version: sheet.version, edits, who: whoIs(req) });
  flashGood(req, t.publication.discarded(sheet.version));
  res.redirect(303, '/admin/prices');
}

interface Back extends Filled {
  sheet: StoredSheet;
}

function again(deps: PriceDeps, req: Request, res: Response, { sheet, typed, problems }: Back): void {
  if (!wantsJson(req)) show(deps, req, res, sheet, { typed, problems, status: 422 });
  else sendProblem(req, res, { status: 422, code: 'invalid', message: en.admin.invalid, problems });
}

/** Somebody was faster: their figures and those that were typed stand beside each other. */
async function refused(
  deps: PriceDeps,
  req: Request,
  res: Response,
  { error, typed }: { error: unknown; typed: Record<string, string> },
): Promise<void> {
  if (!(error instanceof Refusal) || wantsJson(req)) throw error;
  const sheet = await sheetAt(deps, req);
  const { status, message: refusal } = error;
  show(deps, req, res, sheet, { typed, problems: {}, status, refusal });
}

export function sheetList(deps: Pick<PriceDeps, 'db'>): List<SheetListRow, SheetSort, SheetFilter> {
  return {
    path: '/admin/prices',
    sorts: SHEET_SORTS,
    firstSort: '-version',
    filters: { status: SHEET_STATUSES },
    find: (wanted) => listSheets(deps.db, wanted),
    toItem: sheetItem,
    columns: SHEET_LIST_COLUMNS,
  };
}
