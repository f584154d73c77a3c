// What every way of opening a file comes to: facts, and pixels where there is something to show.
import type { Density } from './density.ts';
import { type ArtworkFacts, type Colour, proportions } from './facts.ts';
import type { Format } from './formats.ts';

/** Straight RGBA, eight bits. */
export interface Pixels {
  data: Uint8Array;
  width: number;
  height: number;
}

export interface Picture {
  facts: Omit<ArtworkFacts, 'preview' | 'design' | 'outline' | 'whiteOnWhite'>;
  /** The whole artboard, its longest side `OPENED_SIDE_PX` or less. */
  pixels: Pixels | null;
}

export const PREVIEW_SIDE_PX = 1000;

/** Large enough for the cut line; the preview is made from it. */
export const OPENED_SIDE_PX = 1200;

/** What most files have nothing to say about. */
export const PLAIN_FACTS = {
  pages: 1,
  page: 1,
  widthMm: null,
  heightMm: null,
  widthPx: null,
  heightPx: null,
  vector: false,
  colour: null,
  spots: [],
  previewOnly: false,
  animated: false,
  trim: null,
  encrypted: false,
  active: false,
  lacks: null,
  fontsMissing: [],
  smallestTextPt: null,
  thinnestLineMm: null,
  imageDpi: null,
  ownCut: null,
} satisfies Omit<Picture['facts'], 'format'>;

export interface RasterFacts {
  format: Format;
  /** After turning. */
  width: number;
  height: number;
  /** As the file states it, before turning. */
  density: Density | null;
  turned?: boolean;
  colour: Colour | null;
  pages?: number;
  page?: number;
  animated?: boolean;
}

export function rasterFacts(raster: RasterFacts): Picture['facts'] {
  const { format, width, height, density, turned = false, colour } = raster;
  const { pages = 1, page = 1, animated = false } = raster;
  const [x, y] = turned ? [density?.y, density?.x] : [density?.x, density?.y];
  return {
    ...PLAIN_FACTS,
    format,
    pages,
    page,
    animated,
    widthMm: x ? width / x : null,
    heightMm: y ? height / y : null,
    widthPx: width,
    heightPx: height,
    colour,
  };
}

/** Of the proportions that the file states, which small pictures of it have only nearly. */
export function previewSize(facts: Picture['facts'], pixels: Pixels): { width: number; height: number } {
  const own = facts.previewOnly ? null : proportions({ ...facts, preview: null });
  const ratio = own ?? pixels.width / pixels.height;
  const side = Math.min(PREVIEW_SIDE_PX, Math.max(pixels.width, pixels.height));
  const [width, height] = ratio > 1 ? [side, side / ratio] : [side * ratio, side];
  return { width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) };
}

export const MOST_PIXELS = 150_000_000;

/** To be asked before room is made for a picture of that size. */
export function refuseTooLarge(width: number, height: number): void {
  if (width < 1 || height < 1) throw new Damaged('no pixels');
  if (width * height > MOST_PIXELS) throw new TooManyPixels(`${width} × ${height}`);
}

/** The file is not what its first bytes promise. */
export class Damaged extends Error {}

/** It is what it says, but more of it than we open. */
export class TooHeavy extends Error {}

/** It says how many pixels it has before any of them is read, and that is too many. */
export class TooManyPixels extends Error {}
