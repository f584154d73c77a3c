// Asking the outbox.
import type { Reader } from '../db/open.ts';
import type { LetterChoice } from './choices.ts';

/** Letters whose time has come, oldest first; those of a sender that died are among them. */
export function dueLetters(reader: Reader, now: Date, most: number): Promise<{ id: string }[]> {
  return reader.letter.findMany({
    where: { status: { in: ['queued', 'sending'] }, nextAttemptAt: { lte: now } },
    orderBy: { nextAttemptAt: 'asc' },
    take: most,
    select: { id: true },
  });
}

/** What the owner decided, by kind; kinds nobody decided about are not in it. */
export async function letterChoices(reader: Reader): Promise<Map<string, LetterChoice>> {
  const rows = await reader.letterSetting.findMany({ select: { kind: true, isOn: true, subject: true } });
  return new Map(rows.map(({ kind, ...choice }) => [kind, choice]));
}
