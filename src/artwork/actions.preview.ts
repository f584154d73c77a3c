// Previews at the width somebody asks for.

import type { Reader } from '../db/open.ts';
import type { Artwork } from './artwork.ts';
import type { Decoder } from './decoder.ts';
import { previewKeyOf } from './queries.ts';
import { type FileStore, letterPictureKey, thumbnailKey } from './store.ts';
import { readTempFile, withTempFile } from './temp.disk.ts';

export interface PreviewDeps {
  files: FileStore;
  decoder: Decoder;
  uploadsDir: string;
}

/** Widths our own pages use: made once and kept. Any other is made when it is asked for. */
export const KEPT_WIDTHS = [160, 320, 640];

/** Never wider than `widthPx`, never enlarged; null when there is nothing to show. */
export async function openPreview(
  deps: PreviewDeps,
  artwork: Artwork,
  widthPx: number | null,
): Promise<Uint8Array | null> {
  const { previewKey, facts } = artwork;
  if (previewKey === null) return null;
  if (widthPx === null || widthPx >= (facts.preview?.width ?? 0)) return readStored(deps.files, previewKey);
  const kept = thumbnailKey(previewKey, widthPx);
  return (await readStored(deps.files, kept)) ?? shrink(deps, { previewKey, widthPx, kept });
}

/** A picture of ours that is not a preview; made narrower where that is less. */
export async function openNarrower(
  deps: PreviewDeps,
  key: string,
  widthPx: number | null,
): Promise<Uint8Array | null> {
  if (widthPx === null) return readStored(deps.files, key);
  const kept = thumbnailKey(key, widthPx);
  const there = await readStored(deps.files, kept);
  if (there || !(await deps.files.exists(key))) return there;
  return shrink(deps, { previewKey: key, widthPx, kept });
}

const LETTER_WIDTH_PX = 400;

/** Where smaller copies of a preview may lie. */
export function copiesOf(previewKey: string): string[] {
  const narrow = KEPT_WIDTHS.map((width) => thumbnailKey(previewKey, width));
  return [...narrow, letterPictureKey(previewKey, LETTER_WIDTH_PX)];
}

/** The design as a small PNG, for letters; null when there is nothing to show. Made once and kept. */
export async function letterPicture(
  deps: PreviewDeps & { db: Reader },
  artworkId: string,
): Promise<Buffer | null> {
  const previewKey = await previewKeyOf(deps.db, artworkId);
  if (previewKey === null) return null;
  const kept = letterPictureKey(previewKey, LETTER_WIDTH_PX);
  return (await readStored(deps.files, kept)) ?? drawForLetter(deps, { previewKey, kept });
}

async function drawForLetter(
  deps: PreviewDeps,
  { previewKey, kept }: { previewKey: string; kept: string },
): Promise<Buffer | null> {
  return withTempFile(deps.uploadsDir, async (toPath) => {
    const made = await deps.files.lend(previewKey, (path) =>
      deps.decoder.shrink({ path, widthPx: LETTER_WIDTH_PX, toPath, format: 'png' }),
    );
    if (!made) return null;
    const picture = Buffer.from(await readTempFile(toPath));
    await deps.files.put(kept, toPath);
    return picture;
  });
}

async function shrink(
  deps: PreviewDeps,
  { previewKey, widthPx, kept }: { previewKey: string; widthPx: number; kept: string },
): Promise<Uint8Array> {
  return withTempFile(deps.uploadsDir, async (toPath) => {
    await deps.files.lend(previewKey, async (path) => {
      if (!(await deps.decoder.shrink({ path, widthPx, toPath })))
        throw new Error('a preview of ours cannot be read');
    });
    const preview = await readTempFile(toPath);
    if (KEPT_WIDTHS.includes(widthPx)) await deps.files.put(kept, toPath);
    return preview;
  });
}

async function readStored(files: FileStore, key: string): Promise<Buffer | null> {
  const stored = await files.open(key);
  if (!stored) return null;
  const chunks: Uint8Array[] = [];
  for await (const chunk of stored.stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
