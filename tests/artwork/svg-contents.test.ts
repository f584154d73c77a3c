// What is known about an SVG beside its size: fonts, small things, placed pictures, what it would run, and bombs.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { openSvg } from '../../src/artwork/open.svg.ts';
import { type Picture, TooHeavy } from '../../src/artwork/picture.ts';
import { readSvgContents, type SvgContents } from '../../src/artwork/svg-contents.ts';
import { noise, plain, svg } from './files.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'kisscut-svg-'));
afterAll(() => rmSync(folder, { recursive: true }));

function open(drawing: Buffer): Promise<Picture> {
  const place = path.join(folder, 'art.svg');
  writeFileSync(place, drawing);
  return openSvg(place, { format: 'svg' });
}

/** Of a drawing whose unit is a millimetre. */
function contentsOf(body: string): SvgContents {
  return readSvgContents(svg('', body).toString(), 1);
}

describe('fonts', () => {
  test.each([
    ['none without text', '<rect width="9" height="9"/>', []],
    ['of an attribute', '<text font-family="Arial, sans-serif">Hi</text>', ['Arial']],
    ['of a style', `<text style="font-family:'Comic Sans MS';fill:red">Hi</text>`, ['Comic Sans MS']],
    [
      'of a rule, which may stand behind',
      '<text class="a b">Hi</text><style>.b,.c{font-family:"Brush Script"}</style>',
      ['Brush Script'],
    ],
    [
      'of the shorthand',
      '<style><![CDATA[text { font: bold 12px/1.5 Georgia, serif }]]></style><text>Hi</text>',
      ['Georgia'],
    ],
    ['inherited', '<g font-family="Futura"><text><tspan>Hi</tspan></text></g>', ['Futura']],
    [
      'several, each once',
      '<text font-family="A">1</text><text font-family="B">2</text><text font-family="A">3</text>',
      ['A', 'B'],
    ],
    ['whatever a viewer likes', '<text>Hi</text>', ['serif']],
    [
      'not of what is not shown',
      '<g display="none"><text font-family="A">Hi</text></g><defs><text font-family="B">Hi</text></defs>',
      [],
    ],
    ['not of empty text', '<text font-family="A"> </text><!-- <text font-family="B">no</text> -->', []],
    ['with quotes as entities', '<text style="font-family:&quot;Open Sans&quot;">Hi</text>', ['Open Sans']],
  ])('%s', (_what, body, fonts) => {
    expect(contentsOf(body).fontsMissing).toEqual(fonts);
  });
});

describe('small things, at the size the drawing states', () => {
  test.each([
    ['in user units', '<text font-size="2">Hi</text>', 2],
    [
      'scaled',
      '<g transform="translate(9 9) scale(0.5)"><text font-size="4" transform="rotate(30)">Hi</text></g>',
      2,
    ],
    ['by a matrix', '<text transform="matrix(0 -.25 .25 0 5 5)" font-size="8">Hi</text>', 2],
    ['part of the text around it', '<text font-size="4"><tspan font-size="50%">Hi</tspan></text>', 2],
    ['inherited once', '<g font-size="2em" style="font-size:4px"><text><tspan>Hi</tspan></text></g>', 4],
  ])('text, %s', (_what, body, mm) => {
    expect(contentsOf(body).smallestTextPt).toBeCloseTo((mm / 25.4) * 72, 3);
  });

  test.each([
    ['as wide as it says', '<path d="M0 0h9" stroke="#000" stroke-width="0.2"/>', 0.2],
    ['one unit, if it says nothing', '<line x2="9" stroke="#000"/>', 1],
    ['of a rule', '<style>.s{stroke:#000;stroke-width:.5px}</style><circle class="s" r="5"/>', 0.5],
    [
      'scaled',
      '<g stroke="red" transform="scale(.1)"><rect width="9" height="9" stroke-width="3"/></g>',
      0.3,
    ],
    [
      'none',
      '<path d="M0 0h9" stroke-width="0.1"/><path d="M0 0h9" stroke="none" stroke-width="0.1"/>',
      null,
    ],
    [
      'only in what is used elsewhere',
      '<clipPath><path d="M0 0h9" stroke="#000" stroke-width="0.1"/></clipPath>',
      null,
    ],
  ])('lines, %s', (_what, body, mm) => {
    expect(contentsOf(body).thinnestLineMm).toBe(mm);
  });

  test('nothing is known of a drawing without a size', () => {
    const body = '<text font-size="2">Hi</text><path d="M0 0h9" stroke="#000"/>';
    expect(readSvgContents(svg('', body).toString(), null)).toMatchObject({
      smallestTextPt: null,
      thinnestLineMm: null,
    });
  });
});

