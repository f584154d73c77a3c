// Lengths: the shop measures in millimetres, some people type inches.

export const MM_PER_INCH = 25.4;

/** Two decimals of a millimetre are finer than the knife. */
export function fromInches(inches: number): number {
  return Math.round(inches * MM_PER_INCH * 100) / 100;
}
