// EPS and Illustrator's PostScript: what their comments say, and the pictures of five kinds that they carry.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openEps } from '../../src/artwork/open.eps.ts';
import { Damaged, type Picture } from '../../src/artwork/picture.ts';
import { dosEps, eps } from './documents.ts';
import { plain, quartered } from './files.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'kisscut-eps-'));
afterAll(() => rmSync(folder, { recursive: true }));

function open(bytes: Buffer, format: 'eps' | 'ai' = 'eps'): Promise<Picture> {
  const place = path.join(folder, 'art.eps');
  writeFileSync(place, bytes);
  return openEps({ path: place, format, page: 1, tempFolder: folder });
}

async function factsOf(comments: string[], body?: string): Promise<Picture['facts']> {
  return (await open(eps(comments, body))).facts;
}

function at({ pixels }: Picture, x: number, y: number): number[] {
  if (!pixels) throw new Error('nothing is shown');
  const offset = (Math.floor(y * pixels.height) * pixels.width + Math.floor(x * pixels.width)) * 4;
  return [...pixels.data.subarray(offset, offset + 4)];
}

function near(...rgba: number[]) {
  return rgba.map((value) => expect.closeTo(value, -1.5));
}

const MM = 25.4 / 72;
const RED = [255, 0, 0, 255];
const BLUE = [0, 0, 255, 255];
const BOX = '%%BoundingBox: 0 0 200 100';

describe('what it says about itself', () => {
  test.each([
    ['whole points', [BOX], 200, 100],
    [
      'more exactly',
      ['%%BoundingBox: 10 10 211 111', '%%HiResBoundingBox: 10.5 10.25 210.5 110.75'],
      200,
      100.5,
    ],
    ['a box below the origin', ['%%BoundingBox: -100 -50 100 50'], 200, 100],
  ])('its size in %s', async (_what, comments, width, height) => {
    const facts = await factsOf(comments);
    expect(facts).toMatchObject({ format: 'eps', pages: 1, vector: true, widthPx: null, lacks: 'pdf' });
    expect(facts.widthMm).toBeCloseTo(width * MM, 6);
    expect(facts.heightMm).toBeCloseTo(height * MM, 6);
  });

  test('its size at the end, past those of what is placed inside', async () => {
    const inside =
      '%%BeginDocument: logo.eps\n%%BoundingBox: 0 0 5 5\n%%EndDocument\n%%Trailer\n%%BoundingBox: 0 0 200 100';
    expect((await factsOf(['%%BoundingBox: (atend)'], inside)).widthMm).toBeCloseTo(200 * MM, 6);
  });

  test('no size where it states none, or nonsense', async () => {
    expect((await factsOf([])).widthMm).toBeNull();
    expect((await factsOf(['%%BoundingBox: 0 0 0 0'])).widthMm).toBeNull();
    expect((await factsOf(['%%BoundingBox: a b c d'])).widthMm).toBeNull();
  });

  test.each([
    ['cmyk', ['%%DocumentProcessColors: Cyan Magenta Yellow Black']],
    ['gray', ['%%DocumentProcessColors:  Black']],
    ['cmyk', ['%%DocumentProcessColors: Cyan', '%%+ Magenta']],
    ['rgb', ['%%DocumentProcessColors: Red Green Blue']],
    [null, ['%%DocumentProcessColors:']],
    [null, []],
    ['lab', ['%ImageData: 10 10 8 2 0 1 1 "beginimage"']],
  ])('its colours: %s', async (colour, comments) => {
    expect((await factsOf(comments)).colour).toBe(colour);
  });

  test('its spot colours and the fonts it needs', async () => {
    const facts = await factsOf([
      '%%DocumentCustomColors: (PANTONE 185 C) (Cut \\(inner\\))',
      '%%+ (CutContour)',
      '%%DocumentNeededResources: font Helvetica-Bold',
      '%%+ font ArialMT',
      '%%+ procset Adobe_level2 1.0 0',
    ]);
    expect(facts.spots).toEqual(['PANTONE 185 C', 'Cut (inner)', 'CutContour']);
    expect(facts.fontsMissing).toEqual(['Helvetica-Bold', 'ArialMT']);
  });

  test('with the line ends of an old Macintosh', async () => {
    const text = eps([BOX, '%%DocumentCustomColors: (Gold)']).toString('latin1').replaceAll('\n', '\r');
    expect((await open(Buffer.from(text, 'latin1'))).facts).toMatchObject({
      spots: ['Gold'],
      heightMm: 100 * MM,
    });
  });
});

