// Cut lines: worked out when somebody asks, remembered for a while, written down when they are ordered by.
import type { Db, Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { newId } from '../lib/ids.ts';
import { type Latest, rememberLatest } from '../lib/latest.ts';
import { type OpenDeps, openStored } from './actions.open.ts';
import { type Artwork, rowOf } from './artwork.ts';
import type { CutPath, CutSettings, CutWish } from './cut.ts';
import { plainCut, settledWish } from './cut-line.ts';
import { DECODER_VERSION, type Decoder } from './decoder.ts';
import { proportions } from './facts.ts';
import { ownCutLine, ownCutOf } from './own-cut.ts';
import { place } from './placement.ts';

export interface CutDeps extends OpenDeps {
  db: Db;
  shop: { now(): { settings: CutSettings } };
}

/** Nothing to go around · no room inside the border · more than a child works out in its time. */
export type NoLine = 'no_outline' | 'too_small' | 'too_difficult';

/** `wish` without what does not count for its shape. */
export type CutOutcome =
  | { kind: 'cut'; wish: CutWish; cut: CutPath }
  | { kind: 'none'; wish: CutWish; why: NoLine };

/** The one line that binds, whoever asks: the page, the cart, the print file. */
export async function cutLineFor(deps: CutDeps, artwork: Artwork, wished: CutWish): Promise<CutOutcome> {
  const { facts } = artwork;
  const wish = settledWish(facts, wished);
  const exact = plainCut(facts, wish, deps.shop.now().settings['cut.bleedMm']) ?? ownLine(artwork, wish);
  if (exact) return { kind: 'cut', wish, cut: exact };
  if (facts.outline === 'blank') return { kind: 'none', wish, why: 'no_outline' };
  const [maskKey, ratio] = [await maskOf(deps, artwork), proportions(facts)];
  if (maskKey === null || ratio === null) return { kind: 'none', wish, why: 'no_outline' };
  if (!place(facts, wish)) return { kind: 'none', wish, why: 'too_small' };
  try {
    const cut = await outlineOf(deps, { maskKey, ratio, wish });
    return cut ? { kind: 'cut', wish, cut } : { kind: 'none', wish, why: 'no_outline' };
  } catch (error) {
    if (error instanceof TooDifficult) return { kind: 'none', wish, why: 'too_difficult' };
    throw error;
  }
}

function ownLine({ facts }: Artwork, wish: CutWish): CutPath | null {
  const [own, ratio] = [wish.own ? ownCutOf(facts) : null, proportions(facts)];
  return own && ratio !== null ? ownCutLine(own, ratio, wish) : null;
}

/** Files that were opened before there were masks are opened once more. */
async function maskOf(deps: CutDeps, artwork: Artwork): Promise<string | null> {
  const { id, sha256, filename, maskKey, previewKey, facts } = artwork;
  if (maskKey !== null || previewKey === null) return maskKey;
  const again = await openStored(deps, { sha256, filename, page: facts.page });
  if (again.kind === 'refused') return null;
  const found = {
    ...rowOf(again.facts, DECODER_VERSION),
    previewKey: again.previewKey,
    maskKey: again.maskKey,
  };
  await transaction(deps.db, (tx) => tx.artwork.updateMany({ where: { id }, data: found }));
  return again.maskKey;
}

class TooDifficult extends Error {}

/** A page load and a slider ask for the same line many times. */
const REMEMBERED = 300;
const remembered = new WeakMap<Decoder, Latest<CutPath | null>>();

function outlineOf(
  deps: CutDeps,
  { maskKey, ratio, wish }: { maskKey: string; ratio: number; wish: CutWish },
): Promise<CutPath | null> {
  const latest = remembered.get(deps.decoder) ?? rememberLatest<CutPath | null>(REMEMBERED);
  remembered.set(deps.decoder, latest);
  return latest.get(JSON.stringify([maskKey, wish]), () =>
    deps.files.lend(maskKey, async (maskPath) => {
      const outlined = await deps.decoder.outline({ maskPath, ratio, wish });
      if (outlined.kind === 'refused') throw new TooDifficult(outlined.why);
      return outlined.cut;
    }),
  );
}

/**
 * In the transaction of whatever is ordered by it. The same wish for the same design is one row, however many write it
 * at once; answers its id.
 */
export async function keepCutLine(
  tx: Tx,
  line: { artworkId: string; wish: CutWish; cut: CutPath; now: Date },
): Promise<string> {
  const { artworkId, wish, cut, now } = line;
  const { own: _, ...wished } = wish; // which line it is, its algorithm says
  const { algorithm, path, art } = cut;
  const key = { artworkId, ...wished, algorithm };
  const row = await tx.cutLine.upsert({
    where: { artworkId_shape_widthMm_heightMm_offsetMm_closingMm_joined_holes_fit_algorithm: key },
    create: {
      id: newId(),
      ...key,
      path,
      cutWidthMm: cut.widthMm,
      cutHeightMm: cut.heightMm,
      artX: art.x,
      artY: art.y,
      artWidth: art.width,
      artHeight: art.height,
      createdAt: now,
    },
    update: { algorithm }, // an update of nothing would look first and write later
    select: { id: true },
  });
  return row.id;
}
