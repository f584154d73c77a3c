// Notices of the gateway: stored once by their id, settled in the same transaction, tried again when they
// came before we knew their session.

import type { Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { isUniqueViolation } from '../db/trouble.ts';
import { backOff, DAY, later, MINUTE, SECOND } from '../lib/time.ts';
import { type CheckDeps, checkPayment } from './actions.check.ts';
import type { SettleDeps } from './actions.decide.ts';
import { settleMoves } from './actions.refund.settle.ts';
import { settleInside } from './actions.settle.ts';
import type { GatewayNotice } from './gateway.ts';
import { inLanes } from './lanes.ts';
import { findPaymentAbout, keptNotices } from './queries.ts';

/** Notices about somebody else's sessions come too, when one gateway account serves several shops. */
const KEEP_TRYING = 35 * DAY;
const FIRST_TRY = SECOND;
const LONGEST_WAIT = 5 * MINUTE;

/** Answers when the notice and all it means are stored for good. The same notice twice means nothing new. */
export async function receiveNotice(deps: SettleDeps, notice: GatewayNotice, body: string): Promise<void> {
  for (let tries = 3; ; tries -= 1) {
    try {
      return await transaction(deps.db, (tx) => storeAndSettle(tx, deps, notice, body));
    } catch (error) {
      // told by two connections at once, or decided by the landing page meanwhile
      if (isUniqueViolation(error, 'id') && (await isStored(deps, notice.id))) return;
      if (tries === 1) throw error;
    }
  }
}

async function isStored(deps: SettleDeps, id: string): Promise<boolean> {
  return (await deps.db.paymentNotice.count({ where: { id } })) > 0;
}

async function storeAndSettle(tx: Tx, deps: SettleDeps, notice: GatewayNotice, body: string): Promise<void> {
  if (await tx.paymentNotice.findUnique({ where: { id: notice.id }, select: { id: true } })) return;
  const now = deps.clock();
  const outcome = await settleNotice(tx, deps, notice, now);
  const isKept = outcome === 'unknown' || outcome === 'to_be_asked';
  await tx.paymentNotice.create({
    data: {
      id: notice.id,
      type: notice.type,
      objectId: subjectOf(notice),
      body,
      receivedAt: now,
      status: isKept ? 'kept' : outcome === 'nothing_of_ours' ? 'ignored' : 'processed',
      nextTryAt: isKept ? (outcome === 'unknown' ? later(now, FIRST_TRY) : now) : null,
      outcome,
    },
    select: { id: true },
  });
}

/** By what the payment is found again: its session, or the intent that refunds and disputes name. */
function subjectOf({ sessionId, intentId, objectId, moves }: GatewayNotice): string {
  return sessionId ?? (moves ? intentId : null) ?? objectId;
}

/** What is told of a session or of moved money in words we do not know, the gateway is asked about later. */
async function settleNotice(tx: Tx, deps: SettleDeps, notice: GatewayNotice, now: Date): Promise<string> {
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
