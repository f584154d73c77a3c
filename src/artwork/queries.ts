// Finding artwork: loading is permission, so somebody else's is simply not there.
import type { Reader } from '../db/open.ts';
import { looksLikeId } from '../lib/ids.ts';
import { NotFound } from '../lib/refusal.ts';
import { type Artwork, artworkOf, decodedBy } from './artwork.ts';
import { DECODER_VERSION } from './decoder.ts';
import type { ArtworkFacts } from './facts.ts';
import type { Format } from './formats.ts';

/** Whoever is asking; the visitor of a request is one. */
export interface Viewer {
  visitorId: string | null;
  customer: { id: string } | null;
  staff: { id: string } | null;
}

/** Signed in, the account owns it; else the session. */
export type ArtworkOwner = { customerId: string } | { visitorId: string };

/** Whose it is; a design nobody can claim any more stays with `otherwise`. */
export function ownerOf(
  row: { visitorId: string | null; customerId: string | null },
  otherwise?: ArtworkOwner,
): ArtworkOwner {
  if (row.customerId !== null) return { customerId: row.customerId };
  if (row.visitorId !== null) return { visitorId: row.visitorId };
  if (!otherwise) throw new NotFound('owner');
  return otherwise;
}

/** What a page needs to draw a sticker along the line it was ordered by. */
export const DRAWN_CUT = {
  select: {
    path: true,
    cutWidthMm: true,
    cutHeightMm: true,
    artX: true,
    artY: true,
    artWidth: true,
    artHeight: true,
  },
} as const;

/** Visitors see what they sent, customers theirs, staff everything. */
export async function findArtworkFor(reader: Reader, viewer: Viewer, id: string): Promise<Artwork | null> {
  if (!looksLikeId(id)) return null;
  const row = await reader.artwork.findUnique({ where: { id } });
  if (!row) return null;
  const own =
    (row.visitorId !== null && row.visitorId === viewer.visitorId) ||
    (row.customerId !== null && row.customerId === viewer.customer?.id);
  return own || viewer.staff ? artworkOf(row) : null;
}

/** Newest first. */
export async function artworksOf(reader: Reader, customerId: string): Promise<Artwork[]> {
  const rows = await reader.artwork.findMany({
    where: { customerId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 200,
  });
  return rows.map(artworkOf);
}

/** What an earlier upload of the same bytes was found to be, if today's decoder would say the same. */
export async function findDecoded(
  reader: Reader,
  file: { sha256: string; format: Format; page: number },
): Promise<{ facts: ArtworkFacts; previewKey: string | null; maskKey: string | null } | null> {
  const row = await reader.artwork.findFirst({ where: file, orderBy: { createdAt: 'desc' } });
  if (!row || decodedBy(row) !== DECODER_VERSION) return null;
  return { facts: artworkOf(row).facts, previewKey: row.previewKey, maskKey: row.maskKey };
}

/** The design that the same owner has already made of another page of the same file. */
export async function findPageOf(
  reader: Reader,
  { id, page }: { id: string; page: number },
): Promise<{ id: string } | null> {
  const row = await reader.artwork.findUnique({
    where: { id },
    select: { sha256: true, format: true, visitorId: true, customerId: true },
  });
  return (
    row &&
    reader.artwork.findFirst({
      where: { ...row, page },
      orderBy: { createdAt: 'desc' },
      select: { id: true },
    })
  );
}

/** Older than `before`, never ordered, and in no cart that anybody has touched since. */
export async function oldDrafts(reader: Reader, before: Date, most: number): Promise<string[]> {
  const rows = await reader.artwork.findMany({
    where: draftsBefore(before),
    orderBy: { createdAt: 'asc' },
    take: most,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

export function draftsBefore(before: Date) {
  const untouched = { status: 'open', updatedAt: { lt: before } };
  return {
    ...unusedSince(before),
    orderLines: { none: {} },
    versions: { none: {} },
    cartLines: { every: { cart: untouched } },
  };
}

/** What the row itself says, so that a change of it in the same moment is noticed. */
export function unusedSince(before: Date) {
  return { createdAt: { lt: before }, OR: [{ usedAt: null }, { usedAt: { lt: before } }] };
}

/** Whether any design is still made of these bytes. */
export async function isNamed(
  reader: Reader,
  bytes: { sha256: string } | { previewKey: string } | { maskKey: string },
): Promise<boolean> {
  return (await reader.artwork.findFirst({ where: bytes, select: { id: true } })) !== null;
}

/** For pictures of a design that its reader was already allowed to see. */
export async function previewKeyOf(reader: Reader, id: string): Promise<string | null> {
  const row = await reader.artwork.findUnique({ where: { id }, select: { previewKey: true } });
  return row?.previewKey ?? null;
}
