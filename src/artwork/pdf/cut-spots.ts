// Which paint of a PDF is a cut line that the customer drew.
import { bareName, isCutName } from '../cut-names.ts';
import type { Ink } from './colours.ts';

/** Where several are drawn, the first of these goes around the sticker; perforations go around its backing. */
const SUREST = ['cutcontour', 'thrucut', 'throughcut', 'kisscut', 'diecut', 'dieline', 'cutline', 'cut'];
const LEAST = ['perfcutcontour', 'perfcut'];

/** The surest name comes first when sorted by this. */
export function cutRank(spot: string): number {
  const bare = bareName(spot);
  const rank = SUREST.indexOf(bare);
  if (rank >= 0) return rank;
  return LEAST.includes(bare) ? SUREST.length + 1 : SUREST.length;
}

/** The cut line's name, where something is painted with one and not with none of it. */
export function cutSpotOf({ space, parts, pattern }: Ink): string | null {
  if (!space || pattern !== null) return null;
  const spot = space.colorants.find((name, index) => name && isCutName(name) && (parts[index] ?? 1) > 0);
  return spot ?? null;
}

export function isCutInk(ink: Ink): boolean {
  return cutSpotOf(ink) !== null;
}
