// Artwork over HTTP: the contract's JSON, private files, and plain answers to bad input.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startDecoder } from '../../src/artwork/decoder.pool.ts';
import { silentLog } from '../../src/lib/log.ts';
import { artworkOf, bytesOf, type Counter, errorOf, formOf, openCounter } from './counter.ts';
import { framed, lockedPdf, noise, pdf, plain, svg } from './files.ts';

const decoder = startDecoder({ log: silentLog(), deadlineMs: 60_000 });
afterAll(() => decoder.close());

let shop: Counter;
beforeEach(async () => {
  shop = await openCounter(decoder);
});
afterEach(() => shop.close());

const browser = () => shop.browser();

describe('an upload', () => {
  test('is answered with exactly what the contract promises', async () => {
    const response = await browser().upload(await plain(300, 150).png().toBuffer(), 'наклейка.png');
    expect(response.status).toBe(201);
    const { id, ...rest } = await artworkOf(response);
    expect(rest).toEqual({
      url: `/artwork/${id}`,
      previewUrl: `/artwork/${id}/preview.webp`,
      filename: 'наклейка.png',
      format: 'png',
      pages: 1,
      widthMm: 300,
      heightMm: 150,
      widthPx: 300,
      heightPx: 150,
      vector: false,
      colour: 'rgb',
      spots: [],
      findings: [
        { code: 'ready', severity: 'ok', message: expect.any(String) },
        { code: 'rgb', severity: 'ok', message: expect.any(String) },
      ],
      orderable: true,
    });
  });

  test('without JSON leads to the artwork’s page', async () => {
    const body = formOf([svg('width="9" height="9"'), 'a.svg']);
    const response = await fetch(`${shop.address}/artwork`, { method: 'POST', body, redirect: 'manual' });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toMatch(/^\/artwork\/[0-9a-f-]{36}$/);
  });

  test.each([
    ['too large', 413, 'too_large', () => formOf([Buffer.alloc(1_000_001), 'a.png'])],
    ['of an unknown kind', 415, 'unknown_kind', () => formOf([Buffer.from('hello'), 'a.png'])],
    ['damaged', 422, 'damaged', () => formOf([pdf().subarray(0, 200), 'a.pdf'])],
    ['empty', 422, 'empty_file', () => formOf([Buffer.alloc(0), 'a.png'])],
    ['of two files', 422, 'two_files', () => formOf([pdf(), 'a.pdf'], [pdf(), 'b.pdf'])],
    ['of nothing', 422, 'no_file', () => new FormData()],
  ])('%s is refused in plain words, and gone', async (_what, status, code, form) => {
    const response = await browser().post('/artwork', form());
    expect(response.status).toBe(status);
    expect(await errorOf(response)).toMatchObject({ code, message: expect.stringMatching(/^[A-Z].*\.$/) });
    expect(readdirSync(path.join(shop.uploadsDir, 'tmp'))).toEqual([]);
  });
});

