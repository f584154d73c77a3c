// BMPs are shown whatever their header, depth and packing, and known by what they say.
import { describe, expect, test } from 'vitest';
import { Damaged, TooManyPixels } from '../../src/artwork/picture.ts';
import { type BmpOptions, bmp } from './bmp-files.ts';
import { close, openBytes, previewOf } from './opening.ts';

const RED = [255, 0, 0, 255];
const BLUE = [0, 0, 255, 255];
const MASKS_565 = [0xf800, 0x7e0, 0x1f, 0] as [number, number, number, number];
const MASKS_RGBA = [0xff, 0xff00, 0xff0000, 0xff000000] as [number, number, number, number];

describe('every kind is shown', () => {
  const kinds: [string, BmpOptions, 'indexed' | 'rgb'][] = [
    ['one bit', { bits: 1 }, 'indexed'],
    ['four bits', { bits: 4 }, 'indexed'],
    ['eight bits', { bits: 8 }, 'indexed'],
    ['eight bits, its rows not a multiple of four', { bits: 8, width: 22 }, 'indexed'],
    ['eight bits in runs', { bits: 8, runs: true }, 'indexed'],
    ['four bits in runs', { bits: 4, runs: true }, 'indexed'],
    ['sixteen bits', { bits: 16 }, 'rgb'],
    ['sixteen bits, six of them green', { bits: 16, masks: MASKS_565 }, 'rgb'],
    ['twenty-four bits', { bits: 24 }, 'rgb'],
    ['twenty-four bits, its rows not a multiple of four', { bits: 24, width: 22 }, 'rgb'],
    ['twenty-four bits, top row first', { bits: 24, topDown: true }, 'rgb'],
    ['thirty-two bits', { bits: 32 }, 'rgb'],
    ['thirty-two bits in an order of its own', { bits: 32, header: 124, masks: MASKS_RGBA }, 'rgb'],
    ['the header of OS/2, eight bits', { bits: 8, header: 12 }, 'indexed'],
    ['the header of OS/2, twenty-four bits', { bits: 24, header: 12 }, 'rgb'],
    ['the long header of OS/2', { bits: 24, header: 64 }, 'rgb'],
    ['the fourth header', { bits: 24, header: 108 }, 'rgb'],
  ];
  test.each(kinds)('%s', async (_kind, options, colour) => {
    const { facts, preview } = await openBytes(bmp(options));
    expect(facts).toMatchObject({
      format: 'bmp',
      colour,
      widthPx: options.width ?? 20,
      heightPx: 10,
      vector: false,
    });
    expect(preview?.at(0.25, 0.25)).toEqual(close(RED));
    expect(preview?.at(0.75, 0.25)).toEqual(close(BLUE));
    expect(preview?.at(0.25, 0.75)).toEqual(close(BLUE));
  });
});

describe('transparency', () => {
  test('of thirty-two bits is kept', async () => {
    const file = bmp({
      bits: 32,
      header: 124,
      masks: [0xff0000, 0xff00, 0xff, 0xff000000],
      rest: [0, 0, 0, 0],
    });
    const { facts, preview } = await openBytes(file);
    expect(preview?.at(0.25, 0.25)).toEqual(RED);
    expect(preview?.at(0.75, 0.75)[3]).toBe(0);
    expect(facts.outline).toBe('alpha');
  });

  test('that is nothing everywhere was never meant', async () => {
    const preview = await previewOf(bmp({ bits: 32, corner: [255, 0, 0, 0], rest: [0, 0, 255, 0] }));
    expect([preview.at(0.25, 0.25), preview.at(0.75, 0.75)]).toEqual([RED, BLUE]);
  });
});

describe('the size it states', () => {
  test('is exact', async () => {
    const { facts } = await openBytes(bmp({ bits: 24, pixelsPerMetre: 11_799 }));
    expect(facts.widthMm).toBeCloseTo(20 / 11.799, 9);
    expect(facts.heightMm).toBeCloseTo(10 / 11.799, 9);
  });

  test('may be none', async () => {
    expect((await openBytes(bmp({ bits: 24 }))).facts.widthMm).toBeNull();
    expect((await openBytes(bmp({ bits: 24, header: 12 }))).facts.widthMm).toBeNull();
  });
});

describe('what is broken is refused', () => {
  test.each([24, 8, 4, 32] as const)('half of one of %d bits', async (bits) => {
    const whole = bmp({ bits, width: 200, height: 100 });
    await expect(openBytes(whole.subarray(0, whole.length / 2))).rejects.toThrow(Damaged);
  });

  test('half of one in runs', async () => {
    const whole = bmp({ bits: 8, runs: true, width: 200, height: 100 });
    await expect(openBytes(whole.subarray(0, Math.floor(whole.length * 0.8)))).rejects.toThrow(Damaged);
  });

  test('a header of ten billion pixels, by its header', async () => {
    const bomb = bmp({ bits: 8, runs: true });
    bomb.writeInt32LE(100_000, 18);
    bomb.writeInt32LE(100_000, 22);
    await expect(openBytes(bomb)).rejects.toThrow(TooManyPixels);
  });
});
