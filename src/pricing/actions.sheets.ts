// Drafting, saving and publishing price sheets. A published sheet never changes again; one is live at a time.
import { writeAudit } from '../accounts/actions.audit.ts';
import type { Audited } from '../accounts/audit.ts';
import { bumpRevision } from '../catalog/actions.ts';
import type { Db, Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { isUniqueViolation } from '../db/trouble.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { en } from '../words/en.ts';
import { dueSheets, findSheet, type StoredSheet } from './queries.sheets.ts';
import type { SheetFigures, SheetStatus } from './sheet.ts';
import { flawsOf } from './sheet-rules.ts';
import { sentenceFor, textOf } from './sheet-text.ts';

interface Deps {
  db: Db;
  clock: Clock;
}

const say = en.pricing.sheets.refusals;

export interface NewDraft {
  figures: SheetFigures;
  currency: string;
  basedOn: number | null;
  note: string;
  who: string;
}

const TRIES = 10;

/** Answers its version: the next one, also when others draft at the same moment. */
export async function draftSheet(deps: Deps, draft: NewDraft): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await draftNext(deps, draft);
    } catch (error) {
      if (attempt === TRIES || !isUniqueViolation(error)) throw error;
    }
  }
}

function draftNext({ db, clock }: Deps, draft: NewDraft): Promise<number> {
  const { figures, who, ...rest } = draft;
  const now = clock();
  return transaction(db, async (tx) => {
    const last = await tx.priceSheet.aggregate({ _max: { version: true } });
    const version = (last._max.version ?? 0) + 1;
    const data = JSON.stringify(figures);
    const made = { createdAt: now, createdBy: who, changedAt: now, changedBy: who };
    await tx.priceSheet.create({
      data: { version, status: 'draft', data, ...rest, ...made },
      select: { version: true },
    });
    const after = rest.basedOn === null ? rest.note : en.pricing.sheets.copiedFrom(rest.basedOn);
    await note(tx, { version, what: 'prices.drafted', after, who, now });
    return version;
  });
}

/** A draft as somebody saw it: saved only when nobody saved another one meanwhile. */
export interface SeenDraft {
  version: number;
  edits: number;
  who: string;
}

/** Throws `Refusal('changed_meanwhile')` or `Refusal('not_a_draft')`, 409. */
export async function saveDraft(
  { db, clock }: Deps,
  seen: SeenDraft,
  { figures, note: text }: { figures: SheetFigures; note: string },
): Promise<void> {
  const now = clock();
  const { version, who } = seen;
  await transaction(db, async (tx) => {
    const before = await getSheet(tx, version);
    await claimDraft(tx, seen, {
      data: JSON.stringify(figures),
      note: text,
      changedAt: now,
      changedBy: who,
      edits: { increment: 1 },
    });
    const change = differenceOf(before.sheet, figures);
    await note(tx, { version, what: 'prices.saved', ...change, who, now });
  });
}

/** Every price comes from it with the next revision. The sheet that was live is past at the same moment. */
export async function publishSheet({ db, clock }: Deps, seen: SeenDraft): Promise<void> {
  const now = clock();
  await transaction(db, async (tx) => {
    refuseUnsafe(await getSheet(tx, seen.version));
    await makeWay(tx, now);
    await claimDraft(tx, seen, { ...LIVE, publishedAt: now, publishedBy: seen.who });
    await note(tx, { version: seen.version, what: 'prices.published', who: seen.who, now });
  });
}

export async function scheduleSheet({ db, clock }: Deps, seen: SeenDraft, at: Date): Promise<void> {
  const now = clock();
  const { version, who } = seen;
  await transaction(db, async (tx) => {
    refuseUnsafe(await getSheet(tx, version));
    await claimDraft(tx, seen, { status: 'scheduled', publishAt: at, publishedBy: who });
    await note(tx, { version, what: 'prices.scheduled', after: at.toISOString(), who, now });
  });
}

