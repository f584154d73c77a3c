// A visitor's design as the configurator shows it.
import type { Artwork } from '../artwork/artwork.ts';
import { proportions } from '../artwork/facts.ts';
import { findingRows, previewUrl } from '../artwork/pages.ts';
import { DEFAULT_OFFSET_MM, place } from '../artwork/placement.ts';
import { canBeOrdered, preflight } from '../artwork/preflight.ts';
import type { StickerSpec } from '../sticker.ts';
import { en } from '../words/en.ts';
import type { ShownArtwork } from './pages.configurator.ts';

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
    orderable: canBeOrdered(preflight(artwork.facts, size), prepress),
  };
}

/** Width over height of the design itself, without transparent margins; null when there is nothing to measure. */
export function designRatio({ facts }: Artwork): number | null {
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
