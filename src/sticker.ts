// What we sell: the specification of one sticker job and the limits it keeps to.

export const SHAPES = ['die-cut', 'kiss-cut', 'circle', 'square', 'rectangle', 'rounded', 'oval'] as const;
export type Shape = (typeof SHAPES)[number];

/** Follows the design; the others are plain shapes that the design covers. */
export const CONTOUR_SHAPES: readonly Shape[] = ['die-cut', 'kiss-cut'];

/** Width and height are one measure. */
export const EQUAL_SIDED_SHAPES: readonly Shape[] = ['circle', 'square'];

/** Everything that decides a custom sticker's price, cut and stock. Sizes are of the cut box, in mm. */
export interface StickerSpec {
  shape: Shape;
  widthMm: number;
  heightMm: number;
  material: string;
  finish: string;
  quantity: number;
}

export const MIN_SIDE_MM = 10;
export const MAX_SIDE_MM = 600;
export const MIN_QUANTITY = 1;
export const MAX_QUANTITY = 100_000;
/** Corner radius of the shape `rounded`. */
export const ROUNDED_RADIUS_MM = 3;
/** Printed beyond the cut on every side, so that no white edge shows; what the art of a plain shape covers. */
export const PRINT_BLEED_MM = 3;
/** Reckoned for it when material is reserved. */
export const BLEED_MM = 1.5;
/** Left free between two stickers on the roll. */
export const GAP_MM = 1.5;
/** Share of the roll that set-up and mistakes cost. */
export const WASTE_PERCENT = 5;

export function isShape(text: string): text is Shape {
  return (SHAPES as readonly string[]).includes(text);
}

export function isContour(shape: Shape): boolean {
  return CONTOUR_SHAPES.includes(shape);
}

/** Square millimetres of roll one job uses: `ceil((w + 2·(bleed + gap)) × (h + 2·(bleed + gap)) × quantity × (1 + waste))`. */
export function rollAreaMm2(job: { widthMm: number; heightMm: number; quantity: number }): number {
  const around = 2 * (BLEED_MM + GAP_MM);
  // in hundredths, so that 76.2 mm does not turn an exact area into one more square millimetre
  const width = Math.round((job.widthMm + around) * 100);
  const height = Math.round((job.heightMm + around) * 100);
  return Number(
    (BigInt(width) * BigInt(height) * BigInt(job.quantity) * BigInt(100 + WASTE_PERCENT) + 999_999n) /
      1_000_000n,
  );
}
