// Photoshop files are shown by their flat picture, in every mode, depth and packing, and known by what they say.
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { Damaged, TooManyPixels } from '../../src/artwork/picture.ts';
import { plain } from './files.ts';
import { close, openBytes, previewOf } from './opening.ts';
import {
  channelNames,
  channelUses,
  type PsdOptions,
  psd,
  resolution,
  thumbnail,
  versionInfo,
} from './psd-files.ts';

const RED = [255, 0, 0, 255];
const BLUE = [0, 0, 255, 255];
const RGB = { mode: 'rgb', corner: [1, 0, 0], rest: [0, 0, 1] } as const satisfies PsdOptions;
/** Red and blue as inks would make them. */
const CMYK = { mode: 'cmyk', corner: [1, 0, 0, 1], rest: [0, 0, 1, 1] } as const satisfies PsdOptions;
const GRAY = { mode: 'gray', corner: [1], rest: [0.2] } as const satisfies PsdOptions;

describe('every mode is shown', () => {
  const palette = Buffer.alloc(768);
  palette.set([255, 0], 0);
  palette.set([0, 255], 512);
  const cases: [string, PsdOptions, colour: string, corner: number[], rest: number[]][] = [
    ['RGB', RGB, 'rgb', RED, BLUE],
    ['CMYK', CMYK, 'cmyk', [230, 0, 0, 255], [40, 10, 110, 255]],
    ['grey', GRAY, 'gray', [255, 255, 255, 255], [51, 51, 51, 255]],
    ['duotone', { ...GRAY, mode: 'duotone' }, 'gray', [255, 255, 255, 255], [51, 51, 51, 255]],
    [
      'bitmap',
      { mode: 'bitmap', bits: 1, corner: [1], rest: [0] },
      'gray',
      [0, 0, 0, 255],
      [255, 255, 255, 255],
    ],
    ['indexed', { mode: 'indexed', palette, corner: [0], rest: [1 / 255] }, 'indexed', RED, BLUE],
    ['Lab', { mode: 'lab', corner: [0.54, 0.82, 0.77], rest: [0.3, 0.81, 0.08] }, 'lab', RED, BLUE],
    ['multichannel', { ...CMYK, mode: 'multichannel' }, 'mixed', [230, 0, 0, 255], [40, 10, 110, 255]],
  ];
  test.each(cases)('%s', async (_mode, options, colour, corner, rest) => {
    const { facts, preview } = await openBytes(psd(options));
    expect(facts).toMatchObject({
      format: 'psd',
      colour,
      widthPx: 40,
      heightPx: 20,
      vector: false,
      lacks: null,
    });
    expect(preview?.at(0.25, 0.25)).toEqual(close(corner, 25));
    expect(preview?.at(0.75, 0.75)).toEqual(close(rest, 25));
  });

  const packings = ['none', 'runs', 'zip', 'zip of differences'] as const;
  const depths = [8, 16, 32] as const;
  test.each(packings.flatMap((packing) => depths.map((bits) => [packing, bits] as const)))(
    'packed by %s, %d bits deep',
    async (packing, bits) => {
      const preview = await previewOf(psd({ ...RGB, packing, bits }));
      expect([preview.at(0.25, 0.25), preview.at(0.75, 0.75)]).toEqual([RED, BLUE]);
    },
  );

  test.each(['none', 'runs', 'zip'] as const)('CMYK and Lab of 16 bits, packed by %s', async (packing) => {
    const inks = await previewOf(psd({ ...CMYK, bits: 16, packing }));
    expect(inks.at(0.25, 0.25)).toEqual(close([230, 0, 0, 255], 25));
    const lab = { mode: 'lab', corner: [0.54, 0.82, 0.77], rest: [1, 0.5, 0.5] } as const;
    const preview = await previewOf(psd({ ...lab, bits: 16, packing }));
    expect(preview.at(0.25, 0.25)).toEqual(close(RED, 25));
    expect(preview.at(0.75, 0.75)).toEqual(close([255, 255, 255, 255]));
  });

  test('floating point counts light', async () => {
    const preview = await previewOf(psd({ ...GRAY, bits: 32 }));
    expect(preview.at(0.25, 0.25)).toEqual([255, 255, 255, 255]);
    expect(preview.at(0.75, 0.75)).toEqual(close([124, 124, 124, 255])); // a fifth of the light
  });

  test.each(['none', 'runs'] as const)('a PSB has longer lengths, packed by %s', async (packing) => {
    const { facts, preview } = await openBytes(psd({ ...RGB, large: true, packing, layers: 1 }));
    expect(facts).toMatchObject({ format: 'psb', colour: 'rgb' });
    expect(preview?.at(0.25, 0.25)).toEqual(RED);
  });
});

