// What any price sheet that may be published promises, for every figure there can be in it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSheetCsv, sheetCsv } from '../../src/admin/sheet-csv.ts';
import { compareJob, compareSold, curvesOf, percentMore, typicalJobs } from '../../src/pricing/compare.ts';
import { quote } from '../../src/pricing/quote.ts';
import type { PriceSheet } from '../../src/pricing/sheet.ts';
import { DEAREST_CENTS, flawsOf } from '../../src/pricing/sheet-rules.ts';
import { readSheetText, textOf } from '../../src/pricing/sheet-text.ts';
import { MAX_QUANTITY, SHAPES, type StickerSpec } from '../../src/sticker.ts';
import { demoSheet } from '../support/demo-sheet.ts';

const MATERIALS = ['vinyl', 'clear', 'holographic', 'paper'];
const FINISHES = ['gloss', 'matte', 'soft-touch'];

/** A number with so many decimals, as somebody would type it. */
const typed = (least: number, most: number, decimals: number) =>
  fc
    .integer({ min: Math.ceil(least * 10 ** decimals), max: Math.floor(most * 10 ** decimals) })
    .map((whole) => Number(`${whole}e-${decimals}`));

const factor = typed(0.01, 5, 2);
const factors = (slugs: readonly string[]) =>
  fc.record(Object.fromEntries(slugs.map((slug) => [slug, factor])), { requiredKeys: [slugs[0] ?? ''] });

const anySheet: fc.Arbitrary<PriceSheet> = fc.record({
  version: fc.constant(7),
  currency: fc.constant('USD'),
  setupCents: typed(0, 1_000_000, 0),
  rateCents: typed(0.01, 5_000, 4),
  referenceAreaMm2: typed(100, 100_000, 2),
  areaExponent: typed(0.1, 1.3, 3),
  quantityExponent: typed(0.1, 1, 3),
  minimumCents: typed(0, 1_000_000, 0),
  nudgePercent: typed(0, 100, 1),
  materials: factors(MATERIALS),
  finishes: factors(FINISHES),
  shapes: fc.record({
    'die-cut': factor,
    'kiss-cut': factor,
    circle: factor,
    square: factor,
    rectangle: factor,
    rounded: factor,
    oval: factor,
  }),
  breaks: fc
    .uniqueArray(fc.integer({ min: 1, max: MAX_QUANTITY }), { minLength: 1, maxLength: 20 })
    .map((breaks) => breaks.sort((a, b) => a - b)),
}) as fc.Arbitrary<PriceSheet>; // factors of some slugs are factors of any

const publishable = anySheet.filter((sheet) => flawsOf(sheet).length === 0);

const side = typed(10, 600, 2);
const quantity = fc.integer({ min: 1, max: MAX_QUANTITY });
const job: fc.Arbitrary<StickerSpec> = fc.record({
  shape: fc.constantFrom(...SHAPES),
  widthMm: side,
  heightMm: side,
  material: fc.constant('vinyl'),
  finish: fc.constant('gloss'),
  quantity,
});

