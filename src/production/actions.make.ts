// Makes the print files that are wanted, one after the other, outside of every transaction.
import type { Log } from '../lib/log.ts';
import { backOff, later, MINUTE, SECOND } from '../lib/time.ts';
import { type PrintDeps, type PrintResult, printLine } from './actions.print.ts';

export interface MakeDeps extends PrintDeps {
  log: Log;
  workerPace: number;
}

/** Longer than a child may take twice; who made it until then was killed. */
const LEASE = 3 * MINUTE;
const FIRST_RETRY = 5 * SECOND;
const LONGEST_RETRY = 5 * MINUTE;
/** The worker is asked to stop between its turns, so a turn is short; the next one comes at once. */
const TURN = 2 * SECOND;

/** Answers how many were made. */
export async function makePrintFiles(deps: MakeDeps): Promise<number> {
  const end = later(deps.clock(), TURN);
  for (let made = 0; ; made++) {
    const claim = made === 0 || deps.clock() < end ? await claimNext(deps) : null;
    if (!claim) return made;
    await make(deps, claim);
  }
}

interface Claim {
  id: string;
  lineId: string;
  name: string;
  attempts: number;
  /** Also names the claim: whoever finds another one there has lost it. */
  until: Date;
}

async function claimNext({ db, clock }: MakeDeps): Promise<Claim | null> {
  const now = clock();
  const isDue = { status: { in: ['waiting', 'making'] }, nextTryAt: { lte: now } };
  const next = await db.printFile.findFirst({ where: isDue, orderBy: { nextTryAt: 'asc' } });
  if (!next) return null;
  const { id, lineId, name, attempts } = next;
  const until = later(now, LEASE);
  const { count } = await db.printFile.updateMany({
    where: { id, ...isDue },
    data: { status: 'making', attempts: attempts + 1, nextTryAt: until },
  });
  return count === 1 ? { id, lineId, name, attempts: attempts + 1, until } : null;
}

/** At start, where no other process works here: what a killed process was making is made anew at once. */
export async function takeBackPrintFiles({ db, clock }: Pick<MakeDeps, 'db' | 'clock'>): Promise<void> {
  await db.printFile.updateMany({
    where: { status: 'making' },
    data: { status: 'waiting', nextTryAt: clock() },
  });
}

async function make(deps: MakeDeps, claim: Claim): Promise<void> {
  try {
    await finish(deps, claim, await printLine(deps, { ...claim, title: claim.name.replace(/\.pdf$/, '') }));
  } catch (error) {
    const { clock, db, log, workerPace } = deps;
    log.error({ printFile: claim.id, err: error }, 'a print file could not be made; it is tried again');
    const wait = backOff(claim.attempts, FIRST_RETRY, LONGEST_RETRY) / workerPace;
    await db.printFile.updateMany({
      where: held(claim),
      data: { status: 'waiting', nextTryAt: later(clock(), wait) },
    });
  }
}

function held({ id, until }: Claim) {
  return { id, status: 'making', nextTryAt: until };
}

async function finish(
  { db, clock }: MakeDeps,
  claim: Claim,
  { facts, ...result }: PrintResult,
): Promise<void> {
  const now = clock();
  await db.printFile.updateMany({
    where: held(claim),
    data: {
      ...result,
      facts: JSON.stringify(facts),
      nextTryAt: null,
      readyAt: result.status === 'ready' ? now : null,
    },
  });
}
