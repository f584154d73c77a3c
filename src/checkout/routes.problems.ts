// Reporting a problem from the order's page, with photos. Whoever may not see the order finds none of it.
import { pipeline } from 'node:stream/promises';
import { type Request, type Response, Router } from 'express';
import { EMPTY, type Filled } from '../accounts/pages.ts';
import { keepPhoto } from '../artwork/actions.photo.ts';
import type { Decoder } from '../artwork/decoder.ts';
import type { FileStore } from '../artwork/store.ts';
import { dropTempFile, tempFolder } from '../artwork/temp.disk.ts';
import type { Settings } from '../catalog/settings.ts';
import type { Db } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { isUniqueViolation } from '../db/trouble.ts';
import { newId } from '../lib/ids.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { type Report, reportProblem } from '../orders/actions.problems.ts';
import { MOST_PHOTOS, reportWindow, type Window } from '../orders/problem.ts';
import { findPhoto } from '../orders/queries.problems.ts';
import { findOrderFor, type WholeOrder } from '../orders/queries.ts';
import { sendProblem } from '../web/errors.ts';
import { flashGood } from '../web/flash.ts';
import { sendPage } from '../web/page.ts';
import { readForm, type Typed, typedFields } from '../web/read-form.ts';
import { type ReceivedFile, receiveFiles } from '../web/receive-file.ts';
import { wantsJson } from '../web/request.ts';
import { rememberVisitor } from '../web/session.ts';
import { en } from '../words/en.ts';
import { reportFields } from './forms.problems.ts';
import { keyOf, orderNumberOf } from './order-link.ts';
import { linkTo } from './pages.orders.ts';
import { reportPage } from './pages.problems.ts';

export interface ProblemDeps {
  db: Db;
  clock: Clock;
  shop: { now(): { settings: Settings } };
  files: FileStore;
  decoder: Decoder;
  uploadsDir: string;
  maxUploadBytes: number;
}

const say = en.problems;
/** Of each; cameras of phones stay well below. */
const MOST_PHOTO_BYTES = 25_000_000;

export function problemRoutes(deps: ProblemDeps): Router {
  const router = Router();
  router.get('/orders/:number/problem', async (req, res) => {
    show(deps, req, res, { order: await getOrder(deps, req), filled: EMPTY, status: 200 });
  });
  router.post('/orders/:number/problems', (req, res) => submit(deps, req, res));
  router.get('/orders/:number/problems/:id/photos/:photo', (req, res) => sendPhoto(deps, req, res));
  return router;
}

export function windowOf({ clock, shop }: Pick<ProblemDeps, 'clock' | 'shop'>, order: WholeOrder): Window {
  return reportWindow(order, { days: shop.now().settings['problems.days'], now: clock() });
}

async function getOrder({ db }: ProblemDeps, req: Request): Promise<WholeOrder> {
  const order = await findOrderFor(db, req.visitor, orderNumberOf(req), keyOf(req));
  if (!order) throw new NotFound('order');
  return order;
}

interface Shown {
  order: WholeOrder;
  filled: Filled;
  status: number;
  refusal?: string;
}

function show(
  deps: ProblemDeps,
  req: Request,
  res: Response,
  { order, filled, status, refusal }: Shown,
): void {
  const press = filled.typed.press || newId();
  const page = { order, key: keyOf(req), window: windowOf(deps, order), press, filled, refusal };
  sendPage(req, res, 'checkout/problem', reportPage(page), { status });
}

