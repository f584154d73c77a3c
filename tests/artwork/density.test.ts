// The size a raster file states is read exactly, from wherever it states it.
import { describe, expect, test } from 'vitest';
import { findBox } from '../../src/artwork/boxes.ts';
import {
  exifDensity,
  jp2Density,
  jp2IsIndexed,
  jpegDensity,
  pngDensity,
  type Read,
  tiffDensity,
  tiffIsIndexed,
} from '../../src/artwork/density.ts';
import { phys, plain, pngWith } from './files.ts';

function reader(bytes: Uint8Array): Read {
  return (offset, length) => bytes.subarray(offset, offset + length);
}

describe('PNG', () => {
  test('pHYs in metres is exact', async () => {
    expect(pngDensity(reader(await pngWith('pHYs', phys(4015, 3937))))).toEqual({ x: 4.015, y: 3.937 });
  });

  test('pHYs without a unit is only a proportion', async () => {
    expect(pngDensity(reader(await pngWith('pHYs', phys(2, 1, 0))))).toBeNull();
  });

  test('zero is nothing', async () => {
    expect(pngDensity(reader(await pngWith('pHYs', phys(0))))).toBeNull();
  });

  test('a file may say nothing', async () => {
    const png = await plain(4, 4).png().toBuffer();
    png.write('pHYx', png.indexOf('pHYs'));
    expect(pngDensity(reader(png))).toBeNull();
    expect(pngDensity(reader(Buffer.from('not even a png')))).toBeNull();
  });
});

/** A JPEG's beginning with these segments. */
function jpeg(...segments: [marker: number, payload: Buffer][]): Buffer {
  const parts = segments.flatMap(([marker, payload]) => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(payload.length + 2, 2);
    return [head, payload];
  });
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...parts, Buffer.from([0xff, 0xda, 0, 2])]);
}

function jfif(unit: number, x: number, y = x): Buffer {
  const segment = Buffer.from('JFIF\0\x01\x02\0\0\0\0\0\0\0', 'latin1');
  segment[7] = unit;
  segment.writeUInt16BE(x, 8);
  segment.writeUInt16BE(y, 10);
  return segment;
}

/** One directory with these tags; rationals follow it. */
function tiff(
  little: boolean,
  tags: [tag: number, type: 3 | 4 | 5, value: number, below?: number][],
): Buffer {
  const bytes = Buffer.alloc(8 + 2 + tags.length * 12 + 4 + tags.length * 8);
  const u16 = (value: number, at: number) =>
    little ? bytes.writeUInt16LE(value, at) : bytes.writeUInt16BE(value, at);
  const u32 = (value: number, at: number) =>
    little ? bytes.writeUInt32LE(value, at) : bytes.writeUInt32BE(value, at);
  bytes.write(little ? 'II' : 'MM', 0);
  u16(42, 2);
  u32(8, 4);
  u16(tags.length, 8);
  tags.forEach(([tag, type, value, below = 1], index) => {
    const at = 10 + index * 12;
    const rationalAt = 10 + tags.length * 12 + 4 + index * 8;
    u16(tag, at);
    u16(type, at + 2);
    u32(1, at + 4);
    if (type === 3) u16(value, at + 8);
    else if (type === 4) u32(value, at + 8);
    else {
      u32(rationalAt, at + 8);
      u32(value, rationalAt);
      u32(below, rationalAt + 4);
    }
  });
  return bytes;
}

describe('JPEG', () => {
  test('JFIF in dots per inch and per centimetre', () => {
    expect(jpegDensity(reader(jpeg([0xe0, jfif(1, 254)])))).toEqual({ x: 10, y: 10 });
    expect(jpegDensity(reader(jpeg([0xe0, jfif(2, 118, 120)])))).toEqual({ x: 11.8, y: 12 });
  });

  test('JFIF without a unit is only a proportion', () => {
    expect(jpegDensity(reader(jpeg([0xe0, jfif(0, 1)])))).toBeNull();
  });

  test('Exif is more exact than JFIF', () => {
    const exif = Buffer.concat([
      Buffer.from('Exif\0\0'),
      tiff(true, [
        [282, 5, 30048, 100],
        [283, 5, 30048, 100],
      ]),
    ]);
    const density = jpegDensity(reader(jpeg([0xe0, jfif(1, 300)], [0xe1, exif])));
    expect(density?.x).toBeCloseTo(300.48 / 25.4, 9);
  });

  test('Exif that states nothing leaves JFIF its word', () => {
    const exif = Buffer.concat([Buffer.from('Exif\0\0'), tiff(false, [[274, 3, 6]])]);
    expect(jpegDensity(reader(jpeg([0xe0, jfif(1, 254)], [0xe1, exif])))).toEqual({ x: 10, y: 10 });
  });

  test.each([
    ['cut off', jpeg([0xe0, jfif(1, 300)]).subarray(0, 10)],
    ['without segments', Buffer.from([0xff, 0xd8])],
    ['of rubbish', Buffer.alloc(100, 0xff)],
  ])('a file %s says nothing', (_what, bytes) => {
    expect(jpegDensity(reader(bytes))).toBeNull();
  });
});

