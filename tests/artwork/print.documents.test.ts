// Pages of PDF and drawings in print files: everything stays what it is, but for a cut line of the customer's own.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { PDFDict, PDFDocument, PDFName, PDFRawStream, StandardFonts } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { lockedPdf, pdf, plain, RED, svg } from './files.ts';
import { colourAt, cutAs, folder, has, load, print, rectangle, run, spotsIn } from './printing.ts';

const RED_PIXEL = [255, 0, 0, 255];
const CLEAR = [0, 0, 0, 0];

/** Which quarters of the cut are red, clockwise from the top left. */
async function redQuarters(made: Awaited<ReturnType<typeof print>>): Promise<boolean[]> {
  const places: [number, number][] = [[5, 4], [35, 4], [35, 16], [5, 16]]; // biome-ignore format: four places
  const colours = await Promise.all(places.map(([x, y]) => colourAt(made, x, y)));
  return colours.map((colour) => colour.join() === RED_PIXEL.join());
}

/** Covers 40 × 20 mm exactly, whatever the page's proportions. */
const exactly = { cut: rectangle(40, 20, 0), bleedMm: 0 };

describe('a page of PDF', () => {
  // red in its lower left quarter
  test.each([
    [0, [false, false, false, true]],
    [90, [true, false, false, false]],
    [180, [false, true, false, false]],
    [270, [false, false, true, false]],
    [-90, [false, false, true, false]],
  ])('turned by %i degrees stands as it is seen', async (rotate, red) => {
    const made = await print(pdf({ page: `/Rotate ${rotate}` }), exactly);
    expect(made).toMatchObject({ route: 'page', passed: true });
    expect(await redQuarters(made)).toEqual(red);
  });

  test('shows what its crop box shows, wherever that lies', async () => {
    const page = '/CropBox [50 -20 150 50] /UserUnit 2';
    const made = await print(
      pdf({ media: '-100 -50 200 100', page, content: '1 0 0 rg 100 0 50 100 re f' }),
      exactly,
    );
    expect(made).toMatchObject({ route: 'page', passed: true });
    expect(await redQuarters(made)).toEqual([false, true, false, false]);
  });

  test('may be any page of its file', async () => {
    const document = await PDFDocument.create();
    document.addPage([200, 100]);
    document.addPage([200, 100]).drawRectangle({ width: 100, height: 50 });
    const made = await print(await document.save(), { ...exactly, page: 2 });
    expect((await colourAt(made, 5, 16)).slice(0, 3)).toEqual([0, 0, 0]);
  });

  test('keeps its fonts and its words', async () => {
    const document = await PDFDocument.create();
    const font = await document.embedFont(StandardFonts.TimesRoman);
    document.addPage([200, 100]).drawText('Kiss and cut', { x: 20, y: 40, size: 24, font });
    const made = await print(await document.save(), exactly);
    expect(made).toMatchObject({ route: 'page', passed: true });
    const form = await artOf(made.pdf);
    const fonts = form.dict.lookup(PDFName.of('Resources'), PDFDict).lookup(PDFName.of('Font'), PDFDict);
    const [first] = fonts.keys();
    expect(fonts.lookup(first ?? PDFName.of('?'), PDFDict).lookup(PDFName.of('BaseFont'))).toBe(
      PDFName.of('Times-Roman'),
    );
  });

  test('written in several streams is one drawing', async () => {
    const document = await load(pdf());
    const { context } = document;
    const streams = ['1 0 0 r', 'g 0 0 100 50 re f'].map((text) =>
      context.register(context.flateStream(text)),
    );
    document
      .getPage(0)
      .node.set(
        PDFName.of('Contents'),
        context.obj(
          ['1 0 0 rg 0 0 1', '00 50 re f'].map((text) => context.register(context.flateStream(text))),
        ),
      );
    expect(streams).toHaveLength(2);
    const made = await print(await document.save(), exactly);
    expect(made.route).toBe('page');
  });

  test('that is locked against changes is printed all the same', async () => {
    const made = await print(await lockedPdf(), exactly);
    expect(made.passed).toBe(true);
    expect((await colourAt(made, 2, 18)).slice(0, 3)).toEqual([0, 0, 0]);
  });

  test('takes no script, no attachment and no earlier version along', async () => {
    const catalog = '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>';
    const made = await print(pdf({ catalog, page: '/PieceInfo << /Secret (diary) >>' }), exactly);
    expect(made.pdf.includes('JavaScript')).toBe(false);
    expect(made.pdf.includes('diary')).toBe(false);
  });

  test('that our reader cannot follow is drawn', async () => {
    const whole = pdf();
    const broken = Buffer.from(
      whole.toString('latin1').replace('/Kids [4 0 R]', '/Kids [4 0 R 9 0 R]'),
      'latin1',
    );
    expect((await print(broken, exactly)).passed).toBe(true);
  });
});

