// HEIC, JPEG XL, JPEG 2000, and pictures that move without saying so by their name.
import { ColorSpace, Orientation } from '@imagemagick/magick-wasm';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { Damaged, TooManyPixels } from '../../src/artwork/picture.ts';
import { framed, noise, plain, quartered } from './files.ts';
import { CLEAR_HEIC, HEIC, SECOND_OF_TWO, sequenceOf, turned, withProfile } from './heif-files.ts';
import { animated, codestream, encoded } from './magick-files.ts';
import { close, openBytes, previewOf } from './opening.ts';

const RED = close([255, 0, 0, 255]);
const BLUE = close([0, 0, 255, 255]);
const LIME = close([0, 255, 0, 255]);
const GREEN = { r: 80, g: 220, b: 60, alpha: 1 };

/** A green in the figures of a wider space. */
async function wideGreen(): Promise<{ png: Buffer; icc: Buffer }> {
  const png = await plain(20, 10, GREEN).removeAlpha().withIccProfile('p3').png().toBuffer();
  const { icc } = await sharp(png).metadata();
  if (!icc) throw new Error('no profile');
  return { png, icc };
}

describe('HEIC', () => {
  test('is shown and known', async () => {
    const { facts, preview } = await openBytes(HEIC);
    expect(facts).toMatchObject({
      format: 'heic',
      widthPx: 64,
      heightPx: 32,
      colour: 'rgb',
      animated: false,
      pages: 1,
    });
    expect(facts.widthMm).toBeCloseTo((64 / 72) * 25.4, 1);
    expect([preview?.at(0.2, 0.2), preview?.at(0.8, 0.8)]).toEqual([RED, BLUE]);
  });

  test('keeps what is clear', async () => {
    const { facts, preview } = await openBytes(CLEAR_HEIC);
    expect(preview?.at(0.2, 0.2)).toEqual(RED);
    expect(preview?.at(0.8, 0.8)[3]).toBe(0);
    expect(facts.outline).toBe('alpha');
  });

  test.each([
    [1, [32, 64], [0.2, 0.8]],
    [2, [64, 32], [0.8, 0.8]],
    [3, [32, 64], [0.8, 0.2]],
  ] as const)('turned by %d quarters is upright', async (quarters, [width, height], [x, y]) => {
    const { facts, preview } = await openBytes(turned(HEIC, quarters));
    expect(facts).toMatchObject({ widthPx: width, heightPx: height, preview: { width, height } });
    expect(preview?.at(x, y)).toEqual(RED);
  });

  test('shows the picture that counts, not the first', async () => {
    const { facts, preview } = await openBytes(SECOND_OF_TWO);
    expect(facts).toMatchObject({ widthPx: 40, heightPx: 40, pages: 1, animated: false });
    expect(preview?.at(0.5, 0.5)).toEqual(LIME);
  });

  test('is shown by its profile', async () => {
    const [, red = 0, blue = 0] = (await previewOf(withProfile(HEIC, (await wideGreen()).icc))).at(0.8, 0.8);
    // that space's blue is a little more than ours
    expect([red, blue]).toEqual([0, 255]);
  });
});

describe('a sequence is shown by the picture that stands for it, or its first', () => {
  const avif = () =>
    quartered(64, 32).removeAlpha().avif({ chromaSubsampling: '4:4:4', quality: 90 }).toBuffer();

  test.each([true, false])('AVIF; with a still picture: %s', async (withStill) => {
    const { facts, preview } = await openBytes(sequenceOf(await avif(), { codec: 'av01', withStill }));
    expect(facts).toMatchObject({ format: 'avif', animated: true, pages: 1, widthPx: 64, heightPx: 32 });
    expect([preview?.at(0.2, 0.2), preview?.at(0.8, 0.8)]).toEqual([RED, BLUE]);
  });

  test('HEIC', async () => {
    const { facts, preview } = await openBytes(
      sequenceOf(HEIC, { codec: 'hvc1', withStill: false, height: 64 }),
    );
    expect(facts).toMatchObject({ format: 'heic', animated: true, pages: 1 });
    expect(preview?.at(0.2, 0.1)).toEqual(RED);
  });
});

describe('JPEG XL', () => {
  test('is shown and known', async () => {
    const { facts, preview } = await openBytes(encoded(await quartered(80, 40).png().toBuffer(), 'JXL'));
    expect(facts).toMatchObject({
      format: 'jxl',
      widthPx: 80,
      heightPx: 40,
      colour: 'rgb',
      animated: false,
      pages: 1,
    });
    expect([preview?.at(0.2, 0.2), preview?.at(0.8, 0.8)]).toEqual([RED, BLUE]);
  });

  test('keeps what is clear', async () => {
    const preview = await previewOf(encoded(await framed(100, 50).png().toBuffer(), 'JXL'));
    expect(preview.at(0.3, 0.3)).toEqual(RED);
    expect(preview.at(0.9, 0.9)[3]).toBe(0);
  });

  test('may be grey', async () => {
    const grey = encoded(await plain(20, 10).png().toBuffer(), 'JXL', (image) => {
      image.colorSpace = ColorSpace.Gray;
    });
    expect((await openBytes(grey)).facts.colour).toBe('gray');
  });

  test('is turned as it says, and so is the size it states', async () => {
    const resolved = await quartered(80, 40).withMetadata({ density: 300 }).png().toBuffer();
    const file = encoded(resolved, 'JXL', (image) => {
      image.orientation = Orientation.RightTop;
    });
    const { facts, preview } = await openBytes(file);
    expect(facts).toMatchObject({ widthPx: 40, heightPx: 80 });
    expect(preview?.at(0.8, 0.2)).toEqual(RED);
  });

  test('that moves is shown by its first frame', async () => {
    const [first, second] = await Promise.all([
      plain(20, 10).png().toBuffer(),
      noise(20, 10).png().toBuffer(),
    ]);
    const { facts, preview } = await openBytes(animated(first, second));
    expect(facts).toMatchObject({ animated: true, pages: 1, widthPx: 20 });
    expect(preview?.at(0.5, 0.5)).toEqual(RED);
  });

  test('is shown by its profile', async () => {
    const { png } = await wideGreen();
    const exact = encoded(png, 'JXL', (image) => {
      image.quality = 100; // else the encoder forgets about it
    });
    expect((await previewOf(exact)).at(0.5, 0.5)).toEqual(close([GREEN.r, GREEN.g, GREEN.b, 255], 4));
  });
});

