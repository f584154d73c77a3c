// The pieces of a mask that hang together, and which of them go.
import type { Mask } from './mask.ts';

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Its box, ends not included. */
export interface Piece extends Box {
  /** Whether any of it lies in a box. */
  reaches(box: Box): boolean;
}

/**
 * Sets pieces of fewer than `least` pixels, and unwanted ones, to 0. Says how many are left. Pixels that touch at a corner
 * hang together.
 */
export function dropPieces(mask: Mask, least: number, isUnwanted: (piece: Piece) => boolean): number {
  const runs = runsOf(mask);
  const areas = new Uint32Array(runs.count);
  for (let run = 0; run < runs.count; run++) {
    const root = rootOf(runs.parents, run);
    areas[root] = (areas[root] as number) + (runs.ends[run] as number) - (runs.starts[run] as number);
  }
  const drop = (run: number) => mask.data.fill(0, runs.starts[run], runs.ends[run]);
  const pieces = new Map<number, { piece: Piece; runs: number[] }>();
  for (let run = 0; run < runs.count; run++) {
    const root = rootOf(runs.parents, run);
    if ((areas[root] as number) < least)
      drop(run); // an uneven background has a hundred thousand of them
    else {
      const found = pieces.get(root) ?? newPiece(runs, mask.width);
      found.runs.push(run);
      pieces.set(root, found);
      grow(found.piece, runs, run, mask.width);
    }
  }
  let left = 0;
  for (const found of pieces.values()) {
    if (isUnwanted(found.piece)) found.runs.forEach(drop);
    else left += 1;
  }
  return left;
}

function newPiece(all: Runs, width: number): { piece: Piece; runs: number[] } {
  const runs: number[] = [];
  const reaches = (box: Box) =>
    runs.some((run) => {
      const [start, end] = [all.starts[run] as number, all.ends[run] as number];
      const row = Math.floor(start / width);
      return (
        row >= box.top && row < box.bottom && start - row * width < box.right && end - row * width > box.left
      );
    });
  const nothing = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  return { piece: { ...nothing, reaches }, runs };
}

function grow(piece: Piece, { starts, ends }: Runs, run: number, width: number): void {
  const [start, end] = [starts[run] as number, ends[run] as number];
  const row = Math.floor(start / width);
  piece.left = Math.min(piece.left, start - row * width);
  piece.right = Math.max(piece.right, end - row * width);
  piece.top = Math.min(piece.top, row);
  piece.bottom = Math.max(piece.bottom, row + 1);
}

/** Stretches of set pixels, row by row; those that touch have one root. */
interface Runs {
  count: number;
  starts: number[];
  ends: number[];
  parents: number[];
}

function runsOf({ width, height, data }: Mask): Runs {
  const runs: Runs = { count: 0, starts: [], ends: [], parents: [] };
  let [above, end] = [0, 0]; // the runs of the row before
  for (let y = 0; y < height; y++) {
    const first = runs.count;
    addRow(runs, data, y * width, width);
    let upper = above;
    for (let run = first; run < runs.count; run++) {
      const [from, to] = [(runs.starts[run] as number) - width, (runs.ends[run] as number) - width];
      while (upper < end && (runs.ends[upper] as number) < from) upper += 1;
      for (let other = upper; other < end && (runs.starts[other] as number) <= to; other++) {
        join(runs.parents, run, other);
      }
    }
    [above, end] = [first, runs.count];
  }
  return runs;
}

function addRow(runs: Runs, data: Uint8Array, row: number, width: number): void {
  for (let at = row, end = row + width; at < end; at++) {
    if (data[at] === 0) continue;
    const start = at;
    while (at < end && data[at] !== 0) at += 1;
    runs.starts.push(start);
    runs.ends.push(at);
    runs.parents.push(runs.count);
    runs.count += 1;
  }
}

function rootOf(parents: number[], run: number): number {
  let root = run;
  while (parents[root] !== root) {
    parents[root] = parents[parents[root] as number] as number; // the way gets shorter each time
    root = parents[root] as number;
  }
  return root;
}

function join(parents: number[], a: number, b: number): void {
  parents[rootOf(parents, a)] = rootOf(parents, b);
}