describe('layers of the customer’s', () => {
  const layered = (config: string) =>
    pdf({
      content: '/OC /A BDC 1 0 0 rg 0 0 100 50 re f EMC /OC /B BDC 0 0 1 rg 100 50 100 50 re f EMC',
      resources: '/Properties << /A 50 0 R /B 51 0 R >>',
      catalog: `/OCProperties << /OCGs [50 0 R 51 0 R] /D << ${config} >> >>`,
    });
  const withGroups = (bytes: Buffer) => {
    const groups =
      '50 0 obj\n<< /Type /OCG /Name (A) >>\nendobj\n51 0 obj\n<< /Type /OCG /Name (B) >>\nendobj\n';
    return Buffer.from(bytes.toString('latin1').replace(/xref.*trailer/s, `${groups}trailer`), 'latin1');
  };

  test('that are off stay off', async () => {
    const made = await print(withGroups(layered('/OFF [51 0 R]')), exactly);
    expect(made).toMatchObject({ route: 'page', passed: true });
    expect(await colourAt(made, 5, 16)).toEqual(RED_PIXEL);
    expect(await colourAt(made, 35, 4)).toEqual(CLEAR);
  });

  test('that are on stay on', async () => {
    const made = await print(withGroups(layered('/BaseState /OFF /ON [50 0 R 51 0 R]')), exactly);
    expect(await colourAt(made, 35, 4)).toEqual([0, 0, 255, 255]);
  });
});

describe('a cut line of the customer’s own', () => {
  const TINT = '<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 1 0 0] /N 1 >>';
  const own = (spot: string, width = 6) =>
    pdf({
      content: `1 0 0 rg 20 20 160 60 re f /Cut CS 1 SCN ${width} w 10 10 180 80 re S`,
      resources: `/ColorSpace << /Cut [/Separation /${spot} /DeviceCMYK ${TINT}] >>`,
    });

  test.each(['CutContour', 'Thru#20Cut', 'dieline', 'Kiss-Cut', 'PerfCutContour'])(
    'named %s does not print',
    async (spot) => {
      const made = await print(own(spot), exactly);
      expect(made).toMatchObject({ route: 'page', passed: true });
      expect(await spotsIn(made.pdf)).toEqual(['CutContour', 'None']);
      expect(await colourAt(made, 20, 10)).toEqual(RED_PIXEL);
      expect((await colourAt(made, 2, 10))[3]).toBeLessThan(10);
    },
  );

  test('named as this shop’s machine wants it does not print either', async () => {
    const made = await print(own('MyKnife', 0.25), { ...exactly, spot: 'My Knife' });
    expect(await spotsIn(made.pdf)).toEqual(['My Knife', 'None']);
  });

  test('does not print where the page has to be drawn as pixels', async () => {
    const made = await print(own('CutContour'), { ...exactly, rasterOnly: true });
    expect(made).toMatchObject({ route: 'raster', passed: true });
    expect((await colourAt(made, 2, 10))[3]).toBeLessThan(10);
  });

  test('is not joined by what is painted on every plate', async () => {
    const made = await print(own('All', 2), exactly);
    expect(made.passed).toBe(true);
    expect(await spotsIn(made.pdf)).toEqual(['Black', 'CutContour']);
  });

  test('is not every spot colour: inks print', async () => {
    const made = await print(own('PANTONE#20185#20C'), exactly);
    expect(await spotsIn(made.pdf)).toEqual(['CutContour', 'PANTONE 185 C']);
    expect(made.passed).toBe(true);
  });

  test.runIf(has('gs'))('leaves exactly one plate of the cut, with our line alone on it', async () => {
    const plate = async (bytes: Buffer) => {
      const { order } = await print(bytes, { cut: rectangle(40, 20, 0), bleedMm: 3 });
      const prefix = path.join(folder, `plate-${order.path.split('/').at(-1)}`);
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
      expect(existsSync(`${prefix}1(None).tif`)).toBe(false);
      return sharp(`${prefix}1(CutContour).tif`).raw().toBuffer();
    };
    const bare = pdf({ content: '1 0 0 rg 20 20 160 60 re f' });
    expect((await plate(own('CutContour'))).equals(await plate(bare))).toBe(true);
  });
});

