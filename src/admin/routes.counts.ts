// Stock-taking in the back office: sheets, what people found, CSV out and in, and the posting.
import { type Request, type Response, Router } from 'express';
import { EMPTY } from '../accounts/pages.ts';
import { dropTempFile, readTempFile, tempFolder } from '../artwork/temp.disk.ts';
import type { Db } from '../db/open.ts';
import { readAmount } from '../inventory/amount.ts';
import {
  COUNT_SORTS,
  COUNT_STATUSES,
  type CountRow,
  type CountSheet,
  type CountSort,
  findCount,
  listCounts,
  movedSinceCounted,
} from '../inventory/queries.counts.ts';
import { looksLikeId } from '../lib/ids.ts';
import { NotFound, type Problems, Refusal } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { sendProblem } from '../web/errors.ts';
import { flashGood } from '../web/flash.ts';
import { readForm, type Typed, typedFields } from '../web/read-form.ts';
import { receiveFile } from '../web/receive-file.ts';
import { wantsJson } from '../web/request.ts';
import { en } from '../words/en.ts';
import { abandonCount, bookCount, saveCounts, startCount } from './actions.stock.ts';
import { countCsv, readCounts } from './count-csv.ts';
import { newCountFields, postingFields } from './forms.stock.ts';
import { answerList, type List } from './list.ts';
import {
  COUNT_LIST_COLUMNS,
  type CountBack,
  countItem,
  countJson,
  countPage,
  countsPage,
  sheetRows,
} from './pages.counts.ts';
import { unitOf } from './routes.stock.ts';
import { stockKeepers } from './routes.stock-items.ts';
import { sendOffice, whoIs } from './shell.ts';

export interface CountDeps {
  db: Db;
  clock: Clock;
  uploadsDir: string;
}

const t = en.inventory.counts;
/** A sheet of ten thousand items. */
const MOST_BYTES = 2_000_000;

export function countRoutes(deps: CountDeps): Router {
  const router = Router();
  router.get('/stock/counts', (req, res) => showCounts(deps, req, res));
  router.post('/stock/counts', (req, res) => start(deps, req, res));
  router.get('/stock/counts/:id', async (req, res) => show(deps, req, res, await sheetAt(deps, req)));
  router.post('/stock/counts/:id', (req, res) => save(deps, req, res));
  router.post('/stock/counts/:id/import', (req, res) => takeIn(deps, req, res));
  router.post('/stock/counts/:id/posting', stockKeepers, (req, res) => post(deps, req, res));
  router.post('/stock/counts/:id/removal', stockKeepers, (req, res) => drop(deps, req, res));
  return router;
}

function showCounts(deps: CountDeps, req: Request, res: Response, back = EMPTY): Promise<void> {
  return answerList(req, res, countList(deps), (shown) =>
    sendOffice(req, res, 'list', countsPage(shown, back), back === EMPTY ? 200 : 422),
  );
}

async function start(deps: CountDeps, req: Request, res: Response): Promise<void> {
  const form = readForm(newCountFields, req.body);
  try {
    if (!form.ok) throw new Refusal('invalid', en.admin.invalid, { status: 422, problems: form.problems });
    const id = await startCount(deps, { ...form.value, who: whoIs(req) });
    res.redirect(303, `/admin/stock/counts/${id}`);
  } catch (error) {
    if (!(error instanceof Refusal) || wantsJson(req)) throw error;
    await showCounts(deps, req, res, { typed: form.typed, problems: error.problems ?? {} });
  }
}

async function sheetAt({ db }: CountDeps, req: Request): Promise<CountSheet> {
  const { id } = req.params;
  const sheet = typeof id === 'string' && looksLikeId(id) ? await findCount(db, id) : null;
  if (!sheet) throw new NotFound('count');
  return sheet;
}

async function show(
  deps: CountDeps,
  req: Request,
  res: Response,
  sheet: CountSheet,
  back?: CountBack & { status: number },
): Promise<void> {
  if (!back && req.query.format === 'csv') {
    res
      .type('text/csv; charset=utf-8')
      .attachment('count.csv')
      .send(countCsv(sheetRows(sheet)));
    return;
  }
  const moved = await movedSinceCounted(deps.db, sheet);
  if (!back && wantsJson(req)) res.json(countJson(sheet, moved));
  else sendOffice(req, res, 'count', countPage(sheet, moved, back), back?.status ?? 200);
}