describe('JPEG 2000', () => {
  test.each([
    ['in boxes', (file: Buffer) => file],
    ['by itself', codestream],
  ] as const)('is shown and known %s', async (_how, bare) => {
    const { facts, preview } = await openBytes(
      bare(encoded(await quartered(80, 40).png().toBuffer(), 'JP2')),
    );
    expect(facts).toMatchObject({ format: 'jp2', widthPx: 80, heightPx: 40, colour: 'rgb', widthMm: null });
    expect([preview?.at(0.2, 0.2), preview?.at(0.8, 0.8)]).toEqual([RED, BLUE]);
  });

  test('keeps what is clear', async () => {
    const preview = await previewOf(encoded(await framed(100, 50).png().toBuffer(), 'JP2'));
    expect(preview.at(0.9, 0.9)[3]).toBe(0);
  });

  test('may be grey', async () => {
    const grey = encoded(await plain(20, 10).png().toBuffer(), 'JP2', (image) => {
      image.colorSpace = ColorSpace.Gray;
    });
    expect((await openBytes(grey)).facts.colour).toBe('gray');
  });

  test('a large one is read at a fraction of its size, and all of it', async () => {
    const large = encoded(await quartered(5000, 100).png().toBuffer(), 'JP2');
    const { facts, preview } = await openBytes(large);
    expect(facts).toMatchObject({ widthPx: 5000, heightPx: 100, preview: { width: 1000, height: 20 } });
    expect(preview?.at(0.49, 0.4)).toEqual(RED);
    expect(preview?.at(0.51, 0.4)).toEqual(BLUE);
    expect(preview?.at(0.99, 0.99)).toEqual(BLUE);
  });
});

describe('what is broken is refused', () => {
  const big = () => noise(300, 200).png().toBuffer();
  const halves: [string, () => Promise<Buffer>][] = [
    ['HEIC', async () => HEIC],
    ['JPEG XL', async () => encoded(await big(), 'JXL')],
    ['JPEG 2000', async () => encoded(await big(), 'JP2')],
    ['JPEG 2000 without boxes', async () => codestream(encoded(await big(), 'JP2'))],
    ['a sequence', async () => sequenceOf(HEIC, { codec: 'hvc1', withStill: false, height: 64 })],
  ];
  test.each(halves)('half of %s', async (_what, make) => {
    const whole = await make();
    await expect(openBytes(whole.subarray(0, Math.floor(whole.length / 2)))).rejects.toThrow(Damaged);
  });

  test('HEIC of ten billion pixels, by its header', async () => {
    const bomb = Buffer.from(HEIC);
    for (let at = bomb.indexOf('ispe'); at > 0; at = bomb.indexOf('ispe', at + 1)) {
      bomb.writeUInt32BE(100_000, at + 8);
      bomb.writeUInt32BE(100_000, at + 12);
    }
    await expect(openBytes(bomb)).rejects.toThrow(TooManyPixels);
  });

  test('JPEG 2000 of ten billion pixels, by its header', async () => {
    const bomb = codestream(encoded(await plain(64, 64).png().toBuffer(), 'JP2'));
    const size = bomb.indexOf(Buffer.from([0xff, 0x51])) + 6;
    for (const at of [0, 4, 16, 20]) bomb.writeUInt32BE(100_000, size + at);
    await expect(openBytes(bomb)).rejects.toThrow(TooManyPixels);
  });

  test('JPEG XL of a billion pixels, by its header', async () => {
    // not small; height 2^30; 1:1; all else by default
    const bits = [0, 1, 1, ...bitsOf(2 ** 30 - 1, 30), ...bitsOf(1, 3), 1];
    const bomb = Buffer.concat([Buffer.from([0xff, 0x0a]), packed(bits), Buffer.alloc(200)]);
    await expect(openBytes(bomb)).rejects.toThrow(TooManyPixels);
  });
});

function bitsOf(value: number, count: number): number[] {
  return Array.from({ length: count }, (_, bit) => Math.floor(value / 2 ** bit) % 2);
}

function packed(bits: number[]): Buffer {
  const bytes = Buffer.alloc(Math.ceil(bits.length / 8));
  bits.forEach((bit, index) => {
    bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (bit << (index % 8));
  });
  return bytes;
}
