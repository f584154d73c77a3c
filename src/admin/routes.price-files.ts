// Price sheets compared with the live one, and brought in as files.
import { readFile } from 'node:fs/promises';
import { type Request, type Response, Router } from 'express';
import { dropTempFile, tempFolder } from '../artwork/temp.disk.ts';
import { DAY, earlier } from '../lib/time.ts';
import { soldStickers } from '../orders/queries.sold.ts';
import { draftSheet } from '../pricing/actions.sheets.ts';
import { findLiveSheet } from '../pricing/queries.sheets.ts';
import { NO_PRICES } from '../pricing/sheet.ts';
import { sendProblem } from '../web/errors.ts';
import { flashGood } from '../web/flash.ts';
import { typedFields } from '../web/read-form.ts';
import { receiveFile } from '../web/receive-file.ts';
import { wantsJson } from '../web/request.ts';
import { en } from '../words/en.ts';
import { comparisonJson, comparisonPage } from './pages.price-comparison.ts';
import { importPage } from './pages.price-import.ts';
import { knownTo, type PriceDeps, pricers, sheetAt } from './routes.prices.ts';
import { type RowProblem, readSheetCsv } from './sheet-csv.ts';
import { sendOffice, whoIs } from './shell.ts';

export interface PriceFileDeps extends PriceDeps {
  uploadsDir: string;
}

const t = en.pricing.sheets.csv;
const A_MONTH = 30 * DAY;
const MOST_BYTES = 100_000;

/** Before the routes of single sheets, whose numbers are never words. */
export function priceFileRoutes(deps: PriceFileDeps): Router {
  const router = Router();
  router.get('/prices/imports', pricers, (req, res) => sendOffice(req, res, 'price-import', importPage()));
  router.post('/prices/imports', pricers, (req, res) => bringIn(deps, req, res));
  router.get('/prices/:version/comparison', (req, res) => compare(deps, req, res));
  return router;
}

async function compare(deps: PriceFileDeps, req: Request, res: Response): Promise<void> {
  const stored = await sheetAt(deps, req);
  const live = await findLiveSheet(deps.db);
  const recent = await soldStickers(deps.db, earlier(deps.clock(), A_MONTH));
  const page = { live: live?.sheet ?? NO_PRICES, sheet: stored.sheet, known: knownTo(deps, stored), recent };
  if (wantsJson(req)) res.json(comparisonJson(page));
  else sendOffice(req, res, 'price-comparison', comparisonPage(page));
}

/** A file becomes a draft or nothing at all. */
async function bringIn(deps: PriceFileDeps, req: Request, res: Response): Promise<void> {
  const { priceSheet, catalogue } = deps.shop.now();
  const sent = await textOf(deps, req);
  if ('problem' in sent) return sendAgain(req, res, { text: '', message: sent.problem, rows: [] });
  const known = {
    materials: catalogue.materials.map(({ slug }) => slug),
    finishes: catalogue.finishes.map(({ slug }) => slug),
    currency: priceSheet.currency,
  };
  const read = readSheetCsv(sent.text, known);
  if (!read.ok) return sendAgain(req, res, { text: sent.text, message: t.problems, rows: read.rows });
  const { figures } = read;
  const { currency } = priceSheet;
  const version = await draftSheet(deps, { figures, currency, basedOn: null, note: t.note, who: whoIs(req) });
  flashGood(req, t.imported(version));
  res.redirect(303, `/admin/prices/${version}`);
}

/** Pasted into the form, or a file beside it. */
async function textOf(
  { uploadsDir }: PriceFileDeps,
  req: Request,
): Promise<{ text: string } | { problem: string }> {
  if (!req.is('multipart/form-data')) {
    const { text = '' } = typedFields(req.body);
    return text.trim() === '' ? { problem: t.nothing } : { text };
  }
  const reception = await receiveFile(req, {
    field: 'file',
    folder: tempFolder(uploadsDir),
    maxBytes: MOST_BYTES,
  });
  if (!reception.ok) return { problem: reception.status === 413 ? t.tooLarge : t.nothing };
  try {
    const bytes = await readFile(reception.file.tempPath);
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) return { problem: t.unreadable };
    throw error;
  } finally {
    await dropTempFile(reception.file.tempPath);
  }
}

interface Again {
  text: string;
  message: string;
  rows: readonly RowProblem[];
}

function sendAgain(req: Request, res: Response, again: Again): void {
  const { rows, message } = again;
  const problems = Object.fromEntries(rows.map((each) => [t.where(each.row, each.column), each.message]));
  if (!wantsJson(req)) sendOffice(req, res, 'price-import', importPage(again), 422);
  else sendProblem(req, res, { status: 422, code: 'invalid', message, problems }, { rows });
}
