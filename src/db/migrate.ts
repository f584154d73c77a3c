// Brings a database up to date at start: all migrations it has not seen yet, in one transaction, or none.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fingerprint } from '../lib/ids.ts';
import { type Provider, providerOf } from './open.ts';

export interface Migration {
  name: string;
  script: string;
  checksum: string;
}

/** A row of the table that `prisma migrate` keeps too. */
export interface PastMigration {
  name: string;
  checksum: string;
  finished: boolean;
}

/** A connection for migrating only. */
export interface MigrationConnection {
  /** Oldest first, without those marked as rolled back; empty for a new database. */
  history(): Promise<PastMigration[]>;
  /** Waits until no other process migrates this database. */
  begin(): Promise<void>;
  apply(migration: Migration): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  close(): Promise<void>;
}

/** Why a database cannot be brought up to date: one sentence for whoever starts the shop. */
export class MigrationTrouble extends Error {
  override name = 'MigrationTrouble';
}

const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/** Gives back the names of the migrations it applied; `folder` holds one folder per database. */
export async function migrate(url: string, folder = MIGRATIONS): Promise<string[]> {
  const provider = providerOf(url);
  const migrations = readMigrations(join(folder, provider));
  const connection = await connect(provider, url);
  try {
    if (pending(migrations, await connection.history()).length === 0) return [];
    return await applyPending(connection, migrations);
  } finally {
    await connection.close();
  }
}

async function applyPending(connection: MigrationConnection, migrations: Migration[]): Promise<string[]> {
  await connection.begin();
  try {
    // Asked again, because another process may have been quicker.
    const todo = pending(migrations, await connection.history());
    for (const migration of todo) await apply(connection, migration);
    await connection.commit();
    return todo.map(({ name }) => name);
  } catch (error) {
    await connection.rollback();
    throw error;
  }
}

async function apply(connection: MigrationConnection, migration: Migration): Promise<void> {
  try {
    await connection.apply(migration);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new MigrationTrouble(`The migration "${migration.name}" failed and nothing was changed: ${why}.`);
  }
}

/** What this database still needs; refuses a history that does not lead to the shop we are. */
function pending(migrations: Migration[], history: PastMigration[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const past of history) {
    const ours = known.get(past.name);
    if (!past.finished) throw new MigrationTrouble(INTERRUPTED(past.name));
    if (!ours) throw new MigrationTrouble(NEWER(past.name));
    if (ours.checksum !== past.checksum) throw new MigrationTrouble(CHANGED(past.name));
  }
  const applied = new Set(history.map(({ name }) => name));
  return migrations.filter(({ name }) => !applied.has(name));
}

const INTERRUPTED = (name: string) =>
  `The migration "${name}" was begun on this database and never finished; restore the backup from before it, or finish it by hand and mark it with "npx prisma migrate resolve".`;
const NEWER = (name: string) =>
  `This database belongs to a newer Kisscut: it has seen the migration "${name}", which is unknown here.`;
const CHANGED = (name: string) =>
  `The migration "${name}" was changed after this database had seen it; use a database made by this version, or undo the change.`;

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const script = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
      return { name, script, checksum: fingerprint(script) };
    });
}

async function connect(provider: Provider, url: string): Promise<MigrationConnection> {
  if (provider === 'sqlite') return (await import('./migrate.sqlite.ts')).connectToMigrate(url);
  return (await import('./migrate.postgresql.ts')).connectToMigrate(url);
}
