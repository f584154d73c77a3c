// Opening the gateway's page for one attempt to pay, and remembering it.
import { isUniqueViolation } from '../db/trouble.ts';
import { OutsideFailure } from '../lib/refusal.ts';
import type { SettleDeps } from './actions.decide.ts';
import { settleSession } from './actions.settle.ts';
import type { PaymentGateway, PayRequest, PaySession } from './gateway.ts';
import type { livePaymentOf } from './queries.ts';
import { nextAsk } from './schedule.ts';

export interface PageDeps extends SettleDeps {
  gateway: PaymentGateway;
  workerPace: number;
}

export type Started = { kind: 'pay'; url: string } | { kind: 'landing' };

export type Attempt = NonNullable<Awaited<ReturnType<typeof livePaymentOf>>>;

/** Somebody wants to pay and waits for an answer. */
export interface Press {
  at: Date;
  /** What is left of their patience, in ms. */
  timeLeft: () => number;
}

/** Two presses at once share one call; across processes the idempotency key does the same. */
const opening = new Map<string, Promise<Started | null>>();

/** Null when the attempt turned out to be too old, and a new one is worth a try. */
export function openPage(deps: PageDeps, attempt: Attempt, press: Press): Promise<Started | null> {
  const running = opening.get(attempt.id);
  if (running) return running;
  const call = askForPage(deps, attempt, press).finally(() => opening.delete(attempt.id));
  opening.set(attempt.id, call);
  return call;
}

async function askForPage(deps: PageDeps, attempt: Attempt, press: Press): Promise<Started | null> {
  const request = JSON.parse(attempt.request) as PayRequest; // our own JSON, written by payRequest
  const patience = { timeoutMs: press.timeLeft() };
  try {
    return await rememberPage(
      deps,
      attempt,
      await deps.gateway.openSession(request, attempt.idempotencyKey, patience),
    );
  } catch (error) {
    if (!(error instanceof OutsideFailure && error.permanent)) throw error;
    await retireKey(deps, attempt, error);
    // the next attempt lets the buyer type the address at the gateway
    if (error.code === 'email_refused') return null;
    // an older request asks for a page that would end too soon by now; a new one does not
    if (error.code === 'refused' && attempt.createdAt < press.at) return null;
    throw error;
  }
}

async function rememberPage(deps: PageDeps, attempt: Attempt, session: PaySession): Promise<Started> {
  try {
    return await rememberOwnPage(deps, attempt, session);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const message = 'the answer is the page of another payment';
    throw new OutsideFailure('stripe', message, { permanent: false, code: 'nonsense' });
  }
}

async function rememberOwnPage(deps: PageDeps, attempt: Attempt, session: PaySession): Promise<Started> {
  const { id: sessionId, url: payUrl, intentId } = session;
  const nextAskAt = nextAsk(
    { status: 'open', asks: 0, expiresAt: attempt.expiresAt },
    deps.clock(),
    deps.workerPace,
  );
  // also when it was given up meanwhile: the session exists, so we must know it
  const stored = await deps.db.payment.updateMany({
    where: { id: attempt.id, status: 'creating' },
    data: { status: 'open', sessionId, payUrl, intentId, nextAskAt, error: '' },
  });
  if (stored.count === 0) {
    await deps.db.payment.updateMany({
      where: { id: attempt.id, sessionId: null },
      data: { sessionId, intentId },
    });
    // a press at the same time was faster: the same key gave it the same page
    const open = await deps.db.payment.count({ where: { id: attempt.id, status: 'open', sessionId } });
    return open === 1 && payUrl ? { kind: 'pay', url: payUrl } : { kind: 'landing' };
  }
  if (session.state !== 'open') await settleSession(deps, session);
  return session.state === 'open' && payUrl ? { kind: 'pay', url: payUrl } : { kind: 'landing' };
}

/** The same call would fail for ever: the next attempt gets a row and a key of its own. */
async function retireKey(deps: PageDeps, attempt: Attempt, failure: OutsideFailure): Promise<void> {
  await deps.db.payment.updateMany({
    where: { id: attempt.id, status: 'creating' },
    data: { liveOrderId: null, error: failure.code ?? 'refused' },
  });
}
