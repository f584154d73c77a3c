// Taking artwork in: judged by its bytes, opened in a decoder child, stored for good, then written down.
import type { Db, Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { newId } from '../lib/ids.ts';
import { NotFound } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { en } from '../words/en.ts';
import { type OpenDeps, type Opened, type Opening, openPage } from './actions.open.ts';
import { type Artwork, artworkOf, rowOf } from './artwork.ts';
import { DECODER_VERSION } from './decoder.ts';
import { cleanFilename } from './filename.ts';
import type { Kind } from './formats.ts';
import { preflight } from './preflight.ts';
import { type ArtworkOwner, findArtworkFor, findDecoded, type Viewer } from './queries.ts';
import { say } from './sentences.ts';
import { sniffFile } from './sniff.file.ts';
import { originalKey } from './store.ts';
import { dropTempFile, emptyTempFolder, withSecondName } from './temp.disk.ts';

interface Deps extends OpenDeps {
  db: Db;
  clock: Clock;
}

/** One file as it came off the wire. */
export interface Upload {
  owner: ArtworkOwner;
  tempPath: string;
  filename: string;
  bytes: number;
  sha256: string;
}

export type Acceptance =
  | { kind: 'accepted'; artwork: Artwork }
  | { kind: 'refused'; status: 413 | 415 | 422; code: string; message: string };

/** Refused or not, the temporary file is gone when this answers. */
export async function acceptArtwork(deps: Deps, upload: Upload): Promise<Acceptance> {
  try {
    const kind = await sniffFile(upload.tempPath, upload.filename);
    if (!kind) return refuse(415, 'unknown_kind', en.artwork.refused.unknown);
    const opened = await openOnce(deps, upload, kind);
    if (opened.kind === 'refused') return refuse(422, opened.why, en.artwork.refused[opened.why]);
    await keepOriginal(deps, upload);
    const artwork = await writeDown(deps, upload, opened);
    await putBackWhatWasSwept(deps, { upload, kind, opened });
    return { kind: 'accepted', artwork };
  } finally {
    await dropTempFile(upload.tempPath);
  }
}

/** The same bytes are opened once, whoever sends them. */
async function openOnce(deps: Deps, upload: Upload, kind: Kind): Promise<Opening> {
  const { sha256, tempPath } = upload;
  const known = await findDecoded(deps.db, { sha256, format: kind.format, page: 1 });
  if (known) return { kind: 'opened', ...known };
  return openPage(deps, { path: tempPath, sha256, kind, page: 1 });
}

/** The temporary file stays, for the case that what was there already is on its way out. */
async function keepOriginal({ files, uploadsDir }: Deps, { sha256, tempPath }: Upload): Promise<void> {
  await withSecondName(uploadsDir, tempPath, (second) => files.put(originalKey(sha256), second));
}

/**
 * Bytes that were found in the store may have been an old draft's, taken away before our row named them. Now it does,
 * and nobody takes them away again.
 */
async function putBackWhatWasSwept(
  deps: Deps,
  { upload, kind, opened }: { upload: Upload; kind: Kind; opened: Opened },
): Promise<void> {
  const { sha256, tempPath } = upload;
  if (!(await deps.files.exists(originalKey(sha256)))) await keepOriginal(deps, upload);
  const { previewKey, maskKey } = opened;
  const isWhole = await Promise.all([previewKey, maskKey].map((key) => !key || deps.files.exists(key)));
  if (isWhole.includes(false)) await openPage(deps, { path: tempPath, sha256, kind, page: 1 });
}

async function writeDown(deps: Deps, upload: Upload, opened: Opened): Promise<Artwork> {
  const { owner, sha256, bytes } = upload;
  const filename = cleanFilename(upload.filename, opened.facts.format);
  const file = { sha256, bytes, filename };
  return transaction(deps.db, (tx) => writeArtwork(tx, { owner, file, opened, now: deps.clock() }));
}

interface NewArtwork {
  owner: ArtworkOwner;
  file: { sha256: string; bytes: number; filename: string };
  opened: Opened;
  now: Date;
}

/** The row of one page of a file whose bytes are stored, with what is found about it. */
export async function writeArtwork(tx: Tx, { owner, file, opened, now }: NewArtwork): Promise<Artwork> {
  const { facts, previewKey, maskKey } = opened;
  const findings = preflight(facts).map((finding) => ({
    id: newId(),
    code: finding.code,
    severity: finding.severity,
    message: say(finding),
  }));
  const row = {
    id: newId(),
    ...owner,
    ...file,
    ...rowOf(facts, DECODER_VERSION),
    previewKey,
    maskKey,
    createdAt: now,
  };
  return artworkOf(await tx.artwork.create({ data: { ...row, findings: { create: findings } } }));
}

function refuse(status: 413 | 415 | 422, code: string, message: string): Acceptance {
  return { kind: 'refused', status, code, message };
}

/** "Let us prepare it for you": whatever is wrong with the file, it can be ordered now. */
export async function askForPrepress(
  deps: { db: Db; clock: Clock },
  viewer: Viewer,
  id: string,
): Promise<void> {
  const artwork = await findArtworkFor(deps.db, viewer, id);
  if (!artwork) throw new NotFound('artwork');
  const now = deps.clock();
  await transaction(deps.db, (tx) =>
    tx.artwork.updateMany({ where: { id, prepressAskedAt: null }, data: { prepressAskedAt: now } }),
  );
}

/**
 * Inside the transaction that puts designs into a cart or an order: as of now they are in use. Answers those that are
 * still there, with those among them that prepress was asked to prepare.
 */
export async function useArtwork(tx: Tx, ids: string[], now: Date): Promise<UsedArtwork[]> {
  if (ids.length === 0) return [];
  return tx.artwork.updateManyAndReturn({
    where: { id: { in: ids } },
    data: { usedAt: now },
    select: { id: true, prepressAskedAt: true },
  });
}

export interface UsedArtwork {
  id: string;
  prepressAskedAt: Date | null;
}

/** Inside the transaction of a sign-in: what the session sent belongs to the account from now on. */
export async function claimArtworkFor(
  tx: Tx,
  move: { visitorId: string; customerId: string },
): Promise<void> {
  const { visitorId, customerId } = move;
  await tx.artwork.updateMany({ where: { visitorId }, data: { visitorId: null, customerId } });
}

/** Inside the transaction that gives orders to an account: their designs come along. */
export async function claimOrderedArtwork(
  tx: Tx,
  move: { artworkIds: string[]; customerId: string },
): Promise<void> {
  const { artworkIds, customerId } = move;
  await tx.artwork.updateMany({ where: { id: { in: artworkIds }, customerId: null }, data: { customerId } });
}

/**
 * At start: temporary files of a process that was killed belong to nobody. Where several processes share the
 * folder, `before` spares those of the others.
 */
export async function sweepTemp(deps: { uploadsDir: string }, before?: Date): Promise<void> {
  await emptyTempFolder(deps.uploadsDir, before);
}
