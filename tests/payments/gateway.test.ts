// The payment port against a Stripe that speaks the real wire protocol, on good days.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { adasRequest, gatewayTo, openWorld, type World } from '../sandbox/stripe-world.ts';

let world: World;
let key = 0;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  key += 1;
});
const open = (changes = {}) => world.gateway.openSession(adasRequest(changes), `key-${key}`);

describe('a pay page', () => {
  it('asks for exactly the sum of the lines, in the currency of the order', async () => {
    expect(await open()).toMatchObject({
      state: 'open',
      amountCents: 7_020,
      currency: 'USD',
      intentId: null,
    });
  });

  it('knows the order and the payment it is for', async () => {
    expect(await open()).toMatchObject({ orderNumber: 'KC-7K3M-9QXF', paymentId: '0193-payment-of-ada' });
  });

  it('lives as long as the shop says, to the second', async () => {
    expect((await open()).expiresAt).toEqual(new Date('2026-11-24T12:31:00Z'));
  });

  it('lies at an origin that the security policy lets forms lead to', async () => {
    const { url } = await open();
    expect(world.gateway.payOrigins).toContain(new URL(String(url)).origin);
  });

  it('is opened without an e-mail address when the shop has none', async () => {
    expect((await open({ email: '' })).state).toBe('open');
  });

  it('carries what the contract promises: mode, references, metadata and addresses', async () => {
    const { id } = await open();
    world.sandbox.pay(id);
    const session = await world.stripe.checkout.sessions.retrieve(id, {
      expand: ['payment_intent', 'line_items'],
    });
    expect(session).toMatchObject({
      mode: 'payment',
      client_reference_id: 'KC-7K3M-9QXF',
      customer_email: 'ada@example.com',
      metadata: { order: 'KC-7K3M-9QXF', payment: '0193-payment-of-ada' },
      payment_intent: {
        metadata: { order: 'KC-7K3M-9QXF', payment: '0193-payment-of-ada' },
        amount_received: 7_020,
      },
      success_url: 'http://127.0.0.1:3000/orders/KC-7K3M-9QXF/landing?key=k%26y',
      cancel_url: 'http://127.0.0.1:3000/orders/KC-7K3M-9QXF?key=k%26y',
    });
    expect(
      session.line_items?.data.map((line) => [line.description, line.quantity, line.amount_total]),
    ).toEqual([
      ['100 × die-cut stickers, 76 × 76 mm & „Größe“', 1, 5_500],
      ['Sample pack', 2, 1_000],
      ['Tax', 1, 520],
    ]);
  });

  it('is the same page when the same request comes again under the same key', async () => {
    const [first, second] = await Promise.all([open(), open()]);
    expect(second).toEqual(first);
  });

  it('is the same page also when the stored request was read back from the database', async () => {
    const first = await open();
    const stored = JSON.parse(JSON.stringify(adasRequest()));
    expect((await world.gateway.openSession(stored, `key-${key}`)).id).toBe(first.id);
  });

  it('is another page under another key', async () => {
    const first = await open();
    key += 1;
    expect((await open()).id).not.toBe(first.id);
  });

  it('is real Stripe’s when no other address is given', () => {
    expect(gatewayTo('').payOrigins).toEqual(['https://checkout.stripe.com']);
  });
});

