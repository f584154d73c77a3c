// Stock-taking: a sheet of what should be there, what people found, and the adjustments that make it so.
import type { Tx } from '../db/open.ts';
import { newId } from '../lib/ids.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import { en } from '../words/en.ts';
import { writeMovement } from './actions.ts';

interface By {
  who: string;
  now: Date;
}

/** A sheet of all items, or of those whose sku or name contains the words. Throws `Refusal('nothing_to_count')`. */
export async function openCount(
  tx: Tx,
  { name, only }: { name: string; only: string },
  { who, now }: By,
): Promise<string> {
  const words = only.toLowerCase().split(/\s+/).filter(Boolean);
  const items = (
    await tx.stockItem.findMany({ select: { id: true, sku: true, name: true, onHand: true } })
  ).filter((item) => words.every((word) => `${item.sku} ${item.name}`.toLowerCase().includes(word)));
  if (items.length === 0) {
    const { nothingToCount } = en.inventory.counts;
    throw new Refusal('nothing_to_count', nothingToCount, {
      status: 422,
      problems: { only: nothingToCount },
    });
  }
  const id = newId();
  await tx.stockCount.create({ data: { id, name, status: 'open', createdAt: now, createdBy: who } });
  await tx.stockCountLine.createMany({
    data: items.map((item) => ({ id: newId(), countId: id, itemId: item.id, expected: item.onHand })),
  });
  return id;
}

export interface Counted {
  lineId: string;
  /** In the item's unit; null takes the count back. */
  counted: bigint | null;
}

/** What was typed; what is as it was keeps who counted it and when. Throws `Refusal('count_closed')`. */
export async function noteCounts(
  tx: Tx,
  countId: string,
  counts: readonly Counted[],
  { who, now }: By,
): Promise<number> {
  await takeOpen(tx, countId);
  const lines = await tx.stockCountLine.findMany({ where: { countId } });
  const known = new Map(lines.map((line) => [line.id, line.counted]));
  const changed = counts.filter(({ lineId, counted }) => known.has(lineId) && known.get(lineId) !== counted);
  for (const { lineId, counted } of changed) {
    const seen = counted === null ? { countedAt: null, countedBy: '' } : { countedAt: now, countedBy: who };
    await tx.stockCountLine.update({ where: { id: lineId }, data: { counted, ...seen } });
  }
  return changed.length;
}

export interface Posting extends By {
  countId: string;
  reason: string;
}

export interface Posted {
  sku: string;
  level: bigint;
  counted: bigint;
}

/**
 * Every item that was counted gets on hand what was found: an adjustment by the difference to the level at this
 * moment. Answers those that were off. Throws `Refusal('count_closed')`, `Refusal('nothing_counted')`.
 */
export async function postCount(tx: Tx, posting: Posting): Promise<Posted[]> {
  const { countId, who, now } = posting;
  await takeOpen(tx, countId);
  const lines = await tx.stockCountLine.findMany({
    where: { countId, counted: { not: null } },
    include: { item: { select: { sku: true } } },
    orderBy: { itemId: 'asc' },
  });
  if (lines.length === 0) throw new Refusal('nothing_counted', en.inventory.counts.nothingCounted);
  const posted: Posted[] = [];
  for (const { id, itemId, counted, item } of lines) {
    if (counted === null) continue;
    const level = await setOnHand(tx, { ...posting, itemId, counted });
    await tx.stockCountLine.update({ where: { id }, data: { level, difference: counted - level } });
    if (level !== counted) posted.push({ sku: item.sku, level, counted });
  }
  await tx.stockCount.update({
    where: { id: countId },
    data: { status: 'posted', postedAt: now, postedBy: who },
  });
  return posted;
}

/** Answers the level before; the row is taken first, so that it is the level of this very moment. */
async function setOnHand(
  tx: Tx,
  { itemId, counted, ...because }: Posting & { itemId: string; counted: bigint },
): Promise<bigint> {
  const { onHand } = await tx.stockItem.update({
    where: { id: itemId },
    data: { changedAt: because.now },
    select: { onHand: true },
  });
  if (onHand === counted) return onHand;
  await tx.stockItem.update({ where: { id: itemId }, data: { onHand: counted }, select: { id: true } });
  await writeMovement(tx, itemId, 'adjustment', counted - onHand, because);
  return onHand;
}

export async function dropCount(tx: Tx, countId: string): Promise<void> {
  await takeOpen(tx, countId);
  await tx.stockCount.update({ where: { id: countId }, data: { status: 'dropped' } });
}

/** The update keeps two people from posting it at once. */
async function takeOpen(tx: Tx, id: string): Promise<void> {
  const taken = await tx.stockCount.updateMany({ where: { id, status: 'open' }, data: { status: 'open' } });
  if (taken.count === 1) return;
  if ((await tx.stockCount.count({ where: { id } })) === 0) throw new NotFound('count');
  throw new Refusal('count_closed', en.inventory.counts.closed);
}
