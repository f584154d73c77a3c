// The verdict: what is said about a file, and about the sticker somebody chose.
import { describe, expect, test } from 'vitest';
import { type CutChoices, type CutPath, type CutWish, wishFor } from '../../src/artwork/cut.ts';
import type { ArtworkFacts } from '../../src/artwork/facts.ts';
import { PLAIN_FACTS } from '../../src/artwork/picture.ts';
import { largestSideMm, place } from '../../src/artwork/placement.ts';
import { type Chosen, canBeOrdered, preflight, SHARP_DPI, whatStops } from '../../src/artwork/preflight.ts';
import { actionOf, say } from '../../src/artwork/sentences.ts';
import type { Shape } from '../../src/sticker.ts';

const PHOTO: ArtworkFacts = {
  ...PLAIN_FACTS,
  format: 'png',
  widthPx: 1000,
  heightPx: 500,
  colour: 'gray',
  preview: { width: 1000, height: 500 },
  design: null,
  outline: 'alpha',
  whiteOnWhite: false,
};
/** 100 × 50 mm by itself. */
const DRAWING: ArtworkFacts = {
  ...PHOTO,
  format: 'pdf',
  vector: true,
  widthPx: null,
  heightPx: null,
  widthMm: 100,
  heightMm: 50,
};

function at(shape: Shape, widthMm: number, heightMm = widthMm, choices: Partial<CutChoices> = {}): CutWish {
  return wishFor({ shape, widthMm, heightMm }, choices);
}

function verdict(facts: ArtworkFacts, chosen: Chosen = {}): string[] {
  return preflight(facts, chosen).map(({ code, severity }) => `${code} ${severity}`);
}

function sentence(facts: ArtworkFacts, chosen: Chosen = {}): string {
  const [first] = preflight(facts, chosen);
  return first ? say(first) : '';
}

/** What its button does: `side 48`. */
function button(facts: ArtworkFacts, chosen: Chosen = {}): string | null {
  const [first] = preflight(facts, chosen);
  const action = first && actionOf(first);
  return action ? `${action.kind} ${action.value}`.trim() : null;
}

function cutOf(change: Partial<CutPath> = {}): CutPath {
  const art = { x: 2, y: 2, width: 71, height: 35.5 };
  const size = { widthMm: 75, heightMm: 39.5, offsetMm: 2, closingMm: 1.5 };
  return { path: 'M0 0L75 0L75 39.5Z', ...size, art, parts: 1, algorithm: 'contour-1', ...change };
}

describe('how sharp it is', () => {
  test.each([
    [60, 'ready ok'],
    [104, 'ready ok'],
    [107, 'low_resolution warning'],
    [180, 'low_resolution warning'],
    [250, 'low_resolution warning'],
    [262, 'very_low_resolution needs_fix'],
    [600, 'very_low_resolution needs_fix'],
  ])('a picture 1000 pixels wide at %d mm', (side, expected) => {
    expect(verdict(PHOTO, { wish: at('die-cut', side) })).toEqual([expected]);
  });

  test('is said with the largest size that is sharp, which its button takes', () => {
    const soft = { wish: at('die-cut', 180) };
    expect(sentence(PHOTO, soft)).toBe('May look soft at 180 mm: 144 dpi. Largest sharp size: 105 mm.');
    expect(button(PHOTO, soft)).toBe('side 105');
    expect(sentence(PHOTO, { wish: at('die-cut', 75) })).toBe('Ready to print. 357 dpi at 75 mm.');
  });

  test('where no size that we cut is sharp, another file has to come', () => {
    const tiny = { ...PHOTO, widthPx: 40, heightPx: 40 };
    expect(sentence(tiny, { wish: at('circle', 50) })).toBe(
      'Too few pixels for 50 mm: 18 dpi. Send a larger picture, or vector art.',
    );
    expect(button(tiny, { wish: at('circle', 50) })).toBe('upload');
  });

  test('a drawing is at any size', () => {
    expect(verdict(DRAWING, { wish: at('die-cut', 600) })).toEqual(['ready ok']);
    expect(sentence(DRAWING)).toBe('Ready to print. Vector art stays sharp at any size.');
  });

  test('a picture inside a drawing counts, as large as it comes out', () => {
    const collage = { ...DRAWING, imageDpi: 300 };
    expect(sentence(collage, { wish: at('die-cut', 104) })).toBe('Ready to print. 300 dpi at 104 mm.');
    expect(verdict(collage, { wish: at('die-cut', 204) })).toEqual(['low_resolution warning']);
    expect(button(collage, { wish: at('die-cut', 204) })).toBe('side 124');
  });

  test('is judged by the line itself where it is known', () => {
    const cut = cutOf({ art: { x: 2, y: 2, width: 120, height: 60 } });
    expect(verdict(PHOTO, { wish: at('die-cut', 75), cut })).toEqual(['low_resolution warning']);
  });

  test('without a size nothing is said', () => {
    expect(verdict({ ...PHOTO, widthPx: 10, heightPx: 5 })).toEqual(['ready ok']);
    expect(sentence(PHOTO)).toBe('Ready to print. Choose a size to see how sharp it will be.');
  });
});

