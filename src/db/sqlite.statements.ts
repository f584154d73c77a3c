// Prepares every SQL text once per connection. The official adapter prepares it anew for each query, which costs
// more than running most of them.
import type BetterSqlite3 from 'better-sqlite3';

/** Prisma writes a text of its own for every length of a list, so there is no end to them. */
const MOST = 500;

/** From now on `client.prepare` answers what the adapter uses of a statement: `bind`, then run it or read it. */
export function keepStatements(client: BetterSqlite3.Database): void {
  const prepare = client.prepare.bind(client);
  const kept = new Map<string, ReturnType<typeof bindable>>();
  const prepareOnce = (sql: string) => {
    let statement = kept.get(sql);
    if (!statement) {
      if (kept.size === MOST) kept.clear();
      statement = bindable(prepare(sql));
      kept.set(sql, statement);
    }
    return statement;
  };
  client.prepare = prepareOnce as unknown as BetterSqlite3.Database['prepare']; // the part of it that is used
}

/** better-sqlite3 binds a statement for good, so the values are handed over with each execution instead. */
function bindable(statement: BetterSqlite3.Statement) {
  const { reader, readonly } = statement;
  // tables change only before the shop opens its database
  const columns = reader ? statement.raw(true).columns() : [];
  return {
    reader,
    readonly,
    bind: (values: unknown[]) => ({
      reader,
      columns: () => columns,
      run: () => statement.run(values),
      raw: () => ({ all: () => statement.all(values) }),
    }),
  };
}
