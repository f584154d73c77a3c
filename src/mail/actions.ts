// Writing letters into the outbox, and getting them out.
import type { Db, Reader, Tx } from '../db/open.ts';
import { newId } from '../lib/ids.ts';
import type { Log } from '../lib/log.ts';
import { OutsideFailure } from '../lib/refusal.ts';
import { backOff, type Clock, later, MINUTE, SECOND } from '../lib/time.ts';
import { choiceFor, ownSubject } from './choices.ts';
import { subjectOf } from './drafts.ts';
import type { LetterKind, LetterModels } from './kinds.ts';
import { composeLetter, type Letterhead } from './letter.ejs.ts';
import { dueLetters } from './queries.ts';
import type { MailTransport } from './transport.ts';

export interface NewLetter<K extends LetterKind> {
  kind: K;
  to: string;
  model: LetterModels[K];
  /** What it tells, once: `order-confirmed:<order id>`. */
  fact: string;
  order?: { id: string; number: string } | undefined;
}

/**
 * In the transaction of the fact it tells. A fact that was told already is not told again, one that the owner
 * does not want told is not.
 */
export async function queueLetter<K extends LetterKind>(
  tx: Tx,
  letter: NewLetter<K>,
  now: Date,
): Promise<void> {
  const choice = choiceFor(letter.kind, await tx.letterSetting.findUnique({ where: { kind: letter.kind } }));
  if (!choice.isOn) return;
  const id = newId();
  const subject = ownSubject(choice.subject, letter.model) || subjectOf(letter.kind, letter.model);
  await tx.letter.upsert({
    where: { fact: letter.fact },
    // an empty update would make Prisma look first and insert then, which two tellers at once can break
    update: { fact: letter.fact },
    create: {
      id,
      kind: letter.kind,
      to: letter.to,
      subject,
      model: JSON.stringify(letter.model),
      fact: letter.fact,
      orderId: letter.order?.id ?? null,
      orderNumber: letter.order?.number ?? null,
      messageId: `<${id}@kisscut>`,
      status: 'queued',
      nextAttemptAt: now,
      createdAt: now,
    },
    select: { id: true },
  });
}

export interface PostOffice {
  db: Db;
  clock: Clock;
  log: Log;
  mail: MailTransport;
  baseUrl: () => string;
  /** The secret links are derived from. */
  secret: string;
  shop: { now(): { settings: { shopName: string; shopAddress: string[] } } };
  /** The design as PNG, at most 400 px on its longest side. */
  pictureOf: Letterhead['pictureOf'];
  /** An invoice or a credit note as a file. */
  documentOf: Letterhead['documentOf'];
  pace: number;
}

const FIRST_RETRY = 5 * SECOND;
const LONGEST_RETRY = 5 * MINUTE;
/** A sender that died holds its letter no longer than this. */
const CLAIM = 2 * MINUTE;
/** Longer than the slowest sending, so that nobody else sends a letter that is still on its way. */
const SHORTEST_CLAIM = 70 * SECOND;
/** One receiver that hangs keeps the others waiting less. */
const AT_ONCE = 5;

/** Sends what is due, a few at a time; answers how many left the house. */
export async function sendDueLetters(deps: PostOffice, most = 100): Promise<number> {
  const due = (await dueLetters(deps.db, deps.clock(), most)).values();
  let sent = 0;
  const sendNextOnes = async () => {
    for (const { id } of due) {
      if (await sendOne(deps, id)) sent += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sendNextOnes));
  return sent;
}

async function sendOne(deps: PostOffice, id: string): Promise<boolean> {
  const now = deps.clock();
  const claim = Math.max(SHORTEST_CLAIM, CLAIM / deps.pace);
  const claimed = await deps.db.letter.updateMany({
    where: { id, status: { in: ['queued', 'sending'] }, nextAttemptAt: { lte: now } },
    data: { status: 'sending', attempts: { increment: 1 }, nextAttemptAt: later(now, claim) },
  });
  if (claimed.count === 0) return false;
  const letter = await deps.db.letter.findUniqueOrThrow({ where: { id } });
  try {
    await deps.mail.send(await composeLetter(letter, letterhead(deps)));
  } catch (error) {
    await noteFailure(deps, letter, error);
    return false;
  }
  await deps.db.letter.updateMany({
    where: { id },
    data: { status: 'sent', sentAt: deps.clock(), error: '' },
  });
  return true;
}

function letterhead(deps: PostOffice): Letterhead {
  const { shopName, shopAddress } = deps.shop.now().settings;
  const { secret, pictureOf, documentOf } = deps;
  return { baseUrl: deps.baseUrl(), secret, shopName, shopAddress, pictureOf, documentOf };
}

async function noteFailure(
  deps: PostOffice,
  letter: { id: string; attempts: number },
  error: unknown,
): Promise<void> {
  const permanent = error instanceof OutsideFailure && error.permanent;
  const wait = backOff(letter.attempts, FIRST_RETRY, LONGEST_RETRY) / deps.pace;
  // mail servers repeat the address in what they say, so the log gets their code only
  const code = error instanceof OutsideFailure ? error.code : 'not_composed';
  deps.log.warn({ letter: letter.id, attempt: letter.attempts, permanent, code }, 'letter not sent');
  await deps.db.letter.update({
    where: { id: letter.id },
    data: {
      status: permanent ? 'failed' : 'queued',
      error: error instanceof Error ? error.message.slice(0, 500) : 'unknown',
      nextAttemptAt: later(deps.clock(), wait),
    },
  });
}

/** At the start of the only process there is: whoever had these in hand is dead. */
export async function takeBackLetters(deps: { db: Db; clock: Clock }): Promise<void> {
  await deps.db.letter.updateMany({
    where: { status: 'sending' },
    data: { status: 'queued', nextAttemptAt: deps.clock() },
  });
}

/** Sends the same letter again, under its own Message-ID. */
export async function resendLetter(deps: { db: Reader; clock: Clock }, id: string): Promise<boolean> {
  const again = await deps.db.letter.updateMany({
    where: { id, status: { in: ['sent', 'failed', 'queued'] } },
    data: { status: 'queued', nextAttemptAt: deps.clock(), error: '' },
  });
  return again.count === 1;
}
