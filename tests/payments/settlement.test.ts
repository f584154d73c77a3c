// What news about money means, in every order it can come.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderStatus } from '../../src/orders/transitions.ts';
import type { SessionState } from '../../src/payments/gateway.ts';
import { type PaymentStatus, paymentWord, settle } from '../../src/payments/settlement.ts';

const due = { amountCents: 7020, currency: 'USD' };

function settled(payment: PaymentStatus, order: OrderStatus, state: SessionState, session = due) {
  return settle({
    payment: { status: payment, ...due },
    order: { status: order },
    session: { state, ...session },
  });
}

describe('a session that is paid', () => {
  it.each(['creating', 'open', 'running', 'failed', 'expired'] as const)(
    'pays a waiting order whose attempt was %s',
    (status) => {
      expect(settled(status, 'awaiting_payment', 'paid')).toBe('pays_order');
    },
  );

  it.each(['cancelled', 'paid', 'in_production', 'shipped', 'refunded'] as const)(
    'is owed back when the order is already %s',
    (status) => {
      expect(settled('open', status, 'paid')).toBe('owed_back');
    },
  );

  it('never pays with another amount or another currency', () => {
    expect(settled('open', 'awaiting_payment', 'paid', { amountCents: 7019, currency: 'USD' })).toBe(
      'wrong_amount',
    );
    expect(settled('open', 'awaiting_payment', 'paid', { amountCents: 7020, currency: 'EUR' })).toBe(
      'wrong_amount',
    );
  });

  it.each(['succeeded', 'owed_back', 'wrong_amount', 'refunded'] as const)(
    'is no news to an attempt that is %s',
    (status) => {
      expect(settled(status, 'awaiting_payment', 'paid')).toBe('already');
    },
  );
});

describe('a session that is not paid', () => {
  it('runs, fails or expires while the attempt is undecided', () => {
    expect(settled('open', 'awaiting_payment', 'running')).toBe('running');
    expect(settled('running', 'awaiting_payment', 'failed')).toBe('failed');
    expect(settled('open', 'awaiting_payment', 'expired')).toBe('expired');
    expect(settled('open', 'awaiting_payment', 'open')).toBe('already');
  });

  it('never takes back what is decided', () => {
    const decided = ['succeeded', 'failed', 'expired', 'wrong_amount', 'owed_back', 'refunded'] as const;
    for (const status of decided) {
      for (const state of ['open', 'running', 'failed', 'expired'] as const) {
        expect(settled(status, 'awaiting_payment', state)).toBe('already');
      }
    }
  });
});

/** One attempt and its order, told the news in this order. */
function told(news: readonly SessionState[]) {
  let payment: PaymentStatus = 'open';
  let order: OrderStatus = 'awaiting_payment';
  let timesPaid = 0;
  for (const state of news) {
    const outcome = settled(payment, order, state);
    if (outcome === 'pays_order') {
      payment = 'succeeded';
      order = 'paid';
      timesPaid += 1;
    } else if (outcome !== 'already') {
      payment = outcome;
    }
  }
  return { payment, order, timesPaid };
}

it('pays exactly once if any of the news says paid, in whatever order and however often it comes', () => {
  const state = fc.constantFrom<SessionState>('open', 'paid', 'running', 'failed', 'expired');
  fc.assert(
    fc.property(fc.array(state, { maxLength: 12 }), (news) => {
      const end = told(news);
      expect(end.timesPaid).toBe(news.includes('paid') ? 1 : 0);
      expect(end.order).toBe(news.includes('paid') ? 'paid' : 'awaiting_payment');
    }),
  );
});

describe('the word for the customer', () => {
  it.each([
    [[], 'failed'],
    [['open'], 'pending'],
    [['running'], 'pending'],
    [['creating'], 'pending'],
    [['wrong_amount'], 'pending'],
    [['expired'], 'failed'],
    [['failed', 'expired'], 'failed'],
    [['failed', 'open'], 'pending'],
    [['expired', 'succeeded'], 'succeeded'],
    [['succeeded', 'owed_back'], 'succeeded'],
    [['owed_back'], 'failed'],
  ] as const)('%o is %s', (statuses, word) => {
    expect(paymentWord(statuses)).toBe(word);
  });
});
