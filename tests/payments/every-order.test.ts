// Money news in every order it can come, doubled and late: a small model of the shop run through the pure rules.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canMove, ORDER_STATUSES, type OrderStatus } from '../../src/orders/transitions.ts';
import type { SessionState } from '../../src/payments/gateway.ts';
import { type KnownRefund, movedBy, type RefundStatus, settleRefund } from '../../src/payments/refunds.ts';
import { type PaymentStatus, paymentWord, settle, UNDECIDED } from '../../src/payments/settlement.ts';

const DUE = { amountCents: 1_000, currency: 'USD' };

type News =
  | { kind: 'session'; payment: number; state: SessionState; amountCents: number }
  | { kind: 'refund'; payment: number; id: string; status: RefundStatus; amountCents: number }
  /** Staff, a customer or the clock wants the order elsewhere. */
  | { kind: 'move'; to: OrderStatus };

interface Model {
  order: OrderStatus;
  timesPaid: number;
  payments: { status: PaymentStatus; paidCents: number; refundedCents: number; refundingCents: number }[];
  refunds: Map<string, KnownRefund & { payment: number; amountCents: number }>;
}

function begin(attempts: number): Model {
  const payment = () => ({
    status: 'open' as PaymentStatus,
    paidCents: 0,
    refundedCents: 0,
    refundingCents: 0,
  });
  return {
    order: 'awaiting_payment',
    timesPaid: 0,
    payments: Array.from({ length: attempts }, payment),
    refunds: new Map(),
  };
}

function hear(model: Model, news: News): void {
  if (news.kind === 'session') hearOfSession(model, news);
  else if (news.kind === 'refund') hearOfRefund(model, news);
  else if (news.to !== 'paid' && canMove(model.order, news.to)) model.order = news.to;
}

function hearOfSession(
  model: Model,
  { payment: index, state, amountCents }: Extract<News, { kind: 'session' }>,
) {
  const payment = model.payments[index];
  if (!payment) return;
  const decision = settle({
    payment: { status: payment.status, ...DUE },
    order: { status: model.order },
    session: { state, amountCents, currency: DUE.currency },
  });
  if (decision === 'already') return;
  const status = decision === 'pays_order' ? 'succeeded' : decision;
  payment.status = status;
  if (state === 'paid') payment.paidCents = amountCents;
  if (decision !== 'pays_order') return;
  expect(canMove(model.order, 'paid')).toBe(true);
  model.order = 'paid';
  model.timesPaid += 1;
}

function hearOfRefund(model: Model, news: Extract<News, { kind: 'refund' }>) {
  const payment = model.payments[news.payment];
  if (!payment || payment.paidCents === 0) return; // kept, and asked about later
  let known = model.refunds.get(news.id);
  if (!known) {
    if (payment.paidCents - payment.refundedCents - payment.refundingCents < news.amountCents) return;
    const failed = news.status === 'failed';
    const status = failed ? 'failed' : 'queued';
    known = { status, gatewayId: news.id, payment: news.payment, amountCents: news.amountCents };
    model.refunds.set(news.id, known);
    if (!failed) payment.refundingCents += known.amountCents;
  }
  const told = settleRefund(known, news.status);
  const { refundingCents, refundedCents } = movedBy(told, known.status, known.amountCents);
  payment.refundingCents += refundingCents;
  payment.refundedCents += refundedCents;
  if (told !== 'already') known.status = news.status;
}

const HAS_MONEY: readonly PaymentStatus[] = ['succeeded', 'refunded', 'owed_back', 'wrong_amount'];

function expectSound(model: Model, heard: readonly News[]): void {
  const own = model.payments.filter(({ status }) => status === 'succeeded' || status === 'refunded');
  expect(model.timesPaid).toBeLessThanOrEqual(1);
  expect(own.length).toBe(model.timesPaid);
  expect(own.every(({ paidCents }) => paidCents === DUE.amountCents)).toBe(true);
  const isUnpaid = model.order === 'awaiting_payment' || model.order === 'cancelled';
  expect(isUnpaid).toBe(model.timesPaid === 0);
  for (const [index, payment] of model.payments.entries()) {
    const wasPaid = heard.some(
      (news) => news.kind === 'session' && news.payment === index && news.state === 'paid',
    );
    // money that came is never forgotten, and money that did not come is never believed
    expect(HAS_MONEY.includes(payment.status)).toBe(wasPaid);
    expect(payment.refundedCents + payment.refundingCents).toBeLessThanOrEqual(payment.paidCents);
    expect(Math.min(payment.refundedCents, payment.refundingCents)).toBeGreaterThanOrEqual(0);
  }
  const word = paymentWord(model.payments.map(({ status }) => status));
  expect(word === 'succeeded').toBe(model.timesPaid === 1);
  if (word === 'failed') expect(model.payments.some(({ status }) => UNDECIDED.includes(status))).toBe(false);
}

