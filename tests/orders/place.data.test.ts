// A cart becomes one order: at the price that was seen, with the stock it needs, for whoever may see it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addStockedLine } from '../../src/cart/actions.ts';
import { findCartLines } from '../../src/cart/queries.ts';
import { newId } from '../../src/lib/ids.ts';
import { placeOrder } from '../../src/orders/actions.place.ts';
import { findOrderFor } from '../../src/orders/queries.ts';
import {
  ADA,
  openWorld,
  orderCart,
  orderPacks,
  placedOrder,
  someVisitor,
  type World,
} from '../support/world.ts';

let world: World;

beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const NOBODY = { visitorId: null, customer: null, staff: null };

it('freezes lines, prices and address, and leaves an empty cart', async () => {
  const ada = someVisitor();
  const head = placedOrder(await orderPacks(world, 3, ada));
  const order = await findOrderFor(world.db, ada, head.number);
  expect(order).toMatchObject({
    ...ADA,
    status: 'awaiting_payment',
    goodsCents: 1500,
    grossCents: 1500,
    currency: 'USD',
  });
  expect(order?.lines).toMatchObject([{ title: 'Sample pack', quantity: 3, unitCents: 500, netCents: 1500 }]);
  expect(order?.events).toMatchObject([{ who: 'customer', event: 'placed', to: 'awaiting_payment' }]);
  expect(await findCartLines(world.db, ada)).toEqual([]);
});

it('is one order, however often and how parallel the button is pressed', async () => {
  const ada = someVisitor();
  await addStockedLine(world, ada, { product: 'sample-pack', quantity: 1 });
  const [delivery] = world.shop.now().deliveries;
  if (!delivery) throw new Error('the demo shop has deliveries');
  const press = () =>
    placeOrder(world, { visitor: ada, contact: ADA, delivery, seenDelivery: delivery, seenGrossCents: 500 });
  const answers = await Promise.all(Array.from({ length: 8 }, press));
  expect(answers.filter((answer) => answer.kind === 'placed')).toHaveLength(1);
  expect(answers.filter((answer) => answer.kind === 'already')).toHaveLength(7);
  expect(await world.db.order.count()).toBe(1);
});

it('with an express delivery chosen on the page costs what was seen plus that delivery', async () => {
  const ada = someVisitor();
  await addStockedLine(world, ada, { product: 'sample-pack', quantity: 1 });
  const [standard, express] = world.shop.now().deliveries;
  if (!standard || !express) throw new Error('the demo shop has two deliveries');
  const placed = await placeOrder(world, {
    visitor: ada,
    contact: ADA,
    delivery: express,
    seenDelivery: standard,
    seenGrossCents: 500,
  });
  const order = await findOrderFor(world.db, ada, placedOrder(placed).number);
  expect(order).toMatchObject({ deliveryName: 'Express', deliveryCents: 1490, grossCents: 1990 });
});

describe('nothing is ordered', () => {
  it('when the price is not the one that was seen', async () => {
    const ada = someVisitor();
    await addStockedLine(world, ada, { product: 'sample-pack', quantity: 2 });
    await world.db.product.update({ where: { slug: 'sample-pack' }, data: { unitCents: 600 } });
    const seen = world.shop.now().deliveries[0];
    if (!seen) throw new Error('the demo shop has deliveries');
    await world.db.revision.update({ where: { name: 'shop' }, data: { version: { increment: 1 } } });
    await world.shop.refresh();
    const stale = { visitor: ada, contact: ADA, delivery: seen, seenDelivery: seen, seenGrossCents: 1000 };
    expect(await placeOrder(world, stale)).toEqual({ kind: 'price_changed' });
    expect(await world.db.order.count()).toBe(0);
    expect(await findCartLines(world.db, ada)).toHaveLength(1);
    expect(await orderCart(world, ada)).toMatchObject({ kind: 'placed' });
  });

  it('when there is not enough, and nothing is held for it', async () => {
    const ada = someVisitor();
    expect(await orderPacks(world, 201, ada)).toEqual({ kind: 'out_of_stock', lines: ['Sample pack'] });
    expect(await findCartLines(world.db, ada)).toHaveLength(1);
    const item = await world.db.stockItem.findUniqueOrThrow({ where: { sku: 'sample-pack' } });
    expect(item.reserved).toBe(0n);
  });

  it('from an empty cart', async () => {
    expect(await orderCart(world, someVisitor())).toEqual({ kind: 'nothing' });
  });
});

it('never sells more packs than there are to buyers who come at once', async () => {
  const answers = await Promise.all(Array.from({ length: 25 }, () => orderPacks(world, 10)));
  expect(answers.filter((answer) => answer.kind === 'placed')).toHaveLength(20);
  expect(answers.filter((answer) => answer.kind === 'out_of_stock')).toHaveLength(5);
});

describe('an order is found', () => {
  it('by the session that placed it, by its key and by staff, and by nobody else', async () => {
    const ada = someVisitor();
    const { number, key } = placedOrder(await orderPacks(world, 1, ada));
    expect(await findOrderFor(world.db, ada, number)).not.toBeNull();
    expect(await findOrderFor(world.db, NOBODY, number, key)).not.toBeNull();
    expect(await findOrderFor(world.db, { ...NOBODY, staff: { id: newId() } }, number)).not.toBeNull();
    const bo = someVisitor();
    expect(await findOrderFor(world.db, bo, number)).toBeNull();
    expect(await findOrderFor(world.db, NOBODY, number)).toBeNull();
    expect(await findOrderFor(world.db, bo, number, 'wrong')).toBeNull();
    expect(await findOrderFor(world.db, bo, number, '')).toBeNull();
    expect(await findOrderFor(world.db, ada, 'KC-0000-0000', key)).toBeNull();
  });
});
