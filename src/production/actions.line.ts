// A line as it is printed: its design and the line it is cut along, worked out now where nobody wrote it down.
import { type CutDeps, cutLineFor, keepCutLine, type NoLine } from '../artwork/actions.cut.ts';
import { type Artwork, artworkOf } from '../artwork/artwork.ts';
import { type CutPath, type CutWish, usualChoices, wishFor } from '../artwork/cut.ts';
import { transaction } from '../db/transaction.ts';
import type { Clock } from '../lib/time.ts';
import { isShape, type Shape } from '../sticker.ts';

export interface LineDeps extends CutDeps {
  clock: Clock;
}

export type LineCut = Omit<CutPath, 'parts'>;

export interface LineToPrint {
  artwork: Artwork;
  shape: Shape;
  widthMm: number;
  heightMm: number;
  /** null with the reason when there is none. */
  cut: LineCut | null;
  why: NoLine | null;
}

export async function lineToPrint(deps: LineDeps, lineId: string): Promise<LineToPrint> {
  const line = await deps.db.orderLine.findUniqueOrThrow({
    where: { id: lineId },
    include: { artwork: true, cutLine: true },
  });
  const { shape, widthMm, heightMm, cutLine } = line;
  if (!line.artwork || shape === null || !isShape(shape) || widthMm === null || heightMm === null)
    throw new RangeError(`order line ${lineId} is no sticker with a design`);
  const artwork = artworkOf(line.artwork);
  const size = { shape, widthMm, heightMm };
  if (cutLine) return { artwork, ...size, cut: cutOf(cutLine), why: null };
  // ordered before cut lines were written down, or drawn by prepress
  const outcome = await cutLineFor(deps, artwork, wishFor(size, usualChoices(deps.shop.now().settings)));
  if (outcome.kind === 'none') return { artwork, ...size, cut: null, why: outcome.why };
  await keepLine(deps, { lineId, artworkId: artwork.id, wish: outcome.wish, cut: outcome.cut });
  return { artwork, ...size, cut: outcome.cut, why: null };
}

function cutOf(row: {
  path: string;
  cutWidthMm: number;
  cutHeightMm: number;
  artX: number;
  artY: number;
  artWidth: number;
  artHeight: number;
  offsetMm: number;
  closingMm: number;
  algorithm: string;
}): LineCut {
  const { path, cutWidthMm, cutHeightMm, offsetMm, closingMm, algorithm } = row;
  const art = { x: row.artX, y: row.artY, width: row.artWidth, height: row.artHeight };
  return { path, widthMm: cutWidthMm, heightMm: cutHeightMm, art, offsetMm, closingMm, algorithm };
}

async function keepLine(
  { db, clock }: LineDeps,
  { lineId, artworkId, wish, cut }: { lineId: string; artworkId: string; wish: CutWish; cut: CutPath },
): Promise<void> {
  const now = clock();
  await transaction(db, async (tx) => {
    const cutLineId = await keepCutLine(tx, { artworkId, wish, cut, now });
    await tx.orderLine.updateMany({ where: { id: lineId, artworkId, cutLineId: null }, data: { cutLineId } });
  });
}
