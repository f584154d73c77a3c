// All of an action or none of it, whoever else is writing at the same time.

import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Tx } from '../../src/db/open.ts';
import { transaction } from '../../src/db/transaction.ts';
import { isUniqueViolation } from '../../src/db/trouble.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let fresh: FreshDatabase;
beforeEach(async () => {
  fresh = await freshDatabase();
});
afterEach(() => fresh.close());

const at = new Date('2026-11-22T10:00:00Z');
const note = (key: string) => ({ data: { key, value: '', changedAt: at } });
const notes = async () =>
  (await fresh.db.setting.findMany({ orderBy: { key: 'asc' } })).map(({ key }) => key);

test('a transaction that throws leaves nothing behind', async () => {
  const failing = transaction(fresh.db, async (tx) => {
    await tx.setting.create(note('half'));
    throw new Error('the press is on fire');
  });
  await expect(failing).rejects.toThrow('the press is on fire');
  expect(await notes()).toEqual([]);
});

test('a write answered "done" survives the rollback of somebody else\'s open transaction', async () => {
  let outside: Promise<unknown> = Promise.resolve();
  const failing = transaction(fresh.db, async (tx) => {
    await tx.setting.create(note('inside'));
    outside = fresh.db.setting.create(note('outside'));
    await pause(50);
    throw new Error('changed our mind');
  });
  await expect(failing).rejects.toThrow('changed our mind');
  await outside;
  expect(await notes()).toEqual(['outside']);
});

test('a reader neither waits for an open transaction nor sees what it has not committed', async () => {
  await transaction(fresh.db, async (tx) => {
    await tx.setting.create(note('uncommitted'));
    expect(await notes()).toEqual([]);
    expect(await tx.setting.count()).toBe(1);
  });
  expect(await notes()).toEqual(['uncommitted']);
});

test('what was just committed is seen by the very next read', async () => {
  for (let round = 0; round < 50; round++) {
    await transaction(fresh.db, (tx) => tx.setting.create(note(`round-${round}`)));
    expect(await fresh.db.setting.count()).toBe(round + 1);
  }
});

test('a statement that fails dooms the transaction, even when its error is caught', async () => {
  await fresh.db.setting.create(note('taken'));
  const swallowing = transaction(fresh.db, async (tx) => {
    await tx.setting.create(note('before'));
    await tx.setting.create(note('taken')).catch((error) => expect(isUniqueViolation(error)).toBe(true));
  });
  await expect(swallowing).rejects.toThrow('an earlier statement of it failed');
  expect(await notes()).toEqual(['taken']);

  const carryingOn = transaction(fresh.db, async (tx) => {
    await tx.setting.create(note('taken')).catch(() => {});
    await tx.setting.create(note('after'));
  });
  await expect(carryingOn).rejects.toThrow('an earlier statement of it failed');
  expect(await notes()).toEqual(['taken']);
});

test('nothing runs on a transaction after its time is up, and the next one finds a free database', async () => {
  let late: Promise<unknown> = Promise.resolve();
  const slow = fresh.db.$transaction(
    async (tx) => {
      await tx.setting.create(note('slow'));
      await pause(300);
      late = tx.setting.create(note('late'));
      await late;
    },
    { timeout: 100 },
  );
  await expect(slow).rejects.toThrow(/expired|closed/i);
  await expect(late).rejects.toThrow(/expired|closed/i);
  await transaction(fresh.db, (tx) => tx.setting.create(note('next')));
  expect(await notes()).toEqual(['next']);
});

test('who gave up waiting for a turn holds up nobody', async () => {
  const turn = gate();
  const end = gate();
  const held = transaction(fresh.db, async (tx) => {
    await tx.setting.create(note('holder'));
    turn.open();
    await end.passed;
  });
  await turn.passed;
  const impatient = Array.from({ length: 8 }, (_, index) =>
    fresh.db.$transaction((tx: Tx) => tx.setting.create(note(`impatient-${index}`)), { maxWait: 50 }),
  );
  const answers = await Promise.allSettled(impatient);
  end.open();
  await held;
  await transaction(fresh.db, (tx) => tx.setting.create(note('patient')));

  const through = answers.filter(({ status }) => status === 'fulfilled').length;
  expect(await fresh.db.setting.count()).toBe(2 + through);
  expect(await notes()).toContain('patient');
});

test('five hundred buyers at once all get through, each exactly once', async () => {
  await fresh.db.stockItem.create({
    data: { id: 'pack', sku: 'sample-pack', name: 'Pack', unit: 'piece', onHand: 200n, createdAt: at },
  });
  const buy = () =>
    transaction(fresh.db, async (tx) => {
      const taken = await tx.$executeRaw`
        UPDATE "StockItem" SET "reserved" = "reserved" + 1 WHERE "id" = 'pack' AND "onHand" - "reserved" >= 1`;
      if (taken === 1) await tx.signInTry.create({ data: { key: 'sold', at } });
      return taken === 1;
    });
  const sold = await Promise.all(Array.from({ length: 500 }, buy));
  expect(sold.filter(Boolean)).toHaveLength(200);
  expect(await fresh.db.signInTry.count()).toBe(200);
  expect((await fresh.db.stockItem.findUniqueOrThrow({ where: { id: 'pack' } })).reserved).toBe(200n);
}, 60_000);

test('a transaction within a transaction can fail alone', async () => {
  await transaction(fresh.db, async (tx) => {
    await tx.setting.create(note('outer'));
    // The type of a transaction hides that it can begin one of its own; it can.
    const nested = (tx as typeof fresh.db).$transaction(async (inner) => {
      await inner.setting.create(note('inner'));
      await inner.setting.create(note('inner'));
    });
    await expect(nested).rejects.toThrow();
    await tx.setting.create(note('outer again'));
  });
  expect(await notes()).toEqual(['outer', 'outer again']);
});

test('a nested write is one transaction', async () => {
  const nested = fresh.db.customer.create({
    data: {
      ...{ email: 'ada@example.com', emailKey: 'ada@example.com', name: 'Ada', createdAt: at },
      carts: {
        create: [
          { id: 'same', status: 'open', createdAt: at, updatedAt: at },
          { id: 'same', status: 'open', createdAt: at, updatedAt: at },
        ],
      },
    },
  });
  await expect(nested).rejects.toThrow();
  expect(await fresh.db.customer.count()).toBe(0);
});

function gate(): { passed: Promise<void>; open: () => void } {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}
