// The verdict: where art lies on a sticker, how sharp that is, and what is said about it.
import { describe, expect, test } from 'vitest';
import type { ArtworkFacts } from '../../src/artwork/facts.ts';
import { PLAIN_FACTS } from '../../src/artwork/picture.ts';
import { effectiveDpi, largestSideMm, place, type Size } from '../../src/artwork/placement.ts';
import { canBeOrdered, preflight } from '../../src/artwork/preflight.ts';
import { say } from '../../src/artwork/sentences.ts';
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

function at(shape: Shape, widthMm: number, heightMm: number, offsetMm = 2): Size {
  return { shape, widthMm, heightMm, offsetMm };
}

function verdict(facts: ArtworkFacts, size: Size | null = null): string[] {
  return preflight(facts, size).map(({ code, severity }) => `${code} ${severity}`);
}

function sentence(facts: ArtworkFacts, size: Size | null = null): string {
  const [first] = preflight(facts, size);
  return first ? say(first) : '';
}

describe('where the art lies', () => {
  test('a plain shape is covered together with its bleed, nothing distorted', () => {
    const placement = place(PHOTO, at('rectangle', 97, 97));
    expect(placement).toEqual({
      cutWidthMm: 97,
      cutHeightMm: 97,
      art: { x: -51.5, y: -1.5, width: 200, height: 100 },
    });
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

  test('a border that leaves no room is nowhere', () => {
    expect(place(PHOTO, at('die-cut', 20, 20, 10))).toBeNull();
    expect(verdict(PHOTO, at('die-cut', 20, 20, 10))).toEqual(['too_small needs_fix']);
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
    expect(effectiveDpi(PHOTO, at('die-cut', 104, 104))).toBeCloseTo(254);
    expect(effectiveDpi(PHOTO, at('rectangle', 97, 97))).toBeCloseTo(127);
  });

  test('vectors have none', () => {
    expect(effectiveDpi(DRAWING, at('circle', 50, 50))).toBeNull();
    expect(largestSideMm(DRAWING, at('circle', 50, 50), 250)).toBeNull();
  });

  test.each(SHAPES)('%s: the largest sharp size is sharp, and one millimetre more is not', (shape) => {
    const largest = largestSideMm(PHOTO, at(shape, 300, 300), 250);
    if (largest === null) throw new Error('none');
    expect(effectiveDpi(PHOTO, at(shape, largest, largest))).toBeGreaterThanOrEqual(250);
    expect(effectiveDpi(PHOTO, at(shape, largest + 1, largest + 1))).toBeLessThan(250);
  });
});

describe('the verdict', () => {
  test.each([
    [60, 'ready ok'],
    [104, 'ready ok'],
    [107, 'low_resolution warning'],
    [180, 'low_resolution warning'],
    [250, 'low_resolution warning'],
    [262, 'very_low_resolution needs_fix'],
    [600, 'very_low_resolution needs_fix'],
  ])('a picture 1000 pixels wide at %d mm', (side, expected) => {
    expect(verdict(PHOTO, at('die-cut', side, side))).toEqual([expected]);
  });

  test('says how large it may be, and how sharp it is', () => {
    expect(sentence(PHOTO, at('die-cut', 180, 180))).toBe(
      'May look soft at 180 mm: 144 dpi. Largest sharp size: 105 mm.',
    );
    expect(sentence(PHOTO, at('die-cut', 75, 75))).toBe('Ready to print. 357 dpi at 75 mm.');
    expect(sentence({ ...PHOTO, widthPx: 40, heightPx: 40 }, at('circle', 50, 50))).toBe(
      'Too few pixels for 50 mm: 19 dpi. Send a larger picture, or vector art.',
    );
  });

  test('a drawing is ready at any size', () => {
    expect(verdict(DRAWING, at('die-cut', 600, 600))).toEqual(['ready ok']);
    expect(sentence(DRAWING)).toBe('Ready to print. Vector art stays sharp at any size.');
  });

  test('without a size nothing is said about sharpness', () => {
    expect(verdict({ ...PHOTO, widthPx: 10, heightPx: 5 })).toEqual(['ready ok']);
  });

  test.each([
    [{ animated: true }, 'first_frame warning'],
    [{ pages: 3 }, 'multipage warning'],
    [{ encrypted: true, preview: null }, 'encrypted needs_fix'],
  ])('what a person should know: %o', (facts, expected) => {
    expect(verdict({ ...PHOTO, ...facts })).toEqual([expected]);
  });

  test('what does no harm is said beside "ready"', () => {
    const facts = {
      ...DRAWING,
      active: true,
      trim: { widthMm: 50, heightMm: 30, part: { x: 0.1, y: 0.1, width: 0.8, height: 0.8 } },
    };
    expect(verdict(facts)).toEqual(['trim_box ok', 'active_content ok', 'ready ok']);
  });

  test('the worst is said first', () => {
    expect(verdict({ ...PHOTO, animated: true }, at('die-cut', 300, 300))).toEqual([
      'very_low_resolution needs_fix',
      'first_frame warning',
    ]);
  });

  test('what needs a fix cannot be ordered, unless prepress takes it over', () => {
    const locked = preflight({ ...PHOTO, encrypted: true });
    expect(canBeOrdered(locked, false)).toBe(false);
    expect(canBeOrdered(locked, true)).toBe(true);
    expect(canBeOrdered(preflight(PHOTO, at('die-cut', 180, 180)), false)).toBe(true);
  });
});
