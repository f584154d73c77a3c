// PostgreSQL going away and coming back, and two processes in each other's way.

import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isReachable, openDatabase } from '../../src/db/open.ts';
import { transaction } from '../../src/db/transaction.ts';
import { isOutOfReach } from '../../src/db/trouble.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let fresh: FreshDatabase;
beforeEach(async () => {
  fresh = await freshDatabase();
});
afterEach(() => fresh.close());

const at = new Date('2026-11-22T10:00:00Z');

test('a connection cut in the middle of a transaction is "out of reach", and the next one works', async () => {
  const cut = transaction(fresh.db, async (tx) => {
    const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
    await tx.setting.create({ data: { key: 'half', value: '', changedAt: at } });
    await kill(row?.pid);
    await tx.setting.count();
  });
  expect(isOutOfReach(await cut.catch((error: unknown) => error))).toBe(true);
  expect(await fresh.db.setting.count()).toBe(0);
});

test('a connection cut before the commit does not count as committed', async () => {
  const cut = transaction(fresh.db, async (tx) => {
    const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
    await tx.setting.create({ data: { key: 'half', value: '', changedAt: at } });
    await kill(row?.pid);
  });
  expect(isOutOfReach(await cut.catch((error: unknown) => error))).toBe(true);
  await pause(100); // the pool hears of it a moment later
  expect(await fresh.db.setting.count()).toBe(0);
});

test('an idle connection cut by the server kills neither the process nor the next query', async () => {
  const [row] = await fresh.db.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
  await kill(row?.pid);
  await pause(50);
  expect(await isReachable(fresh.db)).toBe(true);
});

test('a deadlock is tried again until both are through', async () => {
  for (const key of ['a', 'b']) await fresh.db.setting.create({ data: { key, value: '', changedAt: at } });
  const crossing = (first: string, second: string) =>
    transaction(fresh.db, async (tx) => {
      const touch = (key: string) =>
        tx.$executeRaw`UPDATE "Setting" SET "value" = "value" || 'x' WHERE "key" = ${key}`;
      await touch(first);
      await pause(100);
      await touch(second);
    });
  await Promise.all([crossing('a', 'b'), crossing('b', 'a')]);
  const values = (await fresh.db.setting.findMany()).map(({ value }) => value);
  expect(values).toEqual(['xx', 'xx']);
});

test('a schema named in the address is where the tables are looked for', async () => {
  const url = new URL(fresh.url);
  url.searchParams.set('schema', 'elsewhere');
  const { db, close } = await openDatabase(url.href);
  await expect(db.setting.count()).rejects.toMatchObject({ code: 'P2021' });
  await close();
});

async function kill(pid: number | undefined): Promise<void> {
  const client = new pg.Client(fresh.url);
  await client.connect();
  await client.query('SELECT pg_terminate_backend($1)', [pid]);
  await client.end();
}
