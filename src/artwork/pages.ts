// Artwork as the outside sees it: JSON to the letter of the contract, findings with their buttons.
import { en, type Words } from '../words/en.ts';
import type { Artwork } from './artwork.ts';
import { isPlain, PLAIN_ALGORITHM, plainCutLine } from './cut-line.ts';
import { effectiveDpi, place, type Size } from './placement.ts';
import { canBeOrdered, type Finding, preflight, type Severity } from './preflight.ts';
import { say } from './sentences.ts';

export interface FindingView {
  code: string;
  severity: Severity;
  message: string;
}

/** The JSON of `POST /artwork` and `GET /artwork/:id`; with a size also the cut box and the dots per inch. */
export function artworkView(artwork: Artwork, size: Size | null = null, words: Words = en) {
  const { id, filename, facts } = artwork;
  const found = preflight(facts, size);
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
    ...(size && atSize(artwork, size)),
  };
}

function atSize({ facts }: Artwork, size: Size) {
  const placement = place(facts, size);
  const dpi = effectiveDpi(facts, size);
  return {
    cutWidthMm: round(placement?.cutWidthMm ?? size.widthMm, 2),
    cutHeightMm: round(placement?.cutHeightMm ?? size.heightMm, 2),
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

/** A finding for a page, with the size its button would choose. */
export interface FindingRow extends FindingView {
  useSideMm: number | null;
}

export function findingRows(artwork: Artwork, size: Size | null, words: Words = en): FindingRow[] {
  return preflight(artwork.facts, size).map((finding) => ({
    code: finding.code,
    severity: finding.severity,
    message: say(finding, words),
    useSideMm: sharpSide(finding),
  }));
}

function sharpSide(finding: Finding): number | null {
  const soft = finding.code === 'low_resolution' || finding.code === 'very_low_resolution';
  return soft ? finding.figures.sharpMm : null;
}

/** The cut line of a plain shape as SVG in millimetres; null for contours. */
export function plainCutLineSvg(artwork: Artwork, size: Size): string | null {
  const { shape, widthMm: w, heightMm: h } = size;
  if (!isPlain(shape)) return null;
  const art = place(artwork.facts, size)?.art ?? { x: 0, y: 0, width: w, height: h };
  const data = [
    `data-art="${[art.x, art.y, art.width, art.height].map((mm) => round(mm, 4)).join(' ')}"`,
    'data-offset-mm="0" data-closing-mm="0"',
    `data-algorithm="${PLAIN_ALGORITHM}"`,
  ].join(' ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}mm" height="${h}mm" viewBox="0 0 ${w} ${h}" ${data}>`,
    `<path d="${plainCutLine(shape, w, h)}" fill="none" stroke="#e4372e" stroke-width="0.25"/>`,
    '</svg>\n',
  ].join('');
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
