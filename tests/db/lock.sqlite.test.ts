// One shop per SQLite database: the second is told, and nobody has to clean up after the first.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireLock } from '../../src/db/lock.ts';
import { emptyDatabase, type Place } from '../support/database.ts';
import { type RunningScript, runScript } from '../support/run-script.ts';

let place: Place;
let shops: RunningScript[];
beforeEach(async () => {
  place = await emptyDatabase();
  shops = [];
});
afterEach(async () => {
  for (const shop of shops) shop.process.kill('SIGKILL');
  await Promise.all(shops.map((shop) => shop.ended()));
  await place.remove();
});

/** Stays until it is killed. */
function startShop(): RunningScript {
  const shop = runScript(`
    import { acquireLock } from './src/db/lock.ts';
    acquireLock(${JSON.stringify(place.url)});
    console.log('open for business');
    setInterval(() => {}, 1000);`);
  shops.push(shop);
  return shop;
}

test('a second shop on the same database is told who has it, in one line', async () => {
  const shop = startShop();
  await shop.said('open for business');
  expect(() => acquireLock(place.url)).toThrow(
    new RegExp(`^Another Kisscut \\(process ${shop.process.pid}\\) is already running on this database; .+$`),
  );
});

test('a shop killed with -9 leaves nothing in the way of the next', async () => {
  const shop = startShop();
  await shop.said('open for business');
  shop.process.kill('SIGKILL');
  await shop.ended();
  acquireLock(place.url).release();
});

test('a lock given back can be taken again, even in the same process', () => {
  const lock = acquireLock(place.url);
  expect(() => acquireLock(place.url)).toThrow('already running');
  lock.release();
  acquireLock(place.url).release();
});

test('of four shops starting at once exactly one opens', async () => {
  const four = [1, 2, 3, 4].map(startShop);
  const refused = await Promise.all(
    four.map((shop) =>
      Promise.any([
        shop.said('open for business').then(() => false),
        shop.said('already running').then(() => true),
      ]),
    ),
  );
  expect(refused.filter(Boolean)).toHaveLength(3);
});
