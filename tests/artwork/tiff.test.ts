// TIFF of every kind: pages, colours, depths and orders; and the TIFF that we write around other pictures.
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { type TiffPage, tiffFor } from '../../src/artwork/tiff.ts';
import { isReadByLibvips, tiffPages, tiffTags } from '../../src/artwork/tiff-tags.ts';
import { noise, plain, quartered } from './files.ts';
import { close, openBytes, previewOf } from './opening.ts';

const RED = close([255, 0, 0, 255]);
const BLUE = close([0, 0, 255, 255]);

/** One plain picture on each page, the first red, the others blue. */
function several(...sides: number[]): Uint8Array {
  const starts = sides.map((_, index) =>
    sides.slice(0, index).reduce((sum, side) => sum + side * side * 3, 0),
  );
  const bytes = sides.reduce((sum, side) => sum + side * side * 3, 0);
  const pages = sides.map((side, index) => ({
    ...square(side),
    strips: [{ at: starts[index] ?? 0, bytes: side * side * 3 }],
  }));
  const { file, data } = tiffFor(bytes, pages);
  for (let at = 0; at < bytes; at += 3) data[at < (starts[1] ?? bytes) ? at : at + 2] = 255;
  return file;
}

function square(side: number): Omit<TiffPage, 'strips'> {
  return {
    width: side,
    height: side,
    photometric: 'rgb',
    bits: 8,
    samples: 3,
    hasAlpha: false,
    planar: false,
    packBits: false,
    rowsPerStrip: side,
  };
}

describe('pages', () => {
  test('are counted, and the one that was chosen is opened', async () => {
    const file = several(20, 30, 40);
    const first = await openBytes(file);
    expect(first.facts).toMatchObject({ format: 'tiff', pages: 3, page: 1, widthPx: 20, animated: false });
    expect(first.preview?.at(0.5, 0.5)).toEqual(RED);
    const second = await openBytes(file, { page: 2 });
    expect(second.facts).toMatchObject({ pages: 3, page: 2, widthPx: 30 });
    expect(second.preview?.at(0.5, 0.5)).toEqual(BLUE);
  });

  test('there is none beyond the last', async () => {
    await expect(openBytes(several(20), { page: 2 })).rejects.toThrow();
  });

  test('that lead back to themselves are counted once', () => {
    const { file } = tiffFor(3, [{ ...square(1), strips: [{ at: 0, bytes: 3 }] }]);
    const view = new DataView(file.buffer);
    const first = view.getUint32(4);
    view.setUint32(first + 2 + view.getUint16(first) * 12, first);
    expect(tiffPages((offset, length) => file.subarray(offset, offset + length))).toBe(1);
  });
});

describe('kinds', () => {
  const picture = () => quartered(60, 40).removeAlpha();
  test.each([
    ['BigTIFF', () => picture().tiff({ bigtiff: true, compression: 'lzw' })],
    ['LZW', () => picture().tiff({ compression: 'lzw' })],
    ['deflate with a predictor', () => picture().tiff({ compression: 'deflate', predictor: 'horizontal' })],
    ['PackBits', () => picture().tiff({ compression: 'packbits' })],
    ['JPEG inside', () => picture().tiff({ compression: 'jpeg', quality: 95 })],
    ['tiles', () => picture().tiff({ tile: true, tileWidth: 16, tileHeight: 16 })],
    ['a pyramid', () => picture().tiff({ tile: true, pyramid: true, tileWidth: 16, tileHeight: 16 })],
    ['16 bits', () => picture().toColourspace('rgb16').tiff()],
    [
      'floating point',
      () => picture().toColourspace('scrgb').tiff({ predictor: 'float', compression: 'lzw' }),
    ],
    ['16 bits of Lab', () => picture().toColourspace('labs').tiff()],
  ])('%s', async (_kind, make) => {
    const preview = await previewOf(await make().toBuffer());
    expect(preview.at(0.2, 0.2)).toEqual(close([255, 0, 0, 255], 25));
    expect(preview.at(0.8, 0.8)).toEqual(close([0, 0, 255, 255], 25));
  });

  test('a size in centimetres is a size', async () => {
    const tiff = await plain(100, 50).tiff({ xres: 20, yres: 10, resolutionUnit: 'cm' }).toBuffer();
    const { facts } = await openBytes(tiff);
    expect([facts.widthMm, facts.heightMm]).toEqual([5, 5]);
  });

  test.each([
    ['CMYK', 'cmyk', () => plain(30, 20).removeAlpha().toColourspace('cmyk')],
    ['grey', 'gray', () => plain(30, 20).removeAlpha().toColourspace('b-w')],
    ['RGB', 'rgb', () => plain(30, 20)],
  ] as const)('its colour is known: %s', async (_what, colour, make) => {
    expect((await openBytes(await make().tiff().toBuffer())).facts.colour).toBe(colour);
  });
});

