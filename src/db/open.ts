// Opens the shop's database, SQLite or PostgreSQL by its address, behind one and the same client.

import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type { Prisma, PrismaClient } from './generated/sqlite/client.ts';

export type Db = PrismaClient;
export type Tx = Prisma.TransactionClient;
/** What a query needs: the database, or the transaction it must see. */
export type Reader = Db | Tx;

export type Provider = 'sqlite' | 'postgresql';

export interface Database {
  db: Db;
  provider: Provider;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** PostgreSQL only: how many connections this process may use at once. */
  connections?: number;
}

/** Opens, but neither migrates nor locks. A PostgreSQL out of reach is noticed by the first query, not here. */
export async function openDatabase(url: string, options: OpenOptions = {}): Promise<Database> {
  const provider = providerOf(url);
  // Prisma plans each kind of query once, in WebAssembly, and keeps the plan. Letting V8 optimise that
  // code would cost 20 to 100 MB and most of a second of processor time, and bring nothing back.
  setFlagsFromString('--liftoff-only');
  const db = provider === 'sqlite' ? await openSqlite(url) : await openPostgresql(url, options);
  return { db, provider, close: () => db.$disconnect() };
}

export function providerOf(url: string): Provider {
  if (url.startsWith('file:')) return 'sqlite';
  if (/^postgres(ql)?:/.test(url)) return 'postgresql';
  throw new Error('DATABASE_URL must begin with file: (SQLite) or postgresql:');
}

/** `file:data/shop.db`, `file:/srv/shop.db` and `file:///srv/shop.db` are all taken, like Prisma does. */
export function sqlitePath(url: string): string {
  return url.startsWith('file://') ? fileURLToPath(url) : url.slice('file:'.length);
}

/** Does the database answer within `withinMs`? */
export async function isReachable(db: Db, withinMs = 2000): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, withinMs, false);
  });
  const answer = db.$queryRaw`SELECT 1`.then(
    () => true,
    () => false,
  );
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

// The longer formats quote the query with its values, and addresses and names have no place in a log.
const ERROR_FORMAT = 'minimal';

// Each client is a few megabytes of code: only the one in use is ever loaded.

async function openSqlite(url: string): Promise<Db> {
  const path = sqlitePath(url);
  createIfMissing(path);
  const [{ PrismaClient }, { sqliteAdapter }] = await Promise.all([
    import('./generated/sqlite/client.ts'),
    import('./sqlite.adapter.ts'),
  ]);
  return new PrismaClient({ adapter: sqliteAdapter(path), errorFormat: ERROR_FORMAT });
}

async function openPostgresql(url: string, options: OpenOptions): Promise<Db> {
  const [{ PrismaClient }, { postgresqlAdapter }] = await Promise.all([
    import('./generated/postgresql/client.ts'),
    import('./postgresql.adapter.ts'),
  ]);
  const adapter: SqlDriverAdapterFactory = postgresqlAdapter(url, options);
  // The two clients come from one schema and differ in nothing the shop uses.
  return new PrismaClient({ adapter, errorFormat: ERROR_FORMAT }) as unknown as Db;
}

/** Customers' addresses live in it, so nobody else on the machine may read it. */
export function createIfMissing(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  closeSync(openSync(path, 'a', 0o600));
}