describe('asking about a page', () => {
  it('says open before anybody paid', async () => {
    const { id } = await open();
    expect((await world.gateway.askSession(id)).state).toBe('open');
  });

  it('says paid, without a pay address, and names the intent', async () => {
    const { id } = await open();
    world.sandbox.pay(id);
    const session = await world.gateway.askSession(id);
    expect(session).toMatchObject({ state: 'paid', url: null, amountCents: 7_020 });
    expect(session.intentId).toMatch(/^pi_/);
  });

  it('says open after a declined card, because another one may work', async () => {
    const { id } = await open();
    world.sandbox.decline(id);
    expect((await world.gateway.askSession(id)).state).toBe('open');
    world.sandbox.pay(id);
    expect((await world.gateway.askSession(id)).state).toBe('paid');
  });

  it('says running while a bank debit is under way, then paid', async () => {
    const { id } = await open();
    world.sandbox.debit(id);
    expect((await world.gateway.askSession(id)).state).toBe('running');
    world.sandbox.settleDebit(id, 'succeeded');
    expect((await world.gateway.askSession(id)).state).toBe('paid');
  });

  it('says failed when the bank debit bounced', async () => {
    const { id } = await open();
    world.sandbox.debit(id);
    world.sandbox.settleDebit(id, 'failed');
    expect((await world.gateway.askSession(id)).state).toBe('failed');
  });

  it('fails for good when there is no such page', async () => {
    await expect(world.gateway.askSession('cs_test_nobody')).rejects.toMatchObject({
      code: 'missing',
      permanent: true,
    });
  });
});

describe('closing a page', () => {
  it('makes an open one expire, so that nobody can pay it any more', async () => {
    const { id } = await open();
    expect(await world.gateway.expireSession(id)).toMatchObject({ state: 'expired', url: null });
    expect(world.sandbox.pay(id).status).toBe('expired');
  });

  it('answers paid for one that was paid in that moment', async () => {
    const { id } = await open();
    world.sandbox.pay(id);
    expect((await world.gateway.expireSession(id)).state).toBe('paid');
  });

  it('answers running for one with a bank debit', async () => {
    const { id } = await open();
    world.sandbox.debit(id);
    expect((await world.gateway.expireSession(id)).state).toBe('running');
  });

  it('answers expired for one that has expired already', async () => {
    const { id } = await open();
    await world.gateway.expireSession(id);
    expect((await world.gateway.expireSession(id)).state).toBe('expired');
  });
});

describe('a refund', () => {
  async function paidIntent(): Promise<string> {
    const { id } = await open();
    world.sandbox.pay(id);
    return String((await world.gateway.askSession(id)).intentId);
  }
  const back = (intentId: string, amountCents: number, refundId = `refund-${key}`) =>
    world.gateway.refund({ intentId, refundId, amountCents }, `key-of-${refundId}`);

  it('sends a part back and says so', async () => {
    expect(await back(await paidIntent(), 2_000)).toMatchObject({ status: 'succeeded', amountCents: 2_000 });
  });

  it('is made once however often it is asked for under its key', async () => {
    const intentId = await paidIntent();
    const first = await back(intentId, 2_000);
    expect(await back(intentId, 2_000)).toEqual(first);
    expect((await world.stripe.refunds.list({ payment_intent: intentId })).data).toHaveLength(1);
  });

  it('is found again under a new key when the first one was spoilt after the money had left', async () => {
    const intentId = await paidIntent();
    const first = await back(intentId, 7_020);
    const again = { intentId, refundId: `refund-${key}`, amountCents: 7_020 };
    expect(await world.gateway.refund(again, 'a-new-key')).toEqual(first);
  });

  it('stays queued while the bank takes its time, and the same call says when it is through', async () => {
    world.sandbox.letRefundsWait(true);
    const intentId = await paidIntent();
    const refund = await back(intentId, 7_020);
    world.sandbox.letRefundsWait(false);
    expect(refund.status).toBe('queued');
    world.sandbox.settleRefund(refund.id, 'succeeded');
    expect(await back(intentId, 7_020)).toEqual({ ...refund, status: 'succeeded' });
  });

  it('is refused when it is more than was paid', async () => {
    await expect(back(await paidIntent(), 7_021)).rejects.toMatchObject({ code: 'refused', permanent: true });
  });

  it('is refused for money that has not arrived', async () => {
    const { id } = await open();
    world.sandbox.debit(id);
    const { intentId } = await world.gateway.askSession(id);
    await expect(back(String(intentId), 100)).rejects.toMatchObject({ code: 'refused' });
  });
});
