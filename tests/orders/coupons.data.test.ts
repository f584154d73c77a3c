// Coupons on their way into orders: limits that hold when everybody presses at once, and what comes of them.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addStockedLine } from '../../src/cart/actions.ts';
import type { Prisma } from '../../src/db/generated/sqlite/client.ts';
import { newId } from '../../src/lib/ids.ts';
import { HOUR } from '../../src/lib/time.ts';
import { type Placed, placeOrder } from '../../src/orders/actions.place.ts';
import { cancelOverdueOrders } from '../../src/payments/actions.ask.ts';
import { startPayment } from '../../src/payments/actions.start.ts';
import { ADA, openWorld, placedOrder, someVisitor, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

async function makeCoupon(changes: Partial<Prisma.CouponCreateInput> = {}) {
  const code = changes.code ?? 'TEN';
  const data = {
    id: newId(),
    code,
    codeKey: code.toLowerCase(),
    kind: 'percent',
    percent: 10,
    createdAt: world.clock(),
  };
  return world.db.coupon.create({ data: { ...data, ...changes } });
}

/** Two packs for ten dollars, seen without the coupon unless said. */
async function order(
  coupon: string,
  { email = ADA.email, seenGrossCents = 1000, quantity = 2 } = {},
): Promise<Placed> {
  const visitor = someVisitor();
  await addStockedLine(world, visitor, { product: 'sample-pack', quantity });
  const [delivery] = world.shop.now().deliveries;
  if (!delivery) throw new Error('the demo shop has deliveries');
  return placeOrder(world, {
    visitor,
    contact: { ...ADA, email },
    delivery,
    seenDelivery: delivery,
    seenGrossCents,
    coupon,
  });
}

const orderRow = (placed: Placed) =>
  world.db.order.findUniqueOrThrow({ where: { id: placedOrder(placed).id }, include: { lines: true } });
const uses = async () => (await world.db.coupon.findFirstOrThrow()).uses;

describe('an order with a coupon', () => {
  it('costs less, says why, and asks the gateway for exactly that', async () => {
    await makeCoupon();
    const placed = await order('ten');
    expect(await orderRow(placed)).toMatchObject({
      couponCode: 'TEN',
      discountCents: 100,
      goodsCents: 900,
      grossCents: 900,
      lines: [{ netCents: 900, discountCents: 100 }],
    });
    await startPayment(world, placedOrder(placed).id);
    expect(world.gateway.only().amountCents).toBe(900);
  });

  it('is placed with the total the page said, with or without it', async () => {
    await makeCoupon();
    expect((await order('TEN', { seenGrossCents: 900 })).kind).toBe('placed');
    expect((await order('TEN', { seenGrossCents: 1000, email: 'bo@example.com' })).kind).toBe('placed');
    expect((await order('TEN', { seenGrossCents: 901, email: 'cy@example.com' })).kind).toBe('price_changed');
  });

  it('is refused with the reason, and keeps the cart and the coupon', async () => {
    await makeCoupon({ minimumCents: 2_000 });
    expect(await order('TEN')).toEqual({ kind: 'coupon_refused', problem: 'minimum' });
    expect(await order('NINE')).toEqual({ kind: 'coupon_refused', problem: 'unknown' });
    expect(await uses()).toBe(0);
    expect(await world.db.order.count()).toBe(0);
  });

  it('that pays for everything is paid at once, without a gateway', async () => {
    await makeCoupon({ percent: 100 });
    const placed = await order('TEN');
    expect(await startPayment(world, placedOrder(placed).id)).toEqual({ kind: 'landing' });
    expect(await orderRow(placed)).toMatchObject({ status: 'paid', payment: 'succeeded', paidCents: 0 });
    expect(world.gateway.calls).toEqual([]);
    expect(await world.db.letter.count({ where: { kind: 'order-confirmed' } })).toBe(1);
  });
});

describe('the limits of a coupon', () => {
  it('hold when twenty buyers press at once', async () => {
    await makeCoupon({ mostUses: 3 });
    const presses = Array.from({ length: 20 }, (_, n) => order('TEN', { email: `b${n}@example.com` }));
    const kinds = (await Promise.all(presses)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'placed')).toHaveLength(3);
    expect(kinds.filter((kind) => kind === 'coupon_refused')).toHaveLength(17);
    expect(await uses()).toBe(3);
    expect(await world.db.couponUse.count()).toBe(3);
  });

  it('hold for one customer, whatever the case of the address', async () => {
    await makeCoupon({ mostPerCustomer: 1 });
    const presses = ['ada@example.com', 'ADA@example.com', 'Ada@Example.com'].map((email) =>
      order('TEN', { email }),
    );
    const answers = await Promise.all(presses);
    expect(answers.filter(({ kind }) => kind === 'placed')).toHaveLength(1);
    expect(answers).toContainEqual({ kind: 'coupon_refused', problem: 'used_by_you' });
    expect((await order('TEN', { email: 'bo@example.com' })).kind).toBe('placed');
  });

  it('are given back when the order is cancelled unpaid, once', async () => {
    await makeCoupon({ mostUses: 1, mostPerCustomer: 1 });
    await order('TEN');
    expect((await order('TEN', { email: 'bo@example.com' })).kind).toBe('coupon_refused');
    world.wait(25 * HOUR);
    await cancelOverdueOrders(world);
    await cancelOverdueOrders(world);
    expect(await uses()).toBe(0);
    expect((await order('TEN')).kind).toBe('placed');
  });
});
