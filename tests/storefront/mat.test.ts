// The cutting mat: true to size at every size.
import { describe, expect, it } from 'vitest';
import { matFor } from '../../src/storefront/mat.ts';

describe('the cutting mat', () => {
  it.each([
    [10, 10],
    [75, 50],
    [50, 75],
    [300, 20],
    [600, 600],
  ])('holds a sticker of %s × %s mm with room around it', (widthMm, heightMm) => {
    const mat = matFor({ widthMm, heightMm });
    expect(mat.x).toBeGreaterThan(0);
    expect(mat.y).toBeGreaterThan(0);
    expect(mat.x + widthMm).toBeLessThan(mat.spanMm);
    expect(mat.y + heightMm).toBeLessThan(mat.spanMm);
  });

  it('has lines every 5 mm, and the sticker lies on them', () => {
    const mat = matFor({ widthMm: 73.4, heightMm: 41.7 });
    expect(mat.fineMm).toBe(5);
    expect([mat.x % 5, mat.y % 5]).toEqual([0, 0]);
  });

  it('lays its rulers with zero at the edge of the sticker', () => {
    const mat = matFor({ widthMm: 50, heightMm: 50 });
    const zero = mat.ruler.across.find((tick) => tick.at === mat.x);
    expect(zero?.long).toBe(true);
    expect(mat.ruler.across.find((tick) => tick.at === mat.x + 5)?.long).toBe(false);
  });

  it('leaves room for the backing of a kiss-cut sticker', () => {
    expect(matFor({ widthMm: 75, heightMm: 75 }, 5).spanMm).toBeGreaterThan(
      matFor({ widthMm: 75, heightMm: 75 }).spanMm,
    );
  });
});
