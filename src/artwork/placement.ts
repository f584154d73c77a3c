// Where the art lies on a sticker of a chosen size, and how many dots per inch that leaves.
import { BLEED_MM, isContour, type Shape } from '../sticker.ts';
import { type ArtworkFacts, proportions } from './facts.ts';

export const DEFAULT_OFFSET_MM = 2;

/** The size somebody chose: the finished sticker's bounding box. */
export interface Size {
  shape: Shape;
  widthMm: number;
  heightMm: number;
  /** From the design to the cut; plain shapes have none. */
  offsetMm: number;
}

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

const EVERYTHING = { x: 0, y: 0, width: 1, height: 1 };

/** null when there is no art to place, or no room left for it inside its border. */
export function place(facts: ArtworkFacts, size: Size): Placement | null {
  const ratio = proportions(facts);
  if (ratio === null) return null;
  return isContour(size.shape) ? fitInside(facts, size, ratio) : coverAll(size, ratio);
}

/** A contour follows the design at its distance: margins trimmed, proportions kept. */
function fitInside(facts: ArtworkFacts, size: Size, ratio: number): Placement | null {
  const design = facts.design ?? EVERYTHING;
  const room = { width: size.widthMm - 2 * size.offsetMm, height: size.heightMm - 2 * size.offsetMm };
  if (room.width <= 0 || room.height <= 0) return null;
  // in units of the artboard's height
  const scale = Math.min(room.width / (design.width * ratio), room.height / design.height);
  return {
    cutWidthMm: scale * ratio * design.width + 2 * size.offsetMm,
    cutHeightMm: scale * design.height + 2 * size.offsetMm,
    art: {
      x: size.offsetMm - design.x * ratio * scale,
      y: size.offsetMm - design.y * scale,
      width: ratio * scale,
      height: scale,
    },
  };
}

/** A plain shape is filled: the art is scaled over the cut and its bleed, centred. */
function coverAll(size: Size, ratio: number): Placement {
  const bled = { width: size.widthMm + 2 * BLEED_MM, height: size.heightMm + 2 * BLEED_MM };
  const height = Math.max(bled.width / ratio, bled.height);
  const width = height * ratio;
  const art = { x: (size.widthMm - width) / 2, y: (size.heightMm - height) / 2, width, height };
  return { cutWidthMm: size.widthMm, cutHeightMm: size.heightMm, art };
}

/** Dots per inch at that size; null for vectors and where nothing can be placed. */
export function effectiveDpi(facts: ArtworkFacts, size: Size): number | null {
  const placement = place(facts, size);
  if (!placement || facts.vector || !facts.widthPx) return null;
  return (facts.widthPx / placement.art.width) * 25.4;
}

/** The longest side, in whole mm, at which the art still has `dpi`; the shape keeps its proportions. */
export function largestSideMm(facts: ArtworkFacts, size: Size, dpi: number): number | null {
  if (facts.vector || !facts.widthPx || !facts.heightPx) return null;
  const width = (facts.widthPx / dpi) * 25.4;
  const height = (facts.heightPx / dpi) * 25.4;
  if (isContour(size.shape)) {
    const design = facts.design ?? EVERYTHING;
    return Math.floor(Math.max(width * design.width, height * design.height) + 2 * size.offsetMm);
  }
  const growth = Math.min((width - 2 * BLEED_MM) / size.widthMm, (height - 2 * BLEED_MM) / size.heightMm);
  return Math.floor(growth * Math.max(size.widthMm, size.heightMm));
}
