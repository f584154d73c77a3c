// A database for one test: migrated, empty, its own, and gone when it is closed.

import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase, sqlitePath } from '../../src/db/open.ts';
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
  const { url, remove } =
    source.provider === 'sqlite'
      ? await copyFileOf(source.template)
      : await createDatabase(source.server, source.template);
  const database = await openDatabase(url, { connections: 5 });
  return {
    ...database,
    url,
    close: async () => {
      await database.close();
      await remove();
    },
  };
}

/** A database nothing has been done to yet, for tests of migrating and starting. */
export async function emptyDatabase(): Promise<Copy> {
  const source = inject('testDatabase');
  return source.provider === 'sqlite' ? newFolder() : createDatabase(source.server, 'template0');
}

export interface Copy {
  url: string;
  remove(): Promise<void>;
}

async function copyFileOf(template: string): Promise<Copy> {
  const copy = await newFolder();
  await copyFile(template, sqlitePath(copy.url));
  return copy;
}

async function newFolder(): Promise<Copy> {
  const folder = await mkdtemp(join(tmpdir(), 'kisscut-test-'));
  return { url: `file:${folder}/shop.db`, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function createDatabase(server: string, template: string): Promise<Copy> {
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
