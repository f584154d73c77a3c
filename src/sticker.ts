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

export interface RollJob {
  widthMm: number;
  heightMm: number;
  quantity: number;
}

/** What is reckoned around each sticker, and for set-up and mistakes. */
export interface RollLayout {
  bleedMm: number;
  gapMm: number;
  /** Whole percent. */
  wastePercent: number;
}

export const ROLL_LAYOUT: RollLayout = { bleedMm: BLEED_MM, gapMm: GAP_MM, wastePercent: WASTE_PERCENT };

/** Square millimetres of roll one job uses: `ceil((w + 2·(bleed + gap)) × (h + 2·(bleed + gap)) × quantity × (1 + waste))`. */
export function rollAreaMm2(job: RollJob, layout: RollLayout = ROLL_LAYOUT): number {
  const { width, height } = cellOf(job, layout);
  return Number(withWaste(width * height * BigInt(job.quantity), 10_000n, layout));
}

/**
 * Millimetres of a roll this wide: as many side by side as fit, turned if that takes less. What is wider than the
 * roll both ways is reckoned by its area.
 */
export function rollLengthMm(job: RollJob, rollWidthMm: number, layout: RollLayout = ROLL_LAYOUT): number {
  const { width, height } = cellOf(job, layout);
  const rollWidth = BigInt(Math.round(rollWidthMm * 100));
  const quantity = BigInt(job.quantity);
  const lengths = [
    { across: rollWidth / width, along: height },
    { across: rollWidth / height, along: width },
  ].flatMap(({ across, along }) => (across > 0n ? [upTo(quantity, across) * along] : []));
  const shortest = lengths.reduce((least, length) => (length < least ? length : least), lengths[0] ?? 0n);
  if (shortest > 0n) return Number(withWaste(shortest, 100n, layout));
  return Number(withWaste(upTo(width * height * quantity, rollWidth), 100n, layout));
}

/** In hundredths, so that 76.2 mm does not turn an exact area into one more square millimetre. */
function cellOf({ widthMm, heightMm }: RollJob, { bleedMm, gapMm }: RollLayout) {
  const around = 2 * (bleedMm + gapMm);
  const hundredths = (sideMm: number) => BigInt(Math.round((sideMm + around) * 100));
  return { width: hundredths(widthMm), height: hundredths(heightMm) };
}

function withWaste(amount: bigint, per: bigint, { wastePercent }: RollLayout): bigint {
  return upTo(amount * BigInt(100 + wastePercent), per * 100n);
}

/** Divided, upwards. */
function upTo(amount: bigint, by: bigint): bigint {
  return (amount + by - 1n) / by;
}
