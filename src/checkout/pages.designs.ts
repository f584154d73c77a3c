// The designs of an account, each as the sticker it last was.
import type { Artwork } from '../artwork/artwork.ts';
import type { Severity } from '../artwork/findings.ts';
import { OWN_ALGORITHM } from '../artwork/own-cut.ts';
import { kindInWords } from '../artwork/pages.kind.ts';
import { artworkUrl, previewUrl } from '../artwork/pages.ts';
import { preflight } from '../artwork/preflight.ts';
import type { LastCut } from '../artwork/queries.cuts.ts';
import { date } from '../lib/format.ts';
import { isContour, isShape } from '../sticker.ts';
import { alongIts } from '../web/line-sticker.ts';
import { stickerView } from '../web/sticker-view.ts';
import { en } from '../words/en.ts';

const t = en.orders.artwork;

const TONES: Record<Severity, 'good' | 'wait' | 'bad'> = { ok: 'good', warning: 'wait', needs_fix: 'bad' };

/** Longest side of a design that never was a sticker, in mm. */
const UNSIZED_MM = 75;

export function designsPage(artworks: readonly Artwork[], cuts: ReadonlyMap<string, LastCut>) {
  return {
    title: t.title,
    designs: artworks.map((artwork) => designRow(artwork, cuts.get(artwork.id))),
  };
}

function designRow(artwork: Artwork, cut: LastCut | undefined) {
  const { facts } = artwork;
  const severity = preflight(facts)[0]?.severity ?? 'ok';
  return {
    filename: artwork.filename,
    kind: kindInWords(facts),
    page: facts.pages > 1 ? t.page(facts.page, facts.pages) : '',
    sent: t.sent(date(artwork.createdAt)),
    verdict: artwork.prepressAskedAt
      ? { label: t.prepress, tone: 'busy' as const }
      : { label: en.artwork.severities[severity], tone: TONES[severity] },
    href: artworkUrl(artwork.id) + (cut ? `?${asLastCut(cut)}` : ''),
    go: cut ? t.again : t.make,
    original: `${artworkUrl(artwork.id)}/original`,
    picture: pictureOf(artwork, cut),
  };
}

/** The configurator as it was when this line was put into a cart. */
function asLastCut(cut: LastCut): URLSearchParams {
  const { shape, widthMm, heightMm, offsetMm, closingMm } = cut;
  const size = { shape, widthMm: String(widthMm), heightMm: String(heightMm) };
  const isOwn = cut.algorithm === OWN_ALGORITHM;
  const follows = isShape(shape) && isContour(shape) && !isOwn;
  return new URLSearchParams({
    ...size,
    ...(follows && { offsetMm: String(offsetMm), closingMm: String(closingMm) }),
    ...(cut.joined && { joined: '1' }),
    ...(cut.holes && { holes: '1' }),
    ...(cut.fit === 'trim' && { fit: 'trim' }),
    ...(isOwn && { own: '1' }),
  });
}

function pictureOf(artwork: Artwork, cut: LastCut | undefined) {
  const { width, height } = artwork.facts.preview ?? { width: 1, height: 1 };
  const scale = UNSIZED_MM / Math.max(width, height);
  const look = {
    material: 'vinyl',
    previewUrl: previewUrl(artwork, 400),
    label: artwork.filename,
    sizePx: 176,
  };
  if (cut && isShape(cut.shape)) return stickerView({ ...look, shape: cut.shape, ...alongIts(cut) });
  const size = { widthMm: Math.max(10, width * scale), heightMm: Math.max(10, height * scale) };
  return stickerView({ ...look, shape: 'die-cut', ...size });
}