/** Published by nobody's hand when its time has come: each once, however many processes look. Answers how many were due. */
export async function publishDueSheets({ db, clock }: Deps): Promise<number> {
  const now = clock();
  const due = await dueSheets(db, now);
  for (const version of due) {
    await transaction(db, async (tx) => {
      const where = { version, status: 'scheduled', publishAt: { lte: now } };
      // looked at first, so that the live sheet does not make way for one that was taken back
      await bumpRevision(tx);
      if ((await tx.priceSheet.count({ where })) === 0) return;
      await makeWay(tx, now);
      const claimed = await tx.priceSheet.updateMany({ where, data: { ...LIVE, publishedAt: now } });
      if (claimed.count === 0) throw new NotFound('price sheet');
      await note(tx, { version, what: 'prices.published', who: 'worker', now });
    });
  }
  return due.length;
}

/** Back to a draft, as long as its time has not come. */
export async function withdrawSheet({ db, clock }: Deps, version: number, who: string): Promise<void> {
  const now = clock();
  await transaction(db, async (tx) => {
    const back = await tx.priceSheet.updateMany({
      where: { version, status: 'scheduled' },
      data: { status: 'draft', publishAt: null, publishedBy: '' },
    });
    if (back.count === 0) {
      const { status } = await getSheet(tx, version);
      throw new Refusal('not_scheduled', say.notScheduled(version, wordFor(status)));
    }
    await note(tx, { version, what: 'prices.withdrawn', who, now });
  });
}

/** Kept, so that its number is never given to another one. */
export async function discardDraft({ db, clock }: Deps, seen: SeenDraft): Promise<void> {
  const now = clock();
  const { version, who } = seen;
  await transaction(db, async (tx) => {
    await claimDraft(tx, seen, { status: 'discarded', endedAt: now });
    await note(tx, { version, what: 'prices.discarded', who, now });
  });
}

const LIVE = { status: 'live', liveKey: 'live', publishAt: null };

/** Whoever publishes waits here for the other; after it nothing is live in this transaction. */
async function makeWay(tx: Tx, now: Date): Promise<void> {
  await bumpRevision(tx);
  await tx.priceSheet.updateMany({ where: { status: 'live' }, data: { status: 'past', endedAt: now } });
  // also of a row that somebody changed by hand
  await tx.priceSheet.updateMany({ where: { liveKey: 'live' }, data: { liveKey: null } });
}

type Changes = Parameters<Tx['priceSheet']['updateMany']>[0]['data'];

async function claimDraft(tx: Tx, { version, edits }: SeenDraft, data: Changes): Promise<void> {
  const claimed = await tx.priceSheet.updateMany({ where: { version, edits, status: 'draft' }, data });
  if (claimed.count > 0) return;
  const { status, changedBy, changedAt } = await getSheet(tx, version);
  if (status !== 'draft') throw new Refusal('not_a_draft', say.notDraft(version, wordFor(status)));
  throw new Refusal('changed_meanwhile', say.changed(changedBy, changedAt));
}

export async function getSheet(tx: Tx | Db, version: number): Promise<StoredSheet> {
  const sheet = await findSheet(tx, version);
  if (!sheet) throw new NotFound('price sheet');
  return sheet;
}

/** However its figures came there. */
function refuseUnsafe({ sheet }: StoredSheet): void {
  const [flaw] = flawsOf(sheet);
  if (flaw) throw new Refusal('unsafe_sheet', say.unsafe(sentenceFor(flaw)), { status: 422 });
}

function wordFor(status: SheetStatus): string {
  return en.pricing.sheets.statuses[status];
}

interface Noted {
  version: number;
  what: Audited;
  before?: string;
  after?: string;
  who: string;
  now: Date;
}

function note(tx: Tx, { version, ...change }: Noted): Promise<void> {
  return writeAudit(tx, { ...change, subject: en.pricing.sheets.sheet(version) });
}

/** Only the figures that are different now, both ways. */
function differenceOf(before: SheetFigures, after: SheetFigures) {
  const [old, now] = [textOf(before), textOf(after)];
  const changed = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
    (key) => old[key] !== now[key],
  );
  const told = (texts: Record<string, string>) =>
    changed.map((key) => `${key} ${texts[key] ?? '–'}`).join(', ');
  return { before: told(old), after: told(now) };
}
