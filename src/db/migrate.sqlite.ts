// Migrating a SQLite file on a connection of its own.

import BetterSqlite3 from 'better-sqlite3';
import { newId } from '../lib/ids.ts';
import { type Migration, type MigrationConnection, MigrationTrouble, type PastMigration } from './migrate.ts';
import { createIfMissing, sqlitePath } from './open.ts';
import { configure } from './sqlite.adapter.ts';

export async function connectToMigrate(url: string): Promise<MigrationConnection> {
  const path = sqlitePath(url);
  const client = open(path);
  return {
    history: async () => (hasHistory(client) ? readHistory(client) : []),
    begin: async () => void client.exec('BEGIN IMMEDIATE'),
    apply: async (migration) => apply(client, migration),
    commit: async () => {
      refuseDanglingKeys(client);
      client.exec('COMMIT');
    },
    rollback: async () => void (client.inTransaction && client.exec('ROLLBACK')),
    close: async () => void client.close(),
  };
}

function open(path: string): BetterSqlite3.Database {
  try {
    createIfMissing(path);
    const client = new BetterSqlite3(path);
    configure(client);
    client.pragma('busy_timeout = 30000');
    // Rebuilding a table drops the old one, which would delete the rows that point to it.
    client.pragma('foreign_keys = OFF');
    return client;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new MigrationTrouble(`The database ${path} cannot be opened: ${why}.`);
  }
}

function hasHistory(client: BetterSqlite3.Database): boolean {
  return client.prepare(`SELECT 1 FROM sqlite_master WHERE name = '_prisma_migrations'`).get() !== undefined;
}

function readHistory(client: BetterSqlite3.Database): PastMigration[] {
  const rows = client
    .prepare<[], { name: string; checksum: string; finished: number }>(
      `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
         FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at, migration_name`,
    )
    .all();
  return rows.map((row) => ({ ...row, finished: row.finished === 1 }));
}

function apply(client: BetterSqlite3.Database, { name, checksum, script }: Migration): void {
  client.exec(HISTORY_TABLE);
  client.exec(script);
  client
    .prepare(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES (?, ?, ?, current_timestamp, 1)`,
    )
    .run(newId(), checksum, name);
}

function refuseDanglingKeys(client: BetterSqlite3.Database): void {
  const dangling = client.pragma('foreign_key_check') as { table: string }[];
  if (dangling.length === 0) return;
  throw new MigrationTrouble(
    `The migrations would leave ${dangling.length} rows pointing nowhere (${dangling[0]?.table}); nothing was changed.`,
  );
}

/** As `prisma migrate` makes it, which may be used on the same database. */
const HISTORY_TABLE = `
CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id"                  TEXT PRIMARY KEY NOT NULL,
  "checksum"            TEXT NOT NULL,
  "finished_at"         DATETIME,
  "migration_name"      TEXT NOT NULL,
  "logs"                TEXT,
  "rolled_back_at"      DATETIME,
  "started_at"          DATETIME NOT NULL DEFAULT current_timestamp,
  "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0
)`;
