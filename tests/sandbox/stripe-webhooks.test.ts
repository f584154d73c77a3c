// Webhooks of the sandbox: signed, repeated until the shop says yes, and as unruly as asked for.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { adasRequest, openWorld, type World } from './stripe-world.ts';

let world: World;
let key = 0;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

async function open(): Promise<string> {
  key += 1;
  return (await world.gateway.openSession(adasRequest(), `key-${key}`)).id;
}
const types = () => world.ear.notices.map((notice) => notice.type);

describe('what the shop hears', () => {
  it('of a paid page: completed and paid, signed so that the shop believes it', async () => {
    const id = await open();
    world.sandbox.pay(id);
    await world.sandbox.settled();
    expect(world.ear.notices).toMatchObject([
      { type: 'checkout.session.completed', sessionId: id, session: { state: 'paid', amountCents: 7_020 } },
    ]);
  });

  it('of a bank debit: completed but running, then the end of it', async () => {
    const [good, bad] = [await open(), await open()];
    world.sandbox.debit(good);
    world.sandbox.debit(bad);
    await world.sandbox.settled();
    world.sandbox.settleDebit(good, 'succeeded');
    world.sandbox.settleDebit(bad, 'failed');
    await world.sandbox.settled();
    const told = (id: string) =>
      world.ear.notices
        .filter((one) => one.sessionId === id)
        .map(({ type, session }) => [type, session?.state]);
    expect(told(good)).toEqual([
      ['checkout.session.completed', 'running'],
      ['checkout.session.async_payment_succeeded', 'paid'],
    ]);
    expect(told(bad)).toEqual([
      ['checkout.session.completed', 'running'],
      ['checkout.session.async_payment_failed', 'failed'],
    ]);
  });

  it('of a bank debit that nobody touches: that it succeeded, a little later', async () => {
    const id = await open();
    world.sandbox.debit(id);
    world.pass(7_999);
    expect((await world.gateway.askSession(id)).state).toBe('running');
    world.pass(1);
    expect((await world.gateway.askSession(id)).state).toBe('paid');
  });

  it('of a declined card and of a page that was closed', async () => {
    const id = await open();
    world.sandbox.decline(id);
    await world.sandbox.settled();
    world.sandbox.expire(id);
    await world.sandbox.settled();
    expect(types()).toEqual(['payment_intent.payment_failed', 'checkout.session.expired']);
  });

  it('of a refund, and of one that the bank sent back', async () => {
    const id = await open();
    world.sandbox.pay(id);
    const intentId = String((await world.gateway.askSession(id)).intentId);
    world.sandbox.letRefundsWait(true);
    const refund = await world.gateway.refund(
      { intentId, refundId: 'refund-1', amountCents: 20 },
      'key-of-refund',
    );
    world.sandbox.settleRefund(refund.id, 'failed');
    await world.sandbox.settled();
    expect(types().sort()).toEqual([
      'charge.refunded',
      'checkout.session.completed',
      'refund.created',
      'refund.failed',
      'refund.updated',
    ]);
    expect((await world.stripe.charges.list({ payment_intent: intentId })).data[0]?.amount_refunded).toBe(0);
  });

  it('once, however often a finished page is paid again', async () => {
    const id = await open();
    world.sandbox.pay(id);
    world.sandbox.pay(id);
    world.sandbox.decline(id);
    world.sandbox.debit(id);
    await world.sandbox.settled();
    expect(types()).toEqual(['checkout.session.completed']);
  });
});

describe('a shop in trouble', () => {
  it('is told again until it says 2xx', async () => {
    world.ear.answer = 500;
    const id = await open();
    world.sandbox.pay(id);
    await vi.waitFor(() => expect(world.ear.deliveries.length).toBeGreaterThan(2));
    expect(world.sandbox.events()).toMatchObject([{ delivered: false }]);
    world.ear.answer = 200;
    await world.sandbox.settled();
    expect(types()).toEqual(['checkout.session.completed']);
    expect(world.sandbox.events()).toMatchObject([{ delivered: true }]);
  });

  it('that is down is told when it is up, wherever it is then', async () => {
    world.sandbox.deliverTo('http://127.0.0.1:9/webhooks/stripe');
    world.sandbox.pay(await open());
    world.sandbox.deliverTo(() => world.ear.url);
    await world.sandbox.settled();
    expect(types()).toEqual(['checkout.session.completed']);
  });

  it('can be told again on request', async () => {
    world.sandbox.pay(await open());
    await world.sandbox.settled();
    const [event] = world.sandbox.events();
    expect(await world.sandbox.sendAgain(event?.id ?? '')).toBe(200);
    expect(new Set(world.ear.notices.map((notice) => notice.id)).size).toBe(1);
    expect(world.ear.notices).toHaveLength(2);
  });
});

describe('unruly deliveries', () => {
  it('come twice when asked for', async () => {
    world.sandbox.webhooks({ copies: 2 });
    world.sandbox.pay(await open());
    await world.sandbox.settled();
    expect(types()).toEqual(['checkout.session.completed', 'checkout.session.completed']);
  });

  it('come backwards when asked for', async () => {
    world.sandbox.webhooks({ mode: 'hold' });
    const id = await open();
    world.sandbox.debit(id);
    world.sandbox.settleDebit(id, 'succeeded');
    await world.sandbox.settled();
    expect(types()).toEqual([]);
    await world.sandbox.release('reversed');
    expect(types()).toEqual(['checkout.session.async_payment_succeeded', 'checkout.session.completed']);
  });

  it('come late when asked for', async () => {
    world.sandbox.webhooks({ delayMs: 60 });
    const id = await open();
    const start = performance.now();
    world.sandbox.pay(id);
    await world.sandbox.settled();
    expect(performance.now() - start).toBeGreaterThan(55);
    expect(types()).toEqual(['checkout.session.completed']);
  });

  it('never come when asked for, and the page is paid all the same', async () => {
    world.sandbox.webhooks({ mode: 'drop' });
    const id = await open();
    world.sandbox.pay(id);
    await world.sandbox.settled();
    expect(types()).toEqual([]);
    expect((await world.gateway.askSession(id)).state).toBe('paid');
  });

  it.each([{ secret: 'whsec_bo' }, { signedSecondsAgo: 301 }])(
    'are refused by the shop with %o',
    async (mail) => {
      world.sandbox.webhooks(mail);
      world.sandbox.pay(await open());
      await vi.waitFor(() => expect(world.ear.deliveries.length).toBeGreaterThan(0));
      expect(types()).toEqual([]);
      world.sandbox.webhooks({});
      await world.sandbox.settled();
      expect(types()).toEqual(['checkout.session.completed']);
    },
  );
});
