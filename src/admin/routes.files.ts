// Print files in the back office: downloading one, its cut line, both pictures of a failed check, what to do about it.
import { pipeline } from 'node:stream/promises';
import { type Request, type Response, Router } from 'express';
import { cutLineSvg } from '../artwork/pages.ts';
import type { FileStore } from '../artwork/store.ts';
import type { Db } from '../db/open.ts';
import { NotFound } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import {
  CHECK_PICTURES,
  type CheckPicture,
  checkPictureKey,
  type PrintFile,
  printKey,
} from '../production/print-file.ts';
import { findPrintFile } from '../production/queries.ts';
import type { StaffRole } from '../web/visitor.ts';
import { en } from '../words/en.ts';
import { type FileByStaff, makeFileAgain, passFile } from './actions.files.ts';
import { carryOut } from './routes.order-page.ts';
import { only } from './routes.permissions.ts';
import { whoIs } from './shell.ts';

export interface FileDeps {
  db: Db;
  clock: Clock;
  files: FileStore;
}

/** Whoever may change what is printed. */
const PRINTERS: readonly StaffRole[] = ['owner', 'manager', 'prepress'];

const t = en.production.files;

export function fileRoutes(deps: FileDeps): Router {
  const router = Router();
  const printers = only(PRINTERS, t.notYours);
  router.get('/files/:id', (req, res) => download(deps, req, res));
  router.get('/files/:id/cut-line.svg', (req, res) => sendCutLine(deps, req, res));
  for (const picture of CHECK_PICTURES)
    router.get(`/files/:id/${picture}.webp`, (req, res) => sendPicture(deps, req, res, picture));
  router.post('/files/:id/retry', printers, (req, res) =>
    decide(deps, req, res, async (by) => {
      await makeFileAgain(deps, by);
      return t.retried;
    }),
  );
  router.post('/files/:id/pass', printers, (req, res) =>
    decide(deps, req, res, async (by) => {
      await passFile(deps, by);
      return t.passed;
    }),
  );
  return router;
}

async function download(deps: FileDeps, req: Request, res: Response): Promise<void> {
  const { sha256, name } = await fileAt(deps, req);
  if (sha256 === null) throw new NotFound('print file');
  res.attachment(name);
  await sendStored(deps, res, { key: printKey(sha256), type: 'application/pdf' });
}

async function sendPicture(
  deps: FileDeps,
  req: Request,
  res: Response,
  picture: CheckPicture,
): Promise<void> {
  const { sha256 } = await fileAt(deps, req);
  if (sha256 === null) throw new NotFound('picture');
  await sendStored(deps, res, { key: checkPictureKey(sha256, picture), type: 'image/webp' });
}

/** Private to staff, and never kept by what lies between. */
export async function sendStored(
  { files }: Pick<FileDeps, 'files'>,
  res: Response,
  { key, type }: { key: string; type: string },
): Promise<void> {
  const stored = await files.open(key);
  if (!stored) throw new NotFound('file');
  res.set({ 'Content-Type': type, 'Content-Length': String(stored.bytes) });
  res.set({ 'Cache-Control': 'private, no-store', 'X-Content-Type-Options': 'nosniff' });
  try {
    await pipeline(stored.stream, res);
  } catch (error) {
    if (!res.destroyed) throw error; // else they stopped the download
  }
}

/** The very path that the file is cut along, in millimetres. */
async function sendCutLine(deps: FileDeps, req: Request, res: Response): Promise<void> {
  const { facts } = await fileAt(deps, req);
  if (!facts?.cut) throw new NotFound('cut line');
  const { widthMm, heightMm, cut } = facts;
  res
    .set('Cache-Control', 'private, no-store')
    .type('image/svg+xml')
    .send(cutLineSvg({ ...cut, widthMm, heightMm }));
}

async function decide(
  deps: FileDeps,
  req: Request,
  res: Response,
  act: (by: FileByStaff) => Promise<string>,
): Promise<void> {
  const file = await fileAt(deps, req);
  const { number } = await deps.db.order.findUniqueOrThrow({
    where: { id: file.orderId },
    select: { number: true },
  });
  await carryOut({ deps, req, res, number }, () => act({ file, number, who: whoIs(req) }));
}

async function fileAt({ db }: FileDeps, req: Request): Promise<PrintFile> {
  const file = await findPrintFile(db, String(req.params.id));
  if (!file) throw new NotFound('print file');
  return file;
}