const attempt = fc.integer({ min: 0, max: 2 });
const news: fc.Arbitrary<News> = fc.oneof(
  fc.record({
    kind: fc.constant('session' as const),
    payment: attempt,
    state: fc.constantFrom<SessionState>('open', 'paid', 'running', 'failed', 'expired'),
    amountCents: fc.constantFrom(1_000, 1_000, 1_000, 999),
  }),
  fc.record({
    kind: fc.constant('refund' as const),
    payment: attempt,
    id: fc.constantFrom('re_1', 're_2', 're_3'),
    status: fc.constantFrom<RefundStatus>('queued', 'succeeded', 'failed'),
    amountCents: fc.constantFrom(300, 700, 1_000),
  }),
  fc.record({ kind: fc.constant('move' as const), to: fc.constantFrom(...ORDER_STATUSES) }),
);

describe('whatever is told in whatever order', () => {
  it('pays an order at most once, loses no money and believes in none that did not come', () => {
    fc.assert(
      fc.property(fc.array(news, { maxLength: 40 }), (all) => {
        const model = begin(3);
        for (const [index, each] of all.entries()) {
          hear(model, each);
          expectSound(model, all.slice(0, index + 1));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('changes nothing more when all of it is told again', () => {
    fc.assert(
      fc.property(fc.array(news, { maxLength: 25 }), (all) => {
        const model = begin(3);
        const money = all.filter((each) => each.kind === 'session');
        for (const each of money) hear(model, each);
        const once = structuredClone(model);
        for (const each of money) hear(model, each);
        const paid = (of: Model) =>
          of.payments.map(({ status, paidCents }) => [HAS_MONEY.includes(status), paidCents]);
        expect(paid(model)).toEqual(paid(once));
        expect(model.timesPaid).toBe(once.timesPaid);
      }),
    );
  });
});

describe('two attempts, both paid, one of them twice, with a debit and an expiry between', () => {
  const told: News[] = [
    { kind: 'session', payment: 0, state: 'running', amountCents: 1_000 },
    { kind: 'session', payment: 0, state: 'paid', amountCents: 1_000 },
    { kind: 'session', payment: 0, state: 'paid', amountCents: 1_000 },
    { kind: 'session', payment: 0, state: 'expired', amountCents: 1_000 },
    { kind: 'session', payment: 1, state: 'paid', amountCents: 1_000 },
    { kind: 'session', payment: 1, state: 'failed', amountCents: 1_000 },
    { kind: 'move', to: 'in_production' },
  ];

  it('end the same way in all 5,040 orders: one pays, the other is owed back', () => {
    let orders = 0;
    for (const order of permutations(told)) {
      orders += 1;
      const model = begin(2);
      for (const each of order) hear(model, each);
      expect(model.payments.map(({ status }) => status).toSorted()).toEqual(['owed_back', 'succeeded']);
      expect(model.timesPaid).toBe(1);
    }
    expect(orders).toBe(5_040);
  });

  it('owe both back once the order was cancelled first', () => {
    const model = begin(2);
    for (const each of [{ kind: 'move', to: 'cancelled' } as const, ...told]) hear(model, each);
    expect(model.payments.map(({ status }) => status)).toEqual(['owed_back', 'owed_back']);
    expect(model.order).toBe('cancelled');
  });
});

describe('a refund', () => {
  const steps: RefundStatus[] = ['queued', 'succeeded', 'failed', 'succeeded', 'queued'];

  it('that failed in the end is back in our hands, in whatever order it was told', () => {
    for (const order of permutations(steps)) {
      const model = begin(1);
      hear(model, { kind: 'session', payment: 0, state: 'paid', amountCents: 1_000 });
      for (const status of order)
        hear(model, { kind: 'refund', payment: 0, id: 're_1', status, amountCents: 400 });
      const [payment] = model.payments;
      expect(payment).toMatchObject({ refundingCents: 0, refundedCents: 0 });
    }
  });
});

function* permutations<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) {
    yield [];
    return;
  }
  for (const [index, first] of items.entries())
    for (const rest of permutations(items.filter((_, other) => other !== index))) yield [first, ...rest];
}
