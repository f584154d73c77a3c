// How a payment stands decides what the buyer is told, and whether there is a button to pay.
import { describe, expect, it } from 'vitest';
import { mayPay, standingOf } from '../../src/checkout/standing.ts';

const order = (payment: string, status: string, live?: string) => ({
  payment,
  status,
  payments: [
    { status: 'expired', liveOrderId: null },
    ...(live ? [{ status: live, liveOrderId: 'the order' }] : []),
  ],
});

describe('how a payment stands', () => {
  it.each([
    ['paid', order('succeeded', 'paid'), true],
    ['paid', order('succeeded', 'delivered'), true],
    ['paid_held', order('succeeded', 'on_hold'), true],
    ['paid_back', order('succeeded', 'refund_due'), true],
    ['paid_back', order('succeeded', 'refunded'), true],
    ['cancelled', order('failed', 'cancelled'), true],
    ['cancelled', order('pending', 'cancelled'), true],
    ['failed', order('failed', 'awaiting_payment'), true],
    ['unopened', order('pending', 'awaiting_payment'), true],
    ['unopened', order('pending', 'awaiting_payment', 'creating'), false],
    ['open', order('pending', 'awaiting_payment', 'open'), true],
    ['unasked', order('pending', 'awaiting_payment', 'open'), false],
    ['running', order('pending', 'awaiting_payment', 'running'), false],
    ['wrong_amount', order('pending', 'awaiting_payment', 'wrong_amount'), true],
  ] as const)('is %s', (standing, known, asked) => {
    expect(standingOf(known, { asked })).toBe(standing);
  });

  it('asks for money only where none can be on its way', () => {
    const all = [
      'paid',
      'paid_held',
      'paid_back',
      'failed',
      'cancelled',
      'open',
      'unopened',
      'unasked',
      'running',
      'wrong_amount',
    ] as const;
    expect(all.filter(mayPay)).toEqual(['failed', 'open', 'unopened']);
  });
});