describe('transparency', () => {
  const cornerOnly = { mode: 'rgb', corner: [1, 0, 0, 1], rest: [1, 1, 1, 0] } as const satisfies PsdOptions;

  test.each([
    ['a list of layers says so', { layers: -2 }],
    ['blocks of deeper pictures say so', { bits: 16, blocks: [['Mt16', Buffer.alloc(0)]] }],
    ['deeper layers say so', { bits: 16, blocks: [['Lr16', Buffer.from([0xff, 0xfe])]] }],
    ['no program named that channel', {}],
  ] satisfies [string, Partial<PsdOptions>][])('is kept where %s', async (_how, options) => {
    const { facts, preview } = await openBytes(psd({ ...cornerOnly, ...options }));
    expect(preview?.at(0.25, 0.25)).toEqual(RED);
    expect(preview?.at(0.75, 0.75)[3]).toBe(0);
    expect(facts.outline).toBe('alpha');
  });

  test('colours that were mixed with white by it are taken out of the mixture', async () => {
    const half = { mode: 'rgb', corner: [1, 0.5, 0.5, 0.5], rest: [1, 1, 1, 0] } as const;
    const [r, g, b, a] = (await previewOf(psd({ ...half, layers: -1 }))).at(0.2, 0.2);
    expect([r, g, b]).toEqual(close([255, 0, 0]));
    expect(a).toBe(128);
  });

  test('of inks, too', async () => {
    const inks = { mode: 'cmyk', corner: [1, 0, 0, 1, 1], rest: [1, 1, 1, 1, 0], layers: -1 } as const;
    const { facts, preview } = await openBytes(psd({ ...inks, packing: 'runs' }));
    expect(facts.colour).toBe('cmyk');
    expect(preview?.at(0.25, 0.25)).toEqual(close([230, 0, 0, 255], 25));
    expect(preview?.at(0.75, 0.75)[3]).toBe(0);
  });

  test('a colour of the palette may stand for it', async () => {
    const palette = Buffer.alloc(768, 200);
    const clear: [number, Buffer] = [1047, Buffer.from([0, 1])];
    const indexed = { mode: 'indexed', palette, corner: [0], rest: [1 / 255] } as const;
    const preview = await previewOf(psd({ ...indexed, resources: [clear] }));
    expect(preview.at(0.2, 0.2)).toEqual([200, 200, 200, 255]);
    expect(preview.at(0.8, 0.8)[3]).toBe(0);
  });

  test('a saved selection is none', async () => {
    const preview = await previewOf(psd({ ...cornerOnly, resources: [channelNames('Alpha 1')] }));
    expect(preview.at(0.75, 0.75)).toEqual([255, 255, 255, 255]);
  });
});

