// A visitor's design as the configurator shows it.
import type { CutOutcome } from '../artwork/actions.cut.ts';
import type { Artwork } from '../artwork/artwork.ts';
import { type CutChoices, type CutPath, type CutWish, wishFor } from '../artwork/cut.ts';
import { type ArtworkFacts, proportions } from '../artwork/facts.ts';
import { ownCutBounds, ownCutOf } from '../artwork/own-cut.ts';
import { kindInWords } from '../artwork/pages.kind.ts';
import { type FindingRow, findingRows, previewUrl } from '../artwork/pages.ts';
import { largestSideMm } from '../artwork/placement.ts';
import { canBeOrdered, preflight, SHARP_DPI } from '../artwork/preflight.ts';
import { isContour } from '../sticker.ts';
import { en } from '../words/en.ts';
import { type Design, START_SIDE_MM } from './choice.ts';

const words = en.storefront.configurator;
/** Even a small picture starts at a size one can hold. */
const SMALLEST_START_MM = 20;

/** A design of the visitor's, as the page needs it. */
export interface ShownArtwork {
  id: string;
  filename: string;
  previewUrl: string | null;
  /** What it is, in words. */
  kind: string;
  design: Design;
  /** Width over height of the whole artboard. */
  pageRatio: number | null;
  cut: CutPath | null;
  hasOwnCut: boolean;
  /** What the file marks as its finished size. */
  trim: { widthMm: number; heightMm: number } | null;
  /** Which of them this is; null for files with one page. */
  pages: { current: number; count: number } | null;
  findings: Row[];
  /** Nothing in the file itself stands in the way. */
  orderable: boolean;
  /** At this size it needs a fix, and nobody was asked to make it yet. */
  needsHelp: boolean;
  prepressAsked: boolean;
}

export function shownArtwork(
  artwork: Artwork,
  { outcome, material }: { outcome: CutOutcome; material: string },
): ShownArtwork {
  const { facts } = artwork;
  const prepressAsked = artwork.prepressAskedAt !== null;
  const cut = outcome.kind === 'cut' ? outcome.cut : null;
  const { wish } = outcome;
  const sticker = { wish, cut, material };
  return {
    id: artwork.id,
    filename: artwork.filename,
    previewUrl: previewUrl(artwork),
    kind: kindInWords(facts),
    design: designOf(artwork, wish),
    pageRatio: proportions(facts),
    cut,
    hasOwnCut: ownCutOf(facts) !== null,
    trim: facts.trim,
    pages: facts.pages > 1 ? { current: facts.page, count: facts.pages } : null,
    findings: inOrder([...findingRows(artwork, sticker), ...aboutLine(facts, outcome)]),
    orderable: artwork.orderable,
    needsHelp: !canBeOrdered(preflight(facts, sticker), prepressAsked),
    prepressAsked,
  };
}

/** What we see on the sticker itself has no code of its own. */
type Row = Omit<FindingRow, 'code'> & { code: string | null };

/** What only shows once there is a line, or where there is none. */
function aboutLine(facts: ArtworkFacts, outcome: CutOutcome): Row[] {
  const { wish } = outcome;
  if (outcome.kind === 'none') {
    if (outcome.why === 'too_small') return []; // said with its figures already
    return [{ code: null, severity: 'warning', message: en.artwork.noLine[outcome.why], action: null }];
  }
  if (!crops(facts, wish, outcome.cut)) return [];
  const message = words.cut.crops(en.storefront.shapes[wish.shape].name.toLowerCase());
  const action = { kind: 'shape', value: 'die-cut', label: words.cut.follow } as const;
  return [{ code: null, severity: 'warning', message, action }];
}

/** The worst first; a crop is no reason to say that all is well. */
function inOrder(rows: readonly Row[]): Row[] {
  const worst = (['needs_fix', 'warning', 'ok'] as const).map((severity) =>
    rows.filter((row) => row.severity === severity),
  );
  const isFine = rows.every((row) => row.severity === 'ok');
  return worst.flat().filter((row) => isFine || row.code !== 'ready');
}

/** What the configurator starts from: as large as people usually take it, smaller where that would be soft. */
export function designOf({ facts }: Artwork, { own, fit, offsetMm }: CutChoices): Design {
  const usual = wishFor({ shape: 'die-cut', widthMm: START_SIDE_MM, heightMm: START_SIDE_MM });
  const sharpMm = largestSideMm(facts, usual, SHARP_DPI) ?? START_SIDE_MM;
  const ownCut = own ? ownCutOf(facts) : null;
  const page = proportions(facts);
  return {
    contourRatio: ratioOf(page, ownCut ? ownCutBounds(ownCut) : facts.design),
    plainRatio: ratioOf(page, fit === 'trim' ? (facts.trim?.part ?? null) : null),
    sideMm: Math.max(SMALLEST_START_MM, Math.min(START_SIDE_MM, sharpMm)),
    borderMm: ownCut ? 0 : offsetMm,
  };
}

/** Width over height of a part of the artboard; of all of it without one. */
function ratioOf(page: number | null, part: { width: number; height: number } | null): number | null {
  return page !== null && part ? (page * part.width) / part.height : page;
}

/** How far a design may reach over the edge before somebody should hear of it, as a share of its side. */
const SLIGHTLY = 0.04;

/**
 * Whether a plain shape cuts visible art away: its corners where the design is a full rectangle, else whatever of the
 * design's box lies outside.
 */
function crops(facts: ArtworkFacts, { shape, widthMm, heightMm, fit }: CutWish, { art }: CutPath): boolean {
  if (isContour(shape) || !facts.preview) return false;
  const isRound = shape === 'circle' || shape === 'oval';
  if (isRound && facts.outline !== 'alpha') return true;
  const part = (fit === 'trim' && facts.trim?.part) || facts.design || { x: 0, y: 0, width: 1, height: 1 };
  const [left, top] = [art.x + part.x * art.width, art.y + part.y * art.height];
  const beyond = Math.max(-left, left + part.width * art.width - widthMm) / widthMm;
  const above = Math.max(-top, top + part.height * art.height - heightMm) / heightMm;
  return Math.max(beyond, above) > SLIGHTLY + (fit === 'trim' ? 0 : bleedShare(widthMm, heightMm));
}

/** Art that covers its bleed always loses that much. */
function bleedShare(widthMm: number, heightMm: number): number {
  return 3 / Math.min(widthMm, heightMm);
}