describe('at a chosen size', () => {
  test('the cut box, the dots per inch and the findings follow', async () => {
    const ada = browser();
    const { url } = await ada.sent(await framed(1000, 500).png().toBuffer());
    const contour = await artworkOf(await ada.get(`${url}?shape=die-cut&widthMm=64&heightMm=64&offsetMm=2`));
    expect(contour.cutWidthMm).toBeCloseTo(64, 0);
    expect(contour.cutHeightMm).toBeCloseTo(24, 0);
    expect(contour.dpi).toBeCloseTo(254, -1);
    expect(contour.findings[0]?.message).toMatch(/^Ready to print\. 25\d dpi at 64 mm\.$/);
    const plainShape = await artworkOf(await ada.get(`${url}?shape=rectangle&widthMm=194&heightMm=94`));
    expect(plainShape).toMatchObject({ cutWidthMm: 194, cutHeightMm: 94, dpi: 127, orderable: true });
    expect(plainShape.findings[0]).toMatchObject({ code: 'low_resolution', severity: 'warning' });
    const huge = await artworkOf(await ada.get(`${url}?shape=oval&widthMm=600&heightMm=300`));
    expect(huge).toMatchObject({
      orderable: false,
      findings: [{ code: 'very_low_resolution', severity: 'needs_fix' }, { code: 'rgb' }],
    });
  });

  test('a drawing has no dots', async () => {
    const ada = browser();
    const { url } = await ada.sent(svg('width="20mm" height="10mm"'), 'a.svg');
    expect(await artworkOf(await ada.get(`${url}?widthMm=600&heightMm=600`))).toMatchObject({
      dpi: null,
      vector: true,
    });
  });

  const NONSENSE = [
    ['widthMm', 'widthMm=9&heightMm=50'],
    ['widthMm', 'widthMm=601&heightMm=50'],
    ['widthMm', 'widthMm=abc&heightMm=50'],
    ['widthMm', 'widthMm=-50&heightMm=50'],
    ['widthMm', 'widthMm=1e2&heightMm=50'],
    ['heightMm', 'widthMm=50'],
    ['heightMm', 'shape=circle&widthMm=50&heightMm=40'],
    ['shape', 'shape=heart&widthMm=50&heightMm=50'],
    ['offsetMm', 'widthMm=50&heightMm=50&offsetMm=11'],
    ['closingMm', 'widthMm=50&heightMm=50&closingMm=0.5'],
    ['joined', 'widthMm=50&heightMm=50&joined=yes'],
    ['holes', 'widthMm=50&heightMm=50&holes=2'],
    ['fit', 'widthMm=50&heightMm=50&fit=bleed'],
    ['own', 'widthMm=50&heightMm=50&own=maybe'],
    ['material', 'widthMm=50&heightMm=50&material=gold'],
    ['material', 'material=gold'],
  ];
  test('nonsense is named by its field', async () => {
    const ada = browser();
    const { url } = await ada.sent(svg('width="20mm" height="10mm"'), 'a.svg');
    for (const [field, query] of NONSENSE) {
      const response = await ada.get(`${url}?${query}`);
      expect([query, response.status]).toEqual([query, 422]);
      expect(Object.keys((await errorOf(response)).problems ?? {})).toEqual([field]);
    }
  });
});

describe('a cut line', () => {
  test.each([
    ['', 'shape widthMm heightMm'],
    ['widthMm=50&heightMm=50', 'shape'],
    ['shape=die-cut', 'widthMm heightMm'],
    ['shape=circle&widthMm=50&heightMm=40', 'heightMm'],
    ['shape=heart&widthMm=9&heightMm=', 'shape widthMm heightMm'],
    ['shape=die-cut&widthMm=50&heightMm=x&offsetMm=11&joined=yes', 'heightMm offsetMm joined'],
    ['shape=square&widthMm=50&heightMm=40&closingMm=99', 'heightMm closingMm'],
  ])('of nonsense is refused, every field in its own words: %s', async (query, fields) => {
    const ada = browser();
    const { url } = await ada.sent(svg('width="20mm" height="10mm"'), 'a.svg');
    const response = await ada.get(`${url}/cut-line.svg?${query}`);
    expect(response.status).toBe(422);
    const { problems = {} } = await errorOf(response);
    expect(Object.keys(problems).sort()).toEqual(fields.split(' ').sort());
    for (const sentence of Object.values(problems)) expect(sentence).toMatch(/^(Choose|A circle)/);
  });

  test.each([
    ['clear', { r: 0, g: 0, b: 0, alpha: 0 }],
    ['white', { r: 255, g: 255, b: 255, alpha: 1 }],
  ])('does not go around a picture that is %s all over, and the verdict says why', async (_what, colour) => {
    const ada = browser();
    const { url, findings } = await ada.sent(await plain(300, 200, colour).png().toBuffer());
    expect(findings[0]).toMatchObject({ code: 'unclear_background', severity: 'warning' });
    const line = (shape: string) => ada.get(`${url}/cut-line.svg?shape=${shape}&widthMm=50&heightMm=50`);
    const around = await line('die-cut');
    expect([around.status, (await errorOf(around)).code]).toEqual([422, 'no_outline']);
    expect((await line('circle')).status).toBe(200);
    const sized = await artworkOf(await ada.get(`${url}?shape=die-cut&widthMm=20&heightMm=20`));
    expect(sized).toMatchObject({ orderable: false, findings: [{ code: 'unclear_background' }, {}] });
  });
});

