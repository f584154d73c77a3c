// Less lies on the shelf than paid orders hold: something was spoilt, or a count found less. The newest of them give
// way, by the owner's rule, and their customers are told.
import type { Settings } from '../catalog/settings.ts';
import type { Db, Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { releaseStock } from '../inventory/actions.ts';
import type { Clock } from '../lib/time.ts';
import { holdUncovered } from '../orders/actions.cover.ts';
import { stockNeeds } from '../orders/stock-needs.ts';
import { en } from '../words/en.ts';
import { endPaidOrder } from './actions.end-paid.ts';
import { shortItems } from './queries.ts';

interface UncoveredDeps {
  db: Db;
  clock: Clock;
  shop: { now(): { settings: Settings } };
}

/** Answers how many orders gave way. */
export async function giveWay(deps: UncoveredDeps): Promise<number> {
  let gave = 0;
  for (const { id } of await shortItems(deps.db)) {
    while (await transaction(deps.db, (tx) => oneGivesWay(tx, deps, id))) gave += 1;
  }
  return gave;
}

async function oneGivesWay(tx: Tx, deps: UncoveredDeps, itemId: string): Promise<boolean> {
  const now = deps.clock();
  // the row is ours from here on: nobody reserves, books or counts it meanwhile
  const item = await tx.stockItem.update({ where: { id: itemId }, data: { changedAt: now } });
  const holds = await paidHolds(tx, itemId);
  const held = holds.reduce((sum, { quantity }) => sum + quantity, 0n);
  if (item.backorder || held <= item.onHand) return false;
  const newest = await tx.order.findFirst({
    where: { id: { in: holds.map(({ orderId }) => orderId) }, status: 'paid' },
    orderBy: [{ paidAt: 'desc' }, { id: 'desc' }],
    include: { lines: { select: { title: true, stockUse: true } } },
  });
  if (!newest) return false;
  const using = newest.lines.filter((line) => stockNeeds([line]).some(({ sku }) => sku === item.sku));
  const titles = [...new Set(using.map(({ title }) => title))].join(', ');
  const say = en.inventory.uncovered;
  if (deps.shop.now().settings['stock.uncovered'] === 'refund') {
    const why = say.refundedShelf(titles);
    await endPaidOrder(tx, newest.id, { who: 'shop', why, restock: false, now });
    return true;
  }
  await releaseStock(tx, { orderId: newest.id, who: 'shop', reason: 'uncovered', now });
  await holdUncovered(tx, newest.id, { skus: [item.sku], tell: say.shelf(titles), now });
  return true;
}

/** What orders that are paid for hold of it; who has not paid yet is looked at when the money comes. */
async function paidHolds(tx: Tx, itemId: string): Promise<{ orderId: string; quantity: bigint }[]> {
  const holds = await tx.stockReservation.findMany({
    where: { itemId, status: 'held' },
    select: { orderId: true, quantity: true },
  });
  const paid = await tx.order.findMany({
    where: { id: { in: holds.map(({ orderId }) => orderId) }, status: { not: 'awaiting_payment' } },
    select: { id: true },
  });
  const ids = new Set(paid.map(({ id }) => id));
  return holds.filter(({ orderId }) => ids.has(orderId));
}
