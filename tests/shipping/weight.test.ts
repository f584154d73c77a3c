// What parcels weigh and how large they are.
import { describe, expect, it } from 'vitest';
import { lineWeightGrams, packedParcel } from '../../src/shipping/weight.ts';

const stickers = { quantity: 100, widthMm: 50, heightMm: 50, thicknessUm: 100 };

describe('what is packed', () => {
  it('weighs its film and its backing', () => {
    // 2,500 mm² of 0.1 mm film, 3,025 mm² of backing
    expect(lineWeightGrams(stickers)).toBeCloseTo(100 * (0.35 + 0.4235), 6);
  });

  it('comes with an envelope, and never smaller than a label', () => {
    expect(packedParcel([stickers])).toEqual({ weightGrams: 113, lengthMm: 220, widthMm: 110, heightMm: 8 });
  });

  it('needs a box when it is heavy', () => {
    const { weightGrams } = packedParcel([{ ...stickers, quantity: 1_000 }]);
    expect(weightGrams).toBe(Math.ceil(773.5 + 130 + 773.5 * 0.06));
  });

  it('is as long as its largest sticker, longest side first', () => {
    const size = packedParcel([stickers, { ...stickers, quantity: 1, widthMm: 120, heightMm: 400 }]);
    expect(size.lengthMm).toBe(414);
    expect(size.lengthMm).toBeGreaterThanOrEqual(size.widthMm);
    expect(size.widthMm).toBeGreaterThanOrEqual(size.heightMm);
  });

  it('counts pieces by what they weigh', () => {
    expect(packedParcel([], [{ quantity: 3, weightGrams: 40 }]).weightGrams).toBe(155);
  });

  it('grows with every sticker', () => {
    const weights = [1, 10, 100, 500, 1_000, 10_000].map(
      (quantity) => packedParcel([{ ...stickers, quantity }]).weightGrams,
    );
    expect(weights).toEqual([...weights].sort((a, b) => a - b));
  });
});
