// What a sticker costs.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quote } from '../../src/pricing/quote.ts';
import { SHAPES, type StickerSpec } from '../../src/sticker.ts';
import { demoSheet as sheet } from '../support/demo-sheet.ts';

const plain: StickerSpec = {
  shape: 'die-cut',
  widthMm: 76.2,
  heightMm: 76.2,
  material: 'vinyl',
  finish: 'gloss',
  quantity: 100,
};

const side = fc.integer({ min: 1000, max: 60_000 }).map((hundredths) => hundredths / 100);
const spec: fc.Arbitrary<StickerSpec> = fc.record({
  shape: fc.constantFrom(...SHAPES),
  widthMm: side,
  heightMm: side,
  material: fc.constantFrom('vinyl', 'clear', 'holographic', 'paper'),
  finish: fc.constantFrom('gloss', 'matte', 'soft-touch'),
  quantity: fc.integer({ min: 1, max: 100_000 }),
});

/** The published formula, written out a second time. */
function byHand(job: StickerSpec): number {
  const area = (job.widthMm * job.heightMm) / (50.8 * 50.8);
  const materials: Record<string, number> = { vinyl: 1, clear: 1.19, holographic: 1.32, paper: 0.85 };
  const finishes: Record<string, number> = { gloss: 1, matte: 1, 'soft-touch': 1.12 };
  const shape = job.shape === 'die-cut' || job.shape === 'kiss-cut' ? 1 : 0.95;
  const dollars =
    (40 + 0.79 * area ** 0.7 * job.quantity ** 0.79) *
    (materials[job.material] ?? 0) *
    (finishes[job.finish] ?? 0) *
    shape;
  return Math.max(15, dollars) * 100;
}

describe('a quote', () => {
  it('follows the published formula for everything the shop sells', () => {
    fc.assert(
      fc.property(spec, (job) => {
        expect(Math.abs(quote(job, sheet).netCents - byHand(job))).toBeLessThanOrEqual(0.501);
      }),
    );
  });

  it.each([
    [{}, 9299],
    [{ quantity: 1 }, 4139],
    [{ material: 'holographic', finish: 'soft-touch' }, 13747],
    [{ shape: 'circle' }, 8834],
  ] as const)('prices %o at %i cents', (change, cents) => {
    expect(quote({ ...plain, ...change }, sheet).netCents).toBe(cents);
  });

  it('is never dearer for fewer', () => {
    fc.assert(
      fc.property(spec, fc.integer({ min: 1, max: 100_000 }), (job, other) => {
        const fewer = Math.min(job.quantity, other);
        expect(quote({ ...job, quantity: fewer }, sheet).netCents).toBeLessThanOrEqual(
          quote(job, sheet).netCents,
        );
      }),
    );
  });

  it('is never dearer for smaller', () => {
    fc.assert(
      fc.property(spec, side, (job, other) => {
        const smaller = { ...job, widthMm: Math.min(job.widthMm, other) };
        expect(quote(smaller, sheet).netCents).toBeLessThanOrEqual(quote(job, sheet).netCents);
      }),
    );
  });

  it('explains itself in steps that add up to the net', () => {
    fc.assert(
      fc.property(spec, (job) => {
        const { trace, netCents } = quote(job, sheet);
        expect(trace.reduce((sum, step) => sum + step.cents, 0)).toBe(netCents);
      }),
    );
  });

  it('keeps to whole cents, and net plus tax is gross', () => {
    fc.assert(
      fc.property(spec, fc.integer({ min: 0, max: 3000 }), (job, basisPoints) => {
        const { netCents, taxCents, grossCents, unitCents } = quote(job, sheet, { basisPoints });
        for (const cents of [netCents, taxCents, grossCents, unitCents])
          expect(Number.isInteger(cents)).toBe(true);
        expect(grossCents).toBe(netCents + taxCents);
      }),
    );
  });

  it('offers every break with what it saves on each sticker', () => {
    const { breaks } = quote(plain, sheet);
    expect(breaks.map((each) => each.quantity)).toEqual([
      50, 100, 200, 300, 500, 1000, 2000, 3000, 5000, 10000,
    ]);
    expect(breaks[0]?.savePercent).toBe(0);
    const saved = breaks.map((each) => each.savePercent);
    expect(saved).toEqual([...saved].sort((a, b) => a - b));
    expect(breaks.find((each) => each.quantity === 100)).toMatchObject({
      netCents: quote(plain, sheet).netCents,
    });
  });

  it('points at the next break when that costs less than a tenth more', () => {
    const { nudge, netCents } = quote({ ...plain, quantity: 96 }, sheet);
    expect(nudge).toEqual({ quantity: 100, moreCents: quote(plain, sheet).netCents - netCents });
    expect(quote({ ...plain, quantity: 1000 }, sheet).nudge).toBeUndefined();
    expect(quote({ ...plain, quantity: 100_000 }, sheet).nudge).toBeUndefined();
  });

  it('never goes below the smallest order', () => {
    const cheap = { ...sheet, setupCents: 0 };
    const { netCents, trace } = quote({ ...plain, quantity: 1, widthMm: 10, heightMm: 10 }, cheap);
    expect(netCents).toBe(1500);
    expect(trace.at(-1)?.label).toBe('minimum');
  });

  it('refuses what the sheet does not know instead of guessing', () => {
    expect(() => quote({ ...plain, material: 'gold' }, sheet)).toThrow(/gold/);
  });
});
