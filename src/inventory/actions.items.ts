// Stock items as staff make and change them. What lies there is only ever changed by movements.
import type { Tx } from '../db/open.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import { en } from '../words/en.ts';
import { addStockItem, type NewStockItem } from './actions.ts';

export interface ItemDetails {
  name: string;
  /** What a scanner reads; empty for the sku itself. */
  code: string;
  lowLevel: bigint;
  backorder: boolean;
  backorderDays: number;
}

export interface ItemToMake extends ItemDetails, Pick<NewStockItem, 'sku' | 'unit' | 'quantity'> {
  supplier: string;
  costCents: bigint | null;
}

interface By {
  who: string;
  now: Date;
}

/** Throws `Refusal('taken')`, 422, for a code that another item has. */
export async function makeStockItem(tx: Tx, item: ItemToMake, { who, now }: By): Promise<void> {
  const { supplier, costCents, ...made } = item;
  await refuseTaken(tx, { field: 'sku', code: item.sku, butOf: null });
  await refuseTaken(tx, { field: 'code', code: item.code, butOf: null });
  const because = { who, reason: en.inventory.openingStock, now, supplier, costCents };
  await addStockItem(tx, { ...made, code: item.code || null }, because);
}

/** Answers it as it was. Throws `Refusal('taken')`, 422, for a code that another item has. */
export async function changeStockItem(
  tx: Tx,
  sku: string,
  details: ItemDetails,
  { now }: By,
): Promise<ItemDetails> {
  const before = await tx.stockItem.findUnique({ where: { sku } });
  if (!before) throw new NotFound('stock item');
  await refuseTaken(tx, { field: 'code', code: details.code, butOf: sku });
  const { code, ...rest } = details;
  await tx.stockItem.update({
    where: { sku },
    data: { ...rest, code: code || null, changedAt: now },
    select: { id: true },
  });
  return { ...before, code: before.code ?? '' };
}

/** A scanner that reads a code finds one item: nobody's sku is another one's code. */
async function refuseTaken(
  tx: Tx,
  { field, code, butOf }: { field: 'sku' | 'code'; code: string; butOf: string | null },
): Promise<void> {
  if (code === '') return;
  const others = await tx.stockItem.findMany({
    where: { OR: [{ sku: code }, { code }] },
    select: { sku: true },
  });
  if (others.every(({ sku }) => sku === butOf)) return;
  const { taken } = en.inventory.problems;
  throw new Refusal('taken', taken, { status: 422, problems: { [field]: taken } });
}
