// The payment port on bad days: nothing hangs, nothing unproven is believed, nothing secret is told.
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OutsideFailure } from '../../src/lib/refusal.ts';
import { stripeGateway } from '../../src/payments/gateway.stripe.ts';
import type { PaymentGateway } from '../../src/payments/gateway.ts';
import type { FaultKind } from '../../src/sandbox/faults.ts';
import { adasRequest, gatewayTo, NOON, openWorld, SECRET_KEY, type World } from '../sandbox/stripe-world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const SESSIONS = '/v1/checkout/sessions';
const open = (key = 'key-1', changes = {}) => world.gateway.openSession(adasRequest(changes), key);

/** How a call failed and how long it took. */
async function failing(work: Promise<unknown>): Promise<{ failure: OutsideFailure; ms: number }> {
  const start = performance.now();
  const failure = await work.then(
    () => expect.unreachable('should have failed'),
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(OutsideFailure);
  return { failure: failure as OutsideFailure, ms: performance.now() - start };
}

describe('opening a pay page', () => {
  it.each<[FaultKind, string, boolean]>([
    ['empty_502', 'nonsense', false],
    ['html_503', 'nonsense', false],
    ['not_json', 'nonsense', false],
    ['truncated', 'unreachable', false],
    ['busy_429', 'busy', false],
    ['hang', 'timed_out', false],
    ['trickle', 'timed_out', false],
    ['stored_500', 'stored_failure', true],
  ])('fails as an outage when the answer is %s', async (kind, code, permanent) => {
    world.sandbox.fail({ kind, times: 9 });
    const work = world.gateway.openSession(adasRequest(), 'key-1', { timeoutMs: 600 });
    const { failure, ms } = await failing(work);
    expect(failure).toMatchObject({ service: 'stripe', code, permanent });
    expect(ms).toBeLessThan(1_500);
  });

  it('gets the very page that a lost answer had opened, when it asks again under the same key', async () => {
    world.sandbox.fail({ kind: 'hang', afterWork: true });
    await failing(world.gateway.openSession(adasRequest(), 'key-1', { timeoutMs: 80 }));
    const { id } = await open();
    const all = await world.stripe.checkout.sessions.list();
    expect(all.data.map((session) => session.id)).toEqual([id]);
  });

  it('gets over a connection that breaks once', async () => {
    world.sandbox.fail({ kind: 'reset', afterWork: true });
    const { id } = await open();
    expect((await world.stripe.checkout.sessions.list()).data.map((session) => session.id)).toEqual([id]);
  });

  it('tries once more by itself when there is time for it', async () => {
    world.sandbox.fail({ kind: 'empty_502' });
    const session = await world.gateway.openSession(adasRequest(), 'key-1', { timeoutMs: 4_000 });
    expect(session.state).toBe('open');
  });

  it('keeps failing under a key whose failure Stripe has stored, and works under a new one', async () => {
    world.sandbox.fail({ kind: 'stored_500' });
    await failing(open('spoilt'));
    expect((await failing(open('spoilt'))).failure).toMatchObject({
      code: 'stored_failure',
      permanent: true,
    });
    expect((await open('fresh')).state).toBe('open');
  });

  it('says that a key was used for something else', async () => {
    await open('key-1');
    const { failure } = await failing(open('key-1', { email: 'bo@example.com' }));
    expect(failure).toMatchObject({ code: 'idempotency_error', permanent: true });
  });

  it.each([
    ['an expiry under 30 minutes', { expiresAt: '2026-11-24T12:29:59Z' }, 'expires_at'],
    ['an expiry over 24 hours', { expiresAt: '2026-11-25T12:00:01Z' }, 'expires_at'],
    [
      'a total under 50 cents',
      { lines: [{ name: 'One', amountCents: 49, quantity: 1 }] },
      'amount_too_small',
    ],
    ['a fraction of a cent', { lines: [{ name: 'One', amountCents: 99.5, quantity: 1 }] }, 'unit_amount'],
    ['a line without a name', { lines: [{ name: '', amountCents: 99, quantity: 1 }] }, 'name'],
    ['a page to come back to that is no URL', { successUrl: 'landing' }, 'success_url'],
  ])('is refused for good with %s, and told which', async (_, changes, part) => {
    const { failure } = await failing(open('key-1', changes));
    expect(failure).toMatchObject({ code: 'refused', permanent: true });
    expect(failure.message).toContain(part);
  });

  it('tells an address the gateway does not believe from everything else', async () => {
    const { failure } = await failing(open('key-1', { email: 'ada at home' }));
    expect(failure).toMatchObject({ code: 'email_refused', permanent: true });
    expect((await open('key-2', { email: '' })).state).toBe('open');
  });

  it('fails at once when nobody listens there', async () => {
    const nobody = gatewayTo('http://127.0.0.1:9');
    expect((await failing(nobody.openSession(adasRequest(), 'key-1'))).failure.code).toBe('unreachable');
  });
});

describe('asking', () => {
  it.each<FaultKind>([
    'empty_502',
    'html_503',
    'not_json',
    'truncated',
    'hang',
    'trickle',
    'busy_429',
    'stored_500',
  ])('never takes %s for news, nor for the end of the world', async (kind) => {
    const { id } = await open();
    world.sandbox.fail({ kind, times: 9, on: `GET ${SESSIONS}` });
    const { failure, ms } = await failing(world.gateway.askSession(id, { timeoutMs: 150 }));
    expect(failure.permanent).toBe(false);
    expect(ms).toBeLessThan(1_500);
    world.sandbox.heal();
    expect((await world.gateway.askSession(id)).state).toBe('open');
  });

  it('does not guess how a bank debit stands when its intent cannot be asked', async () => {
    const { id } = await open();
    world.sandbox.debit(id);
    world.sandbox.fail({ kind: 'empty_502', times: 9, on: 'GET /v1/payment_intents' });
    expect((await failing(world.gateway.askSession(id))).failure.code).toBe('nonsense');
  });

  it('answers within the budget also when closing a page needs two calls', async () => {
    const { id } = await open();
    world.sandbox.pay(id);
    world.sandbox.fail({ kind: 'hang', times: 9, on: `GET ${SESSIONS}` });
    const { failure, ms } = await failing(world.gateway.expireSession(id, { timeoutMs: 150 }));
    expect(failure.code).toBe('timed_out');
    expect(ms).toBeLessThan(1_500);
  });
});

describe('a refund on a bad day', () => {
  it('is the one that was made, although Stripe has stored a failure for it', async () => {
    const { id } = await open();
    world.sandbox.pay(id);
    const intentId = String((await world.gateway.askSession(id)).intentId);
    const request = { intentId, refundId: 'refund-1', amountCents: 2_000 };
    const made = await world.gateway.refund(request, 'key-of-refund');
    world.sandbox.fail({ kind: 'stored_500', on: 'POST /v1/refunds' });
    expect(await world.gateway.refund(request, 'another-key')).toEqual(made);
  });

  it('fails for good when Stripe has stored a failure and no money has left', async () => {
    const { id } = await open();
    world.sandbox.pay(id);
    const intentId = String((await world.gateway.askSession(id)).intentId);
    world.sandbox.fail({ kind: 'stored_500', on: 'POST /v1/refunds' });
    const work = world.gateway.refund(
      { intentId, refundId: 'refund-1', amountCents: 2_000 },
      'key-of-refund',
    );
    expect((await failing(work)).failure).toMatchObject({ code: 'stored_failure', permanent: true });
  });
});

describe('what a failure tells', () => {
  const strangers = (): PaymentGateway =>
    stripeGateway({
      secretKey: 'sk_test_wrong_key_of_bo',
      webhookSecrets: [],
      apiBase: world.sandbox.origin,
      now: () => NOON,
    });

  it('is that the key is wrong, but not which', async () => {
    const { failure } = await failing(strangers().openSession(adasRequest(), 'key-1'));
    expect(failure).toMatchObject({ code: 'not_allowed', permanent: false });
    expect(inspect(failure, { depth: 9 })).not.toContain('sk_test');
  });

  it('is never the buyer’s address or the shop’s key', async () => {
    const { failure } = await failing(open('key-1', { email: 'ada@home' }));
    const all = inspect(failure, { depth: 9, showHidden: true });
    expect(all).not.toContain('ada@home');
    expect(all).not.toContain(SECRET_KEY);
  });
});
