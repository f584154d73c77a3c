// Keeps a second shop from opening the same SQLite database: one process writes it, or orders get lost.

import BetterSqlite3 from 'better-sqlite3';
import { createIfMissing, sqlitePath } from './open.ts';

export interface Lock {
  release(): void;
}

/** The database already belongs to a running shop: one sentence for whoever started this one. */
export class AlreadyRunning extends Error {
  override name = 'AlreadyRunning';
}

/**
 * Takes `shop.db.lock` for the life of this process. The lock is the operating system's, through
 * SQLite: it is gone the moment its owner is, kill -9 and power cuts included, and a process id that
 * somebody else has by now means nothing. So the file may stay where it is.
 */
export function acquireLock(databaseUrl: string): Lock {
  const path = `${sqlitePath(databaseUrl)}.lock`;
  createIfMissing(path);
  // Two starting in the same instant wait for each other's few milliseconds here, so that one of them wins.
  const client = new BetterSqlite3(path, { timeout: 500 });
  try {
    writeOwner(client);
    client.exec('BEGIN IMMEDIATE');
  } catch (error) {
    const owner = isBusy(error) ? readOwner(client) : undefined;
    client.close();
    if (!isBusy(error)) throw error;
    throw new AlreadyRunning(
      `Another Kisscut${owner ? ` (process ${owner})` : ''} is already running on this database; stop it first, or give this one a DATABASE_URL of its own.`,
    );
  }
  held.add(client);
  return {
    release: () => {
      held.delete(client);
      client.close();
    },
  };
}

/** What nobody refers to is closed by the garbage collector, and the lock would be gone with it. */
const held = new Set<BetterSqlite3.Database>();

function writeOwner(client: BetterSqlite3.Database): void {
  // BEGIN IMMEDIATE keeps other writers out and lets readers in, so the refused can see who it is.
  client.exec(`
    BEGIN IMMEDIATE;
    CREATE TABLE IF NOT EXISTS owner (pid INTEGER NOT NULL);
    DELETE FROM owner;
    INSERT INTO owner (pid) VALUES (${process.pid});
    COMMIT;
  `);
}

function readOwner(client: BetterSqlite3.Database): number | undefined {
  try {
    return client.prepare<[], { pid: number }>('SELECT pid FROM owner').get()?.pid;
  } catch {
    return undefined; // caught between another's two steps; who it is does not matter then
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof BetterSqlite3.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
