// A database for one test: migrated, empty, its own, and gone when it is closed.

import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { type Database, type Db, openDatabase, sqlitePath } from '../../src/db/open.ts';
import { newId } from '../../src/lib/ids.ts';

export interface FreshDatabase extends Database {
  url: string;
}

/** Where the copies come from; the global set-up of the running project says so. */
export type TestDatabase =
  | { provider: 'sqlite'; template: string }
  | { provider: 'postgresql'; template: string; server: string };

declare module 'vitest' {
  export interface ProvidedContext {
    testDatabase: TestDatabase;
  }
}

/** On the database this run of the file is about: SQLite the first time, PostgreSQL the second. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const source = inject('testDatabase');
  if (!source) throw new Error('A test with a database is named *.data.test.ts.');
  const place = source.provider === 'sqlite' ? await copyFileOf(source.template) : await spareOrNew(source);
  const database = await openDatabase(place.url, { connections: 5 });
  const close = async () => {
    const reusable = source.provider === 'postgresql' && (await empty(database.db));
    await database.close();
    if (reusable) spares.push(place);
    else await place.remove();
  };
  return { ...database, url: place.url, close };
}

/** A database nothing has been done to yet, for tests of migrating and starting. */
export async function emptyDatabase(): Promise<Place> {
  const source = inject('testDatabase');
  return source.provider === 'sqlite' ? newFolder() : createDatabase(source.server, 'template0');
}

export interface Place {
  url: string;
  remove(): Promise<void>;
}

async function copyFileOf(template: string): Promise<Place> {
  const place = await newFolder();
  await copyFile(template, sqlitePath(place.url));
  return place;
}

async function newFolder(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'kisscut-test-'));
  return { url: `file:${folder}/shop.db`, remove: () => rm(folder, { recursive: true, force: true }) };
}

// Making a PostgreSQL database takes a quarter of a second, emptying one a few milliseconds.
const spares: Place[] = [];
afterAll(() => Promise.all(spares.map((spare) => spare.remove())));

async function spareOrNew({ server, template }: { server: string; template: string }): Promise<Place> {
  return spares.pop() ?? createDatabase(server, template);
}

async function createDatabase(server: string, template: string): Promise<Place> {
  const name = `test_${newId().replaceAll('-', '')}`;
  await onServer(server, `CREATE DATABASE "${name}" TEMPLATE "${template}"`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, remove: () => onServer(server, `DROP DATABASE "${name}" WITH (FORCE)`) };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** False when that is not possible, because a test left a transaction open or cut the connection. */
async function empty(db: Db): Promise<boolean> {
  return db.$executeRawUnsafe(EMPTY_ALL_TABLES).then(
    () => true,
    () => false,
  );
}

const EMPTY_ALL_TABLES = `DO $$
  DECLARE name text; filled boolean; list text := '';
  BEGIN
    PERFORM set_config('lock_timeout', '500ms', true);
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' LOOP
      EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', name) INTO filled;
      IF filled THEN list := list || format(', %I', name); END IF;
    END LOOP;
    IF list <> '' THEN EXECUTE 'TRUNCATE ' || substr(list, 3) || ' CASCADE'; END IF;
  END $$`;
