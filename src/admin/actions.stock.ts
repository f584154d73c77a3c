// What staff do to stock, written together with its entry in the audit.
import { writeAudit } from '../accounts/actions.audit.ts';
import { bumpRevision } from '../catalog/actions.ts';
import type { Db } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { mendLevels } from '../inventory/actions.check.ts';
import { type Counted, dropCount, noteCounts, openCount, postCount } from '../inventory/actions.counts.ts';
import {
  changeStockItem,
  type ItemDetails,
  type ItemToMake,
  makeStockItem,
} from '../inventory/actions.items.ts';
import { changeStock, type HandMovement } from '../inventory/actions.staff.ts';
import type { Clock } from '../lib/time.ts';

export interface StockChangeDeps {
  db: Db;
  clock: Clock;
}

export interface StockBooking {
  sku: string;
  kind: HandMovement;
  quantity: bigint;
  reason: string;
  who: string;
  supplier?: string;
  costCents?: bigint | null;
}

/** Throws `Refusal('not_enough_stock')` when less than nothing would be left. */
export async function bookStock(deps: StockChangeDeps, booking: StockBooking): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const { who, kind, sku, reason } = booking;
    const { before, after } = await changeStock(tx, { ...booking, now });
    const change = { subject: sku, before: String(before), after: `${after}: ${reason}` };
    await writeAudit(tx, { who, what: `stock.${kind}`, ...change, now });
  });
}

/** Throws `Refusal('taken')`, 422. What sells the item is told by the revision. */
export async function addItem(deps: StockChangeDeps, item: ItemToMake, who: string): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    await makeStockItem(tx, item, { who, now });
    await bumpRevision(tx);
    await writeAudit(tx, { who, what: 'stock.item', subject: item.sku, after: inWords(item), now });
  });
}

/** Throws `Refusal('taken')`, 422. */
export async function saveItem(
  deps: StockChangeDeps,
  { sku, details, who }: { sku: string; details: ItemDetails; who: string },
): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const before = inWords(await changeStockItem(tx, sku, details, { who, now }));
    const after = inWords(details);
    if (before !== after) await writeAudit(tx, { who, what: 'stock.item', subject: sku, before, after, now });
  });
}

function inWords({ name, code, lowLevel, backorder, backorderDays }: ItemDetails): string {
  const beyond = backorder ? `backorder +${backorderDays} days` : 'no backorder';
  return [name, code, `warns at ${lowLevel}`, beyond].filter(Boolean).join(', ');
}

export async function mendItem(
  deps: StockChangeDeps,
  { sku, counted, reason, who }: { sku: string; counted: bigint; reason: string; who: string },
): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const before = await mendLevels(tx, { sku, counted, reason, who, now });
    const change = { subject: sku, before: String(before.onHand), after: `${counted}: ${reason}` };
    await writeAudit(tx, { who, what: 'stock.mended', ...change, now });
  });
}

/** Answers the sheet's id. */
export async function startCount(
  deps: StockChangeDeps,
  { name, only, who }: { name: string; only: string; who: string },
): Promise<string> {
  const now = deps.clock();
  return transaction(deps.db, async (tx) => {
    const id = await openCount(tx, { name, only }, { who, now });
    await writeAudit(tx, { who, what: 'stock.count', subject: name, after: 'open', now });
    return id;
  });
}

/** Answers how many counts are other than before. */
export function saveCounts(
  deps: StockChangeDeps,
  { countId, counts, who }: { countId: string; counts: readonly Counted[]; who: string },
): Promise<number> {
  return transaction(deps.db, (tx) => noteCounts(tx, countId, counts, { who, now: deps.clock() }));
}

/** Answers how many levels were put right. */
export async function bookCount(
  deps: StockChangeDeps,
  { sheet, reason, who }: { sheet: { id: string; name: string }; reason: string; who: string },
): Promise<number> {
  const now = deps.clock();
  return transaction(deps.db, async (tx) => {
    const posted = await postCount(tx, { countId: sheet.id, reason, who, now });
    for (const { sku, level, counted } of posted) {
      const change = { subject: sku, before: String(level), after: `${counted}: ${reason}` };
      await writeAudit(tx, { who, what: 'stock.adjustment', ...change, now });
    }
    await writeAudit(tx, {
      who,
      what: 'stock.count',
      subject: sheet.name,
      before: 'open',
      after: 'posted',
      now,
    });
    return posted.length;
  });
}

export async function abandonCount(
  deps: StockChangeDeps,
  { sheet, who }: { sheet: { id: string; name: string }; who: string },
): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    await dropCount(tx, sheet.id);
    await writeAudit(tx, {
      who,
      what: 'stock.count',
      subject: sheet.name,
      before: 'open',
      after: 'dropped',
      now,
    });
  });
}