describe('TIFF', () => {
  test.each([true, false])('rationals per inch, little-endian: %s', (little) => {
    expect(
      tiffDensity(
        reader(
          tiff(little, [
            [282, 5, 25400, 100],
            [283, 5, 508],
            [296, 3, 2],
          ]),
        ),
      ),
    ).toEqual({ x: 10, y: 20 });
  });

  test('per centimetre', () => {
    expect(
      tiffDensity(
        reader(
          tiff(true, [
            [282, 5, 11811, 100],
            [283, 5, 11811, 100],
            [296, 3, 3],
          ]),
        ),
      )?.x,
    ).toBe(11.811);
  });

  test('without a unit it is only a proportion', () => {
    expect(
      tiffDensity(
        reader(
          tiff(true, [
            [282, 5, 300],
            [296, 3, 1],
          ]),
        ),
      ),
    ).toBeNull();
  });

  test('a divisor of zero is nothing', () => {
    expect(
      tiffDensity(
        reader(
          tiff(true, [
            [282, 5, 300, 0],
            [296, 3, 2],
          ]),
        ),
      ),
    ).toBeNull();
  });

  test('a palette is seen', () => {
    expect(tiffIsIndexed(reader(tiff(false, [[262, 3, 3]])))).toBe(true);
    expect(tiffIsIndexed(reader(tiff(false, [[262, 3, 2]])))).toBe(false);
  });

  test('a directory that is not there says nothing', () => {
    expect(tiffDensity(reader(Buffer.from('II*\0\xff\xff\xff\x7f', 'latin1')))).toBeNull();
    expect(exifDensity(Buffer.alloc(0))).toBeNull();
  });
});

describe('JPEG 2000', () => {
  function box(kind: string, ...parts: Buffer[]): Buffer {
    const content = Buffer.concat(parts);
    const head = Buffer.from(`....${kind}`, 'latin1');
    head.writeUInt32BE(content.length + 8);
    return Buffer.concat([head, content]);
  }

  /** Down before along, in fractions of pixels per metre, each with a power of ten. */
  function resolution(
    kind: 'resc' | 'resd',
    ...numbers: [number, number, number, number, number, number]
  ): Buffer {
    const content = Buffer.alloc(10);
    numbers.slice(0, 4).forEach((number, index) => {
      content.writeUInt16BE(number, index * 2);
    });
    content.writeInt8(numbers[4], 8);
    content.writeInt8(numbers[5], 9);
    return box(kind, content);
  }

  function jp2(...inside: Buffer[]): Buffer {
    return Buffer.concat([
      box('jP  ', Buffer.from('\r\n\x87\n', 'latin1')),
      box('ftyp'),
      box('jp2h', ...inside),
    ]);
  }

  test('how it wants to be shown counts more than how it was taken', () => {
    const taken = resolution('resc', 1, 1, 1, 1, 3, 3);
    const shown = resolution('resd', 11_811, 1, 5_905, 1, 0, 1);
    expect(jp2Density(reader(jp2(box('res ', taken, shown))))).toEqual({ x: 59.05, y: 11.811 });
    expect(jp2Density(reader(jp2(box('res ', taken))))).toEqual({ x: 1, y: 1 });
  });

  test('it may say nothing', () => {
    expect(jp2Density(reader(jp2()))).toBeNull();
    expect(jp2Density(reader(jp2(box('res ', resolution('resd', 1, 0, 1, 0, 0, 0)))))).toBeNull();
    expect(jp2Density(reader(Buffer.from([0xff, 0x4f, 0xff, 0x51, 0, 0])))).toBeNull();
  });

  test('a palette is seen', () => {
    expect(jp2IsIndexed(reader(jp2(box('pclr'))))).toBe(true);
    expect(jp2IsIndexed(reader(jp2(box('colr'))))).toBe(false);
  });

  test('boxes that lead nowhere end the search', () => {
    expect(findBox(reader(Buffer.from('\0\0\0\x04abcd', 'latin1')), 'jp2h')).toBeNull();
    expect(findBox(reader(Buffer.from('\0\0\0\x01abcd\0\0\0\0\0\0\0\x01', 'latin1')), 'jp2h')).toBeNull();
    expect(findBox(reader(Buffer.from('\0\0\0\0jp2h', 'latin1')), 'jp2h')?.from).toBe(8);
  });
});