describe('the preview', () => {
  test('is a still WebP, at most as wide as asked for, the same twice', async () => {
    const ada = browser();
    const { url } = await ada.sent(await noise(900, 450).jpeg().toBuffer());
    for (const [query, width] of [
      ['', 900],
      ['?width=320', 320],
      ['?width=320', 320],
      ['?width=7', 7],
      ['?width=2000', 900],
    ] as const) {
      const response = await ada.get(`${url}/preview.webp${query}`);
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/webp']);
      expect(await sharp(await bytesOf(response)).metadata()).toMatchObject({ format: 'webp', width });
    }
  });

  test('is not sent again to a browser that has it, but never without permission', async () => {
    const [ada, bo] = [browser(), browser()];
    const { url } = await ada.sent(svg('width="20mm" height="10mm"'), 'a.svg');
    const first = await ada.get(`${url}/preview.webp?width=160`);
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    const etag = { 'if-none-match': first.headers.get('etag') ?? '', 'cache-control': 'max-age=0' };
    expect((await ada.get(`${url}/preview.webp?width=160`, etag)).status).toBe(304);
    expect((await bo.get(`${url}/preview.webp?width=160`, etag)).status).toBe(404);
  });

  test('has no width of nonsense', async () => {
    const ada = browser();
    const { url } = await ada.sent(svg('width="20mm" height="10mm"'), 'a.svg');
    for (const width of ['0', '2001', '-1', 'abc', '1.5', '1e3']) {
      expect((await ada.get(`${url}/preview.webp?width=${width}`)).status).toBe(422);
    }
  });

  test('of a locked file does not exist, and the JSON says so', async () => {
    const ada = browser();
    const response = await ada.upload(await lockedPdf('secret'), 'locked.pdf');
    const { url, previewUrl, orderable, findings } = await artworkOf(response);
    expect({ previewUrl, orderable, findings }).toMatchObject({
      previewUrl: null,
      orderable: false,
      findings: [{ code: 'encrypted' }],
    });
    expect((await ada.get(`${url}/preview.webp`)).status).toBe(404);
    expect((await ada.get(`${url}/cut-line.svg?shape=circle&widthMm=50&heightMm=50`)).status).toBe(200);
    expect((await ada.post(`${url}/prepress`)).status).toBe(303);
    expect(await artworkOf(await ada.get(url))).toMatchObject({ orderable: true });
  });
});

describe('the original', () => {
  test('comes back byte for byte, as a download that no browser opens', async () => {
    const ada = browser();
    const bytes = svg('width="20mm" height="10mm"', '<script>alert(1)</script><rect width="9" height="9"/>');
    const { url } = await ada.sent(bytes, 'Größe "1" наклейка.svg');
    const response = await ada.get(`${url}/original`);
    expect((await bytesOf(response)).equals(bytes)).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': String(bytes.length),
      'content-disposition': expect.stringMatching(
        /^attachment; filename=.*; filename\*=UTF-8''Gr%C3%B6%C3%9Fe/,
      ),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
  });
});

test('nobody else sees anything of it, and nonsense is not there either', async () => {
  const [ada, bo] = [browser(), browser()];
  const { url } = await ada.sent(svg('width="20mm" height="10mm"'), 'a.svg');
  await bo.sent(svg('width="21mm" height="10mm"'), 'b.svg');
  for (const place of ['', '/preview.webp', '/original', '/cut-line.svg?shape=circle&widthMm=5']) {
    expect((await bo.get(url + place)).status).toBe(404);
    expect((await browser().get(url + place)).status).toBe(404);
    expect((await bo.get(`/artwork/1${place}`)).status).toBe(404);
  }
  expect((await bo.post(`${url}/prepress`)).status).toBe(404);
  expect((await ada.get('/artwork')).status).toBe(404);
});

test('twenty uploads at once are all answered', async () => {
  const ada = browser();
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      ada.upload(svg(`width="${index + 10}mm" height="10mm"`), `${index}.svg`),
    ),
  );
  expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(201));
});
