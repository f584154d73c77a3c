// Levels are the sums of their movements: looked after all day, and put right only by a person who counted.
import type { Db, Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { NotFound } from '../lib/refusal.ts';
import { type Clock, earlier, MINUTE } from '../lib/time.ts';
import { writeMovement } from './actions.ts';
import { sumsOf } from './queries.levels.ts';

const CHECKED_EVERY = 5 * MINUTE;
const AT_ONCE = 50;

/** Compares what has not been compared for a while and writes down what is off. Answers how many items are. */
export async function checkLevels(deps: { db: Db; clock: Clock }): Promise<number> {
  const now = deps.clock();
  const due = await deps.db.stockItem.findMany({
    where: { OR: [{ checkedAt: null }, { checkedAt: { lte: earlier(now, CHECKED_EVERY) } }] },
    orderBy: { checkedAt: 'asc' },
    take: AT_ONCE,
    select: { id: true },
  });
  let off = 0;
  for (const { id } of due) {
    if (await transaction(deps.db, (tx) => checkOne(tx, id, now))) off += 1;
  }
  return off;
}

async function checkOne(tx: Tx, id: string, now: Date): Promise<boolean> {
  // whoever moves stock changes the row first: as long as it is ours, no movement is half written
  const item = await tx.stockItem.update({ where: { id }, data: { checkedAt: now } });
  const sums = await sumsOf(tx, id);
  const onHandOff = item.onHand - sums.onHand;
  const reservedOff = item.reserved - sums.reserved;
  if (onHandOff !== item.onHandOff || reservedOff !== item.reservedOff)
    await tx.stockItem.update({ where: { id }, data: { onHandOff, reservedOff } });
  return onHandOff !== 0n || reservedOff !== 0n;
}

export interface Mending {
  sku: string;
  /** What a person found on the shelf. */
  counted: bigint;
  who: string;
  reason: string;
  now: Date;
}

/**
 * On hand becomes what was counted, reserved what orders really hold; movements say what it took, so that levels
 * are their sums again. Answers the levels before.
 */
export async function mendLevels(tx: Tx, mending: Mending): Promise<{ onHand: bigint; reserved: bigint }> {
  const { sku, counted, now } = mending;
  const taken = await tx.stockItem.updateMany({ where: { sku }, data: { checkedAt: now, changedAt: now } });
  if (taken.count === 0) throw new NotFound('stock item');
  const item = await tx.stockItem.findUniqueOrThrow({ where: { sku } });
  const sums = await sumsOf(tx, item.id);
  const reserved = await heldOf(tx, item.id);
  const [shelf, holds] = [counted - sums.onHand, reserved - sums.reserved];
  if (shelf !== 0n) await writeMovement(tx, item.id, 'adjustment', shelf, mending);
  if (holds !== 0n) await writeMovement(tx, item.id, holds > 0n ? 'reservation' : 'release', holds, mending);
  await tx.stockItem.update({
    where: { id: item.id },
    data: { onHand: counted, reserved, onHandOff: 0n, reservedOff: 0n },
  });
  return { onHand: item.onHand, reserved: item.reserved };
}

async function heldOf(tx: Tx, itemId: string): Promise<bigint> {
  const { _sum } = await tx.stockReservation.aggregate({
    where: { itemId, status: 'held' },
    _sum: { quantity: true },
  });
  return _sum.quantity ?? 0n;
}
