// Says a finding in words, and its button.
import { en, type Words } from '../words/en.ts';
import type { Finding, FindingCode, FindingFigures, FindingOf } from './findings.ts';

/** Does not compile until every finding has its sentence. */
type Sentences = { [Code in FindingCode]: (figures: FindingFigures[Code]) => string };

export function say<Code extends FindingCode>(finding: FindingOf<Code>, words: Words = en): string {
  const sentences: Sentences = words.artwork.findings;
  return sentences[finding.code](finding.figures);
}

/**
 * What the button of a finding does. `side`: longest side in mm; `shape`, `material`: its slug; `joined`, `own`: 0 or 1;
 * `fit`: page or trim; `page`: its number, from 1; `upload`: choose another file; `prepress`: ask for help.
 */
export interface FindingAction {
  kind: 'side' | 'shape' | 'material' | 'joined' | 'own' | 'fit' | 'page' | 'upload' | 'prepress';
  value: string;
  label: string;
}

/** Null when there is nothing to press. */
export function actionOf(finding: Finding, words: Words = en): FindingAction | null {
  const { actions } = words.artwork;
  const side = (sideMm: number | null) =>
    sideMm === null ? null : { kind: 'side' as const, value: String(sideMm), label: actions.side(sideMm) };
  const upload: FindingAction = { kind: 'upload', value: '', label: actions.upload };
  const rectangle: FindingAction = { kind: 'shape', value: 'rectangle', label: actions.rectangle };
  switch (finding.code) {
    case 'low_resolution':
    case 'very_low_resolution':
      return side(finding.figures.sharpMm) ?? upload;
    case 'small_text':
      return side(finding.figures.fineMm) ?? upload;
    case 'too_small':
      return side(finding.figures.roomyMm) ?? rectangle;
    case 'unclear_background':
      return finding.figures.isBlank ? upload : rectangle;
    case 'several_parts':
      return { kind: 'joined', value: '1', label: actions.joined };
    case 'white_on_white':
      return { kind: 'material', value: 'clear', label: actions.clear };
    case 'own_cut':
      return finding.figures.isUsed
        ? { kind: 'own', value: '0', label: actions.automatic }
        : { kind: 'own', value: '1', label: actions.own };
    case 'trim_box':
      if (finding.figures.isContour) return rectangle;
      return finding.figures.isUsed
        ? { kind: 'fit', value: 'page', label: actions.wholePage }
        : { kind: 'fit', value: 'trim', label: actions.trim };
    case 'multipage': {
      const next = (finding.figures.page % finding.figures.pages) + 1;
      return { kind: 'page', value: String(next), label: actions.page(next) };
    }
    case 'encrypted':
    case 'damaged':
    case 'fonts_not_embedded':
    case 'no_pdf_content':
    case 'no_composite':
    case 'needs_pdf':
      return upload;
    case 'ready':
    case 'rgb':
    case 'first_frame':
    case 'spot_colours':
    case 'preview_only':
    case 'active_content':
      return null;
  }
}
