// What a design is, in words.
import { en, type Words } from '../words/en.ts';
import type { ArtworkFacts } from './facts.ts';

/** `PNG, 1,200 × 900 px` or `SVG, vector`. */
export function kindInWords(
  { format, vector, widthPx, heightPx }: ArtworkFacts,
  { artwork: words }: Words = en,
): string {
  const name = words.formats[format];
  if (vector) return `${name}, ${words.vector}`;
  return widthPx && heightPx ? `${name}, ${words.pixels(widthPx, heightPx)}` : name;
}