describe('what it says about itself', () => {
  test('its resolution is exact', async () => {
    const { facts } = await openBytes(psd({ ...RGB, resources: [resolution(299.72, 150)] }));
    expect(facts.widthMm).toBeCloseTo((40 / 299.72) * 25.4, 4);
    expect(facts.heightMm).toBeCloseTo((20 / 150) * 25.4, 4);
    expect((await openBytes(psd({ ...RGB, resources: [resolution(0)] }))).facts.widthMm).toBeNull();
  });

  test('its profile is used', async () => {
    const { icc } = await sharp(await plain(2, 2).withIccProfile('p3').png().toBuffer()).metadata();
    const green = { mode: 'rgb', corner: [0.5, 0.8, 0.3], rest: [0.5, 0.8, 0.3] } as const;
    const without = (await previewOf(psd(green))).at(0.5, 0.5);
    const [r = 255] = (await previewOf(psd({ ...green, resources: [[1039, icc as Buffer]] }))).at(0.5, 0.5);
    expect(r).toBeLessThan((without[0] ?? 0) - 10); // the same figures are a stronger green there
  });

  test('spot colours are channels behind the others', async () => {
    const spots = [channelNames('Alpha 1', 'CutContour'), channelUses(0, 2)];
    const { facts } = await openBytes(
      psd({ mode: 'cmyk', corner: [1, 1, 1, 1, 0, 0], rest: [0, 0, 0, 0, 1, 1], resources: spots }),
    );
    expect(facts).toMatchObject({ spots: ['CutContour'], colour: 'cmyk' });
  });
});

describe('a file saved without its flat picture', () => {
  const small = () => plain(16, 8).jpeg().toBuffer();

  test.each([
    ['says so', { resources: [versionInfo(false)] }],
    ['ends behind its layers', { layers: 1, composite: false }],
  ] satisfies [string, Partial<PsdOptions>][])('that %s has nothing to show', async (_how, options) => {
    const { facts, preview } = await openBytes(psd({ ...RGB, ...options }));
    expect(facts).toMatchObject({ lacks: 'composite', preview: null, previewOnly: false, widthPx: 40 });
    expect(preview).toBeNull();
  });

  test('is shown by its thumbnail', async () => {
    const resources = [versionInfo(false), thumbnail(await small())];
    const { facts, preview } = await openBytes(psd({ ...RGB, resources }));
    expect(facts).toMatchObject({ lacks: 'composite', previewOnly: true, preview: { width: 16, height: 8 } });
    expect(preview?.at(0.5, 0.5)).toEqual(close(RED));
  });

  test('of version 4 has red and blue swapped in it', async () => {
    const resources = [versionInfo(false), thumbnail(await small(), 1033)];
    expect((await previewOf(psd({ ...RGB, resources }))).at(0.5, 0.5)).toEqual(close(BLUE));
  });

  test('and one that says it has a flat picture is shown by that', async () => {
    const resources = [versionInfo(true), thumbnail(await small())];
    expect((await openBytes(psd({ ...RGB, resources }))).facts).toMatchObject({
      lacks: null,
      previewOnly: false,
    });
  });
});

describe('what is broken is refused', () => {
  const whole = psd({ ...RGB, packing: 'runs', layers: 1, resources: [resolution(300)] });

  test.each([27, 40, 60, 90, whole.length - 1])('cut off after %d bytes', async (length) => {
    await expect(openBytes(whole.subarray(0, length))).rejects.toThrow(Damaged);
  });

  test('so are lengths, modes and packings that cannot be', async () => {
    const mode = Buffer.from(whole);
    mode.writeUInt16BE(5, 24);
    await expect(openBytes(mode)).rejects.toThrow(Damaged);
    const resources = Buffer.from(whole);
    resources.writeUInt32BE(0xffffffff, 30);
    await expect(openBytes(resources)).rejects.toThrow(Damaged);
    const packing = psd(RGB);
    packing.writeUInt16BE(9, packing.length - 40 * 20 * 3 - 2);
    await expect(openBytes(packing)).rejects.toThrow(Damaged);
    await expect(openBytes(psd({ mode: 'rgb', corner: [1], rest: [0] }))).rejects.toThrow(Damaged);
  });

  test('a header of ten billion pixels is refused by its header', async () => {
    const bomb = Buffer.from(whole);
    bomb.writeUInt32BE(100_000, 14);
    bomb.writeUInt32BE(100_000, 18);
    await expect(openBytes(bomb)).rejects.toThrow(TooManyPixels);
  });
});