describe('the picture it carries', () => {
  const tiff = () => quartered(100, 50).removeAlpha().tiff().toBuffer();
  const xmp = (jpeg: Buffer) =>
    `%<xmpGImg:image>${jpeg.toString('base64').replace(/.{76}/g, '$&&#xA;')}</xmpGImg:image>`;

  test('behind it, as DOS programs write it', async () => {
    const picture = await open(dosEps(eps([BOX]), await tiff()));
    expect(picture.facts).toMatchObject({ previewOnly: true, widthMm: 200 * MM });
    expect(picture.pixels).toMatchObject({ width: 1200, height: 600 });
    expect(at(picture, 0.2, 0.2)).toEqual(near(...RED));
    expect(at(picture, 0.8, 0.8)).toEqual(near(...BLUE));
  });

  test('a JPEG among the metadata', async () => {
    const jpeg = await quartered(100, 50).jpeg({ quality: 100 }).toBuffer();
    const picture = await open(eps([BOX], xmp(jpeg)));
    expect(at(picture, 0.2, 0.2)).toEqual(near(...RED));
    expect(at(picture, 0.8, 0.8)).toEqual(near(...BLUE));
  });

  test('the one in colour, when the other is only black and white', async () => {
    const black = await plain(150, 75, { r: 0, g: 0, b: 0, alpha: 1 })
      .removeAlpha()
      .toColourspace('b-w')
      .tiff({ bitdepth: 1, compression: 'none' })
      .toBuffer();
    const jpeg = await quartered(100, 50).jpeg({ quality: 100 }).toBuffer();
    expect(at(await open(dosEps(eps([BOX], xmp(jpeg)), black)), 0.2, 0.2)).toEqual(near(...RED));
  });

  test('rows of hexadecimal grey, for exchange', async () => {
    const preview = ['%%BeginPreview: 8 4 1 4', '% 0F', '% 0F', '% 0F', '% 0F', '%%EndPreview'].join('\n');
    const picture = await open(eps([BOX], preview));
    expect(at(picture, 0.2, 0.5)).toEqual([255, 255, 255, 255]);
    expect(at(picture, 0.8, 0.5)).toEqual([0, 0, 0, 255]);
  });

  test('Photoshop’s thumbnail among its resources', async () => {
    const jpeg = await quartered(100, 50).jpeg({ quality: 100 }).toBuffer();
    const resource = (id: number, data: Buffer) => {
      const head = Buffer.alloc(12);
      head.write('8BIM');
      head.writeUInt16BE(id, 4);
      head.writeUInt32BE(data.length, 8);
      return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
    };
    const resources = Buffer.concat([
      resource(1005, Buffer.alloc(15)),
      resource(1036, Buffer.concat([Buffer.alloc(28), jpeg])),
    ]);
    const lines =
      resources
        .toString('hex')
        .toUpperCase()
        .match(/.{1,64}/g) ?? [];
    const block = [
      `%BeginPhotoshop: ${resources.length}`,
      ...lines.map((line) => `% ${line}`),
      '%EndPhotoshop',
    ].join('\n');
    expect(at(await open(eps([BOX], block)), 0.2, 0.2)).toEqual(near(...RED));
  });

  test('Illustrator’s thumbnail of 256 colours, in runs', async () => {
    const palette = Buffer.alloc(768);
    palette.set([255, 0, 0, 0, 0, 255]);
    const runs = Buffer.concat([Buffer.from('RLE'), ...Array(4).fill(Buffer.from([0xfd, 4, 0, 1, 1, 1, 1]))]);
    const hex =
      Buffer.concat([palette, runs])
        .toString('hex')
        .toUpperCase()
        .match(/.{1,60}/g) ?? [];
    const thumbnail = [
      '%AI7_Thumbnail: 8 4 8',
      '%%BeginData: 99 Hex Bytes',
      ...hex.map((line) => `%${line}`),
      '%%EndData',
    ];
    const picture = await open(eps([BOX], thumbnail.join('\n')), 'ai');
    expect(picture.facts).toMatchObject({ format: 'ai', lacks: 'pdf_content', previewOnly: true });
    expect(at(picture, 0.2, 0.5)).toEqual(RED);
    expect(at(picture, 0.8, 0.5)).toEqual(BLUE);
  });

  test.each([
    ['CMYK in hexadecimal, pixel by pixel', 4, 0, 1, (p: number[]) => Buffer.from(p).toString('hex')],
    ['RGB in bytes, row by row', 3, 0, 4, null],
    ['grey with a channel beside it', 1, 1, 1, null],
  ])('all of it, when it is one image: %s', async (_what, mode, padding, block, pack) => {
    const channels = mode + padding;
    const left: Record<number, number[]> = { 4: [0, 255, 255, 0], 3: [255, 0, 0], 1: [0, 9] };
    const right: Record<number, number[]> = { 4: [0, 0, 0, 0], 3: [255, 255, 255], 1: [255, 9] };
    const pixel = (x: number) => (x < 2 ? left : right)[mode] ?? [];
    const row = [0, 1, 2, 3].flatMap((x) => pixel(x).slice(0, channels));
    const byRow = Array.from({ length: channels }, (_, channel) =>
      [0, 1, 2, 3].map((x) => pixel(x)[channel] ?? 0),
    ).flat();
    const samples = [0, 1].flatMap(() => (block > 1 ? byRow : row));
    const data = pack ? pack(samples) : Buffer.from(samples).toString('latin1');
    const picture = await open(
      eps([BOX, `%ImageData: 4 2 8 ${mode} ${padding} ${block} 1 "beginimage"`], `save\nbeginimage\n${data}`),
    );
    expect(picture.facts).toMatchObject({
      colour: { 4: 'cmyk', 3: 'rgb', 1: 'gray' }[mode],
      imageDpi: (4 / 200) * 72,
    });
    expect(at(picture, 0.1, 0.5)[1]).toBeLessThan(80);
    expect(at(picture, 0.9, 0.5)).toEqual([255, 255, 255, 255]);
  });

  test('none: it is taken all the same', async () => {
    const { facts, pixels } = await open(eps([BOX]));
    expect(facts).toMatchObject({ previewOnly: false, lacks: 'pdf' });
    expect(pixels).toBeNull();
  });

  test('one that is broken is none', async () => {
    expect((await open(dosEps(eps([BOX]), Buffer.from('II*\0 and no more')))).pixels).toBeNull();
    expect((await open(eps([BOX], '%%BeginPreview: 99999 99999 8 1\n% 00\n%%EndPreview'))).pixels).toBeNull();
  });
});

describe('half a file is damaged', () => {
  test.each([
    ['of text', eps([BOX], 'newpath 10 10 moveto\n'.repeat(200))],
    ['for DOS', dosEps(eps([BOX]), Buffer.alloc(5000))],
  ])('%s', async (_what, file) => {
    await expect(open(file.subarray(0, file.length / 2))).rejects.toThrow(Damaged);
  });

  test('though programs end their files in many ways', async () => {
    for (const end of ['showpage\n', 'grestore end\n\n', '%%Trailer\n', 'cleartomark\r\n\x04', '%%EOF']) {
      const file = Buffer.from(
        `%!PS-Adobe-3.0 EPSF-3.0\n${BOX}\n%%EndComments\n0 0 moveto\n${end}`,
        'latin1',
      );
      expect((await open(file)).facts.widthMm).toBeCloseTo(200 * MM, 6);
    }
  });
});
