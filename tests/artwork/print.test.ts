// A print file as a machine reads it: boxes, the cut and its ink, layers, bleed, and the look at itself.
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inflateSync } from 'node:zlib';
import { PDFArray, PDFDict, PDFHexString, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { plainCutLine } from '../../src/artwork/cut-line.ts';
import { isCutName } from '../../src/artwork/cut-names.ts';
import { extendEdges } from '../../src/artwork/edge-extension.ts';
import { readJpeg } from '../../src/artwork/jpeg-parts.ts';
import { compare } from '../../src/artwork/likeness.ts';
import { readPng } from '../../src/artwork/png-parts.ts';
import { POINTS_PER_MM, strokesOf, turnedAsExif, UPRIGHT } from '../../src/artwork/print.ts';
import { framed, pdf, plain, quartered, RED } from './files.ts';
import {
  boxesOf,
  colourAt,
  cutAs,
  folder,
  has,
  load,
  type Made,
  print,
  rectangle,
  run,
  spotsIn,
} from './printing.ts';

const RED_PIXEL = [255, 0, 0, 255];
const red = (width = 460, height = 260) => plain(width, height).png().toBuffer();

describe('the sheet', () => {
  test('holds trim, bleed and two millimetres more', async () => {
    expect(await boxesOf(await print(await red(), { cut: rectangle(50.4, 30.2), bleedMm: 2.5 }))).toEqual({
      media: [0, 0, 59.4, 39.2],
      bleed: [2, 2, 55.4, 35.2],
      trim: [4.5, 4.5, 50.4, 30.2],
    });
  });

  test('of a kiss-cut holds its backing, line and all', async () => {
    const made = await print(await red(), { backingSpot: 'PerfCutContour' });
    const { media, bleed, trim } = await boxesOf(made);
    expect(trim.slice(2)).toEqual([40, 20]);
    expect(bleed.slice(2)).toEqual([46, 26]);
    expect(media[2]).toBeCloseTo(50.09, 1);
    const [, backing = ''] = linesOf(await contentOf(made));
    const xs = numbersOf(backing).filter((_, at) => at % 2 === 0);
    const inMm = (Math.max(...xs) - Math.min(...xs)) / POINTS_PER_MM;
    expect(inMm).toBeCloseTo(50, 2);
    expect(Math.min(...xs)).toBeGreaterThan(0.12);
  });

  test('says what it is and not when it was made: the same order gives the same bytes', async () => {
    const bytes = await framed(400, 200).png().toBuffer();
    const [one, other] = [await print(bytes), await print(bytes)];
    expect(one.pdf.equals(other.pdf)).toBe(true);
    const document = await load(one.pdf);
    expect([document.getTitle(), document.getProducer()]).toEqual(['KC-TEST-0001-1', 'Kisscut']);
    expect(document.getCreationDate()).toBeUndefined();
  });

  test('names the printing condition when the shop has one', async () => {
    const { icc } = await sharp(await plain(2, 2).withIccProfile('cmyk').tiff().toBuffer()).metadata();
    const profilePath = path.join(folder, 'press.icc');
    writeFileSync(profilePath, icc ?? '');
    const made = await print(await red(), { profilePath });
    const intents = (await load(made.pdf)).catalog.lookup(PDFName.of('OutputIntents'), PDFArray);
    expect(intents.size()).toBe(1);
    await expect(print(await red(), { profilePath: made.order.toPath })).rejects.toThrow('not a profile');
  });
});

async function contentOf({ pdf: bytes }: Made): Promise<string> {
  const contents = (await load(bytes)).getPage(0).node.Contents();
  if (!(contents instanceof PDFRawStream)) throw new Error('one stream');
  return inflateSync(contents.contents).toString('latin1');
}

/** What is stroked, in the order it is drawn. */
function linesOf(content: string): string[] {
  return [...content.matchAll(/1 J\n([^S]*?)\nS Q/g)].map((match) => match[1] ?? '');
}

function numbersOf(content: string): number[] {
  return [...content.matchAll(/-?\d+(?:\.\d+)?/g)].map(([number]) => Number(number));
}

describe('the cut', () => {
  test('is a quarter of a point in its spot colour, over everything, in a layer of its own', async () => {
    const made = await print(await red(), { spot: 'Thru Cut', backingSpot: 'PerfCutContour' });
    expect(await spotsIn(made.pdf)).toEqual(['PerfCutContour', 'Thru Cut']);
    const document = await load(made.pdf);
    const resources = document.getPage(0).node.Resources();
    const state = resources?.lookup(PDFName.of('ExtGState'), PDFDict).lookup(PDFName.of('Over'), PDFDict);
    expect(['OP', 'op', 'OPM'].map((key) => state?.get(PDFName.of(key))?.toString())).toEqual([
      'true',
      'true',
      '1',
    ]);
    const groups = document.catalog
      .lookup(PDFName.of('OCProperties'), PDFDict)
      .lookup(PDFName.of('OCGs'), PDFArray);
    const names = groups
      .asArray()
      .map((_, at) => groups.lookup(at, PDFDict).lookup(PDFName.of('Name'), PDFHexString).decodeText());
    expect(names).toEqual(['Artwork', 'Thru Cut', 'PerfCutContour']);
    const content = await contentOf(made);
    expect(content).toContain('/Spot0 CS 1 SCN 0.25 w');
    expect(content.match(/BDC/g)).toHaveLength(3);
  });

  test('lies where the stored path says, its 0,0 the trim’s top left', async () => {
    const made = await print(await red(), {
      cut: cutAs('M0 0L40 5L40 20L10 20Z', { widthMm: 40, heightMm: 20 }, 3),
    });
    const [line = ''] = linesOf(await contentOf(made));
    const at = (x: number, y: number) => [(5 + x) * POINTS_PER_MM, (5 + 20 - y) * POINTS_PER_MM];
    const wanted = [at(0, 0), at(40, 5), at(40, 20), at(10, 20)].flat();
    expect(numbersOf(line)).toHaveLength(8);
    for (const [index, number] of numbersOf(line).entries())
      expect(number).toBeCloseTo(wanted[index] ?? 0, 3);
    expect(line.trim().endsWith('h')).toBe(true);
  });

  test.runIf(has('qpdf'))('stands in a file that qpdf finds nothing wrong with', async () => {
    for (const bytes of [
      await red(),
      await framed(300, 200).png().toBuffer(),
      await quartered(300, 200).jpeg().toBuffer(),
      pdf(),
    ]) {
      const { order } = await print(bytes, { backingSpot: 'PerfCutContour' });
      const { ok, text } = run('qpdf', ['--check', order.toPath]);
      expect([ok, /WARNING|error:/i.test(text)]).toEqual([true, false]);
    }
  });

  test.runIf(has('gs'))('has a plate of its own, and so has the backing, and nothing else has', async () => {
    const { order } = await print(await red(), { backingSpot: 'PerfCutContour' });
    const prefix = path.join(folder, 'plates');
    const args = [
      '-q',
      '-dNOPAUSE',
      '-dBATCH',
      '-dSAFER',
      '-sDEVICE=tiffsep',
      '-r144',
      '-o',
      `${prefix}%d.tif`,
    ];
    expect(run('gs', [...args, order.toPath]).ok).toBe(true);
    const ink = async (plate: string) => {
      const file = `${prefix}1(${plate}).tif`;
      if (!existsSync(file)) return 'no plate';
      const { channels } = await sharp(file).stats();
      return (channels[0]?.min ?? 255) < 200 ? 'ink' : 'empty';
    };
    expect(await Promise.all(['CutContour', 'PerfCutContour', 'Magenta', 'Cyan'].map(ink))).toEqual([
      ...['ink', 'ink', 'ink', 'empty'],
    ]);
  });
});

describe('bleed made up from the edge', () => {
  /** A design that ends at its cut. */
  const tight = { cut: rectangle(40, 20, 0) };

  test('fills what the art leaves open outside of its cut', async () => {
    const made = await print(await quartered(400, 200).png().toBuffer(), tight);
    expect(made).toMatchObject({ extended: true, passed: true });
    expect(await colourAt(made, -2.5, 3)).toEqual(RED_PIXEL);
    expect(await colourAt(made, 42.5, 10)).toEqual([0, 0, 255, 255]);
    expect(await colourAt(made, 10, 22.5)).toEqual([0, 0, 255, 255]);
    expect(await colourAt(made, -2.5, -2.5)).toEqual(RED_PIXEL);
    expect((await colourAt(made, -3.2, 3))[3]).toBe(0);
  });

  test('leaves a border alone', async () => {
    const made = await print(await red(400, 200), { cut: rectangle(44, 24, -2) });
    expect(made).toMatchObject({ extended: false, passed: true });
    expect((await colourAt(made, 1, 12))[3]).toBe(0);
  });

  test('follows a curved cut where a clear design runs over it, and only there', async () => {
    // a red bar across the middle of a clear artboard
    const bar = sharp({ create: { width: 400, height: 80, channels: 4, background: RED } });
    const art = plain(400, 400, { r: 0, g: 0, b: 0, alpha: 0 }).composite([
      { input: await bar.png().toBuffer() },
    ]);
    const size = { widthMm: 30, heightMm: 30 };
    const made = await print(await art.png().toBuffer(), {
      cut: cutAs(plainCutLine('circle', 30, 30), size, 0),
    });
    expect(made).toMatchObject({ extended: true, passed: true });
    expect(await colourAt(made, -1.5, 15)).toEqual(RED_PIXEL);
    expect(await colourAt(made, 31.5, 15)).toEqual(RED_PIXEL);
    expect((await colourAt(made, 15, -1.5))[3]).toBe(0);
  });

  test('is not needed where the art covers it all', async () => {
    expect((await print(await red())).extended).toBe(false);
  });

  test('white paper needs none', async () => {
    const white = { r: 255, g: 255, b: 255, alpha: 1 };
    expect((await print(await plain(400, 200, white).png().toBuffer(), tight)).extended).toBe(false);
  });
});

describe('the self-check', () => {
  const previewOf = async (bytes: Buffer, name: string) => {
    const previewPath = path.join(folder, `${name}.webp`);
    await sharp(bytes).resize(1000).webp({ lossless: true }).toFile(previewPath);
    return previewPath;
  };

  test('fails when something else was approved, and keeps both pictures', async () => {
    const previewPath = await previewOf(await quartered(400, 226).png().toBuffer(), 'other');
    const made = await print(await red(), { previewPath });
    expect(made.passed).toBe(false);
    expect(made.selfCheck.badPercent).toBeGreaterThan(50);
    for (const picture of [made.order.approvedPath, made.order.printedPath])
      expect(existsSync(picture)).toBe(true);
    expect(existsSync(made.order.toPath)).toBe(true);
  });

  test('sees a design that is a millimetre off', async () => {
    const bytes = await quartered(920, 520).png().toBuffer();
    const { order } = await print(bytes);
    const shifted = await sharp(bytes)
      .extend({ left: 20, background: RED })
      .extract({ left: 0, top: 0, width: 920, height: 520 })
      .png()
      .toBuffer();
    expect((await print(shifted, { previewPath: order.previewPath })).passed).toBe(false);
  });

  test('is not talked round by pixels: another page stays another page', async () => {
    const bytes = pdf({ content: '0 0 1 rg 0 0 200 100 re f' });
    const previewPath = await previewOf(await plain(200, 100).png().toBuffer(), 'red');
    const made = await print(bytes, { previewPath, cut: rectangle(40, 20, 0) });
    expect(made.passed).toBe(false);
  });
});

describe('beside each other', () => {
  const picture = (draw: (x: number, y: number) => number) => {
    const data = new Uint8Array(40 * 30 * 3);
    for (let at = 0; at < 1200; at++) data.fill(draw(at % 40, Math.floor(at / 40)), at * 3, at * 3 + 3);
    return { data, width: 40, height: 30 };
  };
  const counts = new Uint8Array(1200).fill(1);
  const edge = picture((x) => (x < 20 ? 0 : 255));

  test.each([
    ['the same', edge, 0],
    ['an edge anti-aliased otherwise', picture((x) => (x < 20 ? 0 : x === 20 ? 130 : 255)), 0],
    ['an edge one pixel off', picture((x) => (x < 21 ? 0 : 255)), 0],
  ])('%s counts as the same', (_, other, bad) => {
    expect(compare(edge, other, { counts }).badPercent).toBe(bad);
  });

  test.each([
    ['an edge three pixels off', picture((x) => (x < 23 ? 0 : 255))],
    ['a hair line more', picture((x, y) => (x < 20 || y === 15 ? 0 : 255))],
    ['everything upside down', picture((x) => (x < 20 ? 255 : 0))],
  ])('%s does not', (_, other) => {
    expect(compare(edge, other, { counts }).badPercent).toBeGreaterThan(1);
  });

  test('what is not looked at says nothing, and nothing at all is no proof', () => {
    const black = picture(() => 0);
    const half = counts.map((_, at) => (at % 40 < 19 ? 1 : 0));
    expect(compare(edge, black, { counts: half })).toEqual({ mean: 0, badPercent: 0 });
    expect(compare(edge, edge, { counts: new Uint8Array(1200) })).toEqual({ mean: 255, badPercent: 100 });
  });

  test('small differences of two colour engines are forgiven where that is asked for', () => {
    const [grey, lighter] = [picture(() => 100), picture(() => 120)];
    expect(compare(grey, lighter, { counts }).mean).toBe(20);
    expect(compare(grey, lighter, { counts, forgiven: 24 }).mean).toBe(0);
  });
});

describe('pieces', () => {
  test('a path becomes drawing commands, repeated coordinates and all', () => {
    expect(strokesOf('M0 0L1 2 3 4C1 1 2 2 3 3Z', UPRIGHT)).toEqual([
      ['m', 0, 0],
      ['l', 1, 2],
      ['l', 3, 4],
      ['c', 1, 1, 2, 2, 3, 3],
      ['h'],
    ]);
    expect(strokesOf('M0 0L1 0ZM5 5L6 5Z', UPRIGHT).filter(([command]) => command === 'h')).toHaveLength(2);
    expect(() => strokesOf('M0 0A1 1 0 0 1 2 2Z', UPRIGHT)).toThrow();
    expect(() => strokesOf('M0 0L1Z', UPRIGHT)).toThrow();
  });

  test('EXIF turns are turns: four quarters make none', () => {
    expect(turnedAsExif(1)).toEqual(UPRIGHT);
    expect(turnedAsExif(99)).toEqual(UPRIGHT);
  });

  test.each([
    ['CutContour', true],
    ['thru cut', true],
    ['KISS-CUT', true],
    ['Stanzkontur', true],
    ['White', false],
    ['PANTONE 185 C', false],
    ['Cutter Blue', false],
    ['', false],
  ])('%s: a cut is %s', (name, is) => {
    expect(isCutName(name)).toBe(is);
  });

  test('what is no whole JPEG or PNG is nothing', async () => {
    const jpeg = await quartered(64, 64).jpeg().toBuffer();
    expect(readJpeg(jpeg)).not.toBeNull();
    expect(readJpeg(jpeg.subarray(0, jpeg.length - 2))).toBeNull();
    expect(readJpeg(Buffer.from('not a JPEG'))).toBeNull();
    expect(readPng(await red())).not.toBeNull();
    expect(readPng((await red()).subarray(0, 60))).toBeNull();
    expect(readPng(Buffer.from('not a PNG at all, by far not'))).toBeNull();
  });

  test('an edge goes on outside, nearest colour first', () => {
    const size = { width: 20, height: 20 };
    const art = { ...size, data: new Uint8Array(1600) };
    const inside = new Uint8Array(400);
    for (let y = 5; y < 15; y++) {
      for (let x = 5; x < 15; x++) {
        inside[y * 20 + x] = 255;
        art.data.set(x < 10 ? [255, 0, 0, 255] : [0, 0, 255, 255], (y * 20 + x) * 4);
      }
    }
    const strip = extendEdges({ art, inside, reach: 4, depth: 1 });
    const at = (x: number, y: number) => [
      ...(strip?.data.subarray((y * 20 + x) * 4, (y * 20 + x) * 4 + 4) ?? []),
    ];
    expect(at(2, 10)).toEqual([255, 0, 0, 255]);
    expect(at(17, 10)).toEqual([0, 0, 255, 255]);
    expect(at(0, 10)[3]).toBe(0);
    expect(at(10, 10)[3]).toBe(0);
    expect(
      extendEdges({ art: { ...size, data: new Uint8Array(1600) }, inside, reach: 4, depth: 1 }),
    ).toBeNull();
  });
});
