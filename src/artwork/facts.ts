// What is known about a file once it has been opened; everything else is computed from this.
import type { Format } from './formats.ts';

export type Colour = 'rgb' | 'cmyk' | 'gray' | 'lab' | 'indexed' | 'mixed';

/** Parts of the artboard, from 0 to 1. */
export interface Part {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface ArtworkFacts {
  format: Format;
  /** 1 for an animation. */
  pages: number;
  /** The file's own size after turning; null when it states none. */
  widthMm: number | null;
  heightMm: number | null;
  /** After turning; null for vectors. */
  widthPx: number | null;
  heightPx: number | null;
  vector: boolean;
  colour: Colour | null;
  /** Names of spot colours. */
  spots: string[];
  /** null when there is nothing to show. */
  preview: { width: number; height: number } | null;
  /** Where the design is when the artboard has transparent margins; null: all of it. */
  design: Part | null;
  animated: boolean;
  /** The trim box of a PDF, where it is smaller than the page. */
  trim: { widthMm: number; heightMm: number } | null;
  /** Opens only with a password we do not have. */
  encrypted: boolean;
  /** A PDF with scripts, launch actions or attachments. We run none of it. */
  active: boolean;
}

/** Width over height of the whole artboard; null when there is nothing to measure. */
export function proportions(facts: ArtworkFacts): number | null {
  const { widthPx, heightPx, widthMm, heightMm, preview } = facts;
  if (widthPx && heightPx) return widthPx / heightPx;
  if (widthMm && heightMm) return widthMm / heightMm;
  return preview ? preview.width / preview.height : null;
}
