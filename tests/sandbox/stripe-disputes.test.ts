// Money that leaves again at the sandbox: refunds from its dashboard and disputes, read by the shop's own gateway.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openWorld, type World } from './stripe-world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

async function paidSession() {
  const request = {
    orderNumber: 'KC-2222-2222',
    paymentId: 'payment-1',
    email: 'ada@example.com',
    currency: 'USD',
    lines: [{ name: 'Stickers', amountCents: 7_020, quantity: 1 }],
    successUrl: 'http://shop.example/landing',
    cancelUrl: 'http://shop.example/order',
    expiresAt: '2026-11-24T12:31:00.000Z',
  };
  const { id } = await world.gateway.openSession(request, 'key-1');
  world.sandbox.pay(id);
  const { intentId } = await world.gateway.askSession(id);
  return { id, intentId: intentId ?? '' };
}

it('tells a refund from the dashboard by webhook and when asked', async () => {
  const { id, intentId } = await paidSession();
  const made = world.sandbox.refundSession(id, 500);
  await world.sandbox.settled();
  const told = { id: made.id, status: 'succeeded', amountCents: 500, refundId: null };
  expect(await world.gateway.askMoney(intentId)).toEqual({ refunds: [told], disputes: [] });
  const moves = world.ear.notices.flatMap((notice) => (notice.moves ? [notice.moves] : []));
  expect(moves).toContainEqual({ refunds: [told], disputes: [] });
  // a refunded charge only says that there is something to ask about
  expect(moves).toContainEqual({ refunds: [], disputes: null });
  expect(world.ear.notices.every((notice) => !notice.moves || notice.intentId === intentId)).toBe(true);
});

it('tells a dispute from its beginning to its end', async () => {
  const { id, intentId } = await paidSession();
  const { id: disputeId } = world.sandbox.dispute(id);
  world.sandbox.settleDispute(disputeId, 'under_review');
  world.sandbox.settleDispute(disputeId, 'lost');
  await world.sandbox.settled();
  const statuses = world.ear.notices.flatMap(
    ({ moves }) => moves?.disputes?.map(({ status }) => status) ?? [],
  );
  expect(statuses.toSorted()).toEqual(['lost', 'needs_response', 'under_review']);
  expect((await world.gateway.askMoney(intentId)).disputes).toEqual([
    { id: disputeId, status: 'lost', reason: 'fraudulent', amountCents: 7_020 },
  ]);
});

it('speaks of disputes as the official SDK knows them', async () => {
  const { id } = await paidSession();
  const { id: disputeId } = world.sandbox.dispute(id, 'product_not_received');
  expect(await world.stripe.disputes.retrieve(disputeId)).toMatchObject({ reason: 'product_not_received' });
});