describe('a drawing', () => {
  test('stays a drawing', async () => {
    const made = await print(svg('width="40mm" height="20mm" viewBox="0 0 40 20"'), exactly);
    expect(made).toMatchObject({ route: 'drawing', passed: true });
    expect(await redQuarters(made)).toEqual([true, false, false, false]);
    expect((await artOf(made.pdf)).dict.lookup(PDFName.of('Subtype'))).toBe(PDFName.of('Form'));
  });

  test('without a size of its own stands where it was seen', async () => {
    const made = await print(svg('viewBox="0 0 80 40"', '<path fill="red" d="M0 0h40v20H0z"/>'), exactly);
    expect(made).toMatchObject({ route: 'drawing', passed: true });
    expect(await redQuarters(made)).toEqual([true, false, false, false]);
  });

  test.each([
    ['letters', '<rect width="50%" height="50%" fill="red"/><text x="2" y="18" font-size="6">Kiss</text>'],
    [
      'a shadow',
      '<filter id="f"><feGaussianBlur stdDeviation="1"/></filter><rect width="50%" height="50%" fill="red" filter="url(#f)"/>',
    ],
  ])('with %s is drawn as pixels, 600 to the inch', async (_, body) => {
    const made = await print(svg('width="40mm" height="20mm" viewBox="0 0 40 20"', body), exactly);
    expect(made).toMatchObject({ route: 'raster', passed: true });
    expect((await artOf(made.pdf)).dict.lookup(PDFName.of('Width'))?.toString()).toBe('945');
  });

  test('never opens a file of ours', async () => {
    const secret = path.join(folder, 'secret.png');
    await plain(40, 20, RED).png().toFile(secret);
    const href = `<image width="40" height="20" href="${secret}"/><image width="40" height="20" xlink:href="file://${secret}"/>`;
    const made = await print(svg('width="40mm" height="20mm" viewBox="0 0 40 20"', href), exactly);
    expect(await redQuarters(made)).toEqual([false, false, false, false]);
  });

  test('keeps the pictures it carries', async () => {
    const data = (await plain(40, 20, RED).png().toBuffer()).toString('base64');
    const image = `<image width="20" height="10" preserveAspectRatio="none" href="data:image/png;base64,${data}"/>`;
    const made = await print(svg('width="40mm" height="20mm" viewBox="0 0 40 20"', image), exactly);
    expect(made.passed).toBe(true);
    expect(await redQuarters(made)).toEqual([true, false, false, false]);
  });
});

async function artOf(bytes: Uint8Array): Promise<PDFRawStream> {
  const document = await load(bytes);
  const objects = document.getPage(0).node.Resources()?.lookup(PDFName.of('XObject'), PDFDict);
  const art = objects?.lookup(PDFName.of('Art'));
  if (!(art instanceof PDFRawStream)) throw new Error('no art on the page');
  return art;
}

test('what the art is clipped to is the bleed', async () => {
  const wide = cutAs(rectangle(40, 20).path, { widthMm: 40, heightMm: 20 }, 20);
  const made = await print(await plain(80, 60).png().toBuffer(), { cut: wide });
  expect(await colourAt(made, -2.9, 10)).toEqual(RED_PIXEL);
  expect(await colourAt(made, -3.3, 10)).toEqual(CLEAR);
});
