// The names under which people draw their own cut lines.
import type { Ink } from './colours.ts';

/** The first one found is the line; letters only, because people write Cut Contour, cut_contour and CUT-CONTOUR. */
const CUT_SPOTS = [
  'cutcontour',
  'thrucut',
  'throughcut',
  'kisscut',
  'diecut',
  'dieline',
  'cutline',
  'cut',
  'stanzkontur',
  'stanze',
  'contour',
  'perfcutcontour',
];

/** How sure a name is, 0 the surest; null: no cut line. */
export function cutRank(spot: string): number | null {
  const rank = CUT_SPOTS.indexOf(spot.toLowerCase().replace(/[\s_-]/g, ''));
  return rank < 0 ? null : rank;
}

/** The cut line's name, where something is painted with one and not with none of it. */
export function cutSpotOf({ space, parts, pattern }: Ink): string | null {
  if (!space || pattern !== null) return null;
  const spot = space.colorants.find(
    (name, index) => name !== null && cutRank(name) !== null && (parts[index] ?? 1) > 0,
  );
  return spot ?? null;
}

export function isCutInk(ink: Ink): boolean {
  return cutSpotOf(ink) !== null;
}
