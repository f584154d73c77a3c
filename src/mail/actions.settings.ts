// Deciding which letters are sent, and under which subject. Letters that are written already stay as they are.
import type { Tx } from '../db/open.ts';
import { choiceFor, type LetterChoice } from './choices.ts';
import type { LetterKind } from './kinds.ts';

export interface LetterDecision extends LetterChoice {
  kind: LetterKind;
  who: string;
  now: Date;
}

/** Answers what counted before, or null when that was the same. */
export async function decideAboutLetter(tx: Tx, decision: LetterDecision): Promise<LetterChoice | null> {
  const { kind, isOn, subject, who, now } = decision;
  const before = choiceFor(kind, await tx.letterSetting.findUnique({ where: { kind } }));
  if (before.isOn === isOn && before.subject === subject) return null;
  const row = { isOn, subject, changedAt: now, changedBy: who };
  await tx.letterSetting.upsert({ where: { kind }, update: row, create: { kind, ...row } });
  return before;
}