/** The page again with what was typed, or the problem as JSON. */
async function sendBack(
  deps: CountDeps,
  req: Request,
  res: Response,
  { sheet, ...back }: CountBack & { sheet: CountSheet; status: number; code: string; message: string },
): Promise<void> {
  const { status, code, message, problems } = back;
  if (wantsJson(req)) sendProblem(req, res, { status, code, message, problems });
  else await show(deps, req, res, sheet, back);
}

async function save(deps: CountDeps, req: Request, res: Response): Promise<void> {
  const sheet = await sheetAt(deps, req);
  const typed = typedFields(req.body);
  const { counts, problems } = readTyped(sheet, typed);
  if (Object.keys(problems).length > 0) {
    const again = { status: 422, code: 'invalid', message: en.admin.invalid };
    return sendBack(deps, req, res, { sheet, typed, problems, ...again });
  }
  const changed = await saveCounts(deps, { countId: sheet.id, counts, who: whoIs(req) });
  flashGood(req, t.saved(changed));
  res.redirect(303, `/admin/stock/counts/${sheet.id}`);
}

/** A field that is not sent leaves its line as it is; an empty one takes the count back. */
function readTyped(sheet: CountSheet, typed: Typed) {
  const problems: Problems = {};
  const counts = sheet.lines.flatMap(({ id, item }) => {
    const text = typed[`counted-${id}`]?.trim();
    if (text === undefined) return [];
    const counted = text === '' ? null : readAmount(text, unitOf(item));
    const isWrong = text !== '' && (counted === null || counted < 0n);
    if (isWrong) problems[`counted-${id}`] = en.inventory.problems.amount;
    return isWrong ? [] : [{ lineId: id, counted }];
  });
  return { counts, problems };
}

/** A file, or the same rows pasted into the field. */
async function takeIn(deps: CountDeps, req: Request, res: Response): Promise<void> {
  const sheet = await sheetAt(deps, req);
  const text = await textOf(deps, req);
  const read = readCounts(text, sheetRows(sheet));
  if (!read.ok) {
    const problems = Object.fromEntries(read.rows.map(({ row, message }) => [`row${row}`, message]));
    const again = { status: 422, code: 'invalid', message: t.rowsWrong(read.rows.length) };
    const typed = { rows: text };
    if (wantsJson(req)) return sendBack(deps, req, res, { sheet, typed, problems, ...again });
    return sendBack(deps, req, res, { sheet, typed, problems: {}, rows: read.rows, ...again });
  }
  const changed = await saveCounts(deps, { countId: sheet.id, counts: read.counts, who: whoIs(req) });
  flashGood(req, t.saved(changed));
  res.redirect(303, `/admin/stock/counts/${sheet.id}`);
}

async function textOf({ uploadsDir }: CountDeps, req: Request): Promise<string> {
  if (!req.is('multipart/form-data')) return typedFields(req.body).rows ?? '';
  const taken = await receiveFile(req, {
    field: 'file',
    folder: tempFolder(uploadsDir),
    maxBytes: MOST_BYTES,
  });
  if (!taken.ok) throw new Refusal(taken.code, taken.message, { status: taken.status });
  try {
    return Buffer.from(await readTempFile(taken.file.tempPath)).toString('utf8');
  } finally {
    await dropTempFile(taken.file.tempPath);
  }
}

async function post(deps: CountDeps, req: Request, res: Response): Promise<void> {
  const sheet = await sheetAt(deps, req);
  const form = readForm(postingFields, req.body);
  const { typed } = form;
  if (!form.ok) {
    const again = { status: 422, code: 'invalid', message: en.admin.invalid };
    return sendBack(deps, req, res, { sheet, typed, problems: form.problems, ...again });
  }
  try {
    const changed = await bookCount(deps, { sheet, reason: form.value.reason, who: whoIs(req) });
    flashGood(req, t.posted(changed));
    res.redirect(303, `/admin/stock/counts/${sheet.id}`);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, code, message } = error;
    await sendBack(deps, req, res, { sheet, typed, problems: {}, refusal: message, status, code, message });
  }
}

async function drop(deps: CountDeps, req: Request, res: Response): Promise<void> {
  const sheet = await sheetAt(deps, req);
  await abandonCount(deps, { sheet, who: whoIs(req) });
  flashGood(req, t.dropped);
  res.redirect(303, '/admin/stock/counts');
}

function countList({ db }: CountDeps): List<CountRow, CountSort, 'status'> {
  return {
    path: '/admin/stock/counts',
    sorts: COUNT_SORTS,
    firstSort: '-createdAt',
    filters: { status: COUNT_STATUSES },
    find: (wanted) => listCounts(db, wanted),
    toItem: countItem,
    columns: COUNT_LIST_COLUMNS,
  };
}
