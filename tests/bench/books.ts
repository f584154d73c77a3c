// Looks into the database after the run: what was answered must be true there, once.
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';

/** Sentences about what does not agree; empty when all is well. */
export function checkBooks(folder: string, paid: readonly string[]): string[] {
  const database = new BetterSqlite3(path.join(folder, 'data', 'shop.db'), { readonly: true });
  const count = (sql: string) => database.prepare<[], number>(sql).pluck().get() ?? 0;
  try {
    const facts: [string, number][] = [
      ['orders paid', count(`SELECT count(*) FROM "Order" WHERE "payment" = 'succeeded'`)],
      ['payments succeeded', count(`SELECT count(*) FROM "Payment" WHERE "status" = 'succeeded'`)],
      ['confirmation letters', count(`SELECT count(*) FROM "Letter" WHERE "kind" = 'order-confirmed'`)],
    ];
    return [
      ...(new Set(paid).size === paid.length ? [] : ['an order number was given twice']),
      ...facts
        .filter(([, found]) => found !== paid.length)
        .map(([what, found]) => `${found} ${what}, ${paid.length} landings said succeeded`),
    ];
  } finally {
    database.close();
  }
}
