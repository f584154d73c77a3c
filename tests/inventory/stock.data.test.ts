// Stock is never oversold, and levels are always the sums of their movements.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { transaction } from '../../src/db/transaction.ts';
import { consumeStock, releaseStock, reserveStock } from '../../src/inventory/actions.ts';
import { newId } from '../../src/lib/ids.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;

beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const because = (orderId: string) => ({ orderId, who: 'test', reason: 'test', now: world.clock() });

function reserve(orderId: string, quantity: bigint, sku = 'sample-pack') {
  return transaction(world.db, (tx) =>
    reserveStock(tx, [{ sku, quantity }], { ...because(orderId), expiresAt: null }),
  );
}

async function expectSums(sku = 'sample-pack') {
  const item = await world.db.stockItem.findUniqueOrThrow({ where: { sku }, include: { movements: true } });
  const sum = (...kinds: string[]) =>
    item.movements
      .filter((each) => kinds.includes(each.kind))
      .reduce((total, each) => total + each.quantity, 0n);
  expect(item.onHand).toBe(sum('receipt', 'adjustment', 'consumption', 'waste'));
  expect(item.reserved).toBe(sum('reservation', 'release'));
  return item;
}

it('lets exactly as many buyers have it as there is', async () => {
  const answers = await Promise.all(Array.from({ length: 30 }, () => reserve(newId(), 10n)));
  expect(answers.filter((lacking) => lacking.length === 0)).toHaveLength(20);
  expect((await expectSums()).reserved).toBe(200n);
});

it('gives back once, however often it is asked to', async () => {
  const orderId = newId();
  await reserve(orderId, 50n);
  await Promise.all(
    Array.from({ length: 4 }, () => transaction(world.db, (tx) => releaseStock(tx, because(orderId)))),
  );
  expect((await expectSums()).reserved).toBe(0n);
});

it('uses up what was held when production takes the job', async () => {
  const orderId = newId();
  await reserve(orderId, 50n);
  await transaction(world.db, (tx) => consumeStock(tx, because(orderId)));
  await transaction(world.db, (tx) => releaseStock(tx, because(orderId)));
  expect(await expectSums()).toMatchObject({ onHand: 150n, reserved: 0n });
});

it('adds up what one order needs of one item', async () => {
  const needs = [
    { sku: 'sample-pack', quantity: 150n },
    { sku: 'sample-pack', quantity: 60n },
  ];
  const lacking = await transaction(world.db, (tx) =>
    reserveStock(tx, needs, { ...because(newId()), expiresAt: null }),
  );
  expect(lacking).toEqual(['sample-pack']);
});

it('takes areas larger than a 32-bit number without a mistake', async () => {
  expect(await reserve(newId(), 40_000_000_000n, 'roll-vinyl')).toEqual(['roll-vinyl']);
});

it('sells beyond the shelf only where the owner allows backorders', async () => {
  await world.db.stockItem.update({ where: { sku: 'sample-pack' }, data: { backorder: true } });
  expect(await reserve(newId(), 500n)).toEqual([]);
  await expectSums();
});
