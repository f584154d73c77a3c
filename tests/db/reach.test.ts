// Telling a database that is away from one that refuses what it was told.

import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { migrate } from '../../src/db/migrate.ts';
import { isReachable, openDatabase } from '../../src/db/open.ts';
import { isOutOfReach, isUniqueViolation } from '../../src/db/trouble.ts';

test.each([
  ['nobody listens', 'postgresql://shop@127.0.0.1:1/shop'],
  ['nobody listens on any address of the name', 'postgresql://shop@localhost:1/shop'],
  ['the name means nothing', 'postgresql://shop@kisscut.invalid:5432/shop'],
])('%s: out of reach, for a query and for a transaction', async (_why, url) => {
  const query = openDatabase(url).then(({ db }) => db.setting.count());
  expect(isOutOfReach(await query.catch((error: unknown) => error))).toBe(true);
  const begin = openDatabase(url).then(({ db }) => db.$transaction((tx) => tx.setting.count()));
  expect(isOutOfReach(await begin.catch((error: unknown) => error))).toBe(true);
});

test('a server that accepts and says nothing is found unreachable in the time given', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  const address = silent.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const { db } = await openDatabase(`postgresql://shop@127.0.0.1:${port}/shop`);
  const began = performance.now();
  expect(await isReachable(db, 200)).toBe(false);
  expect(performance.now() - began).toBeLessThan(1000);
  silent.close();
});

test.each([undefined, null, 'gone', new Error('gone'), { code: 'P2002' }, { cause: 'x' }])(
  "an error that is not the database's (%o) is neither",
  (error) => {
    expect(isOutOfReach(error)).toBe(false);
    expect(isUniqueViolation(error)).toBe(false);
  },
);

test.each([
  ['postgresql://shop@127.0.0.1:1/shop', /^PostgreSQL at 127\.0\.0\.1:1 lets nobody in: .*ECONNREFUSED.*\.$/],
  ['postgresql://shop@localhost:1/shop', /^PostgreSQL at localhost:1 lets nobody in: .*ECONNREFUSED.*\.$/],
  ['file:/dev/null/shop.db', /^The database \/dev\/null\/shop\.db cannot be opened: .+\.$/],
])('starting on %s ends with one sentence', async (url, sentence) => {
  await expect(migrate(url)).rejects.toThrow(sentence);
});

test('an address of another kind is refused in one sentence', async () => {
  await expect(openDatabase('mysql://somewhere')).rejects.toThrow(
    'DATABASE_URL must begin with file: (SQLite) or postgresql:',
  );
});
