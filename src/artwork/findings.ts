// What can be said about a file or about the sticker it becomes: codes, and the figures of each. Words are said elsewhere.

export type Severity = 'ok' | 'warning' | 'needs_fix';

type Nothing = Record<string, never>;

/** Figures of each finding, for its sentence and its button. */
export interface FindingFigures {
  /** `whiteOn`: a white design on this material, which is not white itself. */
  ready: { vector: boolean; dpi: number | null; atMm: number | null; whiteOn: string | null };
  low_resolution: Softness;
  very_low_resolution: Softness;
  rgb: Nothing;
  multipage: { pages: number; page: number };
  first_frame: Nothing;
  white_on_white: Nothing;
  /** As they come out: the smallest text in points and the thinnest line in mm, where they are too small. */
  small_text: { textPt: number | null; lineMm: number | null; fineMm: number | null };
  spot_colours: { names: string[] };
  own_cut: { spot: string; isUsed: boolean };
  several_parts: { parts: number };
  fonts_not_embedded: { names: string[] };
  no_pdf_content: Nothing;
  no_composite: Nothing;
  encrypted: Nothing;
  needs_pdf: Nothing;
  unclear_background: { isBlank: boolean };
  /** Either the border leaves no room, or the sticker gets narrower than we cut. */
  too_small: { offsetMm: number; narrowMm: number | null; roomyMm: number | null };
  damaged: Nothing;
  preview_only: Nothing;
  trim_box: { widthMm: number; heightMm: number; isContour: boolean; isUsed: boolean };
  active_content: Nothing;
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

export function needsFix<Code extends FindingCode>(
  code: Code,
  figures: FindingFigures[Code],
): FindingOf<Code> {
  return { code, severity: 'needs_fix', figures };
}

export function warning<Code extends FindingCode>(
  code: Code,
  figures: FindingFigures[Code],
): FindingOf<Code> {
  return { code, severity: 'warning', figures };
}

export function fine<Code extends FindingCode>(code: Code, figures: FindingFigures[Code]): FindingOf<Code> {
  return { code, severity: 'ok', figures };
}
