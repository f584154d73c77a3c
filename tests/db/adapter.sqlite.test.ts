// The safe SQLite adapter: every commit on the disk, no leaks, one queue for writers.

import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../../src/db/migrate.ts';
import { type Db, openDatabase, sqlitePath } from '../../src/db/open.ts';
import { transaction } from '../../src/db/transaction.ts';
import { isOutOfReach } from '../../src/db/trouble.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let fresh: FreshDatabase;
beforeEach(async () => {
  fresh = await freshDatabase();
});
afterEach(() => fresh.close());

const at = new Date('2026-11-22T10:00:00Z');
const FULL = 2n;

/** Outside a transaction the reading connection answers, inside the writing one. */
const connections: [string, (pragma: string) => Promise<unknown>][] = [
  ['that reads', (pragma) => setting(fresh.db, pragma)],
  ['that writes', (pragma) => transaction(fresh.db, (tx) => setting(tx as Db, pragma))],
];

test.each(connections)(
  'the connection %s waits for the disk, checks references and uses WAL',
  async (_name, ask) => {
    expect(await ask('synchronous')).toBe(FULL);
    expect(await ask('foreign_keys')).toBe(1n);
    expect(await ask('journal_mode')).toBe('wal');
    expect(await ask('busy_timeout')).toBe(5000n);
  },
);

test('five thousand transactions leave no file open', async () => {
  const openFiles = async () => (await readdir('/proc/self/fd')).length;
  await buyOnce(0);
  const before = await openFiles();
  for (let round = 1; round <= 5000; round += 50) {
    await Promise.all(Array.from({ length: 50 }, (_, index) => buyOnce(round + index)));
  }
  expect(await openFiles()).toBeLessThanOrEqual(before + 2);
  expect(await fresh.db.signInTry.count()).toBe(5001);
}, 120_000);

test('a transaction begun by hand in raw SQL is over with its statement and swallows no later write', async () => {
  await fresh.db.$executeRawUnsafe('BEGIN');
  await fresh.db.setting.create({ data: { key: 'after', value: '', changedAt: at } });
  expect(await fresh.db.setting.count()).toBe(1);
});

test('a row returned by a write outside a transaction is on the disk, not on the reading connection', async () => {
  const rows = await fresh.db.$queryRaw<{ key: string }[]>`
    INSERT INTO "Setting" ("key", "value", "changedAt") VALUES ('tax', '0', ${at}) RETURNING "key"`;
  expect(rows).toEqual([{ key: 'tax' }]);
  expect(await fresh.db.setting.count()).toBe(1);
});

test('nobody else on the machine may read the customers', async () => {
  const { mode } = await stat(sqlitePath(fresh.url));
  expect(mode & 0o077).toBe(0);
});

test('a file that is no database is refused and left as it was', async () => {
  const path = sqlitePath(fresh.url).replace('shop.db', 'letter.txt');
  await writeFile(path, 'Dear customer, '.repeat(1000));
  await expect(migrate(`file:${path}`)).rejects.toThrow('file is not a database');
  const { db, close } = await openDatabase(`file:${path}`);
  const error = await db.setting.count().catch((caught: unknown) => caught);
  await close();
  expect(isOutOfReach(error)).toBe(true);
  expect(await readFile(path, 'utf8')).toContain('Dear customer');
});

test('a busy file is "out of reach", not a crash', async () => {
  const other = new BetterSqlite3(sqlitePath(fresh.url));
  other.exec('BEGIN IMMEDIATE');
  const error = await fresh.db.setting
    .create({ data: { key: 'late', value: '', changedAt: at } })
    .catch((caught: unknown) => caught);
  other.close();
  expect(isOutOfReach(error)).toBe(true);
  expect(await fresh.db.setting.create({ data: { key: 'next', value: '', changedAt: at } })).toBeTruthy();
});

function buyOnce(round: number): Promise<unknown> {
  return transaction(fresh.db, (tx) => tx.signInTry.create({ data: { key: `buyer-${round}`, at } }));
}

async function setting(db: Db, pragma: string): Promise<unknown> {
  const rows = await db.$queryRawUnsafe<Record<string, unknown>[]>(`PRAGMA ${pragma}`);
  return Object.values(rows[0] ?? {})[0];
}

test('a statement that is prepared once answers for other values, also after a thousand other texts', async () => {
  const ask = (value: number) =>
    fresh.db.$queryRawUnsafe<{ twice: number }[]>('SELECT 2 * ? AS "twice"', value);
  expect(Number((await ask(1))[0]?.twice)).toBe(2);
  for (let index = 0; index < 1_000; index += 1) await fresh.db.$queryRawUnsafe(`SELECT ${index} AS "other"`);
  expect(Number((await ask(4))[0]?.twice)).toBe(8);
});
