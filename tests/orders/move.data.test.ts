// Moving an order: claimed once, told in a row, with the stock that goes with it.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../src/db/transaction.ts';
import { moveOrder } from '../../src/orders/actions.move.ts';
import { holdOrder, releaseOrder, startProduction } from '../../src/orders/actions.staff.ts';
import { canMove, ORDER_STATUSES, type OrderStatus } from '../../src/orders/transitions.ts';
import { openWorld, orderPacks, placedOrder, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const who = 'Sam (staff)';
const rowOf = (id: string) => world.db.order.findUniqueOrThrow({ where: { id } });
const eventsOf = (orderId: string) =>
  world.db.orderEvent.findMany({ where: { orderId, event: 'moved' }, orderBy: { id: 'asc' } });
const packs = () => world.db.stockItem.findUniqueOrThrow({ where: { sku: 'sample-pack' } });

/** As if the order had got there by itself. */
async function orderAt(status: OrderStatus) {
  const order = placedOrder(await orderPacks(world));
  await world.db.order.update({ where: { id: order.id }, data: { status } });
  return order;
}

async function move(id: string, to: OrderStatus): Promise<string> {
  const order = await rowOf(id);
  try {
    await transaction(world.db, (tx) =>
      moveOrder(tx, { order, to, who, why: 'because', now: world.clock() }),
    );
    return 'moved';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

describe('a move', () => {
  it('leaves who, from where, to where and why', async () => {
    const { id } = await orderAt('awaiting_payment');
    expect(await move(id, 'paid')).toBe('moved');
    expect((await rowOf(id)).status).toBe('paid');
    expect(await eventsOf(id)).toMatchObject([{ who, from: 'awaiting_payment', to: 'paid', why: 'because' }]);
  });

  it('is won by one of many who try at once', async () => {
    const { id } = await orderAt('paid');
    const wishes: OrderStatus[] = ['in_production', 'on_hold', 'refund_due', 'shipped', 'ready_to_ship'];
    const answers = await Promise.all([...wishes, ...wishes].map((to) => move(id, to)));
    const through = answers.filter((answer) => answer === 'moved').length;
    // a later one may follow the first along the table, but each leaves its row and none is lost
    expect(await eventsOf(id)).toHaveLength(through);
    expect(through).toBeGreaterThanOrEqual(1);
    const rows = await eventsOf(id);
    rows.reduce((at, event) => {
      expect(event.from).toBe(at);
      return event.to ?? '';
    }, 'paid');
    expect((await rowOf(id)).status).toBe(rows.at(-1)?.to);
  });

  it('follows the table from everywhere to everywhere, and a refusal changes nothing', async () => {
    const { id } = await orderAt('awaiting_payment');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ORDER_STATUSES),
        fc.constantFrom(...ORDER_STATUSES),
        async (from, to) => {
          await world.db.order.update({ where: { id }, data: { status: from } });
          const before = (await eventsOf(id)).length;
          const answer = await move(id, to);
          expect(answer).toBe(canMove(from, to) ? 'moved' : 'move_not_possible');
          expect((await rowOf(id)).status).toBe(canMove(from, to) ? to : from);
          expect((await eventsOf(id)).length - before).toBe(canMove(from, to) ? 1 : 0);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('uses the stock up once, whichever way the order goes into making', async () => {
    const { id } = await orderAt('paid');
    for (const to of ['in_production', 'on_hold', 'in_production', 'ready_to_ship', 'shipped'] as const) {
      expect(await move(id, to)).toBe('moved');
    }
    expect(await packs()).toMatchObject({ onHand: 198n, reserved: 0n });
  });
});

describe('holding and releasing', () => {
  it.each(['paid', 'in_production', 'ready_to_ship'] as const)(
    'brings an order back to %s',
    async (status) => {
      const { id, number } = await orderAt(status);
      await holdOrder(world, { number, who, why: 'Look at it' });
      expect(await rowOf(id)).toMatchObject({ status: 'on_hold', heldFrom: status });
      await releaseOrder(world, { number, who });
      expect(await rowOf(id)).toMatchObject({ status, heldFrom: null });
    },
  );

  it.each(['awaiting_payment', 'shipped', 'delivered', 'cancelled', 'refund_due', 'refunded'] as const)(
    'is not for an order that is %s',
    async (status) => {
      const { id, number } = await orderAt(status);
      await expect(holdOrder(world, { number, who, why: 'Wait' })).rejects.toMatchObject({
        code: 'move_not_possible',
      });
      await expect(releaseOrder(world, { number, who })).rejects.toMatchObject({ code: 'move_not_possible' });
      expect(await rowOf(id)).toMatchObject({ status, heldFrom: null });
      expect(await world.db.auditEntry.count()).toBe(0);
    },
  );

  it('takes the stock an order came too late for, or stays on hold while there is not enough', async () => {
    const { id, number } = await orderAt('on_hold');
    await world.db.stockReservation.deleteMany();
    await world.db.stockItem.update({ where: { sku: 'sample-pack' }, data: { reserved: 0n, onHand: 1n } });
    await expect(releaseOrder(world, { number, who })).rejects.toMatchObject({ code: 'out_of_stock' });
    expect((await rowOf(id)).status).toBe('on_hold');
    await world.db.stockItem.update({ where: { sku: 'sample-pack' }, data: { onHand: 10n } });
    await releaseOrder(world, { number, who });
    expect(await packs()).toMatchObject({ onHand: 10n, reserved: 2n });
    await startProduction(world, { number, who });
    expect(await packs()).toMatchObject({ onHand: 8n, reserved: 0n });
  });
});
