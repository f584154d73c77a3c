// Where the art lies on a sticker of a chosen size, and how many dots per inch that leaves.
import { isContour, MIN_SIDE_MM, PRINT_BLEED_MM } from '../sticker.ts';
import type { CutPath, CutWish } from './cut.ts';
import { type ArtworkFacts, type Part, proportions } from './facts.ts';
import { ownCutBounds, ownCutOf } from './own-cut.ts';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Placement {
  /** The finished line's bounding box. */
  cutWidthMm: number;
  cutHeightMm: number;
  /** The whole artboard, in mm from the cut box's top left. */
  art: Box;
}

/**
 * Without working out the cut line itself, which a contour needs an eye for. Null when there is no art to place, or
 * no room left for it inside its border.
 */
export function place(facts: ArtworkFacts, wish: CutWish, bleedMm = PRINT_BLEED_MM): Placement | null {
  const ratio = proportions(facts);
  if (ratio === null) return null;
  return isContour(wish.shape) ? fitInside(facts, wish, ratio) : coverAll(facts, wish, { ratio, bleedMm });
}

/** A contour follows the design at its distance: margins trimmed, proportions kept. */
function fitInside(facts: ArtworkFacts, wish: CutWish, ratio: number): Placement | null {
  const { part, offsetMm } = followed(facts, wish);
  const room = { width: wish.widthMm - 2 * offsetMm, height: wish.heightMm - 2 * offsetMm };
  if (room.width <= 0 || room.height <= 0) return null;
  // in units of the artboard's height
  const scale = Math.min(room.width / (part.width * ratio), room.height / part.height);
  return {
    cutWidthMm: scale * ratio * part.width + 2 * offsetMm,
    cutHeightMm: scale * part.height + 2 * offsetMm,
    art: {
      x: offsetMm - part.x * ratio * scale,
      y: offsetMm - part.y * scale,
      width: ratio * scale,
      height: scale,
    },
  };
}

/** A plain shape is filled: the art, or what its trim box leaves of it, is scaled over the cut, centred. */
function coverAll(
  facts: ArtworkFacts,
  { widthMm, heightMm, fit }: CutWish,
  { ratio, bleedMm }: { ratio: number; bleedMm: number },
): Placement {
  const { part, beyondMm } = covering(facts, fit, bleedMm);
  const covered = { width: widthMm + 2 * beyondMm, height: heightMm + 2 * beyondMm };
  const height = Math.max(covered.width / (part.width * ratio), covered.height / part.height);
  const width = height * ratio;
  const art = {
    x: widthMm / 2 - (part.x + part.width / 2) * width,
    y: heightMm / 2 - (part.y + part.height / 2) * height,
    width,
    height,
  };
  return { cutWidthMm: widthMm, cutHeightMm: heightMm, art };
}

const EVERYTHING: Part = { x: 0, y: 0, width: 1, height: 1 };

/** What a contour goes around, and at which distance. */
function followed(facts: ArtworkFacts, { own, offsetMm }: CutWish): { part: Part; offsetMm: number } {
  const drawn = own ? ownCutOf(facts) : null;
  if (drawn) return { part: ownCutBounds(drawn), offsetMm: 0 };
  return { part: facts.design ?? EVERYTHING, offsetMm };
}

/** What of the artboard covers a plain shape: a trim box has its bleed outside of it. */
function covering(
  { trim }: ArtworkFacts,
  fit: CutWish['fit'],
  bleedMm: number,
): { part: Part; beyondMm: number } {
  return fit === 'trim' && trim ? { part: trim.part, beyondMm: 0 } : { part: EVERYTHING, beyondMm: bleedMm };
}

/** The size that somebody chose, and its cut line once that is known. */
export interface Sized {
  wish: CutWish;
  cut?: CutPath | null;
}

/** How wide the whole artboard is printed, in mm; null where nothing can be placed. */
export function artWidthMm(facts: ArtworkFacts, { wish, cut }: Sized): number | null {
  return cut?.art.width ?? place(facts, wish)?.art.width ?? null;
}

/**
 * Dots per inch at that size: of a picture, or of the coarsest one placed in a drawing. Null where there are none, and
 * where nothing can be placed.
 */
export function effectiveDpi(facts: ArtworkFacts, sized: Sized): number | null {
  const dots = dotsAcross(facts);
  const width = artWidthMm(facts, sized);
  return dots === null || width === null ? null : (dots / width) * 25.4;
}

/** Across the whole artboard. */
function dotsAcross({ vector, widthPx, widthMm, imageDpi }: ArtworkFacts): number | null {
  if (!vector) return widthPx;
  return imageDpi === null || widthMm === null ? null : (widthMm / 25.4) * imageDpi;
}

/** Sums of fractions that come to a whole number count as one. */
export const HAIR = 1e-6;

/** The longest side, in whole mm, at which the art still has `dpi`; the shape keeps its proportions. */
export function largestSideMm(facts: ArtworkFacts, wish: CutWish, dpi: number): number | null {
  const [dots, ratio] = [dotsAcross(facts), proportions(facts)];
  if (dots === null || ratio === null) return null;
  const width = (dots / dpi) * 25.4;
  return Math.floor(sideForArt(facts, wish, { width, height: width / ratio }) + HAIR);
}

/** The longest side of the sticker on which the whole artboard is that large. */
function sideForArt(facts: ArtworkFacts, wish: CutWish, art: { width: number; height: number }): number {
  if (isContour(wish.shape)) {
    const { part, offsetMm } = followed(facts, wish);
    return Math.max(art.width * part.width, art.height * part.height) + 2 * offsetMm;
  }
  const { part, beyondMm } = covering(facts, wish.fit, PRINT_BLEED_MM);
  const growth = Math.min(
    (art.width * part.width - 2 * beyondMm) / wish.widthMm,
    (art.height * part.height - 2 * beyondMm) / wish.heightMm,
  );
  return growth * Math.max(wish.widthMm, wish.heightMm);
}

/** The longest side, in whole mm, from which on a contour has room inside its border and no side under our smallest. */
export function roomySideMm(facts: ArtworkFacts, wish: CutWish): number {
  const { part, offsetMm } = followed(facts, wish);
  const [width, height] = [part.width * (proportions(facts) ?? 1), part.height];
  const slim = Math.min(width, height) / Math.max(width, height);
  return Math.ceil(2 * offsetMm + Math.max(1, (MIN_SIDE_MM - 2 * offsetMm) / slim) - HAIR);
}
