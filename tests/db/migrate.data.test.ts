// Bringing a database up to date: all of it, once, or not at all.

import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { migrate } from '../../src/db/migrate.ts';
import { type Db, openDatabase } from '../../src/db/open.ts';
import { emptyDatabase, type Place } from '../support/database.ts';
import { runScript } from '../support/run-script.ts';

const { provider } = inject('testDatabase');
let place: Place;
let folder: string;
beforeEach(async () => {
  place = await emptyDatabase();
  folder = await mkdtemp(join(tmpdir(), 'kisscut-migrations-'));
});
afterEach(async () => {
  await place.remove();
  await rm(folder, { recursive: true, force: true });
});

test('a new database gets every table, a second run does nothing', async () => {
  const names = (await readdir(`prisma/migrations/${provider}`)).filter((name) => !name.includes('.')).sort();
  expect(await migrate(place.url)).toEqual(names);
  expect(await migrate(place.url)).toEqual([]);
  await ask(async (db) => {
    expect(await db.order.count()).toBe(0);
    expect(await db.letter.count()).toBe(0);
  });
});

test('only what is new is applied', async () => {
  await migration('1_first', 'CREATE TABLE "One" (id INTEGER PRIMARY KEY);');
  await migrate(place.url, folder);
  await migration('2_second', 'CREATE TABLE "Two" (id INTEGER PRIMARY KEY);');
  expect(await migrate(place.url, folder)).toEqual(['2_second']);
  expect(await tables()).toEqual(['One', 'Two', '_prisma_migrations']);
});

test('when the last of three fails, none of them has happened, and the sentence says which', async () => {
  await migration('1_good', 'CREATE TABLE "One" (id INTEGER PRIMARY KEY);');
  await migration('2_good', `INSERT INTO "One" (id) VALUES (1);`);
  await migration('3_bad', `CREATE TABLE "Half" (id INTEGER); INSERT INTO "Nowhere" (id) VALUES (1);`);
  await expect(migrate(place.url, folder)).rejects.toThrow(
    /^The migration "3_bad" failed and nothing was changed: .*Nowhere/,
  );
  expect(await tables()).toEqual([]);

  await migration('3_bad', 'CREATE TABLE "Half" (id INTEGER);');
  expect(await migrate(place.url, folder)).toEqual(['1_good', '2_good', '3_bad']);
});

test('killed half way through, it leaves nothing, and the next start does it all', async () => {
  const slow =
    provider === 'sqlite'
      ? 'INSERT INTO "Half" WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 30000000) SELECT i FROM n;'
      : 'SELECT pg_sleep(4);';
  await migration('1_slow', `CREATE TABLE "Half" (id INTEGER); INSERT INTO "Half" VALUES (1); ${slow}`);
  const child = runScript(`
    import { migrate } from './src/db/migrate.ts';
    console.log('begun');
    await migrate(${JSON.stringify(place.url)}, ${JSON.stringify(folder)});`);
  await child.said('begun');
  await new Promise((resolve) => setTimeout(resolve, 1000));
  child.process.kill('SIGKILL');
  await child.ended();

  await migration('1_slow', 'CREATE TABLE "Half" (id INTEGER);');
  expect(await tables()).toEqual([]);
  expect(await migrate(place.url, folder)).toEqual(['1_slow']);
});

test('a migration that another tool began and never finished is reported, and nothing is done', async () => {
  await migration('1_first', 'CREATE TABLE "One" (id INTEGER PRIMARY KEY);');
  await migrate(place.url, folder);
  await ask((db) => db.$executeRaw`UPDATE _prisma_migrations SET finished_at = NULL`);
  await migration('2_second', 'CREATE TABLE "Two" (id INTEGER PRIMARY KEY);');
  await expect(migrate(place.url, folder)).rejects.toThrow(
    'The migration "1_first" was begun on this database and never finished',
  );
  expect(await tables()).not.toContain('Two');
});

test('a database of a newer shop is left alone', async () => {
  await migration('1_first', 'CREATE TABLE "One" (id INTEGER PRIMARY KEY);');
  await migration('2_future', 'CREATE TABLE "Two" (id INTEGER PRIMARY KEY);');
  await migrate(place.url, folder);
  await rm(join(folder, provider, '2_future'), { recursive: true });
  await expect(migrate(place.url, folder)).rejects.toThrow('belongs to a newer Kisscut');
});

test('a migration changed after it was applied is noticed', async () => {
  await migration('1_first', 'CREATE TABLE "One" (id INTEGER PRIMARY KEY);');
  await migrate(place.url, folder);
  await migration('1_first', 'CREATE TABLE "Uno" (id INTEGER PRIMARY KEY);');
  await expect(migrate(place.url, folder)).rejects.toThrow('"1_first" was changed');
});

test('three processes starting at once migrate the database once', async () => {
  const start = `
    import { migrate } from './src/db/migrate.ts';
    console.log('applied', JSON.stringify(await migrate(${JSON.stringify(place.url)})));`;
  const ends = await Promise.all([1, 2, 3].map(() => runScript(start).ended()));
  expect(ends.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(ends.filter(({ output }) => output.includes('initial'))).toHaveLength(1);
  expect(ends.filter(({ output }) => output.includes('applied []'))).toHaveLength(2);
}, 60_000);

async function migration(name: string, script: string): Promise<void> {
  await mkdir(join(folder, provider, name), { recursive: true });
  await writeFile(join(folder, provider, name, 'migration.sql'), script);
}

async function tables(): Promise<string[]> {
  const rows = await ask((db) =>
    provider === 'sqlite'
      ? db.$queryRaw<{ name: string }[]>`SELECT name FROM sqlite_master WHERE type = 'table'`
      : db.$queryRaw<{ name: string }[]>`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
  );
  return rows.map(({ name }) => name).sort();
}

async function ask<T>(question: (db: Db) => Promise<T>): Promise<T> {
  const { db, close } = await openDatabase(place.url);
  try {
    return await question(db);
  } finally {
    await close();
  }
}
