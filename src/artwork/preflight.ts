// The verdict on a file: what is known about it, and at a chosen size. Says codes and figures; words are said elsewhere.
import { MIN_SIDE_MM } from '../sticker.ts';
import type { ArtworkFacts } from './facts.ts';
import { effectiveDpi, largestSideMm, place, type Size } from './placement.ts';

export type Severity = 'ok' | 'warning' | 'needs_fix';

/** Figures of each finding, for its sentence and its button. */
export interface FindingFigures {
  ready: { vector: boolean; dpi: number | null; atMm: number | null };
  low_resolution: Softness;
  very_low_resolution: Softness;
  multipage: { pages: number };
  first_frame: Record<string, never>;
  trim_box: { widthMm: number; heightMm: number };
  active_content: Record<string, never>;
  encrypted: Record<string, never>;
  too_small: { offsetMm: number };
}

/** `sharpMm`: the largest size that prints sharp, null when none that we cut does. */
interface Softness {
  dpi: number;
  atMm: number;
  sharpMm: number | null;
}

export type FindingCode = keyof FindingFigures;
export type FindingOf<Code extends FindingCode> = {
  code: Code;
  severity: Severity;
  figures: FindingFigures[Code];
};
export type Finding = { [Code in FindingCode]: FindingOf<Code> }[FindingCode];

/** From here on, eyes at arm's length see no dots. */
export const SHARP_DPI = 250;
export const LOWEST_DPI = 100;

/** The worst first. Without a size, only what does not depend on one. */
export function preflight(facts: ArtworkFacts, size: Size | null = null): Finding[] {
  const found = [...aboutOpening(facts), ...(size ? aboutSize(facts, size) : []), ...aboutContents(facts)];
  if (found.every((finding) => finding.severity === 'ok')) found.push(ready(facts, size));
  const order: Severity[] = ['needs_fix', 'warning', 'ok'];
  return found.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

/** Prepress takes over whatever needs a fix. */
export function canBeOrdered(findings: readonly Finding[], prepressAsked: boolean): boolean {
  return prepressAsked || findings.every((finding) => finding.severity !== 'needs_fix');
}

function aboutOpening(facts: ArtworkFacts): Finding[] {
  if (facts.encrypted) return [{ code: 'encrypted', severity: 'needs_fix', figures: {} }];
  return [];
}

function aboutSize(facts: ArtworkFacts, size: Size): Finding[] {
  if (facts.preview && !place(facts, size)) {
    return [{ code: 'too_small', severity: 'needs_fix', figures: { offsetMm: size.offsetMm } }];
  }
  const dpi = effectiveDpi(facts, size);
  if (dpi === null || dpi >= SHARP_DPI) return [];
  const figures = { dpi: Math.floor(dpi), atMm: longestSide(size), sharpMm: sharpSide(facts, size) };
  return dpi < LOWEST_DPI
    ? [{ code: 'very_low_resolution', severity: 'needs_fix', figures }]
    : [{ code: 'low_resolution', severity: 'warning', figures }];
}

function aboutContents(facts: ArtworkFacts): Finding[] {
  const found: Finding[] = [];
  if (facts.animated) found.push({ code: 'first_frame', severity: 'warning', figures: {} });
  if (facts.pages > 1)
    found.push({ code: 'multipage', severity: 'warning', figures: { pages: facts.pages } });
  if (facts.trim) found.push({ code: 'trim_box', severity: 'ok', figures: facts.trim });
  if (facts.active) found.push({ code: 'active_content', severity: 'ok', figures: {} });
  return found;
}

function ready(facts: ArtworkFacts, size: Size | null): Finding {
  const dpi = size ? effectiveDpi(facts, size) : null;
  const figures = { vector: facts.vector, dpi: dpi && Math.floor(dpi), atMm: size && longestSide(size) };
  return { code: 'ready', severity: 'ok', figures };
}

function longestSide(size: Size): number {
  return Math.max(size.widthMm, size.heightMm);
}

function sharpSide(facts: ArtworkFacts, size: Size): number | null {
  const side = largestSideMm(facts, size, SHARP_DPI);
  return side !== null && side >= MIN_SIDE_MM ? side : null;
}
