// PostgreSQL through a pool of connections, with the same promises about transactions as SQLite.

import { PrismaPg } from '@prisma/adapter-pg';
import {
  DriverAdapterError,
  isDriverAdapterError,
  type SqlDriverAdapter,
  type SqlDriverAdapterFactory,
  type SqlQueryable,
} from '@prisma/driver-adapter-utils';
import type { PoolConfig } from 'pg';
import { guard } from './guard.ts';

export function postgresqlAdapter(url: string, { connections = 10 } = {}): SqlDriverAdapterFactory {
  const { schema, ...config } = connectionTo(url);
  const official = new PrismaPg(
    // The time-out is also how long somebody waits for a free connection: 500 buyers at once need less.
    { ...config, max: connections, connectionTimeoutMillis: 10_000, idleTimeoutMillis: 30_000 },
    { schema },
  );
  return {
    provider: official.provider,
    adapterName: official.adapterName,
    connect: async () => guarded(await official.connect()),
  };
}

/** Takes Prisma's `?schema=` beside what the driver itself understands. */
export function connectionTo(url: string): PoolConfig & { schema?: string } {
  const schema = new URL(url).searchParams.get('schema') ?? undefined;
  return { connectionString: url, ...(schema && { schema, options: `-c search_path="${schema}"` }) };
}

function guarded(adapter: SqlDriverAdapter): SqlDriverAdapter {
  const start = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (level) => {
    const inner = await start(level).catch(lostConnection);
    return guard(namingLostConnections(inner));
  };
  return namingLostConnections(adapter);
}

function namingLostConnections<T extends SqlQueryable>(queryable: T): T {
  const queryRaw = queryable.queryRaw.bind(queryable);
  const executeRaw = queryable.executeRaw.bind(queryable);
  queryable.queryRaw = (query) => queryRaw(query).catch(lostConnection);
  queryable.executeRaw = (query) => executeRaw(query).catch(lostConnection);
  return queryable;
}

/** What the server says comes as a DriverAdapterError; all else ("Connection terminated") is the way to it. */
function lostConnection(error: unknown): never {
  if (isDriverAdapterError(error)) throw error;
  throw new DriverAdapterError({ kind: 'ConnectionClosed', originalMessage: String(error) });
}
