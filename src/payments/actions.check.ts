// Holding one payment against the gateway's books: its session, its refunds, its disputes, and what differs.
import type { Db } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import type { Log } from '../lib/log.ts';
import { OutsideFailure } from '../lib/refusal.ts';
import { SECOND } from '../lib/time.ts';
import type { SettleDeps } from './actions.decide.ts';
import { settleMoves } from './actions.refund.settle.ts';
import { settleSession } from './actions.settle.ts';
import type { MoneyMoves, Patience, PaymentGateway, PaySession } from './gateway.ts';
import { inLanes } from './lanes.ts';
import { paymentsToCheck } from './queries.ts';

export interface CheckDeps extends SettleDeps {
  db: Db;
  gateway: PaymentGateway;
  log: Log;
  workerPace: number;
}

/** Once a day over everything of the last 35 days, a few at every look; answers how many were due. */
export async function checkPayments(deps: CheckDeps): Promise<number> {
  const due = await paymentsToCheck(deps.db, deps.clock(), { most: 100, pace: deps.workerPace });
  await inLanes(due, async ({ id }) => {
    await checkPayment(deps, id);
  });
  return due.length;
}

/** Three calls at most; a notice or a person waits for it. */
const PATIENCE: Patience = { timeoutMs: 6 * SECOND };

/** Answers whether the gateway could be asked. Everything it says is settled like any other news. */
export async function checkPayment(
  deps: CheckDeps,
  paymentId: string,
  patience: Patience = PATIENCE,
): Promise<boolean> {
  const payment = await deps.db.payment.findUniqueOrThrow({ where: { id: paymentId } });
  if (!payment.sessionId) return false;
  try {
    const session = await deps.gateway.askSession(payment.sessionId, patience);
    await settleSession(deps, session);
    const intentId = session.intentId ?? payment.intentId;
    const moves =
      session.state === 'paid' && intentId ? await deps.gateway.askMoney(intentId, patience) : NO_MOVES;
    await compare(deps, { id: payment.id, intentId, session, moves });
    return true;
  } catch (error) {
    if (!(error instanceof OutsideFailure)) throw error;
    deps.log.warn({ payment: payment.id, code: error.code }, 'could not compare with the gateway');
    if (error.permanent) await noteMissing(deps, payment);
    return false;
  }
}

const NO_MOVES: MoneyMoves = { refunds: [], disputes: [] };

interface Told {
  id: string;
  intentId: string | null;
  session: PaySession;
  moves: MoneyMoves;
}

async function compare(deps: CheckDeps, { id, intentId, session, moves }: Told): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    if (intentId) await settleMoves(tx, { intentId, moves, at: now }, now);
    const ours = await tx.payment.findUniqueOrThrow({ where: { id } });
    const received = session.state === 'paid' ? session.amountCents : 0;
    const back = moves.refunds.filter(({ status }) => status === 'succeeded');
    const theirs = received - back.reduce((sum, { amountCents }) => sum + amountCents, 0);
    const differenceCents = theirs - (ours.paidCents - ours.refundedCents);
    await tx.payment.update({
      where: { id },
      data: { differenceCents, checkedAt: now, askedAt: now, intentId: ours.intentId ?? intentId },
    });
  });
}

/** The gateway knows nothing of it: whatever we believe to have received is the difference. */
async function noteMissing(
  deps: CheckDeps,
  payment: { id: string; paidCents: number; refundedCents: number },
): Promise<void> {
  const differenceCents = payment.refundedCents - payment.paidCents;
  await deps.db.payment.update({
    where: { id: payment.id },
    data: { differenceCents, checkedAt: deps.clock() },
  });
}
