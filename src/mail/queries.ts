// Asking the outbox.
import type { Reader } from '../db/open.ts';

/** Letters whose time has come, oldest first; those of a sender that died are among them. */
export function dueLetters(reader: Reader, now: Date, most: number): Promise<{ id: string }[]> {
  return reader.letter.findMany({
    where: { status: { in: ['queued', 'sending'] }, nextAttemptAt: { lte: now } },
    orderBy: { nextAttemptAt: 'asc' },
    take: most,
    select: { id: true },
  });
}
