// What somebody has chosen so far in the configurator. Every part has a sensible start, so that a price can
// be said before anything was chosen.
import type { Catalogue, CustomProduct } from '../catalog/catalogue.ts';
import { fromInches } from '../lib/length.ts';
import type { Problems } from '../lib/refusal.ts';
import { EQUAL_SIDED_SHAPES, isContour, MIN_SIDE_MM, type Shape, type StickerSpec } from '../sticker.ts';

export type Unit = 'mm' | 'in';

export interface Choice {
  unit: Unit;
  /** What the picture shows; where `problems` name a part, its last sensible value. */
  spec: StickerSpec;
  /** What stands in the fields, in `unit`, as it was typed. */
  typed: { width: string; height: string; quantity: string };
  problems: Problems;
  /** Whether everything was understood, so that there is a price. */
  isPriceable: boolean;
}

const START_QUANTITY = 100;
/** Longest side of a sticker that nobody has sized yet. */
export const START_SIDE_MM = 75;
/** What is known of a design before anything was chosen. */
export interface Design {
  /** Width over height without its margins; null while there is none. */
  ratio: number | null;
  /** Longest side to start with. */
  sideMm: number;
}

export const NO_DESIGN: Design = { ratio: null, sideMm: START_SIDE_MM };

/** Free border a contour keeps around the design. */
const BORDER_MM = 2;
/** Presets are round in both units: 75 mm and 3 in. */
const MM_PER_PRESET_INCH = 25;

export function startingSpec(
  product: CustomProduct,
  catalogue: Catalogue,
  { ratio, sideMm }: Design = NO_DESIGN,
): StickerSpec {
  const shape = product.shapes[0] ?? 'die-cut';
  return {
    shape,
    ...sizeFor(shape, sideMm, ratio),
    material: firstOnSale(product.materials, catalogue.materials),
    finish: firstOnSale(product.finishes, catalogue.finishes),
    quantity: START_QUANTITY,
  };
}

/** The size whose longest side is `sideMm`, in the proportions of the design. */
export function sizeFor(
  shape: Shape,
  sideMm: number,
  ratio: number | null,
): { widthMm: number; heightMm: number } {
  if (ratio === null || isEqualSided(shape)) return { widthMm: sideMm, heightMm: sideMm };
  const border = isContour(shape) ? 2 * BORDER_MM : 0;
  const shorter = (sideMm - border) * Math.min(ratio, 1 / ratio) + border;
  const otherMm = Math.max(MIN_SIDE_MM, Math.round(shorter * 10) / 10);
  return ratio > 1 ? { widthMm: sideMm, heightMm: otherMm } : { widthMm: otherMm, heightMm: sideMm };
}

/** The size to go on with when the shape changes: circles get equal sides, others the design's proportions back. */
export function sizeAfterShapeChange(
  size: { widthMm: number; heightMm: number },
  change: { from: Shape; to: Shape; ratio: number | null },
): { widthMm: number; heightMm: number } {
  const sideMm = Math.max(size.widthMm, size.heightMm);
  if (isEqualSided(change.to)) return { widthMm: sideMm, heightMm: sideMm };
  return isEqualSided(change.from) ? sizeFor(change.to, sideMm, change.ratio) : size;
}

/** Length of a preset in mm, as people name it in their unit. */
export function presetSide(presetMm: number, unit: Unit): number {
  return unit === 'mm' ? presetMm : fromInches(Math.round(presetMm / MM_PER_PRESET_INCH));
}

function isEqualSided(shape: Shape): boolean {
  return EQUAL_SIDED_SHAPES.includes(shape);
}

function firstOnSale(
  slugs: readonly string[],
  offered: readonly { slug: string; onSale: boolean }[],
): string {
  return slugs.find((slug) => offered.some((each) => each.slug === slug && each.onSale)) ?? slugs[0] ?? '';
}
