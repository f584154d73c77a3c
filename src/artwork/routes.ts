// The files of artwork over HTTP: previews, originals, cut lines. Private to whoever sent them, and staff.
import { pipeline } from 'node:stream/promises';
import { type Request, type Response, Router } from 'express';
import type { Db } from '../db/open.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { isContour } from '../sticker.ts';
import { readForm } from '../web/read-form.ts';
import { en } from '../words/en.ts';
import { cutLineFor } from './actions.cut.ts';
import { choosePage } from './actions.page.ts';
import { openPreview } from './actions.preview.ts';
import { askForPrepress } from './actions.ts';
import type { Artwork } from './artwork.ts';
import { type CutSettings, usualChoices } from './cut.ts';
import type { Decoder } from './decoder.ts';
import { cutLineForm, pageForm, previewForm } from './forms.ts';
import { type LineLimit, lineLimit } from './limit.ts';
import { artworkUrl, cutLineSvg } from './pages.ts';
import { findArtworkFor } from './queries.ts';
import { sendMask } from './routes.mask.ts';
import { type FileStore, originalKey } from './store.ts';

interface Deps {
  db: Db;
  shop: { now(): { settings: CutSettings } };
  clock: Clock;
  files: FileStore;
  decoder: Decoder;
  uploadsDir: string;
  rateLimit: boolean;
}

export function artworkFileRoutes(deps: Deps): Router {
  const router = Router();
  const limit = lineLimit(deps);
  router.get('/artwork/:id/preview.webp', (req, res) => sendPreview(deps, req, res));
  router.get('/artwork/:id/mask.png', (req, res) => sendMask(deps, req, res));
  router.get('/artwork/:id/original', (req, res) => sendOriginal(deps, req, res));
  router.get('/artwork/:id/cut-line.svg', (req, res) => sendCutLine(deps, limit, { req, res }));
  router.post('/artwork/:id/pages', (req, res) => takePage(deps, req, res));
  router.post('/artwork/:id/prepress', (req, res) => takeToPrepress(deps, req, res));
  return router;
}

async function sendPreview(deps: Deps, req: Request, res: Response): Promise<void> {
  const artwork = await getArtwork(deps, req);
  const form = readForm(previewForm, req.query);
  if (!form.ok)
    throw new Refusal('bad_width', en.artwork.size.previewWidth, { status: 422, problems: form.problems });
  const { width = null } = form.value;
  // the key names the bytes, so a browser that has them needs only our permission
  res.set({ 'Cache-Control': 'private, no-cache', ETag: `"${artwork.previewKey}/${width ?? 'full'}"` });
  if (artwork.previewKey !== null && req.fresh) {
    res.status(304).end();
    return;
  }
  const preview = await openPreview(deps, artwork, width);
  if (!preview) throw new NotFound('preview');
  res.type('image/webp').send(preview);
}

async function sendOriginal(deps: Deps, req: Request, res: Response): Promise<void> {
  const artwork = await getArtwork(deps, req);
  const stored = await deps.files.open(originalKey(artwork.sha256));
  if (!stored) throw new NotFound('original');
  res.attachment(artwork.filename);
  // whatever the name ends in: nothing a browser would open
  res.set({ 'Content-Type': 'application/octet-stream', 'Content-Length': String(stored.bytes) });
  res.set({ 'Cache-Control': 'private, no-store', 'X-Content-Type-Options': 'nosniff' });
  try {
    await pipeline(stored.stream, res);
  } catch (error) {
    if (!res.destroyed) throw error; // else they stopped the download
  }
}

async function sendCutLine(
  deps: Deps,
  limit: LineLimit,
  { req, res }: { req: Request; res: Response },
): Promise<void> {
  const artwork = await getArtwork(deps, req);
  const form = readForm(cutLineForm(usualChoices(deps.shop.now().settings)), req.query);
  if (!form.ok)
    throw new Refusal('bad_line', en.artwork.size.invalid, { status: 422, problems: form.problems });
  if (isContour(form.value.shape)) limit(req, res);
  const outcome = await cutLineFor(deps, artwork, form.value);
  if (outcome.kind === 'none')
    throw new Refusal(outcome.why, en.artwork.noLine[outcome.why], { status: 422 });
  res.set('Cache-Control', 'private, no-cache').type('image/svg+xml').send(cutLineSvg(outcome.cut));
}

async function takePage(deps: Deps, req: Request, res: Response): Promise<void> {
  const { id } = await getArtwork(deps, req);
  const form = readForm(pageForm, req.body);
  if (!form.ok) throw new Refusal('bad_page', en.artwork.size.page, { status: 422, problems: form.problems });
  const chosen = await choosePage(deps, req.visitor, { id, page: form.value.page });
  res.redirect(303, artworkUrl(chosen));
}

async function takeToPrepress(deps: Deps, req: Request, res: Response): Promise<void> {
  const id = String(req.params.id);
  await askForPrepress(deps, req.visitor, id);
  res.redirect(303, artworkUrl(id));
}

async function getArtwork(deps: Deps, req: Request): Promise<Artwork> {
  const artwork = await findArtworkFor(deps.db, req.visitor, String(req.params.id));
  if (!artwork) throw new NotFound('artwork');
  return artwork;
}
