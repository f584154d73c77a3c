// Letters as a list and one by one.
import { count, stamp } from '../lib/format.ts';
import type { LetterFacts, LetterSort } from '../mail/queries.list.ts';
import { en } from '../words/en.ts';
import type { Shown } from './list.ts';
import { type ListPage, listPage } from './pages.list.ts';
import { letterStatusCell } from './pages.order.tables.ts';

const t = en.admin.letters;

export const LETTER_COLUMNS = [
  'id',
  'kind',
  'to',
  'subject',
  'order',
  'status',
  'attempts',
  'error',
  'messageId',
  'createdAt',
  'sentAt',
] as const;

export function lettersPage(shown: Shown<LetterFacts, LetterSort, 'status' | 'kind'>): ListPage {
  return listPage(shown, {
    room: 'letters',
    title: t.title,
    search: t.search,
    columns: [
      { key: 'subject', label: t.columns.subject },
      { key: 'to', label: t.columns.to, sort: 'to' },
      { key: 'status', label: t.columns.status },
      { key: 'kind', label: t.columns.kind, sort: 'kind' },
      { key: 'order', label: t.columns.order },
      { key: 'created', label: t.columns.created, sort: 'createdAt' },
      { key: 'sent', label: t.columns.sent, sort: 'sentAt' },
      { key: 'error', label: t.columns.error, wrap: true },
    ],
    row: (row) => ({
      cells: {
        subject: { text: row.subject, href: `/admin/letters/${row.id}` },
        to: row.to,
        status: letterStatusCell(row.status),
        kind: row.kind,
        order: row.orderNumber ? { text: row.orderNumber, href: `/admin/orders/${row.orderNumber}` } : '',
        created: stamp(row.createdAt),
        sent: row.sentAt ? stamp(row.sentAt) : '',
        error: row.error,
      },
    }),
    filters: { status: { label: t.filters.status, words: t.statuses } },
    empty: t.empty,
  });
}

export function letterPage(
  letter: LetterFacts,
  { text, refusal }: { text: string; refusal?: string | undefined },
) {
  const { facts } = t;
  const order = letter.orderNumber;
  return {
    title: letter.subject,
    room: 'letters' as const,
    refusal: refusal ?? null,
    status: letterStatusCell(letter.status),
    facts: [
      { label: facts.to, text: letter.to },
      { label: facts.kind, text: letter.kind },
      ...(order ? [{ label: facts.order, text: order, href: `/admin/orders/${order}` }] : []),
      { label: facts.created, text: stamp(letter.createdAt) },
      ...(letter.sentAt ? [{ label: facts.sent, text: stamp(letter.sentAt) }] : []),
      { label: facts.attempts, text: count(letter.attempts) },
      { label: facts.messageId, text: letter.messageId },
    ],
    error: letter.error,
    resend: `/admin/letters/${letter.id}/resend`,
    preview: `/admin/letters/${letter.id}/preview`,
    text,
  };
}
