// Throwing away designs that nobody ordered: first the rows, then the bytes that no row names any more.
import type { Db, Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { type Clock, DAY, earlier } from '../lib/time.ts';
import { copiesOf } from './actions.preview.ts';
import { draftsBefore, isNamed, oldDrafts, unusedSince } from './queries.ts';
import { type FileStore, originalKey } from './store.ts';
import { withTempFile } from './temp.disk.ts';

interface Deps {
  db: Db;
  clock: Clock;
  files: FileStore;
  uploadsDir: string;
  shop: { now(): { settings: { 'artwork.draftDays': number } } };
}

/** Few enough that nobody waits for the transaction. */
const AT_ONCE = 50;

/** Answers how many designs are gone. A crash in between leaves bytes without a name, which harm nobody. */
export async function sweepDrafts(deps: Deps): Promise<number> {
  const days = deps.shop.now().settings['artwork.draftDays'];
  const before = earlier(deps.clock(), days * DAY);
  let gone = 0;
  for (;;) {
    const ids = await oldDrafts(deps.db, before, AT_ONCE);
    const swept = await transaction(deps.db, (tx) => deleteDrafts(tx, ids, before));
    for (const draft of swept) await dropBytes(deps, draft);
    gone += swept.length;
    if (ids.length < AT_ONCE || swept.length === 0) return gone;
  }
}

interface Swept {
  sha256: string;
  previewKey: string | null;
  maskKey: string | null;
}

/**
 * Whoever puts one of them into a cart or an order meanwhile has marked its row as used, so that it is spared here,
 * although its line is not seen yet.
 */
async function deleteDrafts(tx: Tx, ids: string[], before: Date): Promise<Swept[]> {
  const where = { id: { in: ids }, ...draftsBefore(before) };
  const swept = await tx.artwork.findMany({
    where,
    select: { id: true, sha256: true, previewKey: true, maskKey: true },
  });
  await tx.cartLine.deleteMany({
    where: {
      artworkId: { in: swept.map(({ id }) => id) },
      cart: { status: 'open', updatedAt: { lt: before } },
    },
  });
  const gone: Swept[] = [];
  for (const draft of swept) {
    const { count } = await tx.artwork.deleteMany({ where: { id: draft.id, ...unusedSince(before) } });
    if (count > 0) gone.push(draft);
  }
  return gone;
}

async function dropBytes(deps: Deps, { sha256, previewKey, maskKey }: Swept): Promise<void> {
  await drop(deps, originalKey(sha256), { sha256 });
  if (maskKey !== null) await drop(deps, maskKey, { maskKey });
  if (previewKey === null) return;
  await drop(deps, previewKey, { previewKey });
  for (const copy of copiesOf(previewKey)) {
    if (!(await isNamed(deps.db, { previewKey }))) await deps.files.remove(copy);
  }
}

/**
 * Taken aside first, and back again when somebody has sent the same bytes in the meantime. Whoever writes the row only
 * after that looks whether the bytes are there, and puts them back from their own copy.
 */
async function drop(
  { db, files, uploadsDir }: Deps,
  key: string,
  name: Parameters<typeof isNamed>[1],
): Promise<void> {
  if (await isNamed(db, name)) return;
  await withTempFile(uploadsDir, async (aside) => {
    if (!(await files.take(key, aside))) return;
    if (await isNamed(db, name)) await files.put(key, aside);
  });
}
