// Notices of the gateway: stored once by their id, settled in the same transaction, tried again when they
// came before we knew their session.
import { transaction } from '../db/transaction.ts';
import { isUniqueViolation } from '../db/trouble.ts';
import { OutsideFailure } from '../lib/refusal.ts';
import { backOff, DAY, later, MINUTE, SECOND } from '../lib/time.ts';
import { type SettleDeps, settleInside, settleSession } from './actions.settle.ts';
import type { GatewayNotice, PaymentGateway } from './gateway.ts';
import { keptNotices } from './queries.ts';

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

type Tx = Parameters<typeof settleInside>[0];

async function storeAndSettle(tx: Tx, deps: SettleDeps, notice: GatewayNotice, body: string): Promise<void> {
  if (await tx.paymentNotice.findUnique({ where: { id: notice.id }, select: { id: true } })) return;
  const now = deps.clock();
  const outcome = notice.session ? await settleInside(tx, deps, notice.session) : outcomeUnread(notice);
  await tx.paymentNotice.create({
    data: {
      id: notice.id,
      type: notice.type,
      objectId: notice.sessionId ?? notice.objectId,
      body,
      receivedAt: now,
      status: outcome === 'unknown' ? 'kept' : notice.session ? 'processed' : 'ignored',
      nextTryAt: outcome === 'unknown' ? later(now, FIRST_TRY) : null,
      outcome,
    },
    select: { id: true },
  });
}

/** What is told of a session in words we do not know, the gateway is asked about later. */
function outcomeUnread(notice: GatewayNotice): 'unknown' | 'not_about_a_session' {
  return notice.sessionId === null ? 'not_about_a_session' : 'unknown';
}

interface RetryDeps extends SettleDeps {
  gateway: PaymentGateway;
  workerPace: number;
}

/** Old news is not settled by what it said then: the gateway is asked how things stand now. */
export async function retryKeptNotices(deps: RetryDeps): Promise<void> {
  for (const notice of await keptNotices(deps.db, deps.clock(), 50)) {
    const known = await deps.db.payment.findUnique({
      where: { sessionId: notice.objectId },
      select: { id: true },
    });
    const outcome = known ? await askAndSettle(deps, notice.objectId) : 'unknown';
    await deps.db.paymentNotice.update({ where: { id: notice.id }, data: nextTry(deps, notice, outcome) });
  }
}

async function askAndSettle(deps: RetryDeps, sessionId: string): Promise<string> {
  try {
    return await settleSession(deps, await deps.gateway.askSession(sessionId));
  } catch (error) {
    if (error instanceof OutsideFailure) return 'unknown';
    throw error;
  }
}

function nextTry(deps: RetryDeps, notice: { attempts: number }, outcome: string) {
  const now = deps.clock();
  if (outcome !== 'unknown') return { status: 'processed', outcome, nextTryAt: null };
  const attempts = notice.attempts + 1;
  const wait = backOff(attempts + 1, FIRST_TRY, LONGEST_WAIT) / deps.workerPace;
  const tooOld = attempts * LONGEST_WAIT > KEEP_TRYING;
  return { status: tooOld ? 'ignored' : 'kept', attempts, nextTryAt: tooOld ? null : later(now, wait) };
}
