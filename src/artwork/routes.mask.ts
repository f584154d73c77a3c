// The mask of a design over HTTP: what a browser needs to draw the cut line while somebody moves its border.
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { Db } from '../db/open.ts';
import { NotFound } from '../lib/refusal.ts';
import { findArtworkFor } from './queries.ts';
import type { FileStore } from './store.ts';

/** `GET /artwork/:id/mask.png`: grey, coverage of the whole artboard. As private as the preview. */
export async function sendMask(
  deps: { db: Db; files: FileStore },
  req: Request,
  res: Response,
): Promise<void> {
  const artwork = await findArtworkFor(deps.db, req.visitor, String(req.params.id));
  if (!artwork?.maskKey) throw new NotFound('mask');
  // the key names the bytes, so a browser that has them needs only our permission
  res.set({ 'Cache-Control': 'private, no-cache', ETag: `"${artwork.maskKey}"` });
  if (req.fresh) {
    res.status(304).end();
    return;
  }
  const stored = await deps.files.open(artwork.maskKey);
  if (!stored) throw new NotFound('mask');
  res.type('image/png').set('Content-Length', String(stored.bytes));
  try {
    await pipeline(stored.stream, res);
  } catch (error) {
    if (!res.destroyed) throw error; // else they went away
  }
}
