// The migrations in the repository: they lead to schema.prisma, and the next one can be written from there.

import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { checks, withChecks } from '../../prisma/checks.ts';
import { migrationList, nextScript } from '../../prisma/engine.ts';
import { schemaFor } from '../../prisma/schema.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openDatabase } from '../../src/db/open.ts';
import { emptyDatabase, type Place } from '../support/database.ts';

const { provider } = inject('testDatabase');
let place: Place;
let scratch: Place;
beforeEach(async () => {
  place = await emptyDatabase();
  scratch = await emptyDatabase();
});
afterEach(async () => {
  await place.remove();
  await scratch.remove();
});

const scriptTo = (schema: string) => nextScript(provider, migrationList(provider), schema, scratch.url);

test('they lead exactly to schema.prisma; if not, run npm run db:migration -- <name>', async () => {
  expect(await scriptTo(schemaFor(provider))).toContain('This is an empty migration');
});

test('a changed table keeps its checks', async () => {
  const changed = schemaFor(provider).replace(
    /model StockItem \{/,
    'model StockItem {\n  shelf String @default("")\n  bin Int @default(0)',
  );
  const script = withChecks(await scriptTo(changed));
  expect(script).toContain('"shelf"');

  await migrate(place.url);
  const { db, close } = await openDatabase(place.url);
  for (const statement of script.split(';').filter((part) => part.includes('"'))) {
    await db.$executeRawUnsafe(statement);
  }
  const insert = `INSERT INTO "StockItem" ("id", "sku", "name", "unit", "onHand", "reserved", "createdAt", "shelf")
    VALUES ('1', 'roll', 'Roll', 'mm2', 1, -1, '2026-11-22 00:00:00', 'A')`;
  await expect(db.$executeRawUnsafe(insert)).rejects.toThrow(/check/i);
  await close();
});

test('every check is in the database', async () => {
  await migrate(place.url);
  const { db, close } = await openDatabase(place.url);
  const rows =
    provider === 'sqlite'
      ? await db.$queryRaw<{ text: string }[]>`SELECT sql AS text FROM sqlite_master WHERE type = 'table'`
      : await db.$queryRaw<{ text: string }[]>`SELECT conname AS text FROM pg_constraint WHERE contype = 'c'`;
  await close();
  const all = rows.map(({ text }) => text).join('\n');
  for (const { table, name } of checks) expect(all).toContain(`${table}_${name}`);
});
