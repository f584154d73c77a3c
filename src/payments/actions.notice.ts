// Notices of the gateway: stored once by their id, settled right after, tried again when that failed or when they
// came before we knew their session.

import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { Db, Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { isUniqueViolation } from '../db/trouble.ts';
import type { Log } from '../lib/log.ts';
import { backOff, DAY, later, MINUTE, SECOND } from '../lib/time.ts';
import { type CheckDeps, checkPayment } from './actions.check.ts';
import type { SettleDeps } from './actions.decide.ts';
import { settleMoves } from './actions.refund.settle.ts';
import { settledOnce, settleInside } from './actions.settle.ts';
import type { GatewayNotice } from './gateway.ts';
import { inLanes } from './lanes.ts';
import { findPaymentAbout, keptNotices } from './queries.ts';

/** Notices about somebody else's sessions come too, when one gateway account serves several shops. */
const KEEP_TRYING = 35 * DAY;
const FIRST_TRY = SECOND;
/** Whoever had it in hand is dead by then. */
const LEFT_BEHIND = 15 * SECOND;
const LONGEST_WAIT = 5 * MINUTE;

export type NoticeDeps = SettleDeps & { log: Log };

/**
 * Answers when the notice is stored for good; one that comes alone finds all it means done, for which it waits
 * `waitMs` at most. Many at once do not wait for each other. The same notice twice means nothing new.
 */
export async function receiveNotice(
  deps: NoticeDeps,
  notice: GatewayNotice,
  { body, waitMs }: { body: string; waitMs?: number },
): Promise<void> {
  if (!(await store(deps, notice, body))) return;
  const isAlone = !lines.has(deps.db);
  const settled = inLine(deps.db, () => settleStored(deps, notice));
  if (waitMs === undefined) await settled;
  else if (isAlone) await Promise.race([settled, pause(waitMs)]);
}

interface Batch {
  rows: Map<string, NoticeRow>;
  /** Ids of those that are new, once all are on the disk. */
  written: Promise<ReadonlySet<string>>;
}

const batches = new WeakMap<Db, Batch>();

/** Those that come at the same time go to the disk together: its slowest step is the commit. Answers whether it is new. */
async function store(deps: NoticeDeps, notice: GatewayNotice, body: string): Promise<boolean> {
  const { rows, written } = batches.get(deps.db) ?? openBatch(deps.db);
  if (rows.has(notice.id)) return written.then(() => false);
  rows.set(notice.id, rowOf(notice, { body, now: deps.clock() }));
  return (await written).has(notice.id);
}

function openBatch(db: Db): Batch {
  const rows: Batch['rows'] = new Map();
  const written = nextTurn().then(() => {
    batches.delete(db);
    return writeNew(db, rows);
  });
  const batch = { rows, written };
  batches.set(db, batch);
  return batch;
}

async function writeNew(db: Db, rows: Batch['rows'], tries = 3): Promise<ReadonlySet<string>> {
  try {
    return await transaction(db, async (tx) => {
      const where = { id: { in: [...rows.keys()] } };
      const known = await tx.paymentNotice.findMany({ where, select: { id: true } });
      const fresh = new Map(rows);
      for (const { id } of known) fresh.delete(id);
      for (const data of fresh.values()) await tx.paymentNotice.create({ data, select: { id: true } });
      return new Set(fresh.keys());
    });
  } catch (error) {
    // told to another process at once
    if (tries === 1 || !isUniqueViolation(error, 'id')) throw error;
    return writeNew(db, rows, tries - 1);
  }
}

type NoticeRow = ReturnType<typeof rowOf>;

/** As one to be tried again: whatever happens to this process, the worker finds it. */
function rowOf(notice: GatewayNotice, { body, now }: { body: string; now: Date }) {
  const { id, type } = notice;
  const objectId = subjectOf(notice);
  return { id, type, objectId, body, receivedAt: now, status: 'kept', nextTryAt: later(now, LEFT_BEHIND) };
}

const lines = new WeakMap<Db, Promise<void>>();

/** One after the other: twenty at once would keep the database from everybody else, and the next notice waiting. */
function inLine(db: Db, work: () => Promise<void>): Promise<void> {
  // on SQLite a whole transaction passes without a turn of the event loop: others have theirs in between
  const mine = noticesSettled(db)
    .then(() => nextTurn())
    .then(work)
    .finally(() => {
      if (lines.get(db) === mine) lines.delete(db);
    });
  lines.set(db, mine);
  return mine;
}

/** What was answered before all it means was done. */
export function noticesSettled(db: Db): Promise<void> {
  return lines.get(db) ?? Promise.resolve();
}

/** From here on its place in our own table is what counts: a failure leaves it to the worker. */
async function settleStored(deps: NoticeDeps, notice: GatewayNotice): Promise<void> {
  try {
    await settledOnce(() => transaction(deps.db, (tx) => settleNotice(tx, deps, notice)));
  } catch (error) {
    deps.log.warn({ notice: notice.id, err: error }, 'notice not settled; the worker tries again');
  }
}

async function settleNotice(tx: Tx, deps: NoticeDeps, notice: GatewayNotice): Promise<void> {
  const now = deps.clock();
  const outcome = await outcomeOf(tx, deps, notice, now);
  const isKept = outcome === 'unknown' || outcome === 'to_be_asked';
  await tx.paymentNotice.updateMany({
    where: { id: notice.id, status: 'kept', attempts: 0 },
    data: {
      status: isKept ? 'kept' : outcome === 'nothing_of_ours' ? 'ignored' : 'processed',
      nextTryAt: isKept ? (outcome === 'unknown' ? later(now, FIRST_TRY) : now) : null,
      outcome,
    },
  });
}

/** By what the payment is found again: its session, or the intent that refunds and disputes name. */
function subjectOf({ sessionId, intentId, objectId, moves }: GatewayNotice): string {
  return sessionId ?? (moves ? intentId : null) ?? objectId;
}

/** What is told of a session or of moved money in words we do not know, the gateway is asked about later. */
async function outcomeOf(tx: Tx, deps: SettleDeps, notice: GatewayNotice, now: Date): Promise<string> {
  const { session, sessionId, intentId, moves, at } = notice;
  if (session) return settleInside(tx, deps, session);
  if (sessionId !== null) return 'unknown';
  if (!moves || intentId === null) return 'nothing_of_ours';
  const outcome = await settleMoves(tx, { intentId, moves, at }, now);
  return outcome === 'moves' && moves.disputes === null ? 'to_be_asked' : outcome;
}

/** Old news is not settled by what it said then: the gateway is asked how things stand now. */
export async function retryKeptNotices(deps: CheckDeps): Promise<void> {
  const kept = await keptNotices(deps.db, deps.clock(), 200);
  // ten notices about one payment are one question
  const subjects = [...new Set(kept.map(({ objectId }) => objectId))];
  await inLanes(subjects, async (objectId) => {
    const outcome = await askAbout(deps, objectId);
    for (const notice of kept.filter((each) => each.objectId === objectId)) {
      await deps.db.paymentNotice.update({
        where: { id: notice.id },
        data: nextTry(deps, notice, outcome),
      });
    }
  });
}

async function askAbout(deps: CheckDeps, objectId: string): Promise<'asked' | 'unknown'> {
  const payment = await findPaymentAbout(deps.db, objectId);
  return payment && (await checkPayment(deps, payment.id)) ? 'asked' : 'unknown';
}

function nextTry(deps: CheckDeps, notice: { attempts: number }, outcome: 'asked' | 'unknown') {
  const now = deps.clock();
  if (outcome === 'asked') return { status: 'processed', outcome, nextTryAt: null };
  const attempts = notice.attempts + 1;
  const wait = backOff(attempts + 1, FIRST_TRY, LONGEST_WAIT) / deps.workerPace;
  const tooOld = attempts * LONGEST_WAIT > KEEP_TRYING;
  return { status: tooOld ? 'ignored' : 'kept', attempts, nextTryAt: tooOld ? null : later(now, wait) };
}
