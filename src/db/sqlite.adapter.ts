// SQLite for many visitors in one process: one connection that writes, one that reads, every commit on the disk.

import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import {
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlDriverAdapterFactory,
  type SqlQuery,
  type Transaction,
} from '@prisma/driver-adapter-utils';
import type BetterSqlite3 from 'better-sqlite3';
import { guard } from './guard.ts';
import { keepStatements } from './sqlite.statements.ts';

/**
 * The official adapter runs queries from outside a transaction on the connection of whichever
 * transaction is open, so that they see its uncommitted rows and are rolled back with it after their
 * caller was told "done". Here single writes and transactions queue for the one writing connection;
 * reads have another, on which WAL shows them the last commit without waiting.
 */
export function sqliteAdapter(path: string): SqlDriverAdapterFactory {
  const { provider, adapterName } = new PrismaBetterSqlite3({ url: path });
  return { provider, adapterName, connect: () => connect(path) };
}

async function connect(path: string): Promise<SqlDriverAdapter> {
  const writer = await openConnection(path);
  const reader = await openConnection(path, { readonly: true });
  const onlyReads = classifier(reader.client);
  const turn = turnstile();

  async function write<T>(work: () => Promise<T>): Promise<T> {
    const leave = await turn();
    try {
      return await work();
    } finally {
      endStrayTransaction(writer.client);
      leave();
    }
  }

  return {
    provider: writer.provider,
    adapterName: writer.adapterName,
    queryRaw: (query) =>
      onlyReads(query.sql) ? reader.queryRaw(query) : write(() => writer.queryRaw(query)),
    executeRaw: (query) => write(() => writer.executeRaw(query)),
    executeScript: (script) => write(() => writer.executeScript(script)),
    startTransaction: async () => {
      const leave = await turn();
      try {
        // Taking the write lock now, rather than at the first write, can never fail half way through.
        await writer.executeRaw(statement('BEGIN IMMEDIATE'));
        return guard(transactionOn(writer, leave));
      } catch (error) {
        leave();
        throw error;
      }
    },
    dispose: async () => {
      // The writer last: closing the last connection folds the write-ahead log into the database.
      await reader.dispose();
      await writer.dispose();
    },
  };
}

function transactionOn(writer: Connection, leave: () => void): Transaction {
  const end = async () => {
    endStrayTransaction(writer.client);
    leave();
  };
  return {
    provider: writer.provider,
    adapterName: writer.adapterName,
    options: { usePhantomQuery: false },
    queryRaw: (query) => writer.queryRaw(query),
    // SQLite has already rolled back by itself when the disk is full.
    executeRaw: async (query) =>
      query.sql === 'ROLLBACK' && !writer.client.inTransaction ? 0 : writer.executeRaw(query),
    commit: end,
    rollback: end,
    createSavepoint: async (name) => void (await writer.executeRaw(statement(`SAVEPOINT ${name}`))),
    rollbackToSavepoint: async (name) => void (await writer.executeRaw(statement(`ROLLBACK TO ${name}`))),
    releaseSavepoint: async (name) => void (await writer.executeRaw(statement(`RELEASE ${name}`))),
  };
}

/** A COMMIT that failed leaves its transaction open; the next in the queue must not inherit it. */
function endStrayTransaction(client: BetterSqlite3.Database): void {
  if (client.inTransaction) client.exec('ROLLBACK');
}

interface Connection extends SqlDriverAdapter {
  client: BetterSqlite3.Database;
}

async function openConnection(path: string, options: BetterSqlite3.Options = {}): Promise<Connection> {
  try {
    // The official adapter keeps its connection in a property that its types do not show.
    const connection = (await new PrismaBetterSqlite3({ url: path, ...options }).connect()) as Connection;
    configure(connection.client);
    keepStatements(connection.client);
    return connection;
  } catch (error) {
    throw new DriverAdapterError({
      kind: 'DatabaseNotReachable',
      host: path,
      originalMessage: String(error),
    });
  }
}

/** better-sqlite3 opens a WAL database with synchronous=NORMAL: an answered "paid" could vanish with the power. */
export function configure(client: BetterSqlite3.Database): void {
  client.pragma('busy_timeout = 5000');
  client.pragma('journal_mode = WAL');
  client.pragma('synchronous = FULL');
  client.pragma('foreign_keys = ON');
}

/** Asks SQLite itself whether a statement only reads, once per statement text. */
function classifier(client: BetterSqlite3.Database): (sql: string) => boolean {
  const known = new Map<string, boolean>();
  return (sql) => {
    let reads = known.get(sql);
    if (reads === undefined) {
      reads = onlyReads(client, sql);
      if (known.size === 2000) known.clear();
      known.set(sql, reads);
    }
    return reads;
  };
}

function onlyReads(client: BetterSqlite3.Database, sql: string): boolean {
  try {
    const prepared = client.prepare(sql);
    return prepared.readonly && prepared.reader;
  } catch {
    return true; // not even SQL: running it gives the error its proper name
  }
}

/** A fair queue of one: who asks first goes first; everybody must call the `leave` they were given. */
function turnstile(): () => Promise<() => void> {
  let last: Promise<void> = Promise.resolve();
  return async () => {
    const before = last;
    let leave = () => {};
    last = new Promise((resolve) => {
      leave = resolve;
    });
    await before;
    return leave;
  };
}

function statement(sql: string): SqlQuery {
  return { sql, args: [], argTypes: [] };
}
