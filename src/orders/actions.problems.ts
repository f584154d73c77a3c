// Problems of orders: reported by customers, found with parcels, answered by staff. Each leaves its row in the timeline.
import type { Tx } from '../db/open.ts';
import { newId } from '../lib/ids.ts';
import { Refusal } from '../lib/refusal.ts';
import { queueLetter } from '../mail/actions.ts';
import { en } from '../words/en.ts';
import { noteEvent } from './actions.move.ts';
import { letterOrder } from './letters.ts';
import {
  ANSWER_DAYS,
  MOST_OPEN_REPORTS,
  type ProblemAnswer,
  type ProblemReason,
  type ReportedReason,
} from './problem.ts';

export interface Report {
  orderId: string;
  reason: ReportedReason;
  text: string;
  lineId: string | null;
  /** Keys of the file store. */
  photos: readonly string[];
  /** Pressed twice, it counts once. */
  press: string;
  now: Date;
}

/** Throws `Refusal('too_many')`, 409. */
export async function reportProblem(tx: Tx, report: Report): Promise<void> {
  const { orderId, reason, text, lineId, photos, now } = report;
  const fact = `report:${orderId}:${report.press}`;
  const isOpen = { orderId, origin: 'customer', status: 'open' };
  if ((await tx.problem.count({ where: { fact } })) > 0) return;
  if ((await tx.problem.count({ where: isOpen })) >= MOST_OPEN_REPORTS)
    throw new Refusal('too_many', en.problems.customer.tooMany);
  const order = await wholeOf(tx, orderId);
  const line = order.lines.find(({ id }) => id === lineId) ?? onlyOne(order.lines);
  const id = await write(tx, { ...report, order, origin: 'customer', line, fact, shipmentId: null });
  for (const [index, key] of photos.entries()) {
    await tx.problemPhoto.create({ data: { id: newId(), problemId: id, position: index + 1, key } });
  }
  const why = [en.problems.reasons[reason], text].filter(Boolean).join(': ');
  await noteEvent(tx, { orderId, who: 'customer', event: 'problem_reported', why, now });
  const model = { order: letterOrder(order), name: order.name, days: ANSWER_DAYS };
  const letter = {
    kind: 'problem-received',
    to: order.email,
    fact: `problem-received:${id}`,
    order,
  } as const;
  await queueLetter(tx, { ...letter, model }, now);
}

function onlyOne<T>(lines: readonly T[]): T | null {
  return lines.length === 1 ? (lines[0] ?? null) : null;
}

export interface ParcelTrouble {
  orderId: string;
  shipmentId: string;
  reason: ProblemReason;
  text: string;
  now: Date;
}

/** Of each parcel each once. Answers whether it was news. */
export async function noteParcelTrouble(tx: Tx, trouble: ParcelTrouble): Promise<boolean> {
  const { orderId, shipmentId, reason, text, now } = trouble;
  const fact = `${reason}:${shipmentId}`;
  if ((await tx.problem.count({ where: { fact } })) > 0) return false;
  const order = await wholeOf(tx, orderId);
  await write(tx, { ...trouble, order, origin: 'parcel', line: null, fact });
  const why = `${en.problems.reasons[reason]}: ${text}`;
  await noteEvent(tx, { orderId, who: 'shop', event: 'parcel_trouble', why, now });
  return true;
}

interface NewProblem {
  order: Awaited<ReturnType<typeof wholeOf>>;
  origin: 'customer' | 'parcel';
  reason: ProblemReason;
  text: string;
  line: { id: string; material: string | null } | null;
  shipmentId: string | null;
  fact: string;
  now: Date;
}

async function write(tx: Tx, problem: NewProblem): Promise<string> {
  const { order, origin, reason, text, line, shipmentId, fact, now } = problem;
  const id = newId();
  const job = line && (await tx.job.findFirst({ where: { lineId: line.id }, select: { machine: true } }));
  await tx.problem.create({
    data: {
      id,
      orderId: order.id,
      origin,
      reason,
      text,
      lineId: line?.id ?? null,
      material: line?.material ?? '',
      machine: job?.machine ?? '',
      shipmentId,
      status: 'open',
      fact,
      searchText: `${order.searchText} ${text}`.toLowerCase(),
      createdAt: now,
    },
    select: { id: true },
  });
  return id;
}

function wholeOf(tx: Tx, id: string) {
  return tx.order.findUniqueOrThrow({
    where: { id },
    include: { lines: { orderBy: { position: 'asc' }, include: { artwork: true } } },
  });
}

export interface Answer {
  problemId: string;
  answer: ProblemAnswer;
  text: string;
  who: string;
  now: Date;
  reprintId?: string;
  refundedCents?: number;
}

/** Claims the problem; throws `Refusal('answered')` when somebody was faster. */
export async function answerProblem(tx: Tx, done: Answer): Promise<void> {
  const { problemId, answer, text, who, now, reprintId = null, refundedCents = 0 } = done;
  const claimed = await tx.problem.updateMany({
    where: { id: problemId, status: 'open' },
    data: {
      status: 'answered',
      answer,
      answerText: text,
      answeredBy: who,
      answeredAt: now,
      reprintId,
      refundedCents,
    },
  });
  if (claimed.count === 0) throw new Refusal('answered', en.problems.answeredBefore);
  const { orderId } = await tx.problem.findUniqueOrThrow({ where: { id: problemId } });
  const order = await wholeOf(tx, orderId);
  const why = [en.problems.answers[answer], text].filter(Boolean).join(': ');
  await noteEvent(tx, { orderId, who, event: 'problem_answered', why, now });
  const model = { order: letterOrder(order), name: order.name, what: en.problems.told[answer], text };
  const letter = {
    kind: 'problem-answered',
    to: order.email,
    fact: `problem-answered:${problemId}`,
    order,
  } as const;
  await queueLetter(tx, { ...letter, model }, now);
}
