// What every way of opening a file comes to: facts, and pixels where there is something to show.
import type { ArtworkFacts } from './facts.ts';

/** Straight RGBA, eight bits. */
export interface Pixels {
  data: Uint8Array;
  width: number;
  height: number;
}

export interface Picture {
  facts: Omit<ArtworkFacts, 'preview' | 'design'>;
  /** At preview size. */
  pixels: Pixels | null;
}

export const PREVIEW_SIDE_PX = 1000;

/** The file is not what its first bytes promise. */
export class Damaged extends Error {}

/** It is what it says, but more of it than we open. */
export class TooHeavy extends Error {}
