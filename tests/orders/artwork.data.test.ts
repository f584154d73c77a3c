// The design of an order: its cut line and its promise of prepress are frozen, and come along when it is ordered again.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { rowOf } from '../../src/artwork/artwork.ts';
import { type CutPath, wishFor } from '../../src/artwork/cut.ts';
import { DECODER_VERSION } from '../../src/artwork/decoder.ts';
import { PLAIN_FACTS } from '../../src/artwork/picture.ts';
import { addCustomLine, addLinesAgain } from '../../src/cart/actions.ts';
import { findCartLines } from '../../src/cart/queries.ts';
import { newId } from '../../src/lib/ids.ts';
import { findOrderFor } from '../../src/orders/queries.ts';
import { openWorld, orderCart, placedOrder, someVisitor, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const ada = someVisitor();
const wish = wishFor({ shape: 'die-cut', widthMm: 75, heightMm: 75 });
const CUT: CutPath = {
  path: 'M0 0L75 0L75 26.123L0 26.123Z',
  widthMm: 74.98,
  heightMm: 26.123,
  art: { x: 2, y: 2, width: 71, height: 22.1 },
  parts: 1,
  offsetMm: 2,
  closingMm: 1.5,
  algorithm: 'contour-1',
};

async function design(prepressAskedAt: Date | null = null): Promise<{ id: string; orderable: boolean }> {
  const seen = {
    preview: { width: 1000, height: 300 },
    design: null,
    outline: 'alpha',
    whiteOnWhite: false,
  } as const;
  const facts = { ...PLAIN_FACTS, ...seen, format: 'png' } as const;
  const file = { sha256: 'f'.repeat(64), bytes: 9, filename: 'fox.png', createdAt: world.clock() };
  const owner = { visitorId: ada.visitorId, prepressAskedAt };
  const { id } = await world.db.artwork.create({
    data: { id: newId(), ...file, ...owner, ...rowOf(facts, DECODER_VERSION) },
  });
  return { id, orderable: true };
}

async function order(artwork: { id: string; orderable: boolean }, cut: typeof CUT | null = CUT) {
  const { shape, widthMm, heightMm } = wish;
  const spec = { shape, widthMm, heightMm, material: 'vinyl', finish: 'gloss', quantity: 50 };
  const line = { ...spec, product: 'custom-stickers', artwork, cut: cut && { wish, cut } };
  await addCustomLine(world, ada, line);
  const { number } = placedOrder(await orderCart(world, ada));
  const placed = await findOrderFor(world.db, ada, number);
  if (!placed) throw new Error('it was placed');
  return placed;
}

it('is frozen with its cut line, as large as that', async () => {
  const { lines } = await order(await design());
  expect(lines).toMatchObject([{ widthMm: 75, heightMm: 26.12, prepress: false, prepressDoneAt: null }]);
  expect(lines[0]?.detail).toBe('75 × 26.12 mm · White vinyl · Gloss');
  const kept = await world.db.cutLine.findUniqueOrThrow({ where: { id: lines[0]?.cutLineId ?? '' } });
  expect(kept).toMatchObject({
    widthMm: 75,
    heightMm: 75,
    cutWidthMm: 74.98,
    cutHeightMm: 26.123,
    path: CUT.path,
  });
});

it('is in use from then on', async () => {
  const artwork = await design();
  world.wait(1000);
  await order(artwork);
  expect(await world.db.artwork.findFirst()).toMatchObject({ usedAt: world.clock() });
});

it('waits for prepress where that was asked for, whether there is a line yet or not', async () => {
  const { lines } = await order(await design(world.clock()), null);
  expect(lines).toMatchObject([{ prepress: true, cutLineId: null, widthMm: 75, heightMm: 75 }]);
});

it('comes back into the cart with its cut line', async () => {
  const { lines } = await order(await design());
  await addLinesAgain(world, ada, lines);
  const [again] = await findCartLines(world.db, ada);
  expect(again).toMatchObject({ widthMm: 75, heightMm: 26.12, cutLineId: lines[0]?.cutLineId });
});
