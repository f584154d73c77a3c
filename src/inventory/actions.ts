// Taking, giving back and using up stock. Every change of a level is a conditional update and a movement
// row in the same transaction; nobody reads a level first and writes it later.
import type { Tx } from '../db/open.ts';
import { newId } from '../lib/ids.ts';

export interface StockNeed {
  sku: string;
  /** In the item's unit. */
  quantity: bigint;
}

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
    UPDATE "StockItem" SET "reserved" = "reserved" + ${quantity}
     WHERE "sku" = ${sku} AND ("backorder" OR "onHand" - "reserved" >= ${quantity})`;
  if (taken === 0) return false;
  const item = await tx.stockItem.findUniqueOrThrow({ where: { sku }, select: { id: true } });
  await tx.stockReservation.create({
    data: {
      id: newId(),
      itemId: item.id,
      orderId: because.orderId,
      quantity,
      status: 'held',
      expiresAt: because.expiresAt,
      createdAt: because.now,
    },
    select: { id: true },
  });
  await writeMovement(tx, item.id, 'reservation', quantity, because);
  return true;
}

/** Gives back everything an order still holds. Doing it twice gives back once. */
export async function releaseStock(tx: Tx, because: Because): Promise<void> {
  for (const held of await claimHeld(tx, because.orderId, 'released')) {
    await tx.stockItem.updateMany({
      where: { id: held.itemId },
      data: { reserved: { decrement: held.quantity } },
    });
    await writeMovement(tx, held.itemId, 'release', -held.quantity, because);
  }
}

/** Production takes the job: what was held is used up. */
export async function consumeStock(tx: Tx, because: Because): Promise<void> {
  for (const held of await claimHeld(tx, because.orderId, 'consumed')) {
    await tx.stockItem.updateMany({
      where: { id: held.itemId },
      data: { reserved: { decrement: held.quantity }, onHand: { decrement: held.quantity } },
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

export async function writeMovement(
  tx: Tx,
  itemId: string,
  kind: MovementKind,
  quantity: bigint,
  because: Omit<Because, 'orderId'> & { orderId?: string },
): Promise<void> {
  await tx.stockMovement.create({
    data: {
      id: newId(),
      itemId,
      kind,
      quantity,
      orderId: because.orderId ?? null,
      who: because.who,
      reason: because.reason,
      at: because.now,
    },
    select: { id: true },
  });
}

/** A new item with its first receipt, so that levels are sums of movements from the first piece on. */
export async function addStockItem(
  tx: Tx,
  item: { sku: string; name: string; unit: 'piece' | 'mm2' | 'mm'; quantity: bigint; lowLevel: bigint },
  because: { who: string; reason: string; now: Date },
): Promise<void> {
  const id = newId();
  const { sku, name, unit, quantity, lowLevel } = item;
  await tx.stockItem.create({
    data: { id, sku, name, unit, onHand: quantity, lowLevel, createdAt: because.now },
  });
  await writeMovement(tx, id, 'receipt', quantity, because);
}

/** One need per item, in one order for everybody, so that two buyers never wait for each other in a ring. */
function summed(needs: readonly StockNeed[]): StockNeed[] {
  const bySku = new Map<string, bigint>();
  for (const { sku, quantity } of needs) bySku.set(sku, (bySku.get(sku) ?? 0n) + quantity);
  return [...bySku].map(([sku, quantity]) => ({ sku, quantity })).sort((a, b) => (a.sku < b.sku ? -1 : 1));
}
