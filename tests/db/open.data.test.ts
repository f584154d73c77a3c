import { test } from 'vitest';
import { freshDatabase } from '../support/database.ts';

test('it opens', async () => {
  const { db, close, provider } = await freshDatabase();
  console.log(provider, await db.customer.count());
  await close();
});
