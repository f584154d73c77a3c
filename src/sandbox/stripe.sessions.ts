// Pay pages and what happens to them: they open, are paid, declined, debited, and expire.

import { intentAnswer } from './stripe.answers.money.ts';
import { sessionAnswer } from './stripe.answers.ts';
import type { Books } from './stripe.books.ts';
import type { Tell } from './stripe.events.ts';
import type { SessionForm } from './stripe.forms.ts';
import { wireId } from './stripe.ids.ts';
import type { Outcome } from './stripe.refunds.ts';
import { noSuch, StripeRefusal } from './stripe.refusal.ts';
import type { IntentRow, SessionRow } from './stripe.rows.ts';

export interface SessionsOptions {
  books: Books;
  clock: () => Date;
  origin: () => string;
  /** How long a bank debit runs before it succeeds by itself. */
  debitMs: number;
  tell: Tell;
}

export type Sessions = ReturnType<typeof openSessions>;

const SHORTEST_SECONDS = 30 * 60;
const LONGEST_SECONDS = 24 * 60 * 60;
const SMALLEST_TOTAL = 50;

export function openSessions({ books, clock, origin, debitMs, tell }: SessionsOptions) {
  const nowSeconds = () => Math.floor(clock().getTime() / 1_000);
  const alive = new Set([...books.session.values()].filter(canStillChange).map((row) => row.id));

  const tellOfSession = (
    type: 'completed' | 'async_payment_succeeded' | 'async_payment_failed' | 'expired',
    row: SessionRow,
  ) => tell(`checkout.session.${type}`, sessionAnswer(row, origin()));

  function keep(row: SessionRow): SessionRow {
    books.save('session', row);
    if (canStillChange(row)) alive.add(row.id);
    else alive.delete(row.id);
    return row;
  }

  /** What time does by itself: pages expire, debits arrive. */
  function ageSession(row: SessionRow): SessionRow {
    if (row.status === 'open' && row.expiresAt <= nowSeconds()) return expired(row);
    if (row.debitEndsAtMs !== null && row.debitEndsAtMs <= clock().getTime())
      return endDebit(row, 'succeeded');
    return row;
  }

  function session(id: string): SessionRow {
    const row = books.session.get(id);
    if (!row) throw noSuch('checkout.session', id);
    return ageSession(row);
  }

  function openSession(form: SessionForm): SessionRow {
    const createdAt = nowSeconds();
    const amount = form.line_items.reduce(
      (sum, line) => sum + line.price_data.unit_amount * line.quantity,
      0,
    );
    refuseBadTotal(form, amount);
    return keep({
      id: wireId('cs_test'),
      createdAt,
      expiresAt: expiryOf(form, createdAt),
      currency: form.line_items[0]?.price_data.currency ?? 'usd',
      amount,
      lines: form.line_items.map((line) => ({
        id: wireId('li'),
        name: line.price_data.product_data.name,
        unitAmount: line.price_data.unit_amount,
        quantity: line.quantity,
      })),
      successUrl: form.success_url,
      cancelUrl: form.cancel_url ?? null,
      reference: form.client_reference_id ?? null,
      email: form.customer_email ?? null,
      metadata: form.metadata ?? {},
      intentDescription: form.payment_intent_data?.description ?? null,
      intentMetadata: form.payment_intent_data?.metadata ?? {},
      status: 'open',
      paid: false,
      intentId: null,
      debitEndsAtMs: null,
    });
  }

  function expired(row: SessionRow): SessionRow {
    const intent = row.intentId ? books.intent.get(row.intentId) : undefined;
    if (intent) books.save('intent', { ...intent, status: 'canceled' });
    const next = keep({ ...row, status: 'expired' });
    tellOfSession('expired', next);
    return next;
  }

  function expireSession(id: string): SessionRow {
    const row = session(id);
    if (row.status === 'open') return expired(row);
    throw new StripeRefusal(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Session has a status of ${row.status}.`,
    );
  }

  /** The payment intent is made by the first try to pay, and stays the same one. */
  function attempt(row: SessionRow, changes: Partial<IntentRow>): IntentRow {
    const known = row.intentId ? books.intent.get(row.intentId) : undefined;
    const fresh: IntentRow = {
      id: wireId('pi'),
      sessionId: row.id,
      createdAt: nowSeconds(),
      amount: row.amount,
      currency: row.currency,
      description: row.intentDescription,
      metadata: row.intentMetadata,
      email: row.email,
      status: 'requires_payment_method',
      method: 'card',
      declined: false,
      chargeId: null,
      refunded: 0,
    };
    const intent = { ...(known ?? fresh), ...changes };
    books.save('intent', intent);
    return intent;
  }

  function pay(id: string): SessionRow {
    const row = session(id);
    if (row.status !== 'open') return row;
    const intent = attempt(row, {
      status: 'succeeded',
      method: 'card',
      declined: false,
      chargeId: wireId('ch'),
    });
    const next = keep({ ...row, status: 'complete', paid: true, intentId: intent.id });
    tellOfSession('completed', next);
    return next;
  }

  /** The page stays open: another card may work. */
  function decline(id: string): SessionRow {
    const row = session(id);
    if (row.status !== 'open') return row;
    const intent = attempt(row, { method: 'card', declined: true });
    const next = keep({ ...row, intentId: intent.id });
    tell('payment_intent.payment_failed', intentAnswer(intent));
    return next;
  }

  /** Complete, but unpaid until the bank says so. */
  function debit(id: string): SessionRow {
    const row = session(id);
    if (row.status !== 'open') return row;
    const intent = attempt(row, {
      status: 'processing',
      method: 'us_bank_account',
      declined: false,
      chargeId: wireId('py'),
    });
    const next = keep({
      ...row,
      status: 'complete',
      intentId: intent.id,
      debitEndsAtMs: clock().getTime() + debitMs,
    });
    tellOfSession('completed', next);
    return next;
  }

  function settleDebit(id: string, outcome: Outcome): SessionRow {
    const row = session(id);
    return row.debitEndsAtMs === null ? row : endDebit(row, outcome);
  }

  function endDebit(row: SessionRow, outcome: Outcome): SessionRow {
    const worked = outcome === 'succeeded';
    attempt(row, worked ? { status: 'succeeded' } : { status: 'requires_payment_method', declined: true });
    const next = keep({ ...row, paid: worked, debitEndsAtMs: null });
    tellOfSession(worked ? 'async_payment_succeeded' : 'async_payment_failed', next);
    return next;
  }

  /** Lets time pass for every page that is still open. */
  function sweep(): void {
    for (const id of alive) session(id);
  }

  return { session, openSession, expireSession, pay, decline, debit, settleDebit, sweep };
}

function canStillChange(row: SessionRow): boolean {
  return row.status === 'open' || row.debitEndsAtMs !== null;
}

function refuseBadTotal(form: SessionForm, amount: number): void {
  const currencies = new Set(form.line_items.map((line) => line.price_data.currency));
  if (currencies.size > 1)
    throw new StripeRefusal('All line items must have the same currency.', { param: 'line_items' });
  if (amount < SMALLEST_TOTAL) {
    throw new StripeRefusal("The Checkout Session's total amount due must add up to at least $0.50 usd", {
      code: 'amount_too_small',
    });
  }
}

function expiryOf(form: SessionForm, createdAt: number): number {
  const expiresAt = form.expires_at ?? createdAt + LONGEST_SECONDS;
  if (expiresAt - createdAt < SHORTEST_SECONDS) {
    throw new StripeRefusal(
      'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
      { param: 'expires_at' },
    );
  }
  if (expiresAt - createdAt > LONGEST_SECONDS) {
    throw new StripeRefusal(
      'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
      { param: 'expires_at' },
    );
  }
  return expiresAt;
}
