// What is written comes back the same from SQLite and from PostgreSQL.

import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isUniqueViolation } from '../../src/db/trouble.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let fresh: FreshDatabase;
beforeEach(async () => {
  fresh = await freshDatabase();
});
afterEach(() => fresh.close());

const at = new Date('2026-11-22T10:11:12.345Z');

test('a quantity beyond 32 and beyond 53 bits comes back as the same bigint', async () => {
  const quantities = [0n, 50_000_000n, 5_000_000_000n, 9_007_199_254_740_993n];
  for (const [index, onHand] of quantities.entries()) {
    await fresh.db.stockItem.create({
      data: { sku: `roll-${index}`, name: 'Roll', unit: 'mm2', onHand, createdAt: at },
    });
  }
  const items = await fresh.db.stockItem.findMany({ orderBy: { sku: 'asc' } });
  expect(items.map((item) => item.onHand)).toEqual(quantities);
});

test('a quantity beyond 53 bits is counted up and down exactly', async () => {
  const { id } = await fresh.db.stockItem.create({
    data: { sku: 'roll', name: 'Roll', unit: 'mm2', onHand: 9_007_199_254_740_993n, createdAt: at },
  });
  await fresh.db.stockItem.update({ where: { id }, data: { onHand: { decrement: 2n } } });
  expect((await fresh.db.stockItem.findUniqueOrThrow({ where: { id } })).onHand).toBe(9_007_199_254_740_991n);
});

test('a time comes back to the millisecond, in UTC, and nothing stays nothing', async () => {
  await fresh.db.priceSheet.create({
    data: { version: 1, status: 'live', currency: 'USD', data: '{}', createdAt: at, publishedAt: null },
  });
  const sheet = await fresh.db.priceSheet.findUniqueOrThrow({ where: { version: 1 } });
  expect(sheet.createdAt.toISOString()).toBe('2026-11-22T10:11:12.345Z');
  expect(sheet.publishedAt).toBeNull();
});

test('times are compared as times, also in raw SQL', async () => {
  const seconds = [0, 1, 59, 60, 3600];
  for (const second of seconds) {
    await fresh.db.signInTry.create({ data: { key: 'ada', at: new Date(at.getTime() + second * 1000) } });
  }
  const since = new Date(at.getTime() + 59_000);
  expect(await fresh.db.signInTry.count({ where: { at: { gt: since } } })).toBe(2);
  const rows = await fresh.db.$queryRaw<{ at: Date }[]>`
    SELECT "at" FROM "SignInTry" WHERE "at" > ${since} ORDER BY "at"`;
  expect(rows.map((row) => row.at)).toEqual([
    new Date(at.getTime() + 60_000),
    new Date(at.getTime() + 3_600_000),
  ]);
});

test('lengths keep their hundredths and text keeps every script', async () => {
  const filename = 'наклейка "שלום" 🐙 = \\ \' %_.png';
  const { id } = await fresh.db.artwork.create({
    data: { sha256: 'a', bytes: 2_147_483_647, filename, format: 'png', widthMm: 76.23, createdAt: at },
  });
  const artwork = await fresh.db.artwork.findUniqueOrThrow({ where: { id } });
  expect(artwork).toMatchObject({
    filename,
    widthMm: 76.23,
    heightMm: null,
    bytes: 2_147_483_647,
    vector: false,
  });
});

test('the second of two equal addresses is recognised as a repeat, and of which column', async () => {
  const ada = { email: 'Ada@example.com', emailKey: 'ada@example.com', name: 'Ada', createdAt: at };
  await fresh.db.customer.create({ data: ada });
  const error = await fresh.db.customer.create({ data: ada }).catch((caught: unknown) => caught);
  expect(isUniqueViolation(error)).toBe(true);
  expect(isUniqueViolation(error, 'emailKey')).toBe(true);
  expect(isUniqueViolation(error, 'email')).toBe(false);
});

test('a repeated id is recognised, also in raw SQL; a wrong reference is no repeat', async () => {
  const insert = () => fresh.db.$executeRaw`
    INSERT INTO "SignInTry" ("id", "key", "at") VALUES ('1', 'ada', ${at})`;
  await insert();
  const repeat = await insert().catch((caught: unknown) => caught);
  expect(isUniqueViolation(repeat, 'id')).toBe(true);
  expect(isUniqueViolation(repeat, 'key')).toBe(false);

  const orphan = { customerId: 'nobody', name: 'Bo', line1: '1', city: 'X', postalCode: '1', country: 'US' };
  const error = await fresh.db.address
    .create({ data: { ...orphan, createdAt: at } })
    .catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'P2003' });
  expect(isUniqueViolation(error)).toBe(false);
});

test('what the database complains about names no customer', async () => {
  const ada = { email: 'ada@example.com', emailKey: 'ada@example.com', name: 'Ada Byron', createdAt: at };
  await fresh.db.customer.create({ data: ada });
  const complaints = await Promise.allSettled([
    fresh.db.customer.create({ data: ada }),
    fresh.db.address.create({
      data: {
        customerId: 'nobody',
        name: 'Ada Byron',
        line1: '1',
        city: 'X',
        postalCode: '1',
        country: 'US',
        createdAt: at,
      },
    }),
    fresh.db.$executeRaw`INSERT INTO "Customer" ("id", "email") VALUES ('1', ${ada.email})`,
  ]);
  for (const complaint of complaints) {
    expect(complaint.status).toBe('rejected');
    expect(inspect(complaint, { depth: 9 })).not.toMatch(/ada@|Byron/);
  }
});

test.each([
  ['StockItem reserved below nothing', `UPDATE "StockItem" SET "reserved" = -1`],
  ['an invoice series counted below nothing', `UPDATE "InvoiceCounter" SET "last" = -1`],
])('the database itself refuses %s', async (_what, statement) => {
  await fresh.db.stockItem.create({
    data: { sku: 'roll', name: 'Roll', unit: 'mm2', onHand: 1n, createdAt: at },
  });
  await fresh.db.invoiceCounter.create({ data: { series: 'invoice' } });
  await expect(fresh.db.$executeRawUnsafe(statement)).rejects.toThrow(/check|constraint/i);
});
