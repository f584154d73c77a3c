// The verdict on a file: what is known about it, and about the sticker that somebody chose so far.
import { isContour, MAX_SIDE_MM, MIN_SIDE_MM } from '../sticker.ts';
import type { CutPath, CutWish } from './cut.ts';
import type { ArtworkFacts, Lack } from './facts.ts';
import { type Finding, type FindingCode, fine, needsFix, type Severity, warning } from './findings.ts';
import { ownCutOf } from './own-cut.ts';
import { artWidthMm, effectiveDpi, HAIR, largestSideMm, place, roomySideMm } from './placement.ts';

/** What is not known yet is not judged. */
export interface Chosen {
  wish?: CutWish | null;
  material?: string | null;
  /** The line of that wish, once it was worked out. */
  cut?: CutPath | null;
}

/** From here on, eyes at arm's length see no dots. */
export const SHARP_DPI = 250;
export const LOWEST_DPI = 100;
const SMALLEST_TEXT_PT = 5;
const THINNEST_LINE_MM = 0.2;
/** White art shows on these; on every other one it does not. */
const NOT_WHITE = ['clear', 'holographic'];

/** The worst first, and `ready` before whatever else does no harm. */
export function preflight(facts: ArtworkFacts, chosen: Chosen = {}): Finding[] {
  const { wish, cut } = chosen;
  const found = [
    ...aboutOpening(facts),
    ...(wish ? aboutSize(facts, { wish, cut: cut ?? null }) : []),
    ...aboutDesign(facts, chosen),
    ...aboutContents(facts, chosen),
  ];
  if (found.every(({ severity }) => severity === 'ok')) return [ready(facts, chosen), ...found];
  const order: Severity[] = ['needs_fix', 'warning', 'ok'];
  return found.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

/** Prepress takes over whatever needs a fix. */
export function canBeOrdered(findings: readonly Finding[], prepressAsked: boolean): boolean {
  return prepressAsked || findings.every(({ severity }) => severity !== 'needs_fix');
}

/** Codes that a buyer may overrule: they have been told how it will look. */
const TASTE: readonly FindingCode[] = ['very_low_resolution', 'unclear_background'];

/** Of what needs a fix, the first that keeps a sticker from being made at all. */
export function whatStops(findings: readonly Finding[]): Finding | null {
  return findings.find(({ code, severity }) => severity === 'needs_fix' && !TASTE.includes(code)) ?? null;
}

const LACKS: Record<Lack, Finding> = {
  pdf_content: needsFix('no_pdf_content', {}),
  composite: needsFix('no_composite', {}),
  pdf: needsFix('needs_pdf', {}),
};

function aboutOpening(facts: ArtworkFacts): Finding[] {
  const found: Finding[] = [];
  if (facts.encrypted) found.push(needsFix('encrypted', {}));
  if (facts.lacks) found.push(LACKS[facts.lacks]);
  if (!facts.preview && found.length === 0) found.push(needsFix('damaged', {}));
  if (facts.fontsMissing.length > 0)
    found.push(needsFix('fonts_not_embedded', { names: facts.fontsMissing }));
  if (facts.previewOnly) found.push(warning('preview_only', {}));
  return found;
}

interface AtSize {
  wish: CutWish;
  cut: CutPath | null;
}

function aboutSize(facts: ArtworkFacts, at: AtSize): Finding[] {
  if (!facts.preview) return [];
  const narrow = tooNarrow(facts, at);
  if (narrow) return [narrow];
  return [...aboutBackground(facts, at.wish), ...aboutSharpness(facts, at), ...aboutDetail(facts, at)];
}

function tooNarrow(facts: ArtworkFacts, { wish, cut }: AtSize): Finding | null {
  const { offsetMm } = wish;
  const placed = place(facts, wish);
  const narrowMm = cut
    ? Math.min(cut.widthMm, cut.heightMm)
    : placed && Math.min(placed.cutWidthMm, placed.cutHeightMm);
  // a hundredth of a millimetre is how a cart line keeps it
  if (narrowMm !== null && narrowMm >= MIN_SIDE_MM - 0.005) return null;
  const roomyMm = roomySideMm(facts, wish);
  return needsFix('too_small', { offsetMm, narrowMm, roomyMm: roomyMm <= MAX_SIDE_MM ? roomyMm : null });
}

/** Of what is not the design itself, nothing can be told. */
function aboutBackground(facts: ArtworkFacts, wish: CutWish): Finding[] {
  return goesAround(facts, wish) && facts.outline === 'none' && !facts.previewOnly
    ? [needsFix('unclear_background', { isBlank: false })]
    : [];
}

/** Its line is one that we draw around the design. */
function goesAround(facts: ArtworkFacts, wish: CutWish): boolean {
  return isContour(wish.shape) && !(wish.own && ownCutOf(facts));
}

function aboutSharpness(facts: ArtworkFacts, at: AtSize): Finding[] {
  const dpi = effectiveDpi(facts, at);
  if (dpi === null || dpi >= SHARP_DPI - HAIR) return [];
  const sharpMm = largestSideMm(facts, at.wish, SHARP_DPI);
  const figures = {
    dpi: Math.floor(dpi + HAIR),
    atMm: longestSide(at.wish),
    sharpMm: sharpMm !== null && sharpMm >= MIN_SIDE_MM ? sharpMm : null,
  };
  return [dpi < LOWEST_DPI ? needsFix('very_low_resolution', figures) : warning('low_resolution', figures)];
}

/** Text and lines as large as they are printed. */
function aboutDetail(facts: ArtworkFacts, at: AtSize): Finding[] {
  const width = artWidthMm(facts, at);
  if (!facts.widthMm || width === null) return [];
  const scale = width / facts.widthMm;
  const textPt = below(SMALLEST_TEXT_PT, facts.smallestTextPt, scale);
  const lineMm = below(THINNEST_LINE_MM, facts.thinnestLineMm, scale);
  if (textPt === null && lineMm === null) return [];
  const growth = Math.max(
    SMALLEST_TEXT_PT / (textPt ?? SMALLEST_TEXT_PT),
    THINNEST_LINE_MM / (lineMm ?? THINNEST_LINE_MM),
  );
  const fineMm = Math.ceil(longestSide(at.wish) * growth - HAIR);
  return [warning('small_text', { textPt, lineMm, fineMm: fineMm <= MAX_SIDE_MM ? fineMm : null })];
}

function below(least: number, own: number | null, scale: number): number | null {
  return own !== null && own > 0 && own * scale < least - HAIR ? own * scale : null;
}

function aboutDesign(facts: ArtworkFacts, { wish, material, cut }: Chosen): Finding[] {
  const found: Finding[] = [];
  if (facts.outline === 'blank') {
    found.push(
      (wish && goesAround(facts, wish) ? needsFix : warning)('unclear_background', { isBlank: true }),
    );
  }
  if (facts.whiteOnWhite && !isNotWhite(material)) found.push(warning('white_on_white', {}));
  if (cut && cut.parts > 1) found.push(warning('several_parts', { parts: cut.parts }));
  const own = ownCutOf(facts);
  if (own) {
    const isUsed = Boolean(wish?.own && isContour(wish.shape));
    found.push((isUsed ? fine : warning)('own_cut', { spot: own.spot, isUsed }));
  }
  return found;
}

function aboutContents(facts: ArtworkFacts, { wish }: Chosen): Finding[] {
  const { animated, pages, page, trim, colour, active } = facts;
  const found: Finding[] = [];
  if (animated) found.push(warning('first_frame', {}));
  if (pages > 1) found.push(warning('multipage', { pages, page }));
  const spots = facts.spots.filter((name) => name !== facts.ownCut?.spot);
  if (spots.length > 0) found.push(warning('spot_colours', { names: spots }));
  if (colour === 'rgb' || colour === 'mixed') found.push(fine('rgb', {}));
  if (trim) {
    const contour = wish ? isContour(wish.shape) : false;
    const isUsed = wish?.fit === 'trim' && !contour;
    const { widthMm, heightMm } = trim;
    found.push(fine('trim_box', { widthMm, heightMm, isContour: contour, isUsed }));
  }
  if (active) found.push(fine('active_content', {}));
  return found;
}

function ready(facts: ArtworkFacts, { wish, cut, material }: Chosen): Finding {
  const dpi = wish ? effectiveDpi(facts, { wish, cut: cut ?? null }) : null;
  return fine('ready', {
    vector: facts.vector,
    dpi: dpi && Math.floor(dpi + HAIR),
    atMm: wish ? longestSide(wish) : null,
    whiteOn: facts.whiteOnWhite && material ? material : null,
  });
}

function isNotWhite(material: string | null | undefined): boolean {
  return NOT_WHITE.includes(material ?? '');
}

function longestSide({ widthMm, heightMm }: CutWish): number {
  return Math.max(widthMm, heightMm);
}
