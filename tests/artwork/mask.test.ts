// Where a design is told from what surrounds it: by transparency, by an even background, or not at all.
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type Found, findDesign } from '../../src/artwork/mask.ts';
import type { Pixels } from '../../src/artwork/picture.ts';

const SIDE = 400;
const CIRCLE = '<circle cx="50" cy="50" r="30" fill="#e63946"/>';
const CIRCLE_SHARE = Math.PI * 0.3 * 0.3;
const MIDDLE = { x: 0.2, y: 0.2, width: 0.6, height: 0.6 };

function drawing(...body: string[]): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}" viewBox="0 0 100 100">${body.join('')}</svg>`,
  );
}

function paper(fill: string): string {
  return `<rect width="100" height="100" fill="${fill}"/>`;
}

async function pixelsOf(picture: Buffer): Promise<Pixels> {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

async function found(...body: string[]): Promise<Found> {
  return findDesign(await pixelsOf(drawing(...body)));
}

async function foundInJpeg(quality: number, ...body: string[]): Promise<Found> {
  return findDesign(
    await pixelsOf(
      await sharp(drawing(...body))
        .flatten()
        .jpeg({ quality })
        .toBuffer(),
    ),
  );
}

/** The design's share of the artboard. */
function coverage({ mask }: Found): number {
  return mask.data.reduce((sum, each) => sum + each, 0) / 255 / mask.data.length;
}

/** Adds the same grain everywhere, without chance. */
function grainy(pixels: Pixels, strength: number): Pixels {
  const data = pixels.data.map((value, at) => {
    if (at % 4 === 3) return value;
    const grain = Math.sin(Math.floor(at / 4) * 12.9898) * 43758.5453;
    return Math.max(0, Math.min(255, value - 30 + strength * 2 * (grain - Math.floor(grain) - 0.5)));
  });
  return { ...pixels, data };
}

describe('art with transparency', () => {
  it('is where it is not clear', async () => {
    const design = await found(CIRCLE);
    expect(design).toMatchObject({ from: 'alpha', design: MIDDLE, whiteOnWhite: false });
    expect(coverage(design)).toBeCloseTo(CIRCLE_SHARE, 3);
  });

  it('is not told by a handful of clear pixels', async () => {
    const pixels = await pixelsOf(drawing(paper('#123456'), CIRCLE));
    for (let at = 3; at < 4 * 100; at += 4) pixels.data[at] = 0;
    expect(findDesign(pixels).from).toBe('background');
  });

  it.each([
    ['white', '<circle cx="50" cy="50" r="30" fill="#fff"/>', true],
    ['nearly white', '<circle cx="50" cy="50" r="30" fill="#f4f5f6"/>', true],
    ['white with an outline', '<circle cx="50" cy="50" r="30" fill="#fff" stroke="#000"/>', false],
    ['red', CIRCLE, false],
  ])('that is %s', async (_colour, art, isWhite) => {
    expect((await found(art)).whiteOnWhite).toBe(isWhite);
  });
});

describe('art on an even background', () => {
  it.each(['#fff', '#000', '#ffd166'])('of %s is what stands on it', async (colour) => {
    const design = await found(paper(colour), CIRCLE);
    expect(design).toMatchObject({ from: 'background', design: MIDDLE, whiteOnWhite: false });
    expect(coverage(design)).toBeCloseTo(CIRCLE_SHARE, 2);
  });

  it('keeps its edge closer than a pixel', async () => {
    for (const left of [20, 20.0625, 20.125, 20.1875]) {
      const design = await found(
        paper('#fff'),
        `<rect x="${left}" y="20" width="40" height="40" fill="#225"/>`,
      );
      const row = design.mask.data.subarray(SIDE * 160, SIDE * 161);
      const width = row.reduce((sum, each) => sum + each, 0) / 255;
      expect(width).toBeCloseTo(160, 1);
      expect(row.indexOf(255)).toBe(left === 20 ? 80 : 81);
    }
  });

  it('keeps what it encloses, of whatever colour', async () => {
    const ring = '<circle cx="50" cy="50" r="28" fill="#fff" stroke="#222" stroke-width="4"/>';
    expect(coverage(await found(paper('#fff'), ring))).toBeCloseTo(CIRCLE_SHARE, 2);
  });

  it('may reach the border on one side', async () => {
    const pole = '<rect x="47" y="40" width="6" height="60" fill="#234"/>';
    const design = await found(paper('#fff'), pole);
    expect(design).toMatchObject({
      from: 'background',
      design: { x: 0.47, y: 0.4, width: 0.06, height: 0.6 },
    });
  });

  it.each([95, 75, 40])('survives JPEG of quality %d', async (quality) => {
    const design = await foundInJpeg(quality, paper('#fff'), CIRCLE);
    expect(design.from).toBe('background');
    expect(coverage(design)).toBeCloseTo(CIRCLE_SHARE, 2);
    expect(design.design?.x).toBeCloseTo(0.2, 1.7);
    expect(design.design?.width).toBeCloseTo(0.6, 1.7);
  });

  it.each([6, 15, 30])('survives paper with a grain of %d', async (strength) => {
    const design = findDesign(grainy(await pixelsOf(drawing(paper('#fff'), CIRCLE)), strength));
    expect(design.from).toBe('background');
    expect(coverage(design)).toBeCloseTo(CIRCLE_SHARE, 2);
  });

  it.each([0.3, 1, 2])('is not the frame line that a scanner drew %d % from the border', async (inset) => {
    const line = `<rect x="${inset}" y="${inset}" width="${100 - 2 * inset}" height="${100 - 2 * inset}" fill="none" stroke="#333" stroke-width="0.5"/>`;
    const design = await foundInJpeg(90, paper('#fff'), line, CIRCLE);
    expect(design.from).toBe('background');
    expect(coverage(design)).toBeCloseTo(CIRCLE_SHARE, 2);
  });

  it('is not the dark border of a scan', async () => {
    const border = '<rect width="100" height="100" fill="none" stroke="#333" stroke-width="1"/>';
    const design = await foundInJpeg(90, paper('#fdfdfb'), border, CIRCLE);
    expect(coverage(design)).toBeCloseTo(CIRCLE_SHARE, 2);
  });
});

describe('art without a background', () => {
  const bars = Array.from(
    { length: 10 },
    (_, i) => `<rect x="${10 * i}" width="5" height="100" fill="#06c"/>`,
  );
  it.each([
    ['a pattern that runs over the border', [paper('#fff'), ...bars]],
    ['one colour and nothing else', [paper('#fff')]],
    [
      'a frame and nothing else',
      [paper('#fff'), '<rect x="1" y="1" width="98" height="98" fill="none" stroke="#333"/>'],
    ],
  ])('is all of the artboard: %s', async (_what, body) => {
    const design = await found(...body);
    expect(design).toMatchObject({ from: 'none', design: null });
    expect(coverage(design)).toBe(1);
  });
});
