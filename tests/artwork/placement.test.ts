// Where art lies on a sticker, and how many dots per inch that leaves.
import { describe, expect, test } from 'vitest';
import { type CutChoices, type CutWish, wishFor } from '../../src/artwork/cut.ts';
import type { ArtworkFacts } from '../../src/artwork/facts.ts';
import { PLAIN_FACTS } from '../../src/artwork/picture.ts';
import { effectiveDpi, largestSideMm, place } from '../../src/artwork/placement.ts';
import { SHAPES, type Shape } from '../../src/sticker.ts';

const PHOTO: ArtworkFacts = {
  ...PLAIN_FACTS,
  format: 'png',
  widthPx: 1000,
  heightPx: 500,
  colour: 'rgb',
  preview: { width: 1000, height: 500 },
  design: null,
  outline: 'alpha',
  whiteOnWhite: false,
};
const DRAWING: ArtworkFacts = { ...PHOTO, format: 'svg', vector: true, widthPx: null, heightPx: null };

function at(shape: Shape, widthMm: number, heightMm: number, choices: Partial<CutChoices> = {}): CutWish {
  return wishFor({ shape, widthMm, heightMm }, choices);
}

describe('where the art lies', () => {
  test('a plain shape is covered together with its bleed, nothing distorted', () => {
    const placement = place(PHOTO, at('rectangle', 94, 94, { offsetMm: 5 }));
    expect(placement).toEqual({
      cutWidthMm: 94,
      cutHeightMm: 94,
      art: { x: -53, y: -3, width: 200, height: 100 },
    });
    expect(place(PHOTO, at('rectangle', 94, 94), 1)?.art).toEqual({ x: -49, y: -1, width: 192, height: 96 });
  });

  test('a trim box comes to lie on the cut, and its bleed outside', () => {
    const trim = { widthMm: 80, heightMm: 40, part: { x: 0.1, y: 0.2, width: 0.8, height: 0.8 } };
    const wish = at('rectangle', 80, 40, { fit: 'trim' });
    expect(place({ ...PHOTO, trim }, wish)?.art).toMatchObject({ width: 100, height: 50 });
    expect(place({ ...PHOTO, trim }, wish)?.art.y).toBeCloseTo(-10);
    expect(place({ ...PHOTO, trim }, at('rectangle', 160, 40, { fit: 'trim' }))?.art.width).toBe(200);
    expect(place(PHOTO, wish)).toEqual(place(PHOTO, at('rectangle', 80, 40)));
  });

  test('a contour keeps the proportions and its border inside the size', () => {
    const placement = place(PHOTO, at('die-cut', 104, 104));
    expect(placement).toEqual({
      cutWidthMm: 104,
      cutHeightMm: 54,
      art: { x: 2, y: 2, width: 100, height: 50 },
    });
  });

  test('transparent margins do not count', () => {
    const facts = { ...PHOTO, design: { x: 0.25, y: 0, width: 0.5, height: 1 } };
    const placement = place(facts, at('kiss-cut', 54, 54));
    expect(placement).toEqual({
      cutWidthMm: 54,
      cutHeightMm: 54,
      art: { x: -23, y: 2, width: 100, height: 50 },
    });
  });

  test('along a line of the customer’s own, its box is the size', () => {
    const ownCut = { spot: 'CutContour', path: 'M.25 0L.75 0L.75 1L.25 1Z' };
    const placement = place({ ...PHOTO, ownCut }, at('die-cut', 50, 50, { own: true }));
    expect(placement?.art).toEqual({ x: -25, y: 0, width: 100, height: 50 });
  });

  test('a border that leaves no room is nowhere', () => {
    expect(place(PHOTO, at('die-cut', 20, 20, { offsetMm: 10 }))).toBeNull();
  });

  test.each(SHAPES)('%s: the whole cut is inside the art or around it', (shape) => {
    const placement = place(PHOTO, at(shape, 60, 60));
    if (!placement) throw new Error('nowhere');
    expect(placement.art.width / placement.art.height).toBeCloseTo(2);
    expect(placement.cutWidthMm).toBeLessThanOrEqual(60 + 1e-9);
  });
});

describe('how sharp it is', () => {
  test('dots per inch count the art as it is printed', () => {
    expect(effectiveDpi(PHOTO, { wish: at('die-cut', 104, 104) })).toBeCloseTo(254);
    expect(effectiveDpi(PHOTO, { wish: at('rectangle', 94, 94) })).toBeCloseTo(127);
  });

  test('vectors have none', () => {
    expect(effectiveDpi(DRAWING, { wish: at('circle', 50, 50) })).toBeNull();
    expect(largestSideMm(DRAWING, at('circle', 50, 50), 250)).toBeNull();
  });

  test.each(SHAPES)('%s: the largest sharp size is sharp, and one millimetre more is not', (shape) => {
    const largest = largestSideMm(PHOTO, at(shape, 300, 300), 250);
    if (largest === null) throw new Error('none');
    expect(effectiveDpi(PHOTO, { wish: at(shape, largest, largest) })).toBeGreaterThanOrEqual(250);
    expect(effectiveDpi(PHOTO, { wish: at(shape, largest + 1, largest + 1) })).toBeLessThan(250);
  });
});
