// Pressing Pay again: after an outage, after paying, on a page that is running out, and what letters come of it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OutsideFailure } from '../../src/lib/refusal.ts';
import { later, MINUTE } from '../../src/lib/time.ts';
import { cancelOverdueOrders, reconcilePayments } from '../../src/payments/actions.ask.ts';
import { startPayment } from '../../src/payments/actions.start.ts';
import { openWorld, orderPacks, placedOrder, type World } from '../support/world.ts';

let world: World;

beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

async function orderAndPay() {
  const order = placedOrder(await orderPacks(world));
  const started = await startPayment(world, order.id);
  return { order, started };
}

const orderRow = (id: string) => world.db.order.findUniqueOrThrow({ where: { id } });
const letters = async () => (await world.db.letter.findMany()).map(({ kind }) => kind);

/** Stripe takes no page that ends within half an hour. */
function refuseShortPages() {
  const { openSession } = world.gateway;
  world.gateway.openSession = async (request, ...more) => {
    if (new Date(request.expiresAt) < later(world.clock(), 30 * MINUTE)) {
      throw new OutsideFailure('stripe', 'expires_at', { permanent: true, code: 'refused' });
    }
    return openSession(request, ...more);
  };
}

describe('pressing Pay again', () => {
  it('opens a page at the first press also when the outage was long', async () => {
    refuseShortPages();
    world.gateway.trouble = { permanent: false, code: 'unreachable' };
    const { order } = await orderAndPay();
    world.wait(5 * MINUTE);
    world.gateway.trouble = null;
    expect(await startPayment(world, order.id)).toMatchObject({ kind: 'pay' });
    expect((await orderRow(order.id)).payment).toBe('pending');
  });

  it('tries no second time what was refused at the first', async () => {
    world.gateway.trouble = { permanent: true, code: 'refused' };
    const { started } = await orderAndPay();
    expect(started).toEqual({ kind: 'landing' });
    expect(world.gateway.calls).toEqual(['open']);
  });

  it('leads to the landing page when the money is there already, webhook or not', async () => {
    const { order } = await orderAndPay();
    world.gateway.set(world.gateway.only().id, 'paid');
    expect(await startPayment(world, order.id)).toEqual({ kind: 'landing' });
    expect((await orderRow(order.id)).status).toBe('paid');
  });

  it('opens another page when the old one was closed meanwhile', async () => {
    const { order } = await orderAndPay();
    const { id } = world.gateway.set(world.gateway.only().id, 'expired');
    const again = await startPayment(world, order.id);
    expect(again).toMatchObject({ kind: 'pay' });
    expect(again).not.toMatchObject({ url: expect.stringContaining(id) });
  });

  it('leads to the open page when the gateway cannot say how it stands', async () => {
    const { order, started } = await orderAndPay();
    world.gateway.trouble = { permanent: false, code: 'timed_out' };
    expect(await startPayment(world, order.id)).toEqual(started);
  });

  it('takes the page of another order for no answer at all', async () => {
    await orderAndPay();
    const theirs = world.gateway.only();
    world.gateway.openSession = async () => theirs;
    const { order, started } = await orderAndPay();
    expect(started).toEqual({ kind: 'landing' });
    expect((await orderRow(order.id)).payment).toBe('pending');
  });

  it('writes no letter about a page that made room for another', async () => {
    const { order } = await orderAndPay();
    world.wait(30 * MINUTE);
    expect(await startPayment(world, order.id)).toMatchObject({ kind: 'pay' });
    expect(await letters()).toEqual([]);
  });
});

describe('letters about money that never came', () => {
  it('are one, however many attempts the gateway turned down', async () => {
    world.gateway.trouble = { permanent: true, code: 'stored_failure' };
    const { order } = await orderAndPay();
    world.wait(MINUTE);
    await startPayment(world, order.id);
    world.wait(MINUTE);
    await startPayment(world, order.id);
    world.wait(11 * MINUTE);
    await reconcilePayments(world);
    expect((await orderRow(order.id)).payment).toBe('failed');
    expect(await letters()).toEqual(['payment-failed']);
  });

  it('say that the order is cancelled, and do not ask once more to pay for it', async () => {
    const { order } = await orderAndPay();
    world.wait(25 * 60 * MINUTE);
    await cancelOverdueOrders(world);
    expect((await orderRow(order.id)).status).toBe('cancelled');
    expect(world.gateway.only().state).toBe('expired');
    expect(await letters()).toEqual(['cancelled']);
  });
});