describe('a sheet that may be published', () => {
  it('never asks more for fewer, nor for smaller', () => {
    fc.assert(
      fc.property(publishable, job, quantity, side, (sheet, spec, other, otherSide) => {
        const fewer = { ...spec, quantity: Math.min(spec.quantity, other) };
        const smaller = { ...spec, widthMm: Math.min(spec.widthMm, otherSide) };
        const { netCents } = quote(spec, sheet);
        expect(quote(fewer, sheet).netCents).toBeLessThanOrEqual(netCents);
        expect(quote(smaller, sheet).netCents).toBeLessThanOrEqual(netCents);
      }),
      { numRuns: 500 },
    );
  });

  it('never asks more for one piece the more are ordered, but for the rounding of the whole', () => {
    fc.assert(
      fc.property(publishable, job, quantity, (sheet, spec, other) => {
        const [fewer, more] = [Math.min(spec.quantity, other), Math.max(spec.quantity, other)];
        const each = (pieces: number) => quote({ ...spec, quantity: pieces }, sheet).netCents / pieces;
        expect(each(more)).toBeLessThanOrEqual(each(fewer) + 0.5 / fewer + 0.5 / more + 1e-6);
      }),
      { numRuns: 200 },
    );
  });

  it('asks whole cents that the database holds, explained to the last one', () => {
    fc.assert(
      fc.property(publishable, job, (sheet, spec) => {
        const { netCents, trace, priceSheet } = quote(spec, sheet);
        expect(Number.isInteger(netCents)).toBe(true);
        expect(netCents).toBeLessThanOrEqual(DEAREST_CENTS);
        expect(trace.reduce((sum, { cents }) => sum + cents, 0)).toBe(netCents);
        expect(priceSheet).toBe(7);
      }),
      { numRuns: 200 },
    );
  });

  it('is the same sheet after a form and after a file', () => {
    const known = { materials: MATERIALS, finishes: FINISHES, currency: 'USD' };
    fc.assert(
      fc.property(publishable, (sheet) => {
        const { version: _, currency: __, ...figures } = sheet;
        const texts = textOf(sheet);
        expect(readSheetText(texts, known)).toEqual({ ok: true, figures });
        expect(readSheetCsv(sheetCsv(sheet), known)).toEqual({ ok: true, figures });
      }),
      { numRuns: 100 },
    );
  });
});

describe('a sheet is refused', () => {
  it.each<[string, Partial<PriceSheet>, string]>([
    ['that gives money back', { setupCents: -1 }, 'setup'],
    ['that prints for nothing', { rateCents: 0 }, 'rate'],
    ['by which larger is cheaper', { areaExponent: -0.1 }, 'areaExponent'],
    ['by which more is cheaper', { quantityExponent: -0.5 }, 'quantityExponent'],
    ['by which each is dearer the more are ordered', { quantityExponent: 1.001 }, 'quantityExponent'],
    ['with a factor that turns prices round', { materials: { vinyl: -1 } }, 'material.vinyl'],
    ['with a factor of nothing', { finishes: { gloss: 0 } }, 'finish.gloss'],
    ['with a figure that is none', { minimumCents: Number.NaN }, 'minimum'],
    ['with an endless figure', { rateCents: Number.POSITIVE_INFINITY }, 'rate'],
    ['that sells no material', { materials: {} }, 'materials'],
    ['with quantities out of order', { breaks: [100, 50] }, 'breaks'],
    ['with half a sticker', { breaks: [0.5] }, 'breaks'],
    ['whose largest job costs more than can be written down', { rateCents: 100_000 }, 'rate'],
  ])('%s', (_, change, field) => {
    expect(flawsOf({ ...demoSheet, ...change }).map((flaw) => flaw.field)).toEqual([field]);
  });

  it('and the one of the demo shop is not', () => {
    expect(flawsOf(demoSheet)).toEqual([]);
  });
});

