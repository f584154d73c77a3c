// A buyer's bank takes money back: a dispute opens, is looked into, and is won or lost.

import { disputeAnswer } from './stripe.answers.disputes.ts';
import { hasCharge } from './stripe.answers.money.ts';
import type { Books } from './stripe.books.ts';
import type { Tell } from './stripe.events.ts';
import { wireId } from './stripe.ids.ts';
import { noSuch, StripeRefusal } from './stripe.refusal.ts';
import type { DisputeRow } from './stripe.rows.ts';

export type DisputeStatus = DisputeRow['status'];
export type Disputes = ReturnType<typeof openDisputes>;

const OVER: readonly DisputeStatus[] = ['won', 'lost'];

export function openDisputes({ books, clock, tell }: { books: Books; clock: () => Date; tell: Tell }) {
  /** About all of what a session's buyer paid. */
  function dispute(sessionId: string, reason = 'fraudulent'): DisputeRow {
    const intent = books.intent.get(books.session.get(sessionId)?.intentId ?? '');
    if (!intent || !hasCharge(intent) || intent.status !== 'succeeded')
      throw new StripeRefusal('Nothing was charged for this session.', { status: 400 });
    const row: DisputeRow = {
      id: wireId('dp'),
      intentId: intent.id,
      chargeId: intent.chargeId,
      createdAt: Math.floor(clock().getTime() / 1_000),
      amount: intent.amount,
      currency: intent.currency,
      reason,
      status: 'needs_response',
    };
    books.save('dispute', row);
    tell('charge.dispute.created', disputeAnswer(row));
    return row;
  }

  function settleDispute(id: string, status: DisputeStatus): DisputeRow {
    const row = books.dispute.get(id);
    if (!row) throw noSuch('dispute', id);
    if (OVER.includes(row.status)) return row;
    const next: DisputeRow = { ...row, status };
    books.save('dispute', next);
    tell(OVER.includes(status) ? 'charge.dispute.closed' : 'charge.dispute.updated', disputeAnswer(next));
    return next;
  }

  return { dispute, settleDispute };
}
