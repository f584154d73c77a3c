// Whether lines cross themselves or each other. A cutter would cut what they have in common loose.
import { along, type Curve } from './curve.ts';

const STEPS = 8;

/** Looks at short straight pieces, side by side in a grid. */
export function cross(lines: readonly (readonly Curve[])[]): boolean {
  const pieces = lines.map(flattened);
  const grid = new Map<number, number[]>();
  const flat: Piece[] = pieces.flat();
  const side = flat.reduce((longest, piece) => Math.max(longest, reachOf(piece)), 0.1);
  for (let index = 0; index < flat.length; index++) {
    const piece = flat[index] as Piece;
    for (const key of cellsOf(piece, side)) {
      const others = grid.get(key);
      if (!others) grid.set(key, [index]);
      else {
        if (others.some((other) => meet(flat[other] as Piece, piece))) return true;
        others.push(index);
      }
    }
  }
  return false;
}

interface Piece {
  line: number;
  /** Its number in the line, and how many there are. */
  index: number;
  count: number;
  ax: number;
  ay: number;
  bx: number;
  by: number;
}

function flattened(curves: readonly Curve[], line: number): Piece[] {
  const count = curves.length * STEPS;
  const points: [number, number][] = [];
  for (const curve of curves) {
    for (let step = 0; step < STEPS; step++)
      points.push([along(curve, 0, step / STEPS), along(curve, 1, step / STEPS)]);
  }
  return points.map(([ax, ay], index) => {
    const [bx, by] = points[(index + 1) % count] as [number, number];
    return { line, index, count, ax, ay, bx, by };
  });
}

function reachOf({ ax, ay, bx, by }: Piece): number {
  return Math.max(Math.abs(bx - ax), Math.abs(by - ay));
}

/** At most four squares, because none is shorter than the longest piece. */
function cellsOf({ ax, ay, bx, by }: Piece, side: number): Set<number> {
  const [left, right] = [Math.floor(Math.min(ax, bx) / side), Math.floor(Math.max(ax, bx) / side)];
  const [top, bottom] = [Math.floor(Math.min(ay, by) / side), Math.floor(Math.max(ay, by) / side)];
  const key = (column: number, row: number) => column * 65_536 + row;
  return new Set([key(left, top), key(right, top), key(left, bottom), key(right, bottom)]);
}

function meet(a: Piece, b: Piece): boolean {
  if (a.line === b.line) {
    const apart = Math.abs(a.index - b.index);
    if (apart <= 1 || apart === a.count - 1) return false; // neighbours share a point
  }
  return separates(a, b) && separates(b, a);
}

/** Whether both ends of `other` lie on different sides of `piece`. */
function separates(piece: Piece, other: Piece): boolean {
  const sideOf = (px: number, py: number) =>
    (piece.bx - piece.ax) * (py - piece.ay) - (piece.by - piece.ay) * (px - piece.ax) > 0;
  return sideOf(other.ax, other.ay) !== sideOf(other.bx, other.by);
}
