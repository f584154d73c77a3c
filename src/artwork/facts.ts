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

/** How the design was told from what surrounds it. `none`: its background is part of it. `blank`: there is nothing to see. */
export type OutlineSource = 'alpha' | 'background' | 'none' | 'blank';

/** What a file ought to hold and does not; another one has to be sent, or prepress helps. */
export type Lack = 'pdf_content' | 'composite' | 'pdf';

/** A cut line that the customer drew, found under the name of a spot colour. */
export interface OwnCut {
  spot: string;
  /** Closed `M L C Z` path data over the artboard, both sides from 0 to 1. */
  path: string;
}

export interface ArtworkFacts {
  format: Format;
  /** 1 for an animation. */
  pages: number;
  /** The page these facts and the preview are about, from 1. */
  page: number;
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
  /** The preview is a small picture that the drawing program left in the file, not the design itself. */
  previewOnly: boolean;
  /** Where the design is when the artboard has margins; null: all of it. */
  design: Part | null;
  /** null when there is nothing to show. */
  outline: OutlineSource | null;
  /** White art without a background: on white material nothing of it would show. */
  whiteOnWhite: boolean;
  animated: boolean;
  /** The trim box of a PDF, where it is smaller than the page, and where on the page it lies. */
  trim: { widthMm: number; heightMm: number; part: Part } | null;
  lacks: Lack | null;
  /** Names of fonts that the file uses and does not carry. */
  fontsMissing: string[];
  /** At the file's own size; null when unknown or there is none. */
  smallestTextPt: number | null;
  thinnestLineMm: number | null;
  /** Dots per inch of the coarsest picture placed in a vector file, at the file's own size. */
  imageDpi: number | null;
  ownCut: OwnCut | null;
  /** Opens only with a password we do not have. */
  encrypted: boolean;
  /** A PDF with scripts, launch actions or attachments. We run none of it. */
  active: boolean;
}

/** Width over height of the whole artboard; null when there is nothing to measure. */
export function proportions(
  facts: Pick<ArtworkFacts, 'widthPx' | 'heightPx' | 'widthMm' | 'heightMm' | 'preview'>,
): number | null {
  const { widthPx, heightPx, widthMm, heightMm, preview } = facts;
  if (widthPx && heightPx) return widthPx / heightPx;
  if (widthMm && heightMm) return widthMm / heightMm;
  return preview ? preview.width / preview.height : null;
}