async function submit(deps: ProblemDeps, req: Request, res: Response): Promise<void> {
  const order = await getOrder(deps, req);
  if (!windowOf(deps, order).isOpen) throw new Refusal('too_late', say.customer.tooLate);
  const arrived = await receive(deps, req);
  if (!arrived.ok)
    return sendAgain(deps, req, res, { order, status: arrived.status, ...refusedPhotos(arrived) });
  const { files, fields } = arrived;
  try {
    const form = readForm(reportFields, fields);
    const problems = { ...(!form.ok && form.problems), ...lineProblem(order, fields) };
    if (!form.ok || Object.keys(problems).length > 0)
      return sendAgain(deps, req, res, { order, status: 422, filled: { typed: fields, problems } });
    const photos = await keepAll(deps, files);
    if (!photos)
      return sendAgain(deps, req, res, {
        order,
        status: 422,
        filled: { typed: fields, problems: { photos: say.problems.photo } },
      });
    const { reason, text, lineId, press } = form.value;
    const report = {
      orderId: order.id,
      reason,
      text,
      lineId: lineId || null,
      photos,
      press: press || newId(),
    };
    await reportOnce(deps, report);
    thank(req);
    res.redirect(303, linkTo(order, keyOf(req)));
  } finally {
    for (const { tempPath } of files) await dropTempFile(tempPath);
  }
}

/** Pressed twice at once: the other press has written it. */
async function reportOnce({ db, clock }: ProblemDeps, report: Omit<Report, 'now'>): Promise<void> {
  try {
    await transaction(db, (tx) => reportProblem(tx, { ...report, now: clock() }));
  } catch (error) {
    if (!isUniqueViolation(error, 'fact')) throw error;
  }
}

function thank(req: Request): void {
  if (wantsJson(req)) return;
  rememberVisitor(req);
  flashGood(req, say.customer.sent);
}

/** Without photos it may come as any other form. */
async function receive(deps: ProblemDeps, req: Request) {
  if (!req.is('multipart/form-data')) return { ok: true as const, files: [], fields: typedFields(req.body) };
  return receiveFiles(req, {
    field: 'photos',
    folder: tempFolder(deps.uploadsDir),
    maxBytes: Math.min(deps.maxUploadBytes, MOST_PHOTO_BYTES),
    most: MOST_PHOTOS,
    tooMany: say.problems.tooManyPhotos,
  });
}

function refusedPhotos({ message, code }: { message: string; code: string }): { filled: Filled } {
  const isAboutFiles = ['too_many_files', 'two_files', 'too_large'].includes(code);
  return { filled: { typed: {}, problems: { [isAboutFiles ? 'photos' : 'form']: message } } };
}

function lineProblem({ lines }: WholeOrder, { lineId = '' }: Typed): { lineId?: string } {
  return lineId === '' || lines.some(({ id }) => id === lineId) ? {} : { lineId: say.problems.line };
}

/** Null when one of them is no photo. */
async function keepAll(deps: ProblemDeps, files: readonly ReceivedFile[]): Promise<string[] | null> {
  const keys: string[] = [];
  for (const file of files) {
    const key = await keepPhoto(deps, file);
    if (!key) return null;
    keys.push(key);
  }
  return keys;
}

function sendAgain(deps: ProblemDeps, req: Request, res: Response, again: Shown): void {
  const { status, filled } = again;
  const { problems } = filled;
  if (wantsJson(req))
    sendProblem(req, res, { status, code: 'invalid', message: en.checkout.invalid, problems });
  else show(deps, req, res, again);
}

async function sendPhoto(deps: ProblemDeps, req: Request, res: Response): Promise<void> {
  const order = await getOrder(deps, req);
  const [, position] = /^([1-9])\.webp$/.exec(String(req.params.photo)) ?? [];
  const wanted = { orderId: order.id, problemId: String(req.params.id), position: Number(position ?? 0) };
  const key = await findPhoto(deps.db, wanted);
  const stored = key ? await deps.files.open(key) : null;
  if (!stored) throw new NotFound('photo');
  res.set({ 'Cache-Control': 'private, max-age=86400', 'Content-Length': String(stored.bytes) });
  res.type('image/webp');
  try {
    await pipeline(stored.stream, res);
  } catch (error) {
    if (!res.destroyed) throw error; // else they stopped looking
  }
}