describe('what a person should know of the file', () => {
  const trim = { widthMm: 50, heightMm: 30, part: { x: 0.1, y: 0.1, width: 0.8, height: 0.8 } };
  const ownCut = { spot: 'CutContour', path: 'M.1 .1L.9 .1L.9 .9Z' };
  const nothing = { preview: null, outline: null };

  test.each<[Partial<ArtworkFacts>, string[], string | null, RegExp]>([
    [{ animated: true }, ['first_frame warning'], null, /first frame/],
    [{ pages: 3, page: 2 }, ['multipage warning'], 'page 3', /has 3 pages\. We print page 2\./],
    [{ pages: 3, page: 3 }, ['multipage warning'], 'page 1', /page 3/],
    [{ spots: ['PANTONE 186 C'] }, ['spot_colours warning'], null, /Spot colour PANTONE 186 C\./],
    [{ spots: ['A', 'B', 'C', 'D', 'E'] }, ['spot_colours warning'], null, /colours A, B, C and 2 more\./],
    [{ ownCut, spots: ['CutContour'] }, ['own_cut warning'], 'own 1', /“CutContour”/],
    [{ fontsMissing: ['Gotham'] }, ['fonts_not_embedded needs_fix'], 'upload', /its font Gotham,/],
    [
      { lacks: 'pdf_content', ...nothing },
      ['no_pdf_content needs_fix'],
      'upload',
      /Create PDF Compatible File/,
    ],
    [{ lacks: 'composite', ...nothing }, ['no_composite needs_fix'], 'upload', /Maximize Compatibility/],
    [{ lacks: 'pdf' }, ['needs_pdf needs_fix'], 'upload', /Export it as PDF/],
    [{ lacks: 'pdf', previewOnly: true }, ['needs_pdf needs_fix', 'preview_only warning'], 'upload', /PDF/],
    [{ previewOnly: true }, ['preview_only warning'], null, /small preview/],
    [{ encrypted: true, ...nothing }, ['encrypted needs_fix'], 'upload', /password/],
    [nothing, ['damaged needs_fix'], 'upload', /damaged or empty/],
    [{ whiteOnWhite: true }, ['white_on_white warning'], 'material clear', /white material/],
    [{ colour: 'rgb' }, ['ready ok', 'rgb ok'], null, /^Ready/],
    [{ colour: 'mixed' }, ['ready ok', 'rgb ok'], null, /^Ready/],
    [{ colour: 'cmyk' }, ['ready ok'], null, /^Ready/],
    [{ active: true }, ['ready ok', 'active_content ok'], null, /^Ready/],
    [{ trim }, ['ready ok', 'trim_box ok'], null, /^Ready/],
  ])('%o', (facts, expected, pressed, said) => {
    const known = { ...DRAWING, ...facts };
    expect(verdict(known)).toEqual(expected);
    expect(sentence(known)).toMatch(said);
    expect(button(known)).toBe(pressed);
  });

  test('the worst is said first', () => {
    const animated = { ...PHOTO, animated: true, colour: 'rgb' as const };
    expect(verdict(animated, { wish: at('die-cut', 300) })).toEqual([
      'very_low_resolution needs_fix',
      'first_frame warning',
      'rgb ok',
    ]);
  });

  test('every sentence is one a person can read', () => {
    const all = { ...DRAWING, ownCut, trim, spots: ['Gold'], pages: 2, whiteOnWhite: true, active: true };
    for (const finding of preflight(all, { wish: at('die-cut', 50), cut: cutOf({ parts: 2 }) }))
      expect(say(finding)).toMatch(/^[A-Z].*[.]$/);
  });
});

