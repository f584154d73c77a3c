// PNG, JPEG, WebP, GIF and AVIF: what is known about them, and what is shown of them.
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { framed, noise, phys, plain, pngWith, quartered } from './files.ts';
import { close, openBytes, previewOf } from './opening.ts';

const RED = close([255, 0, 0, 255]);
const BLUE = close([0, 0, 255, 255]);

describe('every kind', () => {
  test.each(['png', 'jpeg', 'webp', 'gif', 'avif', 'tiff'] as const)(
    '%s is read and shown',
    async (encoder) => {
      const { facts, preview } = await openBytes(await quartered(60, 40).toFormat(encoder).toBuffer());
      expect(facts).toMatchObject({ widthPx: 60, heightPx: 40, pages: 1, vector: false, animated: false });
      expect(preview).toMatchObject({ width: 60, height: 40 });
      expect(preview?.at(0.2, 0.2)[0]).toBeGreaterThan(200);
      expect(preview?.at(0.8, 0.8)[2]).toBeGreaterThan(200);
    },
  );

  test.each(['png', 'jpeg', 'webp', 'gif', 'avif', 'tiff'] as const)(
    'no preview of a %s says where, when or by whom it was made',
    async (encoder) => {
      const told = quartered(60, 40)
        .withExif({
          IFD0: { Copyright: 'Ada Lovelace' },
          IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' },
        })
        .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">Ada Lovelace</x:xmpmeta>')
        .withIccProfile('p3');
      const { file } = await previewOf(await told.toFormat(encoder).toBuffer());
      expect(file.toString('latin1')).not.toMatch(/EXIF|XMP |ICCP|GPS|Ada/);
      const { space, exif, icc, xmp, iptc } = await sharp(file).metadata();
      expect([space, exif, icc, xmp, iptc]).toEqual(['srgb', undefined, undefined, undefined, undefined]);
    },
  );
});

describe('size', () => {
  test('a preview is 1000 pixels at its longest, and opaque where nothing is clear', async () => {
    const { file } = await previewOf(await noise(1600, 2400).jpeg().toBuffer());
    expect(await sharp(file).metadata()).toMatchObject({
      format: 'webp',
      width: 667,
      height: 1000,
      hasAlpha: false,
    });
  });

  test.each([
    [3001, 1500, 1000, 500],
    [1500, 3001, 500, 1000],
    [1101, 734, 1000, 667],
    [999, 10, 999, 10],
    [1, 5000, 1, 1000],
    [5000, 1, 1000, 1],
  ])('of %d × %d it is %d × %d', async (width, height, wide, high) => {
    const { facts, preview } = await openBytes(await plain(width, height).png().toBuffer());
    expect(facts).toMatchObject({ widthPx: width, heightPx: height, preview: { width: wide, height: high } });
    expect(preview).toMatchObject({ width: wide, height: high });
  });

  test('transparency is kept, and the design is found inside its margins', async () => {
    const { facts, preview } = await openBytes(await framed(200, 100).png().toBuffer());
    expect(facts.design).toEqual({ x: 0.1, y: 0.1, width: 0.6, height: 0.4 });
    expect(preview?.at(0.9, 0.9)[3]).toBe(0);
    expect(preview?.at(0.3, 0.3)).toEqual(RED);
  });

  test('a photograph is all design', async () => {
    expect((await openBytes(await noise(40, 40).jpeg().toBuffer())).facts.design).toBeNull();
  });
});

