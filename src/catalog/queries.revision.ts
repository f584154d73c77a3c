// Which revision catalogue, prices and settings are at: what is kept in memory is compared with it.
import type { Reader } from '../db/open.ts';

/** 0 for a database that has nothing yet. */
export async function currentRevision(reader: Reader): Promise<number> {
  const row = await reader.revision.findUnique({ where: { name: 'shop' } });
  return row?.version ?? 0;
}