describe('what depends on the sticker', () => {
  test('white art shows on clear and holographic material, and on no other', () => {
    const white = { ...PHOTO, whiteOnWhite: true };
    for (const material of ['vinyl', 'paper', 'brushed-silver', null])
      expect(verdict(white, { material })).toEqual(['white_on_white warning']);
    for (const material of ['clear', 'holographic']) {
      expect(verdict(white, { material })).toEqual(['ready ok']);
      expect(sentence(white, { material })).toMatch(/only where white ink is printed\.$/);
    }
  });

  test('a design without an outline needs a plain shape', () => {
    const scene = { ...PHOTO, outline: 'none' as const };
    expect(verdict(scene, { wish: at('die-cut', 75) })).toEqual(['unclear_background needs_fix']);
    expect(button(scene, { wish: at('kiss-cut', 75) })).toBe('shape rectangle');
    expect(verdict(scene, { wish: at('circle', 30) })).toEqual(['ready ok']);
    expect(verdict(scene)).toEqual(['ready ok']);
    const only = { ...scene, previewOnly: true };
    expect(verdict(only, { wish: at('die-cut', 75) })).toEqual(['preview_only warning']);
  });

  test('where nothing is to be seen, another file has to come, whatever its shape', () => {
    const blank = { ...PHOTO, outline: 'blank' as const };
    expect(verdict(blank)).toEqual(['unclear_background warning']);
    expect(verdict(blank, { wish: at('circle', 30) })).toEqual(['unclear_background warning']);
    expect(verdict(blank, { wish: at('die-cut', 30) })).toEqual(['unclear_background needs_fix']);
    expect(sentence(blank)).toMatch(/^There is nothing to see in this file: it is clear or white all over\./);
    expect(button(blank)).toBe('upload');
  });

  test('its own line makes up for a background', () => {
    const ownCut = { spot: 'CutContour', path: 'M.1 .1L.9 .1L.9 .9Z' };
    const drawn = { ...DRAWING, outline: 'none' as const, ownCut };
    expect(verdict(drawn, { wish: at('die-cut', 75, 75, { own: true }) })).toEqual([
      'ready ok',
      'own_cut ok',
    ]);
    expect(verdict(drawn, { wish: at('die-cut', 75) })[0]).toBe('unclear_background needs_fix');
  });

  test('parts are told where the line is known, and can be joined', () => {
    const chosen = { wish: at('die-cut', 75), cut: cutOf({ parts: 3 }) };
    expect(verdict(PHOTO, chosen)).toEqual(['several_parts warning']);
    expect(button(PHOTO, chosen)).toBe('joined 1');
  });

  test.each([
    [{ smallestTextPt: 8 }, 102, ['ready ok'], null],
    [{ smallestTextPt: 8 }, 54, ['small_text warning'], 'side 68'],
    [{ thinnestLineMm: 0.3 }, 54, ['small_text warning'], 'side 72'],
    [{ smallestTextPt: 4, thinnestLineMm: 0.05 }, 104, ['small_text warning'], 'side 416'],
    [{ thinnestLineMm: 0.01 }, 104, ['small_text warning'], 'upload'],
    [{ thinnestLineMm: 0 }, 54, ['ready ok'], null],
  ])('text and lines %o at %d mm', (fine, side, expected, pressed) => {
    const drawing = { ...DRAWING, ...fine };
    expect(verdict(drawing, { wish: at('die-cut', side) })).toEqual(expected);
    expect(button(drawing, { wish: at('die-cut', side) })).toBe(pressed);
  });

  test('how small the text comes out is said in points', () => {
    const drawing = { ...DRAWING, smallestTextPt: 8, thinnestLineMm: 0.3 };
    expect(sentence(drawing, { wish: at('die-cut', 54) })).toBe(
      'At this size text comes out at 4 pt and lines at 0.15 mm, too fine to stay clear. From 72 mm on it is fine.',
    );
  });

  test('a trim box can be cut at, once the shape is plain', () => {
    const trim = { widthMm: 50, heightMm: 25, part: { x: 0.25, y: 0.25, width: 0.5, height: 0.5 } };
    const drawing = { ...DRAWING, trim };
    const trimBox = (wish: CutWish) => {
      const finding = preflight(drawing, { wish }).find(({ code }) => code === 'trim_box');
      const action = finding && actionOf(finding);
      return action && `${action.kind} ${action.value}`;
    };
    expect(trimBox(at('die-cut', 50))).toBe('shape rectangle');
    expect(trimBox(at('rectangle', 50, 25))).toBe('fit trim');
    expect(trimBox(at('rectangle', 50, 25, { fit: 'trim' }))).toBe('fit page');
  });

  test('a border that leaves no room, or a sticker narrower than we cut, has to grow', () => {
    const crowded = at('die-cut', 20, 20, { offsetMm: 10 });
    expect(place(PHOTO, crowded)).toBeNull();
    expect(verdict(PHOTO, { wish: crowded })).toEqual(['too_small needs_fix']);
    expect(button(PHOTO, { wish: crowded })).toBe('side 21');
    const ribbon = { ...DRAWING, widthMm: 400, heightMm: 20, preview: { width: 1000, height: 50 } };
    expect(sentence(ribbon, { wish: at('die-cut', 75) })).toBe(
      'The sticker would be 7.6 mm narrow; we cut from 10 mm on. Make it 124 mm or larger.',
    );
    expect(verdict(ribbon, { wish: at('die-cut', 124) })).toEqual(['ready ok']);
    expect(verdict(PHOTO, { wish: at('die-cut', 20), cut: cutOf({ heightMm: 9.9 }) })[0]).toMatch(
      /^too_small/,
    );
  });
});

describe('whether it can be ordered', () => {
  test('what needs a fix cannot, unless prepress takes it over', () => {
    const locked = preflight({ ...PHOTO, encrypted: true, preview: null });
    expect(canBeOrdered(locked, false)).toBe(false);
    expect(canBeOrdered(locked, true)).toBe(true);
    expect(canBeOrdered(preflight(PHOTO, { wish: at('die-cut', 180) }), false)).toBe(true);
  });

  test('few pixels and a missing outline are a matter of taste', () => {
    const scene = { ...PHOTO, outline: 'none' as const };
    expect(whatStops(preflight(scene, { wish: at('die-cut', 600) }))).toBeNull();
    const locked = { ...scene, encrypted: true, preview: null };
    expect(whatStops(preflight(locked, { wish: at('die-cut', 600) }))?.code).toBe('encrypted');
  });
});

test.each<Shape>(['die-cut', 'circle', 'rectangle'])('%s: the size its button takes is sharp', (shape) => {
  const soft = at(shape, 500);
  const side = largestSideMm(PHOTO, soft, SHARP_DPI) ?? 0;
  expect(verdict(PHOTO, { wish: at(shape, side) })).toEqual(['ready ok']);
});
