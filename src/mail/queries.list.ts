// Letters as a list: searched, filtered, sorted, a page at a time.
import type { Reader } from '../db/open.ts';
import { contains, findPage, oneOf, type Sql, sql } from '../db/sql.ts';
import type { Found, Wanted } from '../lib/listing.ts';

export const LETTER_SORTS = ['createdAt', 'sentAt', 'kind', 'to'] as const;
export type LetterSort = (typeof LETTER_SORTS)[number];

export const LETTER_STATUSES = ['queued', 'sent', 'failed'] as const;
export type LetterStatus = (typeof LETTER_STATUSES)[number];

export interface LetterFacts {
  id: string;
  kind: string;
  to: string;
  subject: string;
  orderNumber: string | null;
  status: string;
  attempts: number;
  error: string;
  messageId: string;
  createdAt: Date;
  sentAt: Date | null;
}

const LETTER_ORDER: Record<LetterSort, Sql> = {
  createdAt: sql`l."createdAt"`,
  sentAt: sql`l."sentAt"`,
  kind: sql`l."kind"`,
  to: sql`lower(l."to")`,
};

const FACTS = sql`l."id", l."kind", l."to", l."subject", l."orderNumber", l."status", l."attempts", l."error",
  l."messageId", l."createdAt", l."sentAt"`;

export function listLetters(
  reader: Reader,
  wanted: Wanted<LetterSort, 'status' | 'kind'>,
): Promise<Found<LetterFacts>> {
  const { words, filters } = wanted;
  const searched = sql`lower(l."to" || ' ' || l."subject" || ' ' || coalesce(l."orderNumber", '') || ' ' || l."messageId")`;
  // a letter on its way out of the house still waits, for anybody who looks
  const statuses = filters.status.flatMap((status) =>
    status === 'queued' ? ['queued', 'sending'] : [status],
  );
  const listing = {
    columns: FACTS,
    from: sql`"Letter" l`,
    where: [
      ...words.map((word) => contains(searched, word)),
      ...oneOf(sql`l."status"`, statuses),
      ...oneOf(sql`l."kind"`, filters.kind),
    ],
    sorts: LETTER_ORDER,
    nullable: ['sentAt' as const],
    tie: sql`l."id"`,
  };
  return findPage<LetterFacts, LetterSort>(reader, listing, wanted);
}

/** Oldest first. */
export function lettersOfOrder(reader: Reader, orderId: string): Promise<LetterFacts[]> {
  return reader.$queryRaw<LetterFacts[]>`
    SELECT ${FACTS} FROM "Letter" l WHERE l."orderId" = ${orderId} ORDER BY l."createdAt", l."id"`;
}

export function findLetter(reader: Reader, id: string) {
  return reader.letter.findUnique({ where: { id } });
}
