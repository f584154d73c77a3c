// One transaction per action: all of it or nothing, tried again when the database asks for that.

import { setTimeout as pause } from 'node:timers/promises';
import type { Db, Tx } from './open.ts';
import { isConflict } from './trouble.ts';

/** Both in ms. Generous, because 500 buyers at once stand in one queue on SQLite. */
const PATIENCE = { maxWait: 20_000, timeout: 20_000 };
const TRIES = 5;

/**
 * Runs `work` in one transaction (read committed on PostgreSQL, serial on SQLite) and gives back its answer.
 * `work` awaits nothing but the database and changes nothing outside it: on a deadlock or a
 * serialization failure, which undid everything, it is run again from the start.
 * A statement that fails dooms the transaction, even when `work` catches its error.
 */
export async function transaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.$transaction(work, PATIENCE);
    } catch (error) {
      if (attempt === TRIES || !isConflict(error)) throw error;
      await pause(Math.random() * 20 * 2 ** attempt);
    }
  }
}
