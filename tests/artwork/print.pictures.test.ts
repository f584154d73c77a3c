// Pictures in print files: their very samples, turned as they should be, in their own colours.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { plain, quartered, RED } from './files.ts';
import { type PngWish, packedRows, unpackRows, writePng } from './pngs.ts';
import {
  boxesOf,
  colourAt,
  folder,
  has,
  imagesOf,
  type Made,
  type PdfImage,
  print,
  rectangle,
  run,
} from './printing.ts';

/** Its four corners well inside the cut, clockwise from the top left. */
async function corners(made: Made): Promise<string[]> {
  const places: [number, number][] = [[3, 3], [37, 3], [37, 17], [3, 17]]; // biome-ignore format: four places
  const colours = await Promise.all(places.map(([x, y]) => colourAt(made, x, y)));
  return colours.map(([red = 0, , blue = 0]) => (red > 200 ? 'red' : blue > 200 ? 'blue' : 'other'));
}

function spaceOf(image: PdfImage | undefined): unknown {
  const space = image?.entry('ColorSpace');
  return Array.isArray(space) ? space[0] : space;
}

describe('a JPEG', () => {
  const photo = (orientation = 1) =>
    quartered(460, 260)
      .withMetadata({ orientation, exif: { IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' } } })
      .jpeg({ quality: 95 })
      .toBuffer();

  test('is embedded with its scan byte for byte, and without a word of where it was taken', async () => {
    const bytes = await photo();
    expect(bytes.includes('Exif')).toBe(true);
    const made = await print(bytes);
    expect(made).toMatchObject({ route: 'samples', passed: true, extended: false });
    const [image] = await imagesOf(made);
    expect(image?.entry('Filter')).toBe('DCTDecode');
    const scan = bytes.subarray(bytes.indexOf(Buffer.from([0xff, 0xda])));
    expect(Buffer.from(image?.data ?? []).includes(scan)).toBe(true);
    expect(made.pdf.includes('Exif')).toBe(false);
    const same = await sharp(image?.data).raw().toBuffer();
    expect(same.equals(await sharp(bytes).raw().toBuffer())).toBe(true);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'with EXIF orientation %i stands as it is seen',
    async (orientation) => {
      const bytes = await photo(orientation);
      const upright = await sharp(bytes).autoOrient().raw().toBuffer({ resolveWithObject: true });
      const { data, info } = upright;
      const seen = [
        [0.1, 0.2],
        [0.9, 0.2],
        [0.9, 0.8],
        [0.1, 0.8],
      ].map(([x = 0, y = 0]) => {
        // biome-ignore format: four places
        const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels;
        return (data[at] ?? 0) > 200 ? 'red' : 'blue';
      });
      const made = await print(bytes);
      expect(made).toMatchObject({ route: 'samples', passed: true });
      expect(await corners(made)).toEqual(seen);
    },
  );

  test('behind which phones keep more pictures loses those', async () => {
    const bytes = await quartered(460, 260).jpeg().toBuffer();
    const made = await print(Buffer.concat([bytes, await photo()]));
    expect(made.route).toBe('samples');
    expect(Buffer.from((await imagesOf(made))[0]?.data ?? []).equals(bytes)).toBe(true);
  });

  test('in CMYK of Photoshop is turned upside down, because it is stored so', async () => {
    const bytes = await plain(460, 260, RED).toColourspace('cmyk').jpeg().toBuffer();
    expect(bytes.includes('Adobe')).toBe(true);
    const made = await print(bytes);
    expect(made).toMatchObject({ route: 'samples', passed: true });
    const [image] = await imagesOf(made);
    expect(image?.entry('Decode')).toEqual([1, 0, 1, 0, 1, 0, 1, 0]);
    const [red = 0, green = 0] = await colourAt(made, 20, 10);
    expect(red - green).toBeGreaterThan(150);
  });

  test('in CMYK without that marker is taken as it stands', async () => {
    const adobe = await plain(460, 260, RED).toColourspace('cmyk').jpeg().toBuffer();
    const marker = adobe.indexOf('Adobe') - 4;
    const bytes = Buffer.concat([
      adobe.subarray(0, marker),
      adobe.subarray(marker + 2 + adobe.readUInt16BE(marker + 2)),
    ]);
    const made = await print(bytes);
    expect(made.passed).toBe(true);
    expect((await imagesOf(made))[0]?.entry('Decode')).toBeUndefined();
  });

  test('keeps its colour profile', async () => {
    const bytes = await plain(460, 260, { r: 0, g: 180, b: 0, alpha: 1 })
      .withIccProfile('p3')
      .jpeg()
      .toBuffer();
    const made = await print(bytes);
    expect(made).toMatchObject({ route: 'samples', passed: true });
    expect(spaceOf((await imagesOf(made))[0])).toBe('ICCBased');
  });

  test('of a kind that PDF does not know is unpacked without loss', async () => {
    const bytes = await quartered(460, 260).jpeg().toBuffer();
    bytes[bytes.indexOf(Buffer.from([0xff, 0xc0])) + 1] = 0xc1; // extended, as PDF knows it
    expect((await print(bytes)).route).toBe('samples');
  });
});

describe('a PNG', () => {
  const SIZE = { width: 46, height: 26 };
  const high = (bits: number) => 2 ** bits - 1;
  const ramp = (bits: PngWish['bits']) => (x: number, y: number, channel: number) =>
    Math.round((((x + channel * 13) % 46) / 45) * high(bits) * (y < 13 ? 1 : 0.5));

  test.each<[PngWish['type'], PngWish['bits'], string, number]>([
    [0, 1, 'DeviceGray', 1],
    [0, 2, 'DeviceGray', 1],
    [0, 4, 'DeviceGray', 1],
    [0, 8, 'DeviceGray', 1],
    [0, 16, 'DeviceGray', 1],
    [2, 8, 'DeviceRGB', 3],
    [2, 16, 'DeviceRGB', 3],
  ])('of colour type %i with %i bits is embedded as it is packed', async (type, bits, space, samples) => {
    const wish = { ...SIZE, type, bits, sample: ramp(bits) };
    const made = await print(writePng(wish));
    expect(made).toMatchObject({ route: 'samples', passed: true });
    const [image] = await imagesOf(made);
    expect([image?.entry('ColorSpace'), image?.entry('BitsPerComponent')]).toEqual([space, bits]);
    expect(unpackRows(image?.data ?? new Uint8Array(), { ...SIZE, samples, bits })).toEqual(packedRows(wish));
    expect(image?.mask).toBeNull();
  });

  test.each<[PngWish['type'], PngWish['bits'], number]>([
    [4, 8, 1],
    [4, 16, 1],
    [6, 8, 3],
    [6, 16, 3],
  ])(
    'of colour type %i with %i bits gives its alpha to a mask, sample by sample',
    async (type, bits, samples) => {
      const wish: PngWish = { ...SIZE, type, bits, sample: ramp(bits) };
      const made = await print(writePng(wish));
      expect(made).toMatchObject({ route: 'samples', passed: true });
      const [image] = await imagesOf(made);
      const colours = { ...wish, type: (samples === 1 ? 0 : 2) as 0 | 2 };
      const alpha = {
        ...wish,
        type: 0 as const,
        sample: (x: number, y: number) => wish.sample(x, y, samples),
      };
      const { mask } = image ?? {};
      expect(unpackRows(image?.data ?? new Uint8Array(), { ...SIZE, samples, bits })).toEqual(
        packedRows(colours),
      );
      expect(unpackRows(mask?.data ?? new Uint8Array(), { ...SIZE, samples: 1, bits })).toEqual(
        packedRows(alpha),
      );
    },
  );

  test.each<PngWish['bits']>([1, 2, 4, 8])(
    'with a palette of %i bits keeps it, alpha beside it',
    async (bits) => {
      const entries = Math.min(2 ** bits, 16);
      const palette = Array.from({ length: entries * 3 }, (_, at) => (at * 53) % 256);
      const transparency = Array.from({ length: entries }, (_, at) => (at === 1 ? 0 : 255 - at * 10));
      const wish: PngWish = {
        ...{ ...SIZE, type: 3, bits, palette, transparency },
        sample: (x, y) => ((x >> 2) + (y < 13 ? 0 : 1)) % entries,
      };
      const made = await print(writePng(wish));
      expect(made).toMatchObject({ route: 'samples', passed: true });
      const [image] = await imagesOf(made);
      expect(spaceOf(image)).toBe('Indexed');
      expect(unpackRows(image?.data ?? new Uint8Array(), { ...SIZE, samples: 1, bits })).toEqual(
        packedRows(wish),
      );
      const alphas = unpackRows(image?.mask?.data ?? new Uint8Array(), { ...SIZE, samples: 1, bits: 8 });
      expect(alphas[20]?.[7]).toBe(transparency[wish.sample(7, 20, 0)]);
    },
  );

  test('with one clear colour has it clear', async () => {
    const wish: PngWish = {
      ...{ ...SIZE, type: 2, bits: 8, transparency: [0, 255, 0, 0, 0, 0] },
      sample: (x, _y, channel) => (x < 23 ? [255, 0, 0] : [0, 0, 255])[channel] ?? 0,
    };
    const made = await print(writePng(wish));
    expect(made).toMatchObject({ route: 'samples', passed: true });
    expect((await colourAt(made, 5, 10)).slice(3)).toEqual([0]);
    expect(await colourAt(made, 35, 10)).toEqual([0, 0, 255, 255]);
  });

  test('that is interlaced is unpacked without loss', async () => {
    const bytes = await quartered(460, 260).png({ progressive: true }).toBuffer();
    expect(bytes[28]).toBe(1);
    const made = await print(bytes);
    expect(made.passed).toBe(true);
    expect(await corners(made)).toEqual(['red', 'blue', 'blue', 'blue']);
  });

  test('keeps its colour profile', async () => {
    const bytes = await plain(460, 260, { r: 0, g: 180, b: 0, alpha: 1 })
      .withIccProfile('p3')
      .png()
      .toBuffer();
    const made = await print(bytes);
    expect(made.passed).toBe(true);
    expect(spaceOf((await imagesOf(made))[0])).toBe('ICCBased');
  });

  test('that ends early is refused rather than printed in half', async () => {
    const whole = writePng({ ...SIZE, type: 6, bits: 8, sample: ramp(8) });
    const { order } = await print(whole);
    await expect(
      print(whole.subarray(0, whole.length - 400), { previewPath: order.previewPath }),
    ).rejects.toThrow();
  });
});

describe('other pictures', () => {
  test.each(['webp', 'gif', 'avif', 'tiff'] as const)('%s comes out as it was seen', async (format) => {
    const made = await print(await quartered(460, 260).toFormat(format, { quality: 95 }).toBuffer());
    expect(made.passed).toBe(true);
    expect(await corners(made)).toEqual(['red', 'blue', 'blue', 'blue']);
  });

  test('CMYK in a TIFF stays CMYK, number by number', async () => {
    const opaque = sharp(await quartered(460, 260).png().toBuffer()).removeAlpha();
    const bytes = await opaque.toColourspace('cmyk').tiff({ compression: 'lzw' }).toBuffer();
    const made = await print(bytes);
    expect(made).toMatchObject({ route: 'samples', passed: true });
    const [image] = await imagesOf(made);
    const rows = unpackRows(image?.data ?? new Uint8Array(), { width: 460, samples: 4, bits: 8 });
    const numbers = await sharp(bytes).pipelineColourspace('cmyk').toColourspace('cmyk').raw().toBuffer();
    expect(Buffer.concat(rows).equals(numbers)).toBe(true);
  });

  test.each([
    [600, 400],
    [240, 160],
  ])('pure noise of %d × %d pixels passes as what was approved', async (width, height) => {
    const raw = { width, height, channels: 3 as const };
    const noise = sharp(randomBytes(width * height * 3), { raw });
    for (const bytes of [
      await noise.clone().png().toBuffer(),
      await noise.clone().webp().toBuffer(),
      await noise.clone().jpeg({ quality: 90 }).withMetadata({ orientation: 6 }).toBuffer(),
    ]) {
      expect(await print(bytes, { cut: rectangle(40, 20, 3) })).toMatchObject({ passed: true });
    }
  });

  test('sixteen bits of a TIFF stay sixteen bits', async () => {
    const bytes = deepTiff(46, 26);
    expect((await sharp(bytes).metadata()).depth).toBe('ushort');
    const made = await print(bytes);
    expect(made.passed).toBe(true);
    expect((await imagesOf(made))[0]?.entry('BitsPerComponent')).toBe(16);
  });
});

/** RGB of sixteen bits, one strip, nothing packed. */
function deepTiff(width: number, height: number): Buffer {
  const pixels = Buffer.alloc(width * height * 6);
  for (let at = 0; at < width * height * 3; at++) pixels.writeUInt16LE((at * 331) % 65_536, at * 2);
  const head = 8 + 2 + 10 * 12 + 4;
  const tags: [tag: number, type: number, count: number, value: number][] = [
    [256, 4, 1, width],
    [257, 4, 1, height],
    [258, 3, 3, head],
    [259, 3, 1, 1],
    [262, 3, 1, 2],
    [273, 4, 1, head + 6],
    [277, 3, 1, 3],
    [278, 4, 1, height],
    [279, 4, 1, pixels.length],
    [284, 3, 1, 1],
  ];
  const bytes = Buffer.alloc(head + 6);
  bytes.write('II*\0', 'latin1');
  bytes.writeUInt32LE(8, 4);
  bytes.writeUInt16LE(tags.length, 8);
  for (const [index, [tag, type, count, value]] of tags.entries()) {
    const at = 10 + index * 12;
    bytes.writeUInt16LE(tag, at);
    bytes.writeUInt16LE(type, at + 2);
    bytes.writeUInt32LE(count, at + 4);
    bytes.writeUInt32LE(value, at + 8);
  }
  for (const at of [0, 2, 4]) bytes.writeUInt16LE(16, head + at);
  return Buffer.concat([bytes, pixels]);
}

const hasPdfimages = has('pdfimages');

test.runIf(hasPdfimages)('pdfimages finds the very pixels that were sent', async () => {
  const noise = sharp({
    create: {
      width: 230,
      height: 130,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 50 },
    },
  });
  for (const bytes of [await noise.clone().png().toBuffer(), await noise.clone().jpeg().toBuffer()]) {
    const { order } = await print(bytes);
    const prefix = path.join(folder, `image-${bytes.length}`);
    expect(run('pdfimages', ['-all', order.toPath, prefix]).ok).toBe(true);
    const ending = bytes[0] === 0xff ? 'jpg' : 'png';
    const found = await sharp(readFileSync(`${prefix}-000.${ending}`))
      .removeAlpha()
      .raw()
      .toBuffer();
    expect(found.equals(await sharp(bytes).removeAlpha().raw().toBuffer())).toBe(true);
  }
});

test('every picture stands in the same boxes', async () => {
  expect(await boxesOf(await print(await plain(46, 26).png().toBuffer()))).toEqual({
    media: [0, 0, 50, 30],
    bleed: [2, 2, 46, 26],
    trim: [5, 5, 40, 20],
  });
});
