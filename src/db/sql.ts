// Pieces of SQL put together safely: whatever comes from outside is a parameter.
import { empty, join, raw, type Sql, sqltag as sql } from '@prisma/client/runtime/client';
import type { Found, Wanted } from '../lib/listing.ts';
import type { Reader } from './open.ts';

export { join, type Sql, sql };

/** Whether a column contains a word, character for character: `%` and `_` are no wildcards here. */
export function contains(column: Sql, word: string): Sql {
  const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`${column} LIKE ${pattern} ESCAPE '\\'`;
}

/** One of the accepted values, or no condition at all. */
export function oneOf(column: Sql, values: readonly string[]): Sql[] {
  return values.length === 0 ? [] : [sql`${column} IN (${join([...values])})`];
}

export interface Listing<Sort extends string> {
  columns: Sql;
  from: Sql;
  where: Sql[];
  sorts: Record<Sort, Sql>;
  /** Sorted columns that may be empty; the others are read straight from their index. */
  nullable?: readonly Sort[];
  /** A column without repeats, so that no row is on two pages. */
  tie: Sql;
}

/** One page of rows and how many there are; rows without a value for the sorted column come last. */
export async function findPage<Row, Sort extends string>(
  reader: Reader,
  { columns, from, where, sorts, nullable = [], tie }: Listing<Sort>,
  { sort, skip, take }: Pick<Wanted<Sort>, 'sort' | 'skip' | 'take'>,
): Promise<Found<Row>> {
  const rest = where.length === 0 ? sql`FROM ${from}` : sql`FROM ${from} WHERE ${join(where, ' AND ')}`;
  const by = sorts[sort.by];
  const direction = sort.descending ? raw('DESC') : raw('ASC');
  const emptyLast = nullable.includes(sort.by) ? sql`${by} IS NULL,` : empty;
  const rows = await reader.$queryRaw<Row[]>`
    SELECT ${columns} ${rest} ORDER BY ${emptyLast} ${by} ${direction}, ${tie} ${direction}
    LIMIT ${take} OFFSET ${skip}`;
  if (rows.length > 0 && rows.length < take) return { rows, total: skip + rows.length };
  const counted = await reader.$queryRaw<{ total: bigint | number }[]>`SELECT count(*) AS total ${rest}`;
  return { rows, total: Number(counted[0]?.total ?? 0) };
}
