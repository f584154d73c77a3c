// Artwork as the outside sees it: JSON to the letter of the contract, findings with their buttons, cut lines as SVG.
import { en, type Words } from '../words/en.ts';
import type { Artwork } from './artwork.ts';
import type { CutPath } from './cut.ts';
import type { Severity } from './findings.ts';
import { effectiveDpi, place } from './placement.ts';
import { type Chosen, canBeOrdered, preflight } from './preflight.ts';
import { actionOf, type FindingAction, say } from './sentences.ts';

export interface FindingView {
  code: string;
  severity: Severity;
  message: string;
}

/** The JSON of `POST /artwork` and `GET /artwork/:id`; with a size also the cut box and the dots per inch. */
export function artworkView(artwork: Artwork, chosen: Chosen = {}, words: Words = en) {
  const { id, filename, facts } = artwork;
  const found = preflight(facts, chosen);
  return {
    id,
    url: artworkUrl(id),
    previewUrl: previewUrl(artwork),
    filename,
    format: facts.format,
    pages: facts.pages,
    widthMm: facts.widthMm && round(facts.widthMm, 3),
    heightMm: facts.heightMm && round(facts.heightMm, 3),
    widthPx: facts.widthPx,
    heightPx: facts.heightPx,
    vector: facts.vector,
    colour: facts.colour,
    spots: facts.spots,
    findings: found.map((finding): FindingView => {
      return { code: finding.code, severity: finding.severity, message: say(finding, words) };
    }),
    orderable: canBeOrdered(found, artwork.prepressAskedAt !== null),
    ...atSize(artwork, chosen),
  };
}

/** Of the line itself, or where that is not known, of the box it would have. */
function atSize({ facts }: Artwork, { wish, cut = null }: Chosen) {
  if (!wish) return {};
  const placement = place(facts, wish);
  const dpi = effectiveDpi(facts, { wish, cut });
  return {
    cutWidthMm: round(cut?.widthMm ?? placement?.cutWidthMm ?? wish.widthMm, 2),
    cutHeightMm: round(cut?.heightMm ?? placement?.cutHeightMm ?? wish.heightMm, 2),
    dpi: dpi && round(dpi, 1),
  };
}

export function artworkUrl(id: string): string {
  return `/artwork/${id}`;
}

/** null when there is nothing to show. `width`: at most that many pixels. */
export function previewUrl(artwork: Pick<Artwork, 'id' | 'previewKey'>, width?: number): string | null {
  if (artwork.previewKey === null) return null;
  return `${artworkUrl(artwork.id)}/preview.webp${width ? `?width=${width}` : ''}`;
}

/** A finding for a page, with its button. */
export interface FindingRow extends FindingView {
  action: FindingAction | null;
}

export function findingRows(artwork: Artwork, chosen: Chosen = {}, words: Words = en): FindingRow[] {
  return preflight(artwork.facts, chosen).map((finding) => ({
    code: finding.code,
    severity: finding.severity,
    message: say(finding, words),
    action: actionOf(finding, words),
  }));
}

/** One path in millimetres, its box from 0,0; the art's place and what the line took stand on the root. */
export function cutLineSvg(cut: Omit<CutPath, 'parts'>): string {
  const [w, h] = [round(cut.widthMm, 4), round(cut.heightMm, 4)];
  const { x, y, width, height } = cut.art;
  const data = [
    `data-art="${[x, y, width, height].map((mm) => round(mm, 4)).join(' ')}"`,
    `data-offset-mm="${round(cut.offsetMm, 4)}" data-closing-mm="${round(cut.closingMm, 4)}"`,
    `data-algorithm="${cut.algorithm}"`,
  ].join(' ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}mm" height="${h}mm" viewBox="0 0 ${w} ${h}" ${data}>`,
    `<path d="${cut.path}" fill="none" stroke="#e4372e" stroke-width="0.25"/>`,
    '</svg>\n',
  ].join('');
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits + 0;
}