describe('what libvips would show wrongly goes another way', () => {
  test('grey floating point', async () => {
    const page: TiffPage = {
      ...square(8),
      photometric: 'gray',
      bits: 32,
      samples: 1,
      strips: [{ at: 0, bytes: 256 }],
    };
    const { file, data } = tiffFor(256, [page]);
    const view = new DataView(data.buffer, data.byteOffset);
    for (let at = 0; at < 64; at++) view.setFloat32(at * 4, at < 32 ? 0.5 : 0);
    const { facts, preview } = await openBytes(file);
    expect(facts).toMatchObject({ format: 'tiff', colour: 'gray', pages: 1 });
    expect(preview?.at(0.5, 0.2)).toEqual(close([128, 128, 128, 255], 3));
    expect(preview?.at(0.5, 0.8)).toEqual([0, 0, 0, 255]);
  });

  test('Lab of eight bits, also on a later page', async () => {
    const page: TiffPage = { ...square(4), photometric: 'lab', strips: [{ at: 0, bytes: 48 }] };
    const { file, data } = tiffFor(96, [page, { ...page, strips: [{ at: 48, bytes: 48 }] }]);
    for (let at = 0; at < 16; at++) {
      data.set([138, 81, 70], at * 3);
      data.set([255, 0, 0], 48 + at * 3);
    }
    const first = await openBytes(file);
    expect(first.facts).toMatchObject({ colour: 'lab', pages: 2, widthPx: 4 });
    expect(first.preview?.at(0.5, 0.5)).toEqual(close([255, 0, 0, 255], 25));
    const second = await openBytes(file, { page: 2 });
    expect(second.facts).toMatchObject({ page: 2, widthPx: 4 });
    expect(second.preview?.at(0.5, 0.5)).toEqual(close([255, 255, 255, 255], 3));
  });

  test.each([
    ['whole numbers of 32 bits', { 258: 32, 262: 2 }, false],
    ['YCbCr without JPEG', { 258: 8, 262: 6 }, false],
    ['YCbCr in JPEG', { 258: 8, 259: 7, 262: 6 }, true],
    ['floating RGB', { 258: 32, 262: 2, 339: 3 }, true],
    ['bilevel', { 262: 0 }, true],
    ['a palette', { 258: 8, 262: 3 }, true],
    ['inks', { 258: 16, 262: 5 }, true],
  ] as const)('%s', (_what, tags, isRead) => {
    const numbered = Object.entries(tags).map(([tag, value]) => [Number(tag), value] as const);
    expect(isReadByLibvips(new Map(numbered))).toBe(isRead);
  });
});

test('a value that does not fit into its entry is read where it lies', async () => {
  const file = await quartered(20, 10).tiff().toBuffer();
  expect(tiffTags((offset, length) => file.subarray(offset, offset + length)).get(258)).toBe(8);
});

test('half a TIFF is refused', async () => {
  const whole = await noise(100, 80).tiff().toBuffer();
  await expect(openBytes(whole.subarray(0, whole.length / 2))).rejects.toThrow();
});

test('a TIFF written around samples keeps their profile and how they are turned', async () => {
  const { icc } = await sharp(await plain(2, 2).withIccProfile('p3').png().toBuffer()).metadata();
  const page: TiffPage = { ...square(1), width: 2, strips: [{ at: 0, bytes: 6 }], icc, orientation: 6 };
  const metadata = await sharp(tiffFor(6, [page]).file).metadata();
  expect(metadata).toMatchObject({
    width: 2,
    height: 1,
    orientation: 6,
    autoOrient: { width: 1, height: 2 },
  });
  expect(metadata.icc).toEqual(icc);
});
