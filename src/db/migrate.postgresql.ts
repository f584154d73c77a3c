// Migrating a PostgreSQL database on a connection of its own, one process at a time.

import pg from 'pg';
import { newId } from '../lib/ids.ts';
import { type Migration, type MigrationConnection, MigrationTrouble, type PastMigration } from './migrate.ts';
import { connectionTo } from './postgresql.adapter.ts';

export async function connectToMigrate(url: string): Promise<MigrationConnection> {
  const client = new pg.Client({ ...connectionTo(url), connectionTimeoutMillis: 10_000 });
  client.on('error', () => {}); // the query under way rejects as well; without a listener the process would die
  await client.connect().catch((error: unknown) => {
    throw new MigrationTrouble(
      `PostgreSQL at ${client.host}:${client.port} lets nobody in: ${reason(error)}.`,
    );
  });

  return {
    history: async () => ((await hasHistory(client)) ? readHistory(client) : []),
    begin: async () => {
      await client.query('BEGIN');
      await client.query(`SELECT pg_advisory_xact_lock(${PRISMA_LOCK})`);
    },
    apply: (migration) => apply(client, migration),
    commit: async () => void (await client.query('COMMIT')),
    rollback: async () => void (await client.query('ROLLBACK')),
    close: () => client.end(),
  };
}

/** A name with several addresses fails with one error for each, and no message of its own. */
function reason(error: unknown): string {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error ? first.message : String(first);
}

/** The key `prisma migrate` takes, so that neither runs while the other does. */
const PRISMA_LOCK = 72707369;

async function hasHistory(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there`,
  );
  return rows[0]?.there === true;
}

async function readHistory(client: pg.Client): Promise<PastMigration[]> {
  const { rows } = await client.query<PastMigration>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at, migration_name`,
  );
  return rows;
}

async function apply(client: pg.Client, { name, checksum, script }: Migration): Promise<void> {
  await client.query(HISTORY_TABLE);
  await client.query(script);
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, now(), 1)`,
    [newId(), checksum, name],
  );
}

/** As `prisma migrate` makes it, which may be used on the same database. */
const HISTORY_TABLE = `
CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id"                  VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum"            VARCHAR(64) NOT NULL,
  "finished_at"         TIMESTAMPTZ,
  "migration_name"      VARCHAR(255) NOT NULL,
  "logs"                TEXT,
  "rolled_back_at"      TIMESTAMPTZ,
  "started_at"          TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;
