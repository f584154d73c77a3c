// Running low: told by letter once per fall below the level, and again only after it was above.
import type { Db, Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { daysLeft } from '../inventory/forecast.ts';
import { availableOf } from '../inventory/levels.ts';
import { consumedLately, fallenLow, risenAgain } from '../inventory/queries.levels.ts';
import type { StockRow } from '../inventory/queries.ts';
import { type Clock, DAY } from '../lib/time.ts';
import { queueLetter } from '../mail/actions.ts';
import { amountInUnit } from './pages.units.ts';

interface Deps {
  db: Db;
  clock: Clock;
}

/** Answers how many items staff were told of. */
export async function tellLowStock(deps: Deps): Promise<number> {
  const now = deps.clock();
  const risen = await risenAgain(deps.db);
  if (risen.length > 0)
    await deps.db.stockItem.updateMany({ where: { id: { in: risen } }, data: { lowToldAt: null } });
  const fallen = await fallenLow(deps.db);
  for (const { id } of fallen) await transaction(deps.db, (tx) => tellOne(tx, id, now));
  return fallen.length;
}

async function tellOne(tx: Tx, id: string, now: Date): Promise<void> {
  const claimed = await tx.stockItem.updateMany({ where: { id, lowToldAt: null }, data: { lowToldAt: now } });
  if (claimed.count === 0) return;
  const item = await tx.stockItem.findUniqueOrThrow({ where: { id } });
  const model = {
    name: item.name,
    path: `/admin/stock/${item.sku}`,
    available: amountInUnit(availableOf(item), item.unit),
    level: amountInUnit(item.lowLevel, item.unit),
    days: await lasts(tx, item, now),
  };
  for (const { id: staffId, email } of await whoToTell(tx)) {
    const fact = `low-stock:${id}:${now.getTime()}:${staffId}`;
    await queueLetter(tx, { kind: 'low-stock', to: email, fact, model }, now);
  }
}

async function lasts(tx: Tx, item: StockRow, now: Date): Promise<number | null> {
  const consumed = (await consumedLately(tx, [item.id], now)).get(item.id) ?? 0n;
  const days = (now.getTime() - item.createdAt.getTime()) / DAY;
  return daysLeft({ available: availableOf(item), consumed, days });
}

/** Whoever orders what is missing. */
function whoToTell(tx: Tx): Promise<{ id: string; email: string }[]> {
  return tx.staff.findMany({
    where: { role: { in: ['owner', 'manager'] }, disabledAt: null },
    select: { id: true, email: true },
  });
}
