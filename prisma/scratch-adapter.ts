// The official adapters, mended where Prisma's schema engine asks more of them than they can do.

import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import pg from 'pg';
import type { Provider } from './schema.ts';

/** For a database that is empty and stays of no worth: the engine tries migrations on it. */
export function scratchAdapter(provider: Provider, url: string): SqlMigrationAwareDriverAdapterFactory {
  const connect = () => (provider === 'sqlite' ? connectToSqlite() : connectToPostgresql(url));
  return {
    provider: provider === 'sqlite' ? 'sqlite' : 'postgres',
    adapterName: `@prisma/adapter-${provider === 'sqlite' ? 'better-sqlite3' : 'pg'}`,
    connect,
    connectToShadowDb: connect,
  };
}

/** The engine sends whole migrations as if they were one statement. */
async function connectToSqlite(): Promise<SqlDriverAdapter> {
  const adapter = await new PrismaBetterSqlite3({ url: ':memory:' }).connect();
  const executeRaw = adapter.executeRaw.bind(adapter);
  adapter.executeRaw = async (query) => {
    if (query.args.length > 0) return executeRaw(query);
    await adapter.executeScript(query.sql);
    return 0;
  };
  return adapter;
}

/** The adapter refuses PostgreSQL's type "char", in which the engine reads what a constraint is. */
async function connectToPostgresql(url: string): Promise<SqlDriverAdapter> {
  const pool = new pg.Pool({ connectionString: url });
  const query = pool.query.bind(pool);
  let chars = new Set<string>();
  pool.query = (async (what: string) => {
    const result = await query(what);
    const fields = (result.fields ?? []).filter((field) => field.dataTypeID === CHAR);
    chars = new Set(fields.map((field) => field.name));
    for (const field of fields) field.dataTypeID = TEXT;
    return result;
  }) as typeof pool.query;

  const adapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (what) => {
    const answer = await queryRaw(what); // one at a time, so `chars` is of this answer
    const columnTypes = answer.columnTypes.map((type, index) =>
      chars.has(answer.columnNames[index] ?? '') ? ColumnTypeEnum.Character : type,
    );
    return { ...answer, columnTypes };
  };
  return adapter;
}

const CHAR = 18;
const TEXT = 25;
