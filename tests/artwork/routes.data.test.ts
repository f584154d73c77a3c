// Artwork over HTTP: the contract's JSON, private files, and plain answers to bad input.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import express from 'express';
import sharp from 'sharp';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sweepTemp } from '../../src/artwork/actions.ts';
import { startDecoder } from '../../src/artwork/decoder.pool.ts';
import { artworkFileRoutes } from '../../src/artwork/routes.ts';
import { diskStore } from '../../src/artwork/store.disk.ts';
import { silentLog } from '../../src/lib/log.ts';
import { artworkRoutes } from '../../src/storefront/routes.artwork.ts';
import { answerErrors, sendNotFound } from '../../src/web/errors.ts';
import { withVisitor } from '../../src/web/session.ts';
import { openWorld } from '../support/world.ts';
import { framed, HEADS, lockedPdf, noise, pdf, plain, svg } from './files.ts';

const decoder = startDecoder({ log: silentLog() });
afterAll(() => decoder.close());

let shop: Awaited<ReturnType<typeof openShop>>;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

async function openShop() {
  const world = await openWorld();
  const uploadsDir = mkdtempSync(path.join(tmpdir(), 'kisscut-artwork-'));
  await sweepTemp({ uploadsDir });
  const deps = { ...world, files: diskStore(uploadsDir), decoder, uploadsDir, maxUploadBytes: 1_000_000 };
  const app = express();
  app.use(withVisitor({ ...deps, secrets: ['secret'], secure: false }));
  app.use(artworkRoutes(deps));
  app.use(artworkFileRoutes(deps));
  app.use(sendNotFound);
  app.use(answerErrors(deps));
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const place = server.address();
  const port = typeof place === 'object' && place ? place.port : 0;
  return {
    uploadsDir,
    address: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await world.close();
      rmSync(uploadsDir, { recursive: true });
    },
  };
}

/** A browser with a cookie jar of its own. */
function browser() {
  let cookie = '';
  return {
    async get(place: string, headers: Record<string, string> = {}) {
      return fetch(shop.address + place, {
        headers: { cookie, accept: 'application/json', ...headers },
        redirect: 'manual',
      });
    },
    async post(place: string, body?: FormData) {
      const headers = { cookie, accept: 'application/json' };
      const response = await fetch(shop.address + place, {
        method: 'POST',
        headers,
        redirect: 'manual',
        ...(body && { body }),
      });
      cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
      return response;
    },
    async upload(bytes: Uint8Array, name = 'logo.png') {
      return this.post('/artwork', formOf([bytes, name]));
    },
    async sent(bytes: Uint8Array, name?: string): Promise<ArtworkJson> {
      const response = await this.upload(bytes, name);
      expect(response.status).toBe(201);
      return artworkOf(response);
    },
  };
}

function formOf(...files: [Uint8Array, string][]): FormData {
  const form = new FormData();
  for (const [bytes, name] of files) form.append('artwork', new Blob([bytes], { type: 'image/png' }), name);
  return form;
}

interface ArtworkJson {
  id: string;
  url: string;
  previewUrl: string | null;
  orderable: boolean;
  findings: { code: string; severity: string; message: string }[];
  dpi?: number | null;
}

async function artworkOf(response: Response): Promise<ArtworkJson> {
  return (await response.json()) as ArtworkJson;
}

async function errorOf(response: Response) {
  const { error } = (await response.json()) as { error: { code: string; problems?: Record<string, string> } };
  return error;
}

async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer());
}

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
      findings: [{ code: 'ready', severity: 'ok', message: expect.any(String) }],
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
    ['of a kind for later', 415, 'kind_not_yet', () => formOf([HEADS.bmp, 'a.bmp'])],
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
    expect(contour).toMatchObject({ cutWidthMm: 64, cutHeightMm: 24, dpi: 254 });
    expect(contour.findings).toMatchObject([{ code: 'ready', message: 'Ready to print. 254 dpi at 64 mm.' }]);
    const plainShape = await artworkOf(await ada.get(`${url}?shape=rectangle&widthMm=197&heightMm=97`));
    expect(plainShape).toMatchObject({ cutWidthMm: 197, cutHeightMm: 97, dpi: 127, orderable: true });
    expect(plainShape.findings).toMatchObject([{ code: 'low_resolution', severity: 'warning' }]);
    const huge = await artworkOf(await ada.get(`${url}?shape=oval&widthMm=600&heightMm=300`));
    expect(huge).toMatchObject({
      orderable: false,
      findings: [{ code: 'very_low_resolution', severity: 'needs_fix' }],
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

describe('the cut line of a plain shape', () => {
  test('is one path in millimetres, with the place of the art', async () => {
    const ada = browser();
    const { url } = await ada.sent(svg('width="20mm" height="10mm"'), 'a.svg');
    const response = await ada.get(`${url}/cut-line.svg?shape=circle&widthMm=57&heightMm=57`);
    expect(response.headers.get('content-type')).toMatch(/^image\/svg\+xml/);
    const text = await response.text();
    expect(text).toMatch(
      /^<svg [^>]*width="57mm" height="57mm" viewBox="0 0 57 57" data-art="-31.5 -1.5 120 60"/,
    );
    expect(text.match(/<path /g)).toHaveLength(1);
  });

  test('needs a size, and a plain shape for now', async () => {
    const ada = browser();
    const { url } = await ada.sent(svg('width="20mm" height="10mm"'), 'a.svg');
    for (const query of [
      '',
      'shape=circle',
      'shape=circle&widthMm=50&heightMm=40',
      'widthMm=50&heightMm=50',
    ]) {
      expect((await ada.get(`${url}/cut-line.svg?${query}`)).status).toBe(422);
    }
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
