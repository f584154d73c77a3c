// A visitor's design as the configurator shows it.
import type { Artwork } from '../artwork/artwork.ts';
import { proportions } from '../artwork/facts.ts';
import { findingRows, previewUrl } from '../artwork/pages.ts';
import { DEFAULT_OFFSET_MM, largestSideMm, place } from '../artwork/placement.ts';
import { canBeOrdered, preflight, SHARP_DPI } from '../artwork/preflight.ts';
import type { StickerSpec } from '../sticker.ts';
import { en } from '../words/en.ts';
import { type Design, START_SIDE_MM } from './choice.ts';
import type { ShownArtwork } from './pages.configurator.ts';

/** Even a small picture starts at a size one can hold. */
const SMALLEST_START_MM = 20;

export function shownArtwork(artwork: Artwork, spec: StickerSpec): ShownArtwork {
  const size = { ...spec, offsetMm: DEFAULT_OFFSET_MM };
  const prepress = artwork.prepressAskedAt !== null;
  return {
    id: artwork.id,
    filename: artwork.filename,
    previewUrl: previewUrl(artwork),
    kind: kindOf(artwork),
    ratio: designRatio(artwork),
    art: place(artwork.facts, size)?.art ?? null,
    findings: findingRows(artwork, size),
    orderable: artwork.orderable,
    needsHelp: !canBeOrdered(preflight(artwork.facts, size), prepress),
  };
}

/** What the configurator starts from: as large as people usually take it, smaller where that would be soft. */
export function designOf(artwork: Artwork): Design {
  const ratio = designRatio(artwork);
  const size = {
    shape: 'die-cut',
    widthMm: START_SIDE_MM,
    heightMm: START_SIDE_MM,
    offsetMm: DEFAULT_OFFSET_MM,
  } as const;
  const sharpMm = largestSideMm(artwork.facts, size, SHARP_DPI) ?? START_SIDE_MM;
  return { ratio, sideMm: Math.max(SMALLEST_START_MM, Math.min(START_SIDE_MM, sharpMm)) };
}

/** Width over height of the design itself, without transparent margins; null when there is nothing to measure. */
function designRatio({ facts }: Artwork): number | null {
  const ratio = proportions(facts);
  if (ratio === null) return null;
  return facts.design ? (ratio * facts.design.width) / facts.design.height : ratio;
}

/** `PNG, 1,200 × 900 px`. */
function kindOf({ facts }: Artwork): string {
  const { configurator } = en.storefront;
  const { format, vector, widthPx, heightPx } = facts;
  const detail = vector
    ? configurator.vector
    : widthPx && heightPx
      ? configurator.pixels(widthPx, heightPx)
      : '';
  return configurator.file(en.artwork.formats[format], detail);
}
