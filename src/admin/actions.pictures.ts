// Pictures of products: opened by the same guarded decoder as artwork, kept as WebP under a name that is their bytes.

import { KEPT_WIDTHS } from '../artwork/actions.preview.ts';
import { DECODER_VERSION } from '../artwork/decoder.ts';
import type { UploadDeps } from '../artwork/routes.upload.ts';
import { sniffFile } from '../artwork/sniff.file.ts';
import { pictureKey, pictureName, thumbnailKey } from '../artwork/store.ts';
import { withTempFile } from '../artwork/temp.disk.ts';
import { addPicture, removePicture } from '../catalog/actions.products.ts';
import { isPictureShown } from '../catalog/queries.products.ts';
import { Refusal } from '../lib/refusal.ts';
import type { ReceivedFile } from '../web/receive-file.ts';
import { en } from '../words/en.ts';
import { type CatalogDeps, changeWithAudit } from './actions.products.ts';

export type PictureDeps = CatalogDeps & UploadDeps;

interface Place {
  id: string;
  who: string;
}

/** Throws `Refusal`, 422, for a file that shows nothing. */
export async function hangPicture(
  deps: PictureDeps,
  { id, who }: Place,
  { file, alt }: { file: ReceivedFile; alt: string },
): Promise<void> {
  const { widthPx, heightPx } = await keepPicture(deps, file);
  const picture = { name: nameOf(file), widthPx, heightPx, alt };
  await changeWithAudit(deps, { id, who, what: 'product.picture' }, (tx, now) =>
    addPicture(tx, id, { picture, now }),
  );
}

function nameOf({ sha256 }: ReceivedFile): string {
  return pictureName({ sha256, version: DECODER_VERSION });
}

async function keepPicture(
  deps: PictureDeps,
  file: ReceivedFile,
): Promise<{ widthPx: number; heightPx: number }> {
  const kind = await sniffFile(file.tempPath, file.filename);
  if (!kind) throw notAPicture();
  return withTempFile(deps.uploadsDir, (previewPath) =>
    withTempFile(deps.uploadsDir, async (maskPath) => {
      const job = { path: file.tempPath, kind, page: 1, previewPath, maskPath };
      const decoded = await deps.decoder.decode(job);
      if (decoded.kind === 'refused' || !decoded.facts.preview) throw notAPicture();
      const { width: widthPx, height: heightPx } = decoded.facts.preview;
      await deps.files.put(pictureKey(nameOf(file)), previewPath);
      return { widthPx, heightPx };
    }),
  );
}

function notAPicture(): Refusal {
  const { picture } = en.catalog.problems;
  return new Refusal('not_a_picture', picture, { status: 422, problems: { artwork: picture } });
}

/** Its bytes go too, unless another product shows them. */
export async function takePictureDown(
  deps: PictureDeps,
  { id, who, pictureId, name }: Place & { pictureId: string; name: string },
): Promise<void> {
  await changeWithAudit(deps, { id, who, what: 'product.picture' }, (tx) =>
    removePicture(tx, { productId: id, pictureId }),
  );
  if (await isPictureShown(deps.db, name)) return;
  const key = pictureKey(name);
  for (const each of [key, ...KEPT_WIDTHS.map((width) => thumbnailKey(key, width))])
    await deps.files.remove(each);
}