describe('placed pictures', () => {
  const placed = async (png: Buffer, attributes: string) =>
    (
      await open(
        svg(
          'width="100mm" height="50mm" viewBox="0 0 200 100"',
          `<image ${attributes} href="data:image/png;base64,${png.toString('base64')}"/>`,
        ),
      )
    ).facts.imageDpi;

  test('are measured where they lie', async () => {
    const png = await plain(100, 100).png().toBuffer();
    expect(await placed(png, 'width="50.8" height="50.8"')).toBeCloseTo(100, 3);
    expect(await placed(png, 'width="50.8" height="25.4" transform="scale(2)"')).toBeCloseTo(50, 3);
  });

  test('one that cannot be read says nothing', async () => {
    expect(await placed(Buffer.from('nothing'), 'width="9" height="9"')).toBeNull();
  });

  test('one of ten megabytes is drawn', async () => {
    const png = await noise(1700, 1700).png({ compressionLevel: 0 }).toBuffer();
    const picture = await open(
      svg(
        'width="100" height="100"',
        `<image width="100" height="100" href="data:image/png;base64,${png.toString('base64')}"/>`,
      ),
    );
    expect(picture.pixels?.data[(600 * 1200 + 600) * 4 + 3]).toBe(255);
  }, 30_000);
});

describe('what it would like to run or load', () => {
  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['a handler', '<rect width="9" height="9" onclick="alert(1)"/>'],
    ['foreign content', '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">Hi</p></foreignObject>'],
    ['a picture from elsewhere', '<image href="https://example.com/a.png"/>'],
    ['a picture from this machine', '<image xlink:href="file:///etc/passwd"/>'],
    ['a style sheet from elsewhere', '<style>@import url(https://example.com/a.css);</style>'],
    [
      'a font from elsewhere',
      '<style>@font-face{font-family:A;src:url("https://example.com/a.woff")}</style>',
    ],
    ['a fill from elsewhere', '<rect style="fill:url(other.svg#a)"/>'],
    ['a link that is a script', '<a href="javascript:alert(1)"><rect/></a>'],
  ])('%s', (_what, body) => {
    expect(contentsOf(body).active).toBe(true);
  });

  test.each([
    ['a link', '<a href="https://example.com"><rect/></a>'],
    [
      'its own gradient',
      '<linearGradient id="a"/><rect fill="url(#a)"/><rect style="fill:url(&quot;#a&quot;)"/>',
    ],
    ['a picture inside', '<image href="data:image/png;base64,AAAA"/>'],
    ['what Illustrator keeps for itself', '<foreignObject requiredExtensions="&ns_ai;"/>'],
  ])('but not %s', (_what, body) => {
    expect(contentsOf(body).active).toBe(false);
  });
});

describe('bombs', () => {
  test('uses of uses of uses are counted, not drawn', async () => {
    const levels = Array.from(
      { length: 10 },
      (_, level) => `<g id="g${level + 1}">${`<use href="#g${level}"/>`.repeat(10)}</g>`,
    );
    const bomb = `<defs><g id="g0"><rect width="1" height="1"/></g>${levels.join('')}</defs><use href="#g10"/>`;
    expect(contentsOf(bomb).drawn).toBe(1_000_000);
    await expect(open(svg('width="9" height="9"', bomb))).rejects.toThrow(TooHeavy);
  });

  test('what uses itself, or far too many others, ends', () => {
    expect(contentsOf('<g id="a"><use href="#a"/></g>').drawn).toBeLessThan(10);
    const chain = Array.from(
      { length: 20_000 },
      (_, at) => `<g id="g${at}"><use href="#g${at + 1}"/></g>`,
    ).join('');
    expect(contentsOf(chain).drawn).toBe(1_000_000);
  });

  test.each([
    [
      'laughs',
      `<!DOCTYPE svg [${Array.from({ length: 10 }, (_, n) => `<!ENTITY a${n} "${n ? `&a${n - 1};`.repeat(10) : 'ha'}">`).join('')}]>${svg('width="9" height="9"', '<text>&a9;</text>')}`,
    ],
    [
      'groups in groups',
      svg('width="9" height="9"', '<g>'.repeat(100_000) + '</g>'.repeat(100_000)).toString(),
    ],
  ])('%s are refused in a moment', async (_what, drawing) => {
    const started = performance.now();
    await expect(open(Buffer.from(drawing))).rejects.toThrow();
    expect(performance.now() - started).toBeLessThan(4000);
  });

  test.each([
    ['tags', '<'.repeat(3_000_000)],
    ['comments', '<!--'.repeat(500_000)],
    ['words', `<g ${'a'.repeat(3_000_000)}`],
    ['attributes', `<g ${'a="'.repeat(500_000)}`],
    ['style sheets', '<style>'.repeat(200_000)],
    ['rules', `<style>${'a{'.repeat(200_000)}</style>`],
  ])('%s without an end are read in a moment', (_what, rubbish) => {
    const started = performance.now();
    contentsOf(rubbish);
    expect(performance.now() - started).toBeLessThan(4000);
  });
});

test('a drawing is as large as any other, its sides exactly in proportion', async () => {
  for (const [width, height] of [
    [10, 5],
    [50.8, 25.4],
    [7, 21],
  ] as const) {
    const { pixels } = await open(svg(`width="${width}mm" height="${height}mm"`));
    expect(Math.max(pixels?.width ?? 0, pixels?.height ?? 0)).toBe(1200);
    expect(Math.min(pixels?.width ?? 0, pixels?.height ?? 0)).toBe(
      Math.round((1200 * Math.min(width, height)) / Math.max(width, height)),
    );
    expect((await sharp(svg(`viewBox="0 0 ${width} ${height}"`)).metadata()).width).toBeGreaterThan(0);
  }
});
