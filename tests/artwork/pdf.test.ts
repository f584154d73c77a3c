// What is known about a PDF: the page that was chosen, its boxes, fonts, text, lines, pictures, colours, its own cut line.
import { PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { readPdf } from '../../src/artwork/open.pdf.ts';
import { unpack } from '../../src/artwork/pdf/filters.zlib.ts';
import { openStructure } from '../../src/artwork/pdf/structure.ts';
import { Damaged, type Picture, TooHeavy } from '../../src/artwork/picture.ts';
import { rewritten } from '../../src/artwork/rewrite.pdflib.ts';
import { flate, type OnePage, onePage, pdfOf, separation, stream } from './documents.ts';
import { formBomb, lockedPdf } from './files.ts';

const MM = 25.4 / 72;

function read(pdf: Uint8Array, page = 1): Promise<Picture> {
  return readPdf(pdf, 'pdf', page);
}

async function factsOf(page: OnePage): Promise<Picture['facts']> {
  return (await read(onePage(page))).facts;
}

/** `rgba` of one place of what is shown, from 0 to 1. */
function at({ pixels }: Picture, x: number, y: number): number[] {
  if (!pixels) throw new Error('nothing is shown');
  const offset = (Math.floor(y * pixels.height) * pixels.width + Math.floor(x * pixels.width)) * 4;
  return [...pixels.data.subarray(offset, offset + 4)];
}

const RED = [255, 0, 0, 255];
const CLEAR = [0, 0, 0, 0];

describe('pages', () => {
  const three = pdfOf({
    1: '<< /Type /Catalog /Pages 2 0 R >>',
    2: '<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 3 /MediaBox [0 0 200 100] >>',
    3: '<< /Type /Pages /Parent 2 0 R /Kids [5 0 R 6 0 R] /Count 2 /Rotate 90 >>',
    4: '<< /Type /Page /Parent 2 0 R /Contents 8 0 R >>',
    5: '<< /Type /Page /Parent 3 0 R /Contents 7 0 R >>',
    6: '<< /Type /Page /Parent 3 0 R /MediaBox [0 0 50 50] /UserUnit 2 /Contents 8 0 R >>',
    7: stream('1 0 0 rg 0 0 200 100 re f'),
    8: stream('0 1 1 0 k 0 0 200 100 re f'),
  });

  test.each([
    [1, 100, 200, 'rgb'],
    [2, 100, 100, 'cmyk'],
    [3, 200, 100, 'cmyk'],
  ])('page %d is opened when it was chosen', async (page, width, height, colour) => {
    const { facts } = await read(three, page);
    expect(facts).toMatchObject({ pages: 3, page, colour });
    expect(facts.widthMm).toBeCloseTo(width * MM, 4);
    expect(facts.heightMm).toBeCloseTo(height * MM, 4);
  });

  test('there is no page beyond the last', async () => {
    await expect(read(three, 4)).rejects.toThrow(Damaged);
  });

  test('a page without boxes is US Letter, one whose corners are swapped is as large as it is', async () => {
    const bare = onePage({ page: '/MediaBox null' });
    expect((await read(bare)).facts.widthMm).toBeCloseTo(215.9, 3);
    expect((await factsOf({ page: '/MediaBox [200 100 0 0]' })).widthMm).toBeCloseTo(200 * MM, 4);
    expect((await factsOf({ page: '/MediaBox [-100 -50 100 50]' })).heightMm).toBeCloseTo(100 * MM, 4);
  });

  test('a CropBox beyond the page ends where the page does', async () => {
    const facts = await factsOf({ page: '/CropBox [-500 20 500 500]' });
    expect(facts.widthMm).toBeCloseTo(200 * MM, 4);
    expect(facts.heightMm).toBeCloseTo(80 * MM, 4);
  });
});

describe('the trim box', () => {
  test.each([
    [0, { x: 0.1, y: 0.1, width: 0.5, height: 0.6 }],
    [90, { x: 0.3, y: 0.1, width: 0.6, height: 0.5 }],
    [180, { x: 0.4, y: 0.3, width: 0.5, height: 0.6 }],
    [270, { x: 0.1, y: 0.4, width: 0.6, height: 0.5 }],
    [-90, { x: 0.1, y: 0.4, width: 0.6, height: 0.5 }],
  ])('turned by %d degrees it lies where it is seen', async (turn, part) => {
    const facts = await factsOf({
      page: `/MediaBox [-50 -50 250 150] /CropBox [0 0 200 100] /TrimBox [20 30 120 90] /Rotate ${turn}`,
    });
    const close = Object.fromEntries(
      Object.entries(part).map(([key, value]) => [key, expect.closeTo(value, 5)]),
    );
    expect(facts.trim?.part).toEqual(close);
    expect(facts.trim?.widthMm).toBeCloseTo((turn % 180 === 0 ? 100 : 60) * MM, 4);
  });

  test('what of it lies beyond the page does not count', async () => {
    expect((await factsOf({ page: '/TrimBox [-10 -10 300 300]' })).trim).toBeNull();
    expect((await factsOf({ page: '/TrimBox [100 -10 300 300]' })).trim?.part).toMatchObject({
      x: 0.5,
      width: 0.5,
    });
  });
});

describe('fonts', () => {
  const shown = (font: string, more = {}) => ({
    content: 'BT /F 12 Tf 10 10 Td (Hello) Tj ET',
    resources: `/Font << /F ${font} >>`,
    more: { 20: stream('no font at all'), ...more },
  });

  test.each([
    ['one of the fourteen', '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>', ['Helvetica']],
    [
      'a subset without its program',
      '<< /Subtype /TrueType /BaseFont /ABCDEF+Comic#20Sans >>',
      ['Comic Sans'],
    ],
    [
      'a program',
      '<< /Subtype /TrueType /BaseFont /Fine /FontDescriptor << /FontName /Fine /FontFile2 20 0 R >> >>',
      [],
    ],
    [
      'a composite font with its program',
      '<< /Subtype /Type0 /BaseFont /Fine /Encoding /Identity-H /DescendantFonts [<< /Subtype /CIDFontType2 /FontDescriptor << /FontFile3 20 0 R >> >>] >>',
      [],
    ],
    [
      'a composite font without',
      '<< /Subtype /Type0 /BaseFont /Far /Encoding /Identity-H /DescendantFonts [<< /Subtype /CIDFontType2 /FontDescriptor << /Flags 4 >> >>] >>',
      ['Far'],
    ],
    ['letters that are drawings', '<< /Subtype /Type3 /FontMatrix [1 0 0 1 0 0] /CharProcs << >> >>', []],
  ])('%s', async (_what, font, missing) => {
    expect((await factsOf(shown(font))).fontsMissing).toEqual(missing);
  });

  test('only those that are seen: not unused, not invisible, not blank', async () => {
    const fonts = '/F << /Subtype /Type1 /BaseFont /Unused >>';
    for (const content of ['BT /F 9 Tf ET', 'BT 3 Tr /F 9 Tf (Hello) Tj ET', 'BT /F 9 Tf (   ) Tj ET']) {
      expect((await factsOf({ content, resources: `/Font << ${fonts} >>` })).fontsMissing).toEqual([]);
    }
  });

  test('in forms inside forms too', async () => {
    const form = (content: string, resources: string) =>
      stream(content, `/Type /XObject /Subtype /Form /BBox [0 0 99 99] /Resources << ${resources} >>`);
    const facts = await factsOf({
      content: '/X Do',
      resources: '/XObject << /X 10 0 R >>',
      more: {
        10: form('/Y Do', '/XObject << /Y 11 0 R >>'),
        11: form('BT /F 9 Tf (Hi) Tj ET', '/Font << /F << /Subtype /Type1 /BaseFont /Deep >> >>'),
      },
    });
    expect(facts.fontsMissing).toEqual(['Deep']);
  });
});

describe('small things', () => {
  const font = '/Font << /F << /Subtype /Type1 /BaseFont /Helvetica >> >>';
  const text = (content: string, page = '') => factsOf({ content, resources: font, page });

  test.each([
    ['plain', 'BT /F 7 Tf 9 9 Td (a) Tj /F 5 Tf (b) Tj ET', 5],
    ['scaled by its matrix', 'BT /F 1 Tf 4 0 0 4 9 9 Tm (a) Tj ET', 4],
    ['scaled by everything', 'q 0.5 0 0 0.5 0 0 cm BT /F 10 Tf 0.8 0 0 0.8 9 9 Tm (a) Tj ET Q', 4],
    ['turned', 'q 0 1 -1 0 50 0 cm BT /F 6 Tf 9 9 Td [(a) -20 (b)] TJ ET Q', 6],
    ['off the page', 'BT /F 8 Tf 9 9 Td (a) Tj /F 2 Tf 900 900 Td (b) Tj ET', 8],
    ['none', '0 0 9 9 re f', null],
  ])('smallest text, %s', async (_what, content, size) => {
    expect((await text(content)).smallestTextPt).toBe(size);
  });

  test('text is measured at the file’s own size', async () => {
    expect((await text('BT /F 3 Tf 9 9 Td (a) Tj ET', '/UserUnit 2')).smallestTextPt).toBe(6);
  });

  test.each([
    ['stated', '2 w 9 9 m 50 50 l S 0.3 w 9 9 m 50 9 l S', 0.3],
    ['scaled', 'q 0.1 0 0 0.1 0 0 cm 5 w 9 9 m 500 50 l S Q', 0.5],
    ['by a setting', '/G gs 9 9 m 50 50 l S', 0.7],
    ['as thin as a machine can', '0 w 9 9 m 50 50 l S', 0],
    ['around a fill of its own colour', '1 0 0 rg 1 0 0 RG 0.1 w 9 9 30 30 re B', null],
    ['around a fill of another colour', '1 0 0 rg 0 0 1 RG 0.1 w 9 9 30 30 re B', 0.1],
    ['off the page', '0.1 w 900 900 m 950 950 l S', null],
    ['never stroked', '0.1 w 9 9 30 30 re f', null],
  ])('thinnest line, %s', async (_what, content, points) => {
    const facts = await factsOf({ content, resources: '/ExtGState << /G << /LW 0.7 >> >>' });
    if (points === null) expect(facts.thinnestLineMm).toBeNull();
    else expect(facts.thinnestLineMm).toBeCloseTo(points * MM, 3);
  });
});

describe('placed pictures', () => {
  const image = (width: number, height: number, more = '') =>
    stream(
      Buffer.alloc(width * height),
      `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent 8 /ColorSpace /DeviceGray ${more}`,
    );
  const placed = (content: string, page = '') =>
    factsOf({
      content,
      page,
      resources: '/XObject << /A 10 0 R /B 11 0 R /M 12 0 R >>',
      more: { 10: image(100, 50), 11: image(10, 10), 12: image(8, 8, '/ImageMask true') },
    });

  test.each([
    ['as large as it is placed', 'q 72 0 0 36 0 0 cm /A Do Q', 100],
    ['the worse of both directions', 'q 72 0 0 72 0 0 cm /A Do Q', 50],
    ['turned', 'q 0 72 -36 0 90 0 cm /A Do Q', 100],
    ['the coarsest counts', 'q 72 0 0 36 0 0 cm /A Do Q q 36 0 0 36 50 50 cm /B Do Q', 20],
    ['tiny ones do not count', 'q 72 0 0 36 0 0 cm /A Do Q q 4 0 0 4 50 50 cm /B Do Q', 100],
    ['masks do not count', 'q 72 0 0 72 0 0 cm /M Do Q', null],
    [
      'written into the drawing',
      'q 72 0 0 72 0 0 cm BI /W 9 /H 9 /BPC 8 /CS /G ID EI and so on, ninety bytes of it: EI (((((( <<< [[[ EI\nQ 0 0 1 rg 0 0 9 9 re f',
      9,
    ],
  ])('%s', async (_what, content, dpi) => {
    expect((await placed(content)).imageDpi).toBe(dpi);
  });

  test('at the file’s own size', async () => {
    expect((await placed('q 72 0 0 36 0 0 cm /A Do Q', '/UserUnit 2')).imageDpi).toBe(50);
  });
});

describe('colours', () => {
  test.each([
    ['those that paint', '/Icc cs 1 0 0 sc 0 0 9 9 re f', 'rgb', []],
    ['not those that could', '0 0 9 9 re f', null, []],
    ['L*a*b*', '/Lab cs 50 0 0 sc 0 0 9 9 re f', 'lab', []],
    ['indexed CMYK', '/Ix cs 0 sc 0 0 9 9 re f', 'cmyk', []],
    ['inks of their own', '/Gold cs 1 scn 0 0 9 9 re f', null, ['Gold']],
    ['several inks at once, process colours aside', '/Many cs 1 1 1 scn 0 0 9 9 re f', 'cmyk', ['White Ink']],
    ['a shading', '/Sh sh', 'cmyk', []],
    ['a shading as a pattern', '/Pattern cs /P scn 0 0 9 9 re f', 'cmyk', []],
    ['grey beside colour', '0 g 0 0 9 9 re f 1 0 0 rg 0 0 9 9 re f', 'rgb', []],
    ['two at once', '0 0 0 1 k 0 0 9 9 re f 1 0 0 rg 0 0 9 9 re f', 'mixed', []],
    ['inside marked content', '/OC /Off BDC 1 0 0 rg 0 0 9 9 re f EMC 0 0 0 1 k 0 0 9 9 re f', 'cmyk', []],
  ])('%s', async (_what, content, colour, spots) => {
    const spaces: Record<string, string> = {
      Icc: '[/ICCBased 10 0 R]',
      Lab: '[/Lab << /WhitePoint [0.9 1 0.8] >>]',
      Ix: '[/Indexed /DeviceCMYK 1 <0000000000FF0000>]',
      Gold: separation('Gold'),
      Many: '[/DeviceN [/Cyan /White#20Ink /None] /DeviceCMYK << /FunctionType 4 >>]',
    };
    const used = Object.keys(spaces).find((name) => content.includes(`/${name} `)) ?? 'Icc';
    const shading = '<< /ShadingType 2 /ColorSpace /DeviceCMYK /Coords [0 0 1 1] >>';
    const facts = await factsOf({
      content,
      resources: `/ColorSpace << /${used} ${spaces[used]} >> /Shading << /Sh ${shading} >> /Pattern << /P << /PatternType 2 /Shading ${shading} >> >> /Properties << /Off 11 0 R >>`,
      catalog: '/OCProperties << /OCGs [11 0 R] /D << /OFF [11 0 R] >> >>',
      more: { 10: stream('', '/N 3'), 11: '<< /Type /OCG /Name (Notes) >>' },
    });
    expect(facts).toMatchObject({ colour, spots });
  });
});

describe('a cut line of the customer’s own', () => {
  const cut = (content: string, more: Partial<OnePage> & { spot?: string } = {}) => {
    const { spot = 'CutContour', resources = '', ...rest } = more;
    const spaces = `/ColorSpace << /C ${separation(spot)} /D ${separation('Dieline')} >>`;
    return onePage({ content, resources: `${spaces} ${resources}`, ...rest });
  };
  const ownCutOf = async (content: string, more = {}) => (await read(cut(content, more))).facts.ownCut;
  const BOX = '/C CS 1 SCN 20 30 100 50 re S';

  test.each([
    'CutContour',
    'cut contour',
    'CUT_CONTOUR',
    'Thru-Cut',
    'KissCut',
    'Die Line',
    'Stanze',
    'Contour',
  ])('is known as %s', async (spot) => {
    expect(await ownCutOf(BOX, { spot })).toEqual({ spot, path: 'M0.1 0.7L0.6 0.7L0.6 0.2L0.1 0.2Z' });
  });

  test.each(['PANTONE 185 C', 'Haircut', 'Cutty Sark'])('is not everything: %s', async (spot) => {
    expect(await ownCutOf(BOX, { spot })).toBeNull();
  });

  test.each([
    [90, 'M0.3 0.1L0.3 0.6L0.8 0.6L0.8 0.1Z'],
    [180, 'M0.9 0.3L0.4 0.3L0.4 0.8L0.9 0.8Z'],
    [270, 'M0.7 0.9L0.7 0.4L0.2 0.4L0.2 0.9Z'],
  ])('turns with the page: %d', async (turn, path) => {
    const page = `/MediaBox [-9 -9 299 199] /CropBox [0 0 200 100] /Rotate ${turn}`;
    expect((await ownCutOf(BOX, { page }))?.path).toBe(path);
  });

  test('is found inside forms, with curves in all their spellings', async () => {
    const form = stream(
      '/C CS 1 SCN 0 0 m 40 0 l 40 0 40 20 40 40 c 40 60 0 60 v 0 50 0 40 y h S',
      `/Type /XObject /Subtype /Form /BBox [0 0 99 99] /Matrix [2 0 0 1 10 10] /Resources << /ColorSpace << /C ${separation('CutContour')} >> >>`,
    );
    const path = (await ownCutOf('/X Do', { resources: '/XObject << /X 10 0 R >>', more: { 10: form } }))
      ?.path;
    expect(path).toBe(
      'M0.05 0.9L0.45 0.9C0.45 0.9 0.45 0.7 0.45 0.5C0.45 0.5 0.45 0.3 0.05 0.3C0.05 0.4 0.05 0.5 0.05 0.5Z',
    );
  });

  test('is put together from pieces, whichever way round they were drawn', async () => {
    const pieces = '/C CS 20 20 m 120 20 l S 20 80 m 20 20 l S 120 80 m 120 20 l S 120 80 m 20 80 l S';
    expect((await ownCutOf(pieces))?.path).toBe('M0.1 0.8L0.6 0.8L0.6 0.2L0.1 0.2Z');
  });

  test('goes around something: an open line is none, and one drawn twice is one', async () => {
    expect(await ownCutOf('/C CS 20 20 m 120 20 l 120 80 l S')).toBeNull();
    expect(await ownCutOf('/C CS 20 20 m 120 20 l S')).toBeNull();
    expect((await ownCutOf(`${BOX} ${BOX}`))?.path.match(/M/g)).toHaveLength(1);
    expect((await ownCutOf(`${BOX} 130 30 20 20 re S`))?.path.match(/M/g)).toHaveLength(2);
  });

  test('may be a filled shape, but not a tint of nothing', async () => {
    expect(await ownCutOf('/C cs 1 scn 20 20 m 120 20 l 120 80 l f')).toMatchObject({
      path: expect.stringContaining('Z'),
    });
    expect(await ownCutOf('/C CS 0 SCN 20 30 100 50 re S')).toBeNull();
  });

  test('is the surest of several names', async () => {
    expect((await ownCutOf(`/D CS 1 SCN 0 0 200 100 re S ${BOX}`))?.spot).toBe('CutContour');
  });

  test('is not shown, and what it was painted over and with is', async () => {
    const picture = await read(
      cut('1 0 0 rg 20 30 100 50 re f 10 w /C CS 1 SCN 20 30 100 50 re B 0 0 1 rg 0 0 9 9 re f'),
    );
    expect(picture.facts.ownCut).not.toBeNull();
    expect(at(picture, 0.35, 0.45)).toEqual(RED);
    expect(at(picture, 0.115, 0.45)).toEqual(RED);
    expect(at(picture, 0.085, 0.45)).toEqual(CLEAR);
    expect(at(picture, 0.02, 0.97)).toEqual([0, 0, 255, 255]);
    expect(picture.facts.thinnestLineMm).toBeNull();
  });

  test.each([
    [
      'its places in a stream',
      async (pdf: Buffer) => (await PDFDocument.load(pdf)).save({ useObjectStreams: true }),
    ],
    [
      'a broken table',
      async (pdf: Buffer) => Buffer.from(pdf.toString('latin1').replace('xref\n0', 'xerf\n0'), 'latin1'),
    ],
    ['rubbish in front', async (pdf: Buffer) => Buffer.concat([Buffer.from('hello there\n'), pdf])],
  ])('is not shown of a file with %s', async (_what, changed) => {
    const picture = await read(
      await changed(cut('0 0 1 rg 0 0 9 9 re f 10 w /C CS 1 SCN 20 30 100 50 re S')),
    );
    expect(picture.facts.ownCut?.path).toBe('M0.1 0.7L0.6 0.7L0.6 0.2L0.1 0.2Z');
    expect(at(picture, 0.1, 0.45)).toEqual(CLEAR);
    expect(at(picture, 0.02, 0.97)).toEqual([0, 0, 255, 255]);
  });

  test('is not shown of a drawing in several parts', async () => {
    const parts = {
      10: stream('q 10 w /C CS 1 SCN 20 30 100'),
      11: stream('50 re S Q 0 0 1 rg'),
      12: flate('0 0 9 9 re f'),
    };
    const picture = await read(cut('', { page: '/Contents [10 0 R 11 0 R 12 0 R]', more: parts }));
    expect(picture.facts.ownCut).not.toBeNull();
    expect(at(picture, 0.1, 0.45)).toEqual(CLEAR);
    expect(at(picture, 0.02, 0.97)).toEqual([0, 0, 255, 255]);
  });

  test('is not shown in forms either', async () => {
    const form = flate(
      '1 0 0 rg 0 0 50 50 re f 10 w /C CS 1 SCN 0 0 50 50 re S',
      `/Type /XObject /Subtype /Form /BBox [-9 -9 99 99] /Resources << /ColorSpace << /C ${separation('CutContour')} >> >>`,
    );
    const picture = await read(
      cut('q 1 0 0 1 50 25 cm /X Do Q', { resources: '/XObject << /X 10 0 R >>', more: { 10: form } }),
    );
    expect(picture.facts.ownCut?.path).toBe('M0.25 0.75L0.5 0.75L0.5 0.25L0.25 0.25Z');
    expect(at(picture, 0.3, 0.5)).toEqual(RED);
    expect(at(picture, 0.235, 0.5)).toEqual(CLEAR);
  });
});

describe('Illustrator', () => {
  const notice = onePage({
    content:
      'BT /F 12 Tf 10 80 Td (This is an Adobe\\256 Illustrator\\256 File that was) Tj 0 -14 Td (saved without PDF Content.) Tj ET',
    resources:
      '/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >>',
  });

  test('without PDF content it lacks it, and its notice is not shown', async () => {
    const { facts, pixels } = await readPdf(notice, 'ai', 1);
    expect(facts).toMatchObject({ format: 'ai', lacks: 'pdf_content', previewOnly: false });
    expect(pixels).toBeNull();
  });

  test('its thumbnail is shown instead', async () => {
    const jpeg = await sharp({ create: { width: 64, height: 32, channels: 3, background: '#00f' } })
      .composite([
        { input: { create: { width: 32, height: 32, channels: 3, background: '#f00' } }, left: 0, top: 0 },
      ])
      .jpeg({ quality: 100 })
      .toBuffer();
    const xmp = `<xmpGImg:image>${jpeg.toString('base64').replace(/.{76}/g, '$&&#xA;')}</xmpGImg:image>`;
    const at50 = notice.indexOf('trailer');
    const picture = await readPdf(
      Buffer.concat([
        notice.subarray(0, 9),
        Buffer.from(`%${xmp}\n`),
        notice.subarray(9, at50),
        notice.subarray(at50),
      ]),
      'ai',
      1,
    );
    expect(picture.facts).toMatchObject({ lacks: 'pdf_content', previewOnly: true });
    expect(at(picture, 0.2, 0.5)[0]).toBeGreaterThan(240);
    expect(at(picture, 0.8, 0.5)[2]).toBeGreaterThan(240);
  });

  test('with PDF content it lacks nothing', async () => {
    expect((await readPdf(onePage({ content: '1 0 0 rg 0 0 9 9 re f' }), 'ai', 1)).facts.lacks).toBeNull();
  });
});

describe('what a file would like to run or brings along', () => {
  test.each([
    [
      'an action behind a link',
      { page: '/Annots [<< /Subtype /Link /Rect [0 0 9 9] /A << /S /Launch /F (calc.exe) >> >>]' },
    ],
    [
      'a file attached to a page',
      {
        page: '/Annots [10 0 R]',
        more: { 10: '<< /Subtype /FileAttachment /FS << /EF << /F 11 0 R >> >> >>', 11: stream('x') },
      },
    ],
    [
      'a script among the names',
      { catalog: '/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.alert) >>] >> >>' },
    ],
    [
      'a script of a field',
      { catalog: '/AcroForm << /Fields [<< /AA << /K << /S /JavaScript /JS (x) >> >> >>] >>' },
    ],
    ['a script when the document closes', { catalog: '/AA << /WC << /S /JavaScript /JS (x) >> >>' }],
  ] as [string, OnePage][])('%s', async (_what, page) => {
    expect((await factsOf(page)).active).toBe(true);
  });

  test('an ordinary link and a layer are nothing of the kind', async () => {
    const page =
      '/Annots [<< /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://kisscut.example) >> >>]';
    expect((await factsOf({ page })).active).toBe(false);
  });
});

describe('files as they come', () => {
  test('with objects in streams and a table in one', async () => {
    const document = await PDFDocument.create();
    document.addPage([200, 100]).drawLine({ start: { x: 9, y: 9 }, end: { x: 90, y: 90 }, thickness: 0.25 });
    const { facts } = await read(await document.save({ useObjectStreams: true }));
    expect(facts).toMatchObject({ pages: 1, thinnestLineMm: expect.closeTo(0.25 * MM, 3) });
  });

  test('changed later: the newest objects count', async () => {
    const first = onePage({ content: '1 0 0 rg 0 0 9 9 re f' }).toString('latin1');
    const start = Number(/startxref\n(\d+)/.exec(first)?.[1]);
    const changed = `4 0 obj\n<< /Length 27 >>\nstream\n0 1 1 0 k 0 0 200 100 re f  \nendstream\nendobj\n`;
    const table = `xref\n4 1\n${String(first.length).padStart(10, '0')} 00000 n \ntrailer << /Size 5 /Root 1 0 R /Prev ${start} >>\nstartxref\n${first.length + changed.length}\n%%EOF\n`;
    expect((await read(Buffer.from(first + changed + table, 'latin1'))).facts.colour).toBe('cmyk');
  });

  test('with rubbish in front, a wrong length and a filter or two', async () => {
    const content = Buffer.from('1 0 0 rg 0 0 200 100 re f');
    const hex = `${content.toString('hex')}>`;
    const page = onePage({
      more: {
        4: stream(hex, '/Filter [/AHx]')
          .toString('latin1')
          .replace(/Length \d+/, 'Length 3'),
      },
    });
    const picture = await read(Buffer.concat([Buffer.from('hello\n'), page]));
    expect(picture.facts.colour).toBe('rgb');
    expect(at(picture, 0.5, 0.5)).toEqual(RED);
  });

  test('with a broken table: mended', async () => {
    const broken = onePage({ content: '0 1 1 0 k 0 0 9 9 re f' })
      .toString('latin1')
      .replace(/xref\n0/, 'xerf\n0');
    expect((await read(Buffer.from(broken, 'latin1'))).facts.colour).toBe('cmyk');
  });

  test('locked against changes only: read like any other', async () => {
    expect((await read(await lockedPdf())).facts).toMatchObject({ encrypted: false, colour: 'rgb' });
    expect((await read(await lockedPdf('secret'))).facts).toMatchObject({ encrypted: true });
  });
});

describe('files that mean harm', () => {
  test('a drawing that unpacks to gigabytes is refused at once', async () => {
    const spaces = flate(Buffer.alloc(100_000_000, ' '));
    const started = performance.now();
    await expect(read(onePage({ more: { 4: spaces } }))).rejects.toThrow(TooHeavy);
    expect(performance.now() - started).toBeLessThan(4000);
  });

  test('tables that name each other end', async () => {
    const loop = onePage({}).toString('latin1');
    const start = /startxref\n(\d+)/.exec(loop)?.[1];
    const looped = loop.replace('/Root 1 0 R', `/Prev ${start} /Root 1 0 R`);
    expect((await read(Buffer.from(looped, 'latin1'))).facts.pages).toBe(1);
  });

  test('lengths, kids and parents that lead back to themselves end', async () => {
    const own = onePage({ page: '/Parent 3 0 R', content: '1 0 0 rg 0 0 9 9 re f' });
    expect((await read(own)).facts.colour).toBe('rgb');
    const circle = pdfOf({
      1: '<< /Type /Catalog /Pages 2 0 R >>',
      2: '<< /Type /Pages /Kids [2 0 R 2 0 R 3 0 R] /Count 1 >>',
      3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>',
      4: '<< /Length 4 0 R >>\nstream\n1 0 0 rg 0 0 9 9 re f\nendstream',
    });
    await read(circle).catch((error) => expect(error).toBeInstanceOf(Damaged));
  });

  test('arrays in arrays in arrays, and brackets without end', async () => {
    for (const content of [
      '['.repeat(100_000),
      ')'.repeat(100_000),
      '<<'.repeat(100_000),
      'q '.repeat(100_000),
    ]) {
      expect((await factsOf({ content: `${content} 1 0 0 rg 0 0 9 9 re f` })).pages).toBe(1);
    }
  });

  test('a page of two hundred inches by 75000 is as large as it says', async () => {
    const facts = await factsOf({ page: '/MediaBox [0 0 14400 14400] /UserUnit 75000' });
    expect(facts.widthMm).toBeCloseTo(14_400 * 75_000 * MM, 0);
  });

  test('a hundred thousand objects beside the page cost nothing', async () => {
    const more = Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [n + 10, '<< /A (hello) >>']));
    const pdf = onePage({ content: '1 0 0 rg 0 0 9 9 re f', more });
    const started = performance.now();
    expect((await read(pdf)).facts.colour).toBe('rgb');
    expect(performance.now() - started).toBeLessThan(4000);
  });

  test('forms that draw each other without end are walked for a moment only', async () => {
    const view = { left: 0, bottom: 0, right: 200, top: 100, turns: 0 as const };
    const bomb = openStructure(await rewritten(formBomb()), 1, unpack);
    const started = performance.now();
    expect(bomb.survey(view, { operators: 100_000, bytes: 10_000_000 }).spots).toEqual([]);
    expect(performance.now() - started).toBeLessThan(4000);
  });
});
