// One uploaded file as one visitor sees it, and how it lies in its row.
import type { ArtworkFacts, Colour } from './facts.ts';
import type { Format } from './formats.ts';
import { PLAIN_FACTS } from './picture.ts';
import { canBeOrdered, preflight } from './preflight.ts';

export interface Artwork {
  id: string;
  sha256: string;
  bytes: number;
  filename: string;
  facts: ArtworkFacts;
  /** In the file store; null when there is nothing to show. */
  previewKey: string | null;
  previewWidth: number | null;
  previewHeight: number | null;
  /** Where the design is, for the cut line; null when there is nothing to show. */
  maskKey: string | null;
  /** Nothing in the file itself stands in the way; its size on a sticker is another matter. */
  orderable: boolean;
  prepressAskedAt: Date | null;
  createdAt: Date;
}

export interface ArtworkRow {
  id: string;
  sha256: string;
  bytes: number;
  filename: string;
  format: string;
  pages: number;
  widthMm: number | null;
  heightMm: number | null;
  widthPx: number | null;
  heightPx: number | null;
  vector: boolean;
  colour: string | null;
  spots: string;
  facts: string;
  page: number;
  previewKey: string | null;
  previewWidth: number | null;
  previewHeight: number | null;
  maskKey: string | null;
  prepressAskedAt: Date | null;
  createdAt: Date;
}

/** What the row keeps as JSON in `facts`. */
type FurtherFacts = Pick<ArtworkFacts, (typeof FURTHER)[number]>;

const FURTHER = [
  'previewOnly',
  'design',
  'outline',
  'whiteOnWhite',
  'animated',
  'trim',
  'encrypted',
  'active',
  'lacks',
  'fontsMissing',
  'smallestTextPt',
  'thinnestLineMm',
  'imageDpi',
  'ownCut',
] as const satisfies readonly (keyof ArtworkFacts)[];

export function artworkOf(row: ArtworkRow): Artwork {
  const { id, sha256, bytes, filename, previewKey, previewWidth, previewHeight, maskKey } = row;
  const { prepressAskedAt, createdAt } = row;
  const facts = factsOf(row);
  const orderable = canBeOrdered(preflight(facts), prepressAskedAt !== null);
  const preview = { previewKey, previewWidth, previewHeight, maskKey };
  return { id, sha256, bytes, filename, facts, ...preview, orderable, prepressAskedAt, createdAt };
}

/** What decoders of earlier versions had nothing to say about. */
const NOT_ASKED_YET = { ...PLAIN_FACTS, design: null, outline: null, whiteOnWhite: false };

/** Rows are written by `rowOf` only, so their closed sets are closed. */
function factsOf(row: ArtworkRow): ArtworkFacts {
  const { version: _, ...further } = JSON.parse(row.facts) as FurtherFacts & { version: number };
  const { pages, page, widthMm, heightMm, widthPx, heightPx, vector, previewWidth, previewHeight } = row;
  return {
    ...NOT_ASKED_YET,
    ...further,
    format: row.format as Format,
    colour: row.colour as Colour | null,
    spots: JSON.parse(row.spots) as string[],
    preview: previewWidth && previewHeight ? { width: previewWidth, height: previewHeight } : null,
    pages,
    page,
    widthMm,
    heightMm,
    widthPx,
    heightPx,
    vector,
  };
}

/** The part of a row that the decoder decides; `version` is the decoder's. */
export function rowOf(facts: ArtworkFacts, version: number) {
  const { format, pages, page, widthMm, heightMm, widthPx, heightPx, vector, colour, spots, preview } = facts;
  const further = Object.fromEntries(FURTHER.map((name) => [name, facts[name]]));
  return {
    format,
    pages,
    page,
    widthMm,
    heightMm,
    widthPx,
    heightPx,
    vector,
    colour,
    spots: JSON.stringify(spots),
    facts: JSON.stringify({ version, ...further }),
    previewWidth: preview?.width ?? null,
    previewHeight: preview?.height ?? null,
  };
}

export function decodedBy(row: ArtworkRow): number {
  return (JSON.parse(row.facts) as { version: number }).version;
}
