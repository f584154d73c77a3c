// Notices: believed only when signed by one of our secrets within five minutes, and never more than they say.

import { Stripe } from 'stripe';
import { describe, expect, it } from 'vitest';
import { stripeGateway } from '../../src/payments/gateway.stripe.ts';
import { ForgedNotice, UnreadableNotice } from '../../src/payments/gateway.ts';
import { NOON } from '../sandbox/stripe-world.ts';

const NEW_SECRET = 'whsec_new';
const OLD_SECRET = 'whsec_old';
const gateway = stripeGateway({
  secretKey: 'sk_test_ada',
  webhookSecrets: [NEW_SECRET, OLD_SECRET],
  now: () => NOON,
});

const session = {
  id: 'cs_test_1',
  object: 'checkout.session',
  status: 'complete',
  payment_status: 'paid',
  amount_total: 7_020,
  currency: 'usd',
  expires_at: 1_795_523_460,
  client_reference_id: 'KC-7K3M-9QXF',
  metadata: { order: 'KC-7K3M-9QXF', payment: 'payment-of-ada' },
  payment_intent: 'pi_1',
  url: null,
};
const CREATED = 1_795_521_600;
const event = (type: string, object: object) => ({
  id: 'evt_1',
  object: 'event',
  type,
  created: CREATED,
  data: { object },
});

function signed(body: string, { secret = NEW_SECRET, secondsAgo = 0 } = {}): string {
  const timestamp = NOON.getTime() / 1_000 - secondsAgo;
  return Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp });
}

function read(content: object | string, how = {}) {
  const body = typeof content === 'string' ? content : JSON.stringify(content);
  return gateway.readNotice(Buffer.from(body), signed(body, how));
}

describe('a signed notice', () => {
  it('tells which session it is about and how that stood', () => {
    expect(read(event('checkout.session.completed', session))).toEqual({
      id: 'evt_1',
      type: 'checkout.session.completed',
      at: new Date(CREATED * 1_000),
      moves: null,
      objectId: 'cs_test_1',
      sessionId: 'cs_test_1',
      intentId: 'pi_1',
      session: {
        id: 'cs_test_1',
        url: null,
        state: 'paid',
        amountCents: 7_020,
        currency: 'USD',
        paymentId: 'payment-of-ada',
        orderNumber: 'KC-7K3M-9QXF',
        intentId: 'pi_1',
        expiresAt: new Date(1_795_523_460_000),
      },
    });
  });

  it.each([
    ['checkout.session.completed', { payment_status: 'unpaid' }, 'running'],
    ['checkout.session.async_payment_succeeded', {}, 'paid'],
    ['checkout.session.async_payment_failed', { payment_status: 'unpaid' }, 'failed'],
    ['checkout.session.expired', { status: 'expired', payment_status: 'unpaid' }, 'expired'],
  ])('%s with %o means %s', (type, changes, state) => {
    expect(read(event(type, { ...session, ...changes })).session?.state).toBe(state);
  });

  it('is accepted under the old secret while the new one is being rolled out', () => {
    expect(read(event('checkout.session.completed', session), { secret: OLD_SECRET }).id).toBe('evt_1');
  });

  it('is accepted when it is five minutes old, and when Stripe’s clock is ahead of ours', () => {
    expect(read(event('checkout.session.completed', session), { secondsAgo: 300 }).id).toBe('evt_1');
    expect(read(event('checkout.session.completed', session), { secondsAgo: -3_600 }).id).toBe('evt_1');
  });

  it('is kept whatever it is about', () => {
    expect(read(event('customer.moved', { id: 'cus_1', object: 'customer' }))).toEqual({
      id: 'evt_1',
      type: 'customer.moved',
      at: new Date(CREATED * 1_000),
      moves: null,
      objectId: 'cus_1',
      sessionId: null,
      intentId: null,
      session: null,
    });
    expect(read({ id: 'evt_2', type: 'v2.thin.ping', object: 'v2.core.event' })).toMatchObject({
      objectId: '',
    });
  });

  it('names the intent of a refund, so that it finds its payment', () => {
    const refund = { id: 're_1', object: 'refund', payment_intent: { id: 'pi_1', object: 'payment_intent' } };
    expect(read(event('refund.updated', refund))).toMatchObject({ objectId: 're_1', intentId: 'pi_1' });
  });

  it('tells of no session when the shape of it is wrong', () => {
    const odd = { ...session, status: 'melted' };
    expect(read(event('checkout.session.completed', odd))).toMatchObject({
      sessionId: 'cs_test_1',
      session: null,
    });
    const unclear = { ...session, payment_status: undefined };
    expect(read(event('checkout.session.completed', unclear)).session).toBeNull();
  });

  it.each([
    '',
    'not json',
    '[]',
    '7',
    'null',
    '{}',
    '{"id":"evt_1"}',
    '{"id":"","type":"x"}',
    '{"id":7,"type":"x"}',
    '{"id":"e","type":" "',
  ])('is unreadable when its body is %j', (body) => {
    expect(() => read(body)).toThrow(UnreadableNotice);
  });
});

describe('a forged notice', () => {
  const body = JSON.stringify(event('checkout.session.completed', session));
  const good = signed(body);

  it.each([
    ['no signature at all', undefined],
    ['an empty signature', ''],
    ['nonsense for a signature', 'x'],
    ['a signature without a time', good.replace(/t=\d+,/, '')],
    ['a signature without a value', good.replace(/v1=.*/, 'v1=')],
    ['a signature of another scheme', good.replace('v1=', 'v0=')],
    ['another secret', signed(body, { secret: 'whsec_bo' })],
    ['a signature older than five minutes', signed(body, { secondsAgo: 301 })],
    ['an old signature with a new time', good.replace(/t=\d+/, `t=${NOON.getTime() / 1_000 + 1}`)],
  ])('is refused with %s', (_, signature) => {
    expect(() => gateway.readNotice(Buffer.from(body), signature)).toThrow(ForgedNotice);
  });

  it('is refused when one byte of the body was changed', () => {
    expect(() => gateway.readNotice(Buffer.from(body.replace('7020', '7021')), good)).toThrow(ForgedNotice);
    expect(() => gateway.readNotice(Buffer.from(`${body} `), good)).toThrow(ForgedNotice);
  });

  it('is refused whatever it says when the shop has no secret', () => {
    const open = stripeGateway({ secretKey: 'sk_test_ada', webhookSecrets: [''], now: () => NOON });
    expect(() => open.readNotice(Buffer.from(body), good)).toThrow(ForgedNotice);
  });

  it('answers 400, like an unreadable one', () => {
    expect(new ForgedNotice()).toMatchObject({ code: 'forged_notice', status: 400 });
    expect(new UnreadableNotice()).toMatchObject({ code: 'unreadable_notice', status: 400 });
  });
});
