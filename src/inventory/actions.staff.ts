// Stock by hand: what came in, what was counted, what was spoilt, what goes back on the shelf.
import type { Tx } from '../db/open.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import { en } from '../words/en.ts';
import { type Because, type StockNeed, writeMovement } from './actions.ts';
import { basisAfter } from './valuation.ts';

export type HandMovement = 'receipt' | 'adjustment' | 'waste';

export interface StockChange {
  sku: string;
  kind: HandMovement;
  /** In the item's unit. Adjustments are signed; receipts and waste are counted in whole pieces, both positive. */
  quantity: bigint;
  reason: string;
  who: string;
  now: Date;
  /** Of receipts: from whom, and what all of it cost. */
  supplier?: string | undefined;
  costCents?: bigint | null | undefined;
}

/** Inside the caller's transaction. Answers the level before and after; there is never less than nothing. */
export async function changeStock(tx: Tx, change: StockChange): Promise<{ before: bigint; after: bigint }> {
  const { sku, kind, now } = change;
  const quantity = kind === 'waste' ? -change.quantity : change.quantity;
  const changed = await tx.$executeRaw`
    UPDATE "StockItem" SET "onHand" = "onHand" + ${quantity}, "changedAt" = ${now}
     WHERE "sku" = ${sku} AND "onHand" + ${quantity} >= 0`;
  const item = await tx.stockItem.findUnique({ where: { sku } });
  if (!item) throw new NotFound('stock item');
  if (changed === 0) throw new Refusal('not_enough_stock', en.admin.stock.notThatMuch);
  await writeMovement(tx, item.id, kind, quantity, change);
  const before = item.onHand - quantity;
  if (kind === 'receipt') await moveAverage(tx, item, before, change);
  return { before, after: item.onHand };
}

type ItemRow = NonNullable<Awaited<ReturnType<Tx['stockItem']['findUnique']>>>;

/** The row is ours since its level was changed, so nobody moves the average meanwhile. */
async function moveAverage(tx: Tx, item: ItemRow, onHand: bigint, receipt: StockChange): Promise<void> {
  const { quantity, costCents = null } = receipt;
  const basis = { cents: item.basisCents, quantity: item.basisQuantity };
  const { cents, quantity: per } = basisAfter(onHand, basis, { quantity, costCents });
  await tx.stockItem.update({
    where: { id: item.id },
    data: { basisCents: cents, basisQuantity: per },
    select: { id: true },
  });
}

/** What production used up for an order is good again. Doing it twice puts it back once. */
export async function putBackStock(tx: Tx, because: Because): Promise<void> {
  const { orderId } = because;
  const used = await tx.stockReservation.findMany({
    where: { orderId, status: 'consumed' },
    orderBy: { itemId: 'asc' },
  });
  for (const each of used) {
    const claim = await tx.stockReservation.updateMany({
      where: { id: each.id, status: 'consumed' },
      data: { status: 'released' },
    });
    if (claim.count === 0) continue;
    await putOnShelf(tx, each.itemId, each.quantity, because.now);
    await writeMovement(tx, each.itemId, 'adjustment', each.quantity, because);
  }
}

/** As much of what production used up for an order as `needs` say; what it never used stays as it is. */
export async function putBackSome(tx: Tx, needs: readonly StockNeed[], because: Because): Promise<void> {
  const { orderId } = because;
  for (const { sku, quantity } of needs) {
    const used = await tx.stockReservation.findMany({
      where: { orderId, status: 'consumed', item: { sku } },
      orderBy: { id: 'asc' },
    });
    let missing = quantity;
    for (const each of used) {
      const back = each.quantity < missing ? each.quantity : missing;
      if (back <= 0n) break;
      const rest = each.quantity - back;
      const claim = await tx.stockReservation.updateMany({
        where: { id: each.id, status: 'consumed', quantity: each.quantity },
        data: rest > 0n ? { quantity: rest } : { status: 'released' },
      });
      if (claim.count === 0) continue;
      await putOnShelf(tx, each.itemId, back, because.now);
      await writeMovement(tx, each.itemId, 'adjustment', back, because);
      missing -= back;
    }
  }
}

async function putOnShelf(tx: Tx, id: string, quantity: bigint, now: Date): Promise<void> {
  await tx.stockItem.update({
    where: { id },
    data: { onHand: { increment: quantity }, changedAt: now },
    select: { id: true },
  });
}
