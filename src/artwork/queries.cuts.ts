// The lines that designs were last cut by.
import type { Reader } from '../db/open.ts';
import { DRAWN_CUT } from './queries.ts';

export type LastCut = Awaited<ReturnType<typeof lastCutsOf>> extends Map<string, infer Cut> ? Cut : never;

/** By the id of the design; none for those that never were in a cart. */
export async function lastCutsOf(reader: Reader, artworkIds: string[]) {
  const rows = await reader.cutLine.findMany({
    where: { artworkId: { in: artworkIds } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      ...DRAWN_CUT.select,
      artworkId: true,
      shape: true,
      widthMm: true,
      heightMm: true,
      offsetMm: true,
      closingMm: true,
      joined: true,
      holes: true,
      fit: true,
      algorithm: true,
    },
  });
  return new Map(rows.map((row) => [row.artworkId, row]));
}