describe('two sheets beside each other', () => {
  const dearer: PriceSheet = { ...demoSheet, version: 2, materials: { ...demoSheet.materials, clear: 2 } };

  it('are compared by the same quotes that are sold', () => {
    for (const spec of typicalJobs(demoSheet, dearer)) {
      expect(compareJob(spec, demoSheet, dearer)).toEqual({
        spec,
        beforeCents: quote(spec, demoSheet).netCents,
        afterCents: quote(spec, dearer).netCents,
      });
    }
  });

  it('say so where one of them does not sell a material', () => {
    const { clear: _, ...materials } = demoSheet.materials;
    const without = { ...demoSheet, materials };
    const job = typicalJobs(demoSheet, without).find(({ material }) => material === 'clear');
    if (!job) throw new Error('a material of either sheet is compared');
    expect(compareJob(job, demoSheet, without).afterCents).toBeNull();
    expect(curvesOf(demoSheet, { ...demoSheet, materials: { gold: 1 } })).toEqual([]);
  });

  it('add up what was sold, line by line', () => {
    const spec: StickerSpec = {
      shape: 'circle',
      widthMm: 50,
      heightMm: 50,
      material: 'clear',
      finish: 'gloss',
      quantity: 100,
    };
    const sold = [
      { spec, lines: 3, netCents: 20_000 },
      { spec: { ...spec, material: 'vinyl' }, lines: 1, netCents: 8_000 },
      { spec: { ...spec, material: 'silk' }, lines: 2, netCents: 1 },
    ];
    const clear = { before: quote(spec, demoSheet).netCents, after: quote(spec, dearer).netCents };
    const vinyl = quote({ ...spec, material: 'vinyl' }, demoSheet).netCents;
    expect(compareSold(sold, demoSheet, dearer)).toEqual({
      earnedCents: 28_000,
      beforeCents: 3 * clear.before + vinyl,
      afterCents: 3 * clear.after + vinyl,
      leftOut: 2,
      materials: [
        { material: 'clear', beforeCents: 3 * clear.before, afterCents: 3 * clear.after },
        { material: 'vinyl', beforeCents: vinyl, afterCents: vinyl },
      ],
    });
    expect(percentMore(0, 5)).toBe(0);
  });
});

it('prices ten thousand jobs to the very cent as the formula on paper does', () => {
  const random = dice(20_261_122);
  for (let round = 0; round < 10_000; round++) {
    const sheet = round % 2 === 0 ? demoSheet : someSheet(random);
    const spec = someJob(random, sheet);
    const { netCents, unitCents, breaks } = quote(spec, sheet);
    expect([spec, netCents]).toEqual([spec, onPaper(spec, sheet)]);
    expect(unitCents).toBe(Math.round(netCents / spec.quantity));
    const some = breaks[round % breaks.length];
    expect(some?.netCents).toBe(onPaper({ ...spec, quantity: some?.quantity ?? 0 }, sheet));
  }
});

/** The documented formula, written anew: powers by logarithms, parts of a cent cut off by hand. */
function onPaper(spec: StickerSpec, sheet: PriceSheet): number {
  const power = (base: number, exponent: number) => Math.exp(exponent * Math.log(base));
  const squares = (spec.widthMm * spec.heightMm) / sheet.referenceAreaMm2;
  const printed =
    power(spec.quantity, sheet.quantityExponent) * power(squares, sheet.areaExponent) * sheet.rateCents;
  const times = [
    sheet.shapes[spec.shape],
    sheet.finishes[spec.finish] ?? 0,
    sheet.materials[spec.material] ?? 0,
  ];
  const price = times.reduce((total, each) => total * each, sheet.setupCents + printed);
  const whole = Math.trunc(price + 0.5);
  return whole > sheet.minimumCents ? whole : sheet.minimumCents;
}

/** The same numbers every time: mulberry32. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function someJob(random: () => number, sheet: PriceSheet): StickerSpec {
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T; // never empty here
  return {
    shape: oneOf(SHAPES),
    widthMm: Math.round(1_000 + random() * 59_000) / 100,
    heightMm: Math.round(1_000 + random() * 59_000) / 100,
    material: oneOf(Object.keys(sheet.materials)),
    finish: oneOf(Object.keys(sheet.finishes)),
    quantity: Math.ceil(10 ** (random() * 5)),
  };
}

function someSheet(random: () => number): PriceSheet {
  const around = (value: number, decimals: number) => Number((value * (0.5 + random())).toFixed(decimals));
  const each = (factors: Record<string, number>) =>
    Object.fromEntries(Object.entries(factors).map(([slug, value]) => [slug, around(value, 3)]));
  return {
    ...demoSheet,
    setupCents: around(4_000, 0),
    rateCents: around(79, 2),
    areaExponent: around(0.7, 3),
    quantityExponent: Math.min(1, around(0.79, 3)),
    minimumCents: around(1_500, 0),
    materials: each(demoSheet.materials),
    finishes: each(demoSheet.finishes),
  };
}
