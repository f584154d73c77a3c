// A print file: what it is ordered with, what came of it, and the geometry of its page. Pure.
import type { CutPath } from './cut.ts';
import type { Kind } from './formats.ts';
import type { Box } from './placement.ts';

/** Everything that decides a print file. Lengths in mm. */
export interface PrintOrder {
  /** The original, as it was uploaded. */
  path: string;
  kind: Kind;
  /** From 1. */
  page: number;
  /** In the file's properties. */
  title: string;
  cut: Pick<CutPath, 'path' | 'widthMm' | 'heightMm' | 'art'>;
  bleedMm: number;
  /** Name of the spot colour the cut is drawn in. */
  spot: string;
  /** Name of the spot colour of a kiss-cut's backing; null when there is none. */
  backingSpot: string | null;
  /** An ICC profile of the printing condition, named in the file. */
  profilePath: string | null;
  /** What the customer saw and approved. */
  previewPath: string;
  toPath: string;
  /** Both pictures of a self-check that failed, as WebP. */
  approvedPath: string;
  printedPath: string;
  /** Where rsvg-convert is, when it may be used. */
  rsvgConvert?: string | null;
  /** Where Ghostscript is, when it may be used. */
  ghostscript?: string | null;
  /** Skip what keeps vectors and samples as they are: it was too much last time. */
  rasterOnly?: boolean;
}

/** How the art got into the file, best first. */
export type PrintRoute = 'page' | 'samples' | 'drawing' | 'raster';

/** The finished file against the approved preview, from 0 to 255 and in percent of the pixels. */
export interface SelfCheck {
  mean: number;
  badPercent: number;
}

export interface Printed {
  route: PrintRoute;
  selfCheck: SelfCheck;
  /** Whether it may be printed without somebody looking at it. */
  passed: boolean;
  /** The bleed was made up from the art's edge. */
  extended: boolean;
}

export const MOST_MEAN = 3;
export const MOST_BAD_PERCENT = 1;

export function isFaithful({ mean, badPercent }: SelfCheck): boolean {
  return mean <= MOST_MEAN && badPercent <= MOST_BAD_PERCENT;
}

/** Beyond the bleed, so that RIPs find nothing at the very edge. */
export const SLUG_MM = 2;
/** From a kiss-cut to the edge of its backing. */
export const BACKING_MM = 5;
export const STROKE_PT = 0.25;
export const POINTS_PER_MM = 72 / 25.4;

/** a b c d e f of PDF: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [number, number, number, number, number, number];

/** The page in points, y up, its lower left corner 0,0. */
export interface Sheet {
  media: Box;
  bleed: Box;
  trim: Box;
  /** Where the whole artboard lies. */
  art: Box;
  /** Millimetres from the cut box's top left to points. */
  fromMm: Matrix;
}

export function sheetOf({ cut, bleedMm, backingSpot }: PrintOrder): Sheet {
  // half of the backing's own line lies outside it
  const backing = backingSpot === null ? 0 : BACKING_MM + STROKE_PT / POINTS_PER_MM / 2;
  const margin = Math.max(bleedMm + SLUG_MM, backing);
  const k = POINTS_PER_MM;
  const fromMm: Matrix = [k, 0, 0, -k, margin * k, (margin + cut.heightMm) * k];
  const around = (by: number) => ({
    x: (margin - by) * k,
    y: (margin - by) * k,
    width: (cut.widthMm + 2 * by) * k,
    height: (cut.heightMm + 2 * by) * k,
  });
  const { art } = cut;
  const [x, y] = apply(fromMm, art.x, art.y + art.height);
  return {
    media: around(margin),
    bleed: around(bleedMm),
    trim: around(0),
    art: { x, y, width: art.width * k, height: art.height * k },
    fromMm,
  };
}

export function apply([a, b, c, d, e, f]: Matrix, x: number, y: number): [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** First `inner`, then `outer`. */
export function after(inner: Matrix, outer: Matrix): Matrix {
  const [a, b, c, d, e, f] = inner;
  const [x, y] = apply(outer, e, f);
  return [
    outer[0] * a + outer[2] * b,
    outer[1] * a + outer[3] * b,
    outer[0] * c + outer[2] * d,
    outer[1] * c + outer[3] * d,
    x,
    y,
  ];
}

/** From the unit square into a box. */
export function into({ x, y, width, height }: Box): Matrix {
  return [width, 0, 0, height, x, y];
}

export const UPRIGHT: Matrix = [1, 0, 0, 1, 0, 0];

/** The unit square (y up) turned within itself, as EXIF orientations 1 to 8 want it. */
export function turnedAsExif(orientation: number): Matrix {
  return EXIF_TURNS[orientation - 1] ?? UPRIGHT;
}

const EXIF_TURNS: readonly Matrix[] = [
  UPRIGHT,
  [-1, 0, 0, 1, 1, 0],
  [-1, 0, 0, -1, 1, 1],
  [1, 0, 0, -1, 0, 1],
  [0, -1, -1, 0, 1, 1],
  [0, -1, 1, 0, 0, 1],
  [0, 1, 1, 0, 0, 0],
  [0, 1, -1, 0, 1, 0],
];

/** The same for a page's Rotate, clockwise. */
export function turnedAsPage(degrees: number): Matrix {
  const turns: Record<number, number> = { 90: 6, 180: 3, 270: 8 };
  return turnedAsExif(turns[((degrees % 360) + 360) % 360] ?? 1);
}

/** One drawing command: `m l c h` and its numbers in points. */
export type Stroke = readonly [command: 'm' | 'l' | 'c' | 'h', ...points: number[]];

const COMMANDS: Record<string, { command: Stroke[0]; numbers: number }> = {
  M: { command: 'm', numbers: 2 },
  L: { command: 'l', numbers: 2 },
  C: { command: 'c', numbers: 6 },
  Z: { command: 'h', numbers: 0 },
};
const TOKENS = /[MLCZ]|-?\d*\.?\d+(?:e-?\d+)?/gi;

/** Path data of absolute `M L C Z`, which is all that cut lines have. */
export function strokesOf(path: string, matrix: Matrix): Stroke[] {
  const strokes: Stroke[] = [];
  let letter = '';
  let numbers: number[] = [];
  const take = () => {
    const known = COMMANDS[letter];
    if (!known || numbers.length !== known.numbers) throw new RangeError(`not a cut line: ${letter}`);
    const points = numbers.flatMap((x, at) => (at % 2 === 0 ? apply(matrix, x, numbers[at + 1] ?? 0) : []));
    strokes.push([known.command, ...points]);
    numbers = [];
  };
  for (const [token] of path.matchAll(TOKENS)) {
    if (/[A-Z]/.test(token)) {
      if (letter !== '' && letter !== 'Z') take();
      letter = token;
      if (letter === 'Z') take();
    } else {
      // repeated coordinates repeat the command
      if (numbers.length > 0 && numbers.length === COMMANDS[letter]?.numbers) take();
      numbers.push(Number(token));
    }
  }
  if (numbers.length > 0) take();
  return strokes;
}
