// What somebody has chosen so far in the configurator. Every part has a sensible start, so that a price can
// be said before anything was chosen.
import { type CutChoices, DEFAULT_OFFSET_MM } from '../artwork/cut.ts';
import type { Catalogue, CustomProduct } from '../catalog/catalogue.ts';
import { fromInches } from '../lib/length.ts';
import type { Problems } from '../lib/refusal.ts';
import { EQUAL_SIDED_SHAPES, isContour, MIN_SIDE_MM, type Shape, type StickerSpec } from '../sticker.ts';

export type Unit = 'mm' | 'in';

export interface Choice {
  unit: Unit;
  /** What the picture shows; where `problems` name a part, its last sensible value. */
  spec: StickerSpec;
  cut: CutChoices;
  /** Whether cut line, safe zone and bleed are drawn over the sticker. */
  guides: boolean;
  /** What stands in the fields, in `unit`, as it was typed. */
  typed: { width: string; height: string; quantity: string };
  problems: Problems;
  /** Whether everything was understood, so that there is a price. */
  isPriceable: boolean;
}

const START_QUANTITY = 100;
/** Longest side of a sticker that nobody has sized yet. */
export const START_SIDE_MM = 75;
/** What is known of a design before anything was chosen. Ratios are width over height; null while there is none. */
export interface Design {
  /** Of what a contour follows: the design without its margins, or the customer's own line. */
  contourRatio: number | null;
  /** Of what covers a plain shape: the whole page, or its trim box. */
  plainRatio: number | null;
  /** Longest side to start with. */
  sideMm: number;
  /** Free border a contour keeps around what it follows. */
  borderMm: number;
}

export const NO_DESIGN: Design = {
  contourRatio: null,
  plainRatio: null,
  sideMm: START_SIDE_MM,
  borderMm: DEFAULT_OFFSET_MM,
};

/** Presets are round in both units: 75 mm and 3 in. */
const MM_PER_PRESET_INCH = 25;

export function startingSpec(
  product: CustomProduct,
  catalogue: Catalogue,
  design: Design = NO_DESIGN,
): StickerSpec {
  const shape = product.shapes[0] ?? 'die-cut';
  return {
    shape,
    ...sizeFor(shape, design.sideMm, design),
    material: firstOnSale(product.materials, catalogue.materials),
    finish: firstOnSale(product.finishes, catalogue.finishes),
    quantity: START_QUANTITY,
  };
}

interface Sides {
  widthMm: number;
  heightMm: number;
}

/** The size whose longest side is `sideMm`, in the proportions of the design. */
export function sizeFor(shape: Shape, sideMm: number, design: Design): Sides {
  const ratio = ratioFor(shape, design);
  if (ratio === null || isEqualSided(shape)) return { widthMm: sideMm, heightMm: sideMm };
  const border = isContour(shape) ? 2 * design.borderMm : 0;
  const shorter = Math.max(0, sideMm - border) * Math.min(ratio, 1 / ratio) + border;
  // up, so that it is the longest side that decides
  const otherMm = Math.min(sideMm, Math.max(MIN_SIDE_MM, Math.ceil(shorter * 10 - 1e-6) / 10));
  return ratio > 1 ? { widthMm: sideMm, heightMm: otherMm } : { widthMm: otherMm, heightMm: sideMm };
}

export function ratioFor(shape: Shape, design: Design): number | null {
  return isContour(shape) ? design.contourRatio : design.plainRatio;
}

/** The size to go on with when the shape changes: circles get equal sides, others the design's proportions back. */
export function sizeAfterShapeChange(size: Sides, change: { from: Shape; to: Shape; design: Design }): Sides {
  const sideMm = Math.max(size.widthMm, size.heightMm);
  if (isEqualSided(change.to)) return { widthMm: sideMm, heightMm: sideMm };
  return isEqualSided(change.from) ? sizeFor(change.to, sideMm, change.design) : size;
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
