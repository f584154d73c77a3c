// Money going back.
import { type ChargedRow, chargeAnswer, hasCharge, refundAnswer } from './stripe.answers.money.ts';
import type { Books } from './stripe.books.ts';
import type { Tell } from './stripe.events.ts';
import type { RefundForm } from './stripe.forms.ts';
import { wireId } from './stripe.ids.ts';
import { noSuch, StripeRefusal } from './stripe.refusal.ts';
import type { RefundRow } from './stripe.rows.ts';

export type Outcome = 'succeeded' | 'failed';
export type Refunds = ReturnType<typeof openRefunds>;

export function openRefunds({ books, clock, tell }: { books: Books; clock: () => Date; tell: Tell }) {
  let waiting = false;

  function refund(form: RefundForm): RefundRow {
    const intent = chargedIntent(form);
    const amount = refundable(intent, form.amount);
    const row: RefundRow = {
      id: wireId('re'),
      intentId: intent.id,
      chargeId: intent.chargeId,
      createdAt: Math.floor(clock().getTime() / 1_000),
      amount,
      currency: intent.currency,
      reason: form.reason ?? null,
      metadata: form.metadata ?? {},
      status: waiting ? 'pending' : 'succeeded',
    };
    const after = { ...intent, refunded: intent.refunded + amount };
    books.save('intent', after);
    books.save('refund', row);
    tell('refund.created', refundAnswer(row));
    tell('charge.refunded', chargeAnswer(after));
    return row;
  }

  function chargedIntent({ payment_intent: intentId, charge }: RefundForm): ChargedRow {
    if (!intentId && !charge) {
      throw new StripeRefusal(
        'One of the following params should be provided for this request: payment_intent or charge.',
      );
    }
    const intent = intentId ? books.intent.get(intentId) : chargedBy(charge ?? '');
    if (!intent) throw intentId ? noSuch('payment_intent', intentId) : noSuch('charge', charge ?? '');
    if (intent.status === 'succeeded' && hasCharge(intent)) return intent;
    throw new StripeRefusal('This PaymentIntent does not have a successful charge to refund.', {
      param: 'payment_intent',
    });
  }

  /** The intent that made this charge. */
  function chargedBy(chargeId: string): ChargedRow | undefined {
    return [...books.intent.values()].filter(hasCharge).find((intent) => intent.chargeId === chargeId);
  }

  function settleRefund(id: string, outcome: Outcome): RefundRow {
    const row = books.refund.get(id);
    if (!row) throw noSuch('refund', id);
    if (row.status !== 'pending') return row;
    const next: RefundRow = { ...row, status: outcome };
    books.save('refund', next);
    const intent = books.intent.get(row.intentId);
    if (intent && outcome === 'failed')
      books.save('intent', { ...intent, refunded: intent.refunded - row.amount });
    tell('refund.updated', refundAnswer(next));
    if (outcome === 'failed') tell('refund.failed', refundAnswer(next));
    return next;
  }

  /** What the owner presses in the dashboard; all that is left unless an amount is said. */
  function refundSession(sessionId: string, amount?: number): RefundRow {
    const intentId = books.session.get(sessionId)?.intentId;
    if (!intentId) throw noSuch('checkout.session', sessionId);
    return refund({ payment_intent: intentId, amount });
  }

  return {
    refund,
    refundSession,
    settleRefund,
    chargedBy,
    /** Whether refunds stay `pending` until `settleRefund`, as on a bad day at the bank. */
    letRefundsWait(wait: boolean): void {
      waiting = wait;
    },
  };
}

/** The amount that goes back: what was asked for, or all that is left. */
function refundable(intent: ChargedRow, asked: number | undefined): number {
  const left = intent.amount - intent.refunded;
  if (left === 0) {
    throw new StripeRefusal(`Charge ${intent.chargeId} has already been refunded.`, {
      code: 'charge_already_refunded',
    });
  }
  if (asked !== undefined && asked > left) {
    throw new StripeRefusal(
      `Refund amount (${asked}) is greater than unrefunded amount on charge (${left})`,
      { param: 'amount' },
    );
  }
  return asked ?? left;
}
