// Gathers the cut line that a customer drew, and where in the file it is painted.
import type { OwnCut } from '../facts.ts';
import type { Eye, PathMark, PlacedOperator } from './canvas.ts';
import { cutRank, cutSpotOf } from './cut-spots.ts';

/** Painting operators, and what has to stand in their place so that the cut line is not printed. */
export interface Silencing extends PlacedOperator {
  instead: string;
}

export interface CutSearch {
  eye: Pick<Eye, 'path'>;
  /** Closed paths of the surest name, over a sheet of this size; null when there is none. */
  found(sheet: { width: number; height: number }): OwnCut | null;
  silencings: Silencing[];
}

/** Coordinates of one subpath: a start, then lines of 2 and curves of 6 numbers. */
interface Subpath {
  start: [number, number];
  steps: { kind: 'L' | 'C'; points: number[] }[];
  closed: boolean;
}

/** Ends nearer than this, in points, were meant to meet. */
const MEETING = 0.25;
const MOST_STEPS = 20_000;
const MOST_PIECES = 1000;

export function searchCut(): CutSearch {
  const bySpot = new Map<string, Subpath[]>();
  const silencings: Silencing[] = [];
  let steps = 0;

  function path(mark: PathMark): void {
    const stroked = mark.strokes ? cutSpotOf(mark.state.stroke) : null;
    const filled = mark.fills ? cutSpotOf(mark.state.fill) : null;
    const spot = stroked ?? filled;
    if (spot === null) return;
    silencings.push({ ...mark.operator, instead: withoutCut(mark, { stroked, filled }) });
    steps += mark.steps.length;
    if (steps > MOST_STEPS) return;
    const subpaths = bySpot.get(spot) ?? [];
    subpaths.push(...subpathsOf(mark, stroked === null));
    bySpot.set(spot, subpaths);
  }

  function found({ width, height }: { width: number; height: number }): OwnCut | null {
    if (steps > MOST_STEPS) return null;
    const candidates = [...bySpot]
      .map(([spot, subpaths]) => ({ spot, closed: distinct(joined(subpaths)) }))
      .filter(({ closed }) => closed.length > 0)
      .sort((one, other) => cutRank(one.spot) - cutRank(other.spot));
    const [surest] = candidates;
    if (!surest) return null;
    return {
      spot: surest.spot,
      path: surest.closed.map((subpath) => written(subpath, width, height)).join(''),
    };
  }

  return { eye: { path }, found, silencings };
}

/** The operator that paints only what is not the cut line. */
function withoutCut(
  { fills, strokes, operator }: PathMark,
  cut: { stroked: string | null; filled: string | null },
): string {
  const keepsFill = fills && cut.filled === null;
  const keepsStroke = strokes && cut.stroked === null;
  if (keepsFill) return operator.word.endsWith('*') ? 'f*' : 'f';
  if (keepsStroke) return operator.word.startsWith('b') ? 's' : 'S';
  return 'n';
}

/** Filling closes whatever is open. */
function subpathsOf({ steps, points }: PathMark, closesAll: boolean): Subpath[] {
  const subpaths: Subpath[] = [];
  let start: [number, number] = [0, 0];
  let current: Subpath | null = null;
  let at = 0;
  const pair = (): [number, number] => [points[at++] ?? 0, points[at++] ?? 0];
  for (const step of steps) {
    if (step === 'Z') {
      if (current) current.closed = true;
      current = null; // what follows without a beginning of its own begins here again
      continue;
    }
    if (step === 'M') start = pair();
    if (step === 'M' || !current) {
      current = { start, steps: [], closed: closesAll };
      subpaths.push(current);
    }
    if (step === 'L') current.steps.push({ kind: 'L', points: pair() });
    if (step === 'C') current.steps.push({ kind: 'C', points: [...pair(), ...pair(), ...pair()] });
  }
  return subpaths.filter((subpath) => subpath.steps.length > 0);
}

/** Closed ones, and those that lines drawn piece by piece close together. */
function joined(subpaths: Subpath[]): Subpath[] {
  const closed = subpaths.filter((subpath) => subpath.closed);
  const open = subpaths.filter((subpath) => !subpath.closed).slice(0, MOST_PIECES);
  for (let chain = open.shift(); chain; chain = open.shift()) {
    for (
      let next = takeNext(open, chain);
      next && !meets(endOf(chain), chain.start);
      next = takeNext(open, chain)
    ) {
      chain.steps.push(...next.steps);
    }
    if (meets(endOf(chain), chain.start)) closed.push({ ...chain, closed: true });
  }
  return closed.map(withoutWayBack).filter(hasArea);
}

/** Whatever goes on where the chain ends, turned round if need be. */
function takeNext(open: Subpath[], chain: Subpath): Subpath | null {
  const end = endOf(chain);
  if (meets(end, chain.start)) return null;
  const index = open.findIndex((piece) => meets(piece.start, end) || meets(endOf(piece), end));
  const [piece] = index < 0 ? [] : open.splice(index, 1);
  if (!piece) return null;
  return meets(piece.start, end) ? piece : reversed(piece);
}

function reversed(subpath: Subpath): Subpath {
  const ends = [subpath.start, ...subpath.steps.map(({ points }) => lastOf(points))];
  const steps = subpath.steps.map(({ kind, points }, index) => {
    const [x2 = 0, y2 = 0] = points.slice(2);
    const [x, y] = ends[index] ?? [0, 0];
    return { kind, points: kind === 'L' ? [x, y] : [x2, y2, points[0] ?? 0, points[1] ?? 0, x, y] };
  });
  return { ...subpath, start: endOf(subpath), steps: steps.reverse() };
}

function endOf({ start, steps }: Subpath): [number, number] {
  const last = steps.at(-1);
  return last ? lastOf(last.points) : start;
}

function lastOf(points: number[]): [number, number] {
  return [points.at(-2) ?? 0, points.at(-1) ?? 0];
}

function meets([x, y]: [number, number], [otherX, otherY]: [number, number]): boolean {
  return Math.hypot(x - otherX, y - otherY) <= MEETING;
}

/** A last line back to the beginning is what closing means anyway. */
function withoutWayBack(subpath: Subpath): Subpath {
  const last = subpath.steps.at(-1);
  const isWayBack =
    subpath.steps.length > 1 && last?.kind === 'L' && meets(lastOf(last.points), subpath.start);
  return isWayBack ? { ...subpath, steps: subpath.steps.slice(0, -1) } : subpath;
}

function hasArea({ start, steps }: Subpath): boolean {
  const points = [
    start,
    ...steps.flatMap(({ points: p }) => p.flatMap((x, i) => (i % 2 ? [] : [[x, p[i + 1] ?? 0]]))),
  ];
  const side = (axis: 0 | 1) => {
    const values = points.map((point) => point[axis] ?? 0);
    return Math.max(...values) - Math.min(...values);
  };
  return side(0) > MEETING && side(1) > MEETING;
}

/** The same line is often there twice. */
function distinct(subpaths: Subpath[]): Subpath[] {
  const byShape = new Map(subpaths.map((subpath) => [written(subpath, 10, 10, 0), subpath]));
  return [...byShape.values()];
}

function written({ start, steps }: Subpath, width: number, height: number, decimals = 6): string {
  const part = (value: number, index: number) =>
    String(Number((value / (index % 2 === 0 ? width : height)).toFixed(decimals)));
  const step = (kind: string, points: number[]) => kind + points.map(part).join(' ');
  return `${step('M', start)}${steps.map(({ kind, points }) => step(kind, points)).join('')}Z`;
}
