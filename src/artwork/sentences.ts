// Says a finding in words.
import { en, type Words } from '../words/en.ts';
import type { FindingCode, FindingFigures, FindingOf } from './preflight.ts';

/** Does not compile until every finding has its sentence. */
type Sentences = { [Code in FindingCode]: (figures: FindingFigures[Code]) => string };

export function say<Code extends FindingCode>(finding: FindingOf<Code>, words: Words = en): string {
  const sentences: Sentences = words.artwork.findings;
  return sentences[finding.code](finding.figures);
}
