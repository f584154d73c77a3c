// What every way of opening a file comes to: facts, and pixels where there is something to show.
import type { ArtworkFacts } from './facts.ts';

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

/** The file is not what its first bytes promise. */
export class Damaged extends Error {}

/** It is what it says, but more of it than we open. */
export class TooHeavy extends Error {}
