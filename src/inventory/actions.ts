// Taking, giving back and using up stock. Every change of a level is a conditional update and a movement
// row in the same transaction; nobody reads a level first and writes it later.
import type { Tx } from '../db/open.ts';
import { newId } from '../lib/ids.ts';
import { availableOf, type StockNeed, summed, type Unit } from './levels.ts';
import { basisAfter, NO_BASIS } from './valuation.ts';

export type { StockNeed };

export interface Because {
  orderId: string;
  who: string;
  reason: string;
  now: Date;
}

/**
 * Reserves all of `needs` for an order, summed per item. Answers the items there is not enough of; when it
 * names any, what could be reserved is reserved, and the caller rolls back or lives with it.
 */
export async function reserveStock(
  tx: Tx,
  needs: readonly StockNeed[],
  because: Because & { expiresAt: Date | null },
): Promise<string[]> {
  const lacking: string[] = [];
  for (const { sku, quantity } of summed(needs)) {
    if (!(await reserveOne(tx, sku, quantity, because))) lacking.push(sku);
  }
  return lacking;
}

async function reserveOne(
  tx: Tx,
  sku: string,
  quantity: bigint,
  because: Because & { expiresAt: Date | null },
): Promise<boolean> {
  const taken = await tx.$executeRaw`
    UPDATE "StockItem" SET "reserved" = "reserved" + ${quantity}, "changedAt" = ${because.now}
     WHERE "sku" = ${sku} AND ("backorder" OR "onHand" - "reserved" >= ${quantity})`;
  if (taken === 0) return false;
  const item = await tx.stockItem.findUniqueOrThrow({
    where: { sku },
    select: { id: true, onHand: true, reserved: true, backorderDays: true },
  });
  await tx.stockReservation.create({
    data: {
      id: newId(),
      itemId: item.id,
      orderId: because.orderId,
      quantity,
      status: 'held',
      expiresAt: because.expiresAt,
      extraDays: availableOf(item) < 0n ? item.backorderDays : 0,
      createdAt: because.now,
    },
    select: { id: true },
  });
  await writeMovement(tx, item.id, 'reservation', quantity, because);
  return true;
}

/**
 * Reserves what an order of `needs` does not hold yet: all of it for one that paid after its stock went back.
 * Answers the items there is not enough of.
 */
export async function reserveRest(
  tx: Tx,
  needs: readonly StockNeed[],
  because: Because & { expiresAt: Date | null },
): Promise<string[]> {
  const has = await tx.stockReservation.findMany({
    where: { orderId: because.orderId, status: { in: ['held', 'consumed'] } },
    select: { quantity: true, item: { select: { sku: true } } },
  });
  const less = has.map(({ quantity, item }) => ({ sku: item.sku, quantity: -quantity }));
  const wanted = new Set(needs.map(({ sku }) => sku));
  const rest = summed([...needs, ...less]).filter(({ sku, quantity }) => wanted.has(sku) && quantity > 0n);
  return reserveStock(tx, rest, because);
}

/** Gives back everything an order still holds. Doing it twice gives back once. */
export async function releaseStock(tx: Tx, because: Because): Promise<void> {
  for (const held of await claimHeld(tx, because.orderId, 'released')) {
    await tx.stockItem.updateMany({
      where: { id: held.itemId },
      data: { reserved: { decrement: held.quantity }, changedAt: because.now },
    });
    await writeMovement(tx, held.itemId, 'release', -held.quantity, because);
  }
}

/** Production takes the job: what was held is used up. */
export async function consumeStock(tx: Tx, because: Because): Promise<void> {
  for (const held of await claimHeld(tx, because.orderId, 'consumed')) {
    await tx.stockItem.updateMany({
      where: { id: held.itemId },
      data: {
        reserved: { decrement: held.quantity },
        onHand: { decrement: held.quantity },
        changedAt: because.now,
      },
    });
    await writeMovement(tx, held.itemId, 'release', -held.quantity, because);
    await writeMovement(tx, held.itemId, 'consumption', -held.quantity, because);
  }
}

/** Paid: what is held no longer runs out. */
export async function keepReservations(tx: Tx, orderId: string): Promise<number> {
  const kept = await tx.stockReservation.updateMany({
    where: { orderId, status: 'held' },
    data: { expiresAt: null },
  });
  return kept.count;
}

async function claimHeld(tx: Tx, orderId: string, as: 'released' | 'consumed') {
  const held = await tx.stockReservation.findMany({
    where: { orderId, status: 'held' },
    orderBy: { itemId: 'asc' },
  });
  const claimed: typeof held = [];
  for (const each of held) {
    const claim = await tx.stockReservation.updateMany({
      where: { id: each.id, status: 'held' },
      data: { status: as },
    });
    if (claim.count === 1) claimed.push(each);
  }
  return claimed;
}

type MovementKind = 'receipt' | 'adjustment' | 'reservation' | 'release' | 'consumption' | 'waste';

type Told = Omit<Because, 'orderId'> & {
  orderId?: string;
  /** Of receipts: from whom, and what all of it cost. */
  supplier?: string | undefined;
  costCents?: bigint | null | undefined;
  /** The sheet it was counted on. */
  countId?: string;
};

export async function writeMovement(
  tx: Tx,
  itemId: string,
  kind: MovementKind,
  quantity: bigint,
  because: Told,
): Promise<void> {
  const { who, reason, now, orderId = null, supplier = '', costCents = null, countId = null } = because;
  await tx.stockMovement.create({
    data: {
      id: newId(),
      itemId,
      kind,
      quantity,
      orderId,
      who,
      reason,
      at: now,
      supplier,
      costCents,
      countId,
    },
    select: { id: true },
  });
}

export interface NewStockItem {
  sku: string;
  name: string;
  unit: Unit;
  quantity: bigint;
  lowLevel: bigint;
  code?: string | null;
  backorder?: boolean;
  backorderDays?: number;
}

/** A new item with its first receipt, so that levels are sums of movements from the first piece on. */
export async function addStockItem(
  tx: Tx,
  { quantity, ...item }: NewStockItem,
  because: Told,
): Promise<void> {
  const id = newId();
  const { now, costCents = null } = because;
  const basis = basisAfter(0n, NO_BASIS, { quantity, costCents });
  await tx.stockItem.create({
    data: {
      id,
      ...item,
      onHand: quantity,
      basisCents: basis.cents,
      basisQuantity: basis.quantity,
      changedAt: now,
      createdAt: now,
    },
    select: { id: true },
  });
  if (quantity > 0n) await writeMovement(tx, id, 'receipt', quantity, because);
}
