// What a transaction promises beyond its driver: one failed statement dooms all of it, and nothing runs after its end.

import { DriverAdapterError, type SqlQuery, type Transaction } from '@prisma/driver-adapter-utils';

/**
 * PostgreSQL refuses every statement after a failed one and then answers COMMIT with a silent
 * rollback, which Prisma reports as success; SQLite carries on. Guarded, both refuse, and the COMMIT fails.
 * A query still under way when its transaction times out would run its next statement on a
 * connection that already serves somebody else; guarded, it is refused.
 */
export function guard(inner: Transaction): Transaction {
  let state: 'open' | 'failed' | 'over' = 'open';

  async function run<T>(statement: () => Promise<T>): Promise<T> {
    if (state === 'over') throw closed('it is over');
    if (state === 'failed') throw closed('an earlier statement of it failed');
    try {
      return await statement();
    } catch (error) {
      state = 'failed';
      throw error;
    }
  }

  async function end(query: SqlQuery): Promise<number> {
    if (state === 'over') return 0;
    const failed = state === 'failed';
    state = 'over';
    if (!failed || query.sql !== COMMIT) return inner.executeRaw(query);
    await inner.executeRaw({ ...query, sql: ROLLBACK });
    throw closed('an earlier statement of it failed, so nothing of it was kept');
  }

  return {
    provider: inner.provider,
    adapterName: inner.adapterName,
    options: inner.options,
    queryRaw: (query) => run(() => inner.queryRaw(query)),
    executeRaw: (query) =>
      query.sql === COMMIT || query.sql === ROLLBACK ? end(query) : run(() => inner.executeRaw(query)),
    commit: () => inner.commit(),
    rollback: () => inner.rollback(),
    createSavepoint: (name) => run(async () => inner.createSavepoint?.(name)),
    releaseSavepoint: (name) => run(async () => inner.releaseSavepoint?.(name)),
    rollbackToSavepoint: async (name) => {
      await inner.rollbackToSavepoint?.(name);
      if (state === 'failed') state = 'open';
    },
  };
}

// The very words Prisma sends when a driver leaves beginning and ending to it (usePhantomQuery: false).
const COMMIT = 'COMMIT';
const ROLLBACK = 'ROLLBACK';

function closed(why: string): DriverAdapterError {
  const message = `The transaction was refused: ${why}.`;
  // A failed COMMIT reaches the caller as it is, and only then is `message` what they read.
  const refusal = { kind: 'TransactionAlreadyClosed', cause: message, message } as const;
  return new DriverAdapterError(refusal);
}