describe('turning', () => {
  // where the red quarter of 80 × 40 comes to lie
  test.each([
    [1, [80, 40], [0.2, 0.2]],
    [2, [80, 40], [0.8, 0.2]],
    [3, [80, 40], [0.8, 0.8]],
    [4, [80, 40], [0.2, 0.8]],
    [5, [40, 80], [0.2, 0.2]],
    [6, [40, 80], [0.8, 0.2]],
    [7, [40, 80], [0.8, 0.8]],
    [8, [40, 80], [0.2, 0.8]],
  ] as const)('Exif orientation %d is turned upright', async (orientation, [width, height], [x, y]) => {
    const jpeg = await quartered(80, 40).jpeg().withMetadata({ orientation, density: 300 }).toBuffer();
    const { facts, preview } = await openBytes(jpeg);
    expect(facts).toMatchObject({ widthPx: width, heightPx: height, preview: { width, height } });
    expect(facts.widthMm).toBeCloseTo((width / 300) * 25.4, 3);
    expect(preview?.at(x, y)[0]).toBeGreaterThan(200);
    expect(preview?.at(1 - x, 1 - y)[2]).toBeGreaterThan(200);
  });

  test('unequal densities turn with the picture', async () => {
    const png = await pngWith('pHYs', phys(10_000, 5_000), plain(100, 50));
    expect((await openBytes(png)).facts).toMatchObject({ widthMm: 10, heightMm: 10 });
  });

  test('a resolution is not rounded to whole dots per inch', async () => {
    const png = await pngWith('pHYs', phys(11_799), plain(1000, 500));
    expect((await openBytes(png)).facts.widthMm).toBeCloseTo(1000 / 11.799, 9);
  });
});

describe('colour', () => {
  test.each([
    ['CMYK', 'cmyk', () => plain(30, 20).jpeg().toColourspace('cmyk').toBuffer()],
    ['grey', 'gray', () => plain(30, 20).removeAlpha().toColourspace('b-w').png().toBuffer()],
    ['grey with alpha', 'gray', () => plain(30, 20).toColourspace('b-w').png().toBuffer()],
    ['indexed', 'indexed', () => plain(30, 20).png({ palette: true }).toBuffer()],
    ['16 bits a channel', 'rgb', () => plain(30, 20).toColourspace('rgb16').png().toBuffer()],
    ['16 bits of grey', 'gray', () => plain(30, 20).toColourspace('grey16').png().toBuffer()],
    ['interlaced', 'rgb', () => plain(30, 20).png({ progressive: true }).toBuffer()],
    ['progressive', 'rgb', () => plain(30, 20).jpeg({ progressive: true }).toBuffer()],
    ['a lossless WebP', 'rgb', () => plain(30, 20).webp({ lossless: true }).toBuffer()],
    ['an AVIF of ten bits', 'rgb', () => plain(30, 20).avif({ bitdepth: 10 }).toBuffer()],
    ['a GIF', 'indexed', () => plain(30, 20).gif().toBuffer()],
  ] as const)('%s is known, and shown in sRGB', async (_what, colour, make) => {
    const { facts, preview } = await openBytes(await make());
    expect(facts).toMatchObject({ colour, widthPx: 30, heightPx: 20 });
    const shown = preview?.at(0.5, 0.5) ?? [];
    if (colour === 'gray')
      expect(shown).toEqual(close([shown[0] ?? 0, shown[0] ?? 0, shown[0] ?? 0, 255], 0));
    else expect(shown).toEqual(close([255, 0, 0, 255], 40));
  });

  test('figures of a wider space are shown as what they mean', async () => {
    const green = { r: 80, g: 220, b: 60, alpha: 1 };
    const png = await plain(20, 10, green).withIccProfile('p3').png().toBuffer();
    expect((await previewOf(png)).at(0.5, 0.5)).toEqual(close([80, 220, 60, 255], 4));
  });
});

describe('animations are shown by their first frame', () => {
  test.each(['gif', 'webp'] as const)('%s', async (encoder) => {
    const [first, second] = await Promise.all([
      plain(20, 10).png().toBuffer(),
      noise(20, 10).png().toBuffer(),
    ]);
    const frames = sharp([first, second], { join: { animated: true } });
    const { facts, preview } = await openBytes(await frames.toFormat(encoder).toBuffer());
    expect(facts).toMatchObject({ animated: true, pages: 1, widthPx: 20, heightPx: 10 });
    expect(preview?.at(0.5, 0.5)).toEqual(RED);
  });

  test('a PNG by its picture', async () => {
    const png = await pngWith('acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0]), quartered(20, 10));
    const { facts, preview } = await openBytes(png);
    expect(facts).toMatchObject({ format: 'png', animated: true, pages: 1 });
    expect(preview?.at(0.8, 0.8)).toEqual(BLUE);
  });
});
