// Pictures of products: for everybody, at the width that is asked for, kept for ever because their name is their bytes.
import { type Request, type Response, Router } from 'express';
import { openNarrower, type PreviewDeps } from '../artwork/actions.preview.ts';
import { previewForm } from '../artwork/forms.ts';
import { pictureKey } from '../artwork/store.ts';
import { isPictureShown } from '../catalog/queries.products.ts';
import type { Db } from '../db/open.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import { readForm } from '../web/read-form.ts';
import { en } from '../words/en.ts';

const NAME = /^([a-f0-9]{64}\.\d{1,4})\.webp$/;
const FOR_EVER = 'public, max-age=31536000, immutable';

export function pictureRoutes(deps: PreviewDeps & { db: Db }): Router {
  const router = Router();
  router.get('/pictures/:file', (req, res) => sendPicture(deps, req, res));
  return router;
}

async function sendPicture(deps: PreviewDeps & { db: Db }, req: Request, res: Response): Promise<void> {
  const [, name] = NAME.exec(String(req.params.file)) ?? [];
  if (!name || !(await isPictureShown(deps.db, name))) throw new NotFound('picture');
  const form = readForm(previewForm, req.query);
  if (!form.ok)
    throw new Refusal('bad_width', en.artwork.size.previewWidth, { status: 422, problems: form.problems });
  const picture = await openNarrower(deps, pictureKey(name), form.value.width ?? null);
  if (!picture) throw new NotFound('picture');
  res.set('Cache-Control', FOR_EVER).type('image/webp').send(picture);
}
