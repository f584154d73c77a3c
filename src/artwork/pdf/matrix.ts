// Where a drawing lands: the six numbers of PDF and PostScript.

/** `x' = a·x + c·y + e`, `y' = b·x + d·y + f`. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`. */
export function combine(inner: Matrix, outer: Matrix): Matrix {
  const [a, b, c, d, e, f] = inner;
  const [A, B, C, D, E, F] = outer;
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F];
}

export function applyTo(matrix: Matrix, x: number, y: number): [number, number] {
  const [a, b, c, d, e, f] = matrix;
  return [a * x + c * y + e, b * x + d * y + f];
}

/** How many times longer a line becomes, in the mean of all directions. */
export function scaleOf([a, b, c, d]: Matrix): number {
  return Math.sqrt(Math.abs(a * d - b * c));
}

/** The visible part of a page: its box in user space, and the quarter turns it is shown with. */
export interface View {
  left: number;
  bottom: number;
  right: number;
  top: number;
  /** Clockwise. */
  turns: 0 | 1 | 2 | 3;
}

/** From user space to the sheet as it is seen: points from its top left, y down. */
export function toSheet({ left, bottom, right, top, turns }: View): Matrix {
  if (turns === 1) return [0, 1, 1, 0, -bottom, -left];
  if (turns === 2) return [-1, 0, 0, 1, right, -bottom];
  if (turns === 3) return [0, -1, -1, 0, top, right];
  return [1, 0, 0, -1, -left, top];
}

export function sheetSize({ left, bottom, right, top, turns }: View): { width: number; height: number } {
  const [across, up] = [right - left, top - bottom];
  return turns % 2 === 1 ? { width: up, height: across } : { width: across, height: up };
}
