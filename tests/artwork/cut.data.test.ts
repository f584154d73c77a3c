// Cut lines over HTTP, and what of them a cart keeps.
import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cutLineFor, keepCutLine } from '../../src/artwork/actions.cut.ts';
import { wishFor } from '../../src/artwork/cut.ts';
import { startDecoder } from '../../src/artwork/decoder.pool.ts';
import type { Decoder, OutlineJob } from '../../src/artwork/decoder.ts';
import { findArtworkFor } from '../../src/artwork/queries.ts';
import { transaction } from '../../src/db/transaction.ts';
import { silentLog } from '../../src/lib/log.ts';
import { artworkOf, type Counter, errorOf, openCounter } from './counter.ts';
import { framed, lockedPdf, noise, pdf, svg } from './files.ts';

const pool = startDecoder({ log: silentLog(), deadlineMs: 60_000 });
afterAll(() => pool.close());

let shop: Counter;
let outlined: OutlineJob[];
beforeEach(async () => {
  outlined = [];
  const decoder: Decoder = {
    ...pool,
    outline(job) {
      outlined.push(job);
      return pool.outline(job);
    },
  };
  shop = await openCounter(decoder);
});
afterEach(() => shop.close());

/** 60 × 20 in the middle of a clear page. */
const BAR = svg(
  'width="100mm" height="50mm" viewBox="0 0 100 50"',
  '<rect x="20" y="15" width="60" height="20"/>',
);
const TWO = svg(
  'width="100mm" height="50mm" viewBox="0 0 100 50"',
  '<circle cx="20" cy="25" r="15"/><circle cx="80" cy="25" r="15"/>',
);
const STAFF = { visitorId: null, customer: null, staff: { id: '0' } };

function figures(text: string, name: string): number[] {
  return (new RegExp(`${name}="([^"]*)"`).exec(text)?.[1] ?? '').split(' ').map(Number.parseFloat);
}

describe('the line around a design', () => {
  test('is one path in millimetres, its box the finished sticker, with the place of the art', async () => {
    const ada = shop.browser();
    const { url } = await ada.sent(BAR, 'bar.svg');
    const response = await ada.get(`${url}/cut-line.svg?shape=die-cut&widthMm=64&heightMm=64`);
    expect(response.headers.get('content-type')).toMatch(/^image\/svg\+xml/);
    const text = await response.text();
    expect(text.match(/<path /g)).toHaveLength(1);
    expect(text).not.toMatch(/transform/);
    expect(figures(text, 'width')[0]).toBeCloseTo(64, 1);
    expect(figures(text, 'height')[0]).toBeCloseTo(24, 0);
    expect(figures(text, 'viewBox').slice(2)).toEqual([
      figures(text, 'width')[0],
      figures(text, 'height')[0],
    ]);
    const [x, y, width, height] = figures(text, 'data-art');
    expect([x, y, width, height].map((mm) => Math.round(mm ?? 0))).toEqual([-18, -13, 100, 50]);
    expect(figures(text, 'data-offset-mm')).toEqual([2]);
    expect(figures(text, 'data-closing-mm')).toEqual([1.5]);
    expect(text).toMatch(/data-algorithm="contour-\d+"/);
  });

  test('is the size and the verdict of the page, too', async () => {
    const ada = shop.browser();
    const { url } = await ada.sent(TWO, 'two.svg');
    const size = 'shape=kiss-cut&widthMm=94&heightMm=94';
    const apart = await artworkOf(await ada.get(`${url}?${size}`));
    expect(apart).toMatchObject({
      orderable: true,
      findings: [{ code: 'several_parts', severity: 'warning' }, {}],
    });
    expect(apart.cutWidthMm).toBeCloseTo(94, 1);
    expect(apart.cutHeightMm).toBeCloseTo(34, 0);
    const joined = await artworkOf(await ada.get(`${url}?${size}&joined=1`));
    expect(joined.findings.map(({ code }) => code)).toEqual(['ready', 'rgb']);
  });

  test('is worked out once, however often it is looked at', async () => {
    const ada = shop.browser();
    const { url } = await ada.sent(await framed(600, 300).png().toBuffer());
    const size = 'shape=die-cut&widthMm=50&heightMm=50';
    for (const place of [`/cut-line.svg?${size}`, `?${size}`, `/cut-line.svg?${size}&offsetMm=2`]) {
      expect((await ada.get(url + place)).status).toBe(200);
    }
    expect(outlined).toHaveLength(1);
    await ada.get(`${url}/cut-line.svg?${size}&offsetMm=3`);
    expect(outlined).toHaveLength(2);
  });

  test('needs something to go around', async () => {
    const ada = shop.browser();
    const { url } = await ada.sent(await lockedPdf('secret'), 'locked.pdf');
    const response = await ada.get(`${url}/cut-line.svg?shape=die-cut&widthMm=50&heightMm=50`);
    expect([response.status, (await errorOf(response)).code]).toEqual([422, 'no_outline']);
    expect((await ada.get(`${url}/cut-line.svg?shape=circle&widthMm=50&heightMm=50`)).status).toBe(200);
  });

  test('needs room inside its border, and a size', async () => {
    const ada = shop.browser();
    const { url } = await ada.sent(BAR, 'bar.svg');
    const crowded = await ada.get(`${url}/cut-line.svg?shape=die-cut&widthMm=20&heightMm=20&offsetMm=10`);
    expect([crowded.status, (await errorOf(crowded)).code]).toEqual([422, 'too_small']);
    for (const query of ['', 'shape=circle', 'shape=circle&widthMm=50&heightMm=40', 'widthMm=50']) {
      expect((await ada.get(`${url}/cut-line.svg?${query}`)).status).toBe(422);
    }
  });

  test('of a file that was opened before there were masks is found by opening it again', async () => {
    const ada = shop.browser();
    const { id, url } = await ada.sent(BAR, 'bar.svg');
    const { previewKey } = await shop.db.artwork.findUniqueOrThrow({ where: { id } });
    await shop.db.artwork.update({ where: { id }, data: { maskKey: null, facts: '{"version":1}' } });
    expect((await ada.get(`${url}/cut-line.svg?shape=die-cut&widthMm=50&heightMm=50`)).status).toBe(200);
    const row = await shop.db.artwork.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ previewKey, maskKey: expect.stringMatching(/^masks\//) });
  });
});

describe('a line that the customer drew', () => {
  const drawn = pdf({
    resources:
      '/ColorSpace << /Cut [/Separation /CutContour /DeviceCMYK << /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 1 0 0] /N 1 >>] >>',
    content: '1 0 0 rg 60 30 80 40 re f /Cut CS 1 SCN 50 25 100 50 re S',
  });

  test('is found, offered, and followed to the letter', async () => {
    const ada = shop.browser();
    const sent = await ada.sent(drawn, 'drawn.pdf');
    expect(sent.findings).toContainEqual(expect.objectContaining({ code: 'own_cut', severity: 'warning' }));
    expect(sent.findings.map(({ code }) => code)).not.toContain('spot_colours');
    const size = 'shape=die-cut&widthMm=80&heightMm=80&own=1';
    const text = await (await ada.get(`${sent.url}/cut-line.svg?${size}`)).text();
    expect(text).toMatch(/data-algorithm="own-1"/);
    expect([figures(text, 'width')[0], figures(text, 'height')[0]].map((mm) => Math.round(mm ?? 0))).toEqual([
      80, 40,
    ]);
    expect(figures(text, 'data-art').map(Math.round)).toEqual([-40, -20, 160, 80]);
    const used = await artworkOf(await ada.get(`${sent.url}?${size}`));
    expect(used.findings).toContainEqual(expect.objectContaining({ code: 'own_cut', severity: 'ok' }));
    expect(used).toMatchObject({ cutWidthMm: 80, cutHeightMm: 40 });
    expect(outlined).toEqual([]);
  });

  test('goes into the cart', async () => {
    const ada = shop.browser();
    const { id } = await ada.sent(drawn, 'drawn.pdf');
    expect((await ada.order(id, { widthMm: '80', heightMm: '80', own: '1' })).status).toBe(303);
    expect(await ada.cartLines()).toMatchObject([{ widthMm: 80, heightMm: 40 }]);
    expect(await shop.db.cutLine.findFirst()).toMatchObject({ algorithm: 'own-1', offsetMm: 0 });
  });
});

describe('the line of a plain shape', () => {
  test('is the shape itself, with the art over it and its bleed', async () => {
    const ada = shop.browser();
    const { url } = await ada.sent(svg('width="20mm" height="10mm"'), 'a.svg');
    const response = await ada.get(`${url}/cut-line.svg?shape=circle&widthMm=57&heightMm=57&offsetMm=9`);
    expect(await response.text()).toMatch(
      /^<svg [^>]*width="57mm" height="57mm" viewBox="0 0 57 57" data-art="-34.5 -3 126 63" data-offset-mm="0" data-closing-mm="0" data-algorithm="plain-1"/,
    );
    expect(outlined).toEqual([]);
  });

  test('can lie on the trim box of a PDF', async () => {
    const ada = shop.browser();
    const { url } = await ada.sent(pdf({ page: '/TrimBox [50 25 150 75]' }), 'card.pdf');
    const size = 'shape=rectangle&widthMm=100&heightMm=50';
    const art = async (query: string) =>
      figures(await (await ada.get(`${url}/cut-line.svg?${query}`)).text(), 'data-art');
    expect(await art(size)).toEqual([-6, -3, 112, 56]);
    expect(await art(`${size}&fit=trim`)).toEqual([-50, -25, 200, 100]);
  });
});

describe('in the cart', () => {
  test('a contour keeps its line and is as large as that, not as the box it was fitted into', async () => {
    const ada = shop.browser();
    const { id } = await ada.sent(BAR, 'bar.svg');
    expect((await ada.order(id, { widthMm: '64', heightMm: '64', offsetMm: '2' })).status).toBe(303);
    const [line] = await ada.cartLines();
    expect(line?.widthMm).toBe(64);
    expect(line?.heightMm).toBeCloseTo(24, 0);
    const kept = await shop.db.cartLine.findFirstOrThrow({ include: { cutLine: true } });
    expect(kept.cutLine).toMatchObject({
      artworkId: id,
      shape: 'die-cut',
      widthMm: 64,
      heightMm: 64,
      offsetMm: 2,
    });
    expect(kept.cutLine?.cutHeightMm).toBeCloseTo(kept.heightMm ?? 0, 1);
  });

  test('the price is that of the cut box', async () => {
    const ada = shop.browser();
    const { id } = await ada.sent(BAR, 'bar.svg');
    await ada.order(id, { widthMm: '200', heightMm: '200' });
    await ada.order(id, { widthMm: '200', heightMm: '200', shape: 'square' });
    const [contour, square] = await ada.cartLines();
    expect(contour?.heightMm).toBeLessThan(80);
    expect(contour?.netCents).toBeLessThan(0.7 * (square?.netCents ?? 0));
  });

  test('a plain shape stays what was chosen', async () => {
    const ada = shop.browser();
    const { id } = await ada.sent(BAR, 'bar.svg');
    await ada.order(id, { shape: 'circle', widthMm: '50.8', heightMm: '50.8', offsetMm: '7', joined: '1' });
    expect(await ada.cartLines()).toMatchObject([{ widthMm: 50.8, heightMm: 50.8 }]);
    const kept = await shop.db.cutLine.findFirstOrThrow();
    expect(kept).toMatchObject({ shape: 'circle', offsetMm: 0, joined: false, algorithm: 'plain-1' });
  });

  test('the same wish is one line, whoever asks at once', async () => {
    const ada = shop.browser();
    const { id } = await ada.sent(BAR, 'bar.svg');
    const artwork = await findArtworkFor(shop.db, STAFF, id);
    if (!artwork) throw new Error('it was sent');
    const outcome = await cutLineFor(shop, artwork, wishFor({ shape: 'die-cut', widthMm: 50, heightMm: 50 }));
    if (outcome.kind === 'none') throw new Error(outcome.why);
    const now = shop.clock();
    const ids = await Promise.all(
      Array.from({ length: 6 }, () =>
        transaction(shop.db, (tx) => keepCutLine(tx, { artworkId: id, ...outcome, now })),
      ),
    );
    expect(new Set(ids).size).toBe(1);
    expect(await shop.db.cutLine.count()).toBe(1);
  });

  test.each([
    ['offsetMm', { offsetMm: '10.5' }],
    ['closingMm', { closingMm: '0' }],
    ['joined', { joined: 'yes' }],
    ['widthMm', { widthMm: '20', heightMm: '20', offsetMm: '10' }],
  ])('what makes no sense is named: %s', async (field, fields) => {
    const ada = shop.browser();
    const { id } = await ada.sent(BAR, 'bar.svg');
    const response = await ada.order(id, fields);
    expect(response.status).toBe(422);
    expect(Object.keys((await errorOf(response)).problems ?? {})).toEqual([field]);
    expect(await ada.cartLines()).toEqual([]);
  });

  test('few pixels or no outline are the buyer’s own choice', async () => {
    const ada = shop.browser();
    const { id, url } = await ada.sent(await noise(300, 200).png().toBuffer());
    const size = 'shape=die-cut&widthMm=300&heightMm=300';
    const seen = await artworkOf(await ada.get(`${url}?${size}`));
    expect(seen.findings.map(({ code }) => code)).toContain('very_low_resolution');
    expect(seen.orderable).toBe(false);
    expect((await ada.order(id, { widthMm: '300', heightMm: '300' })).status).toBe(303);
  });

  test('a locked file is not taken in any shape, until prepress takes it over', async () => {
    const ada = shop.browser();
    const { id, url } = await ada.sent(await lockedPdf('secret'), 'locked.pdf');
    for (const shape of ['die-cut', 'circle']) {
      const response = await ada.order(id, { shape });
      expect(Object.keys((await errorOf(response)).problems ?? {})).toEqual(['artworkId']);
    }
    await ada.post(`${url}/prepress`);
    expect((await ada.order(id)).status).toBe(303);
    expect(await ada.cartLines()).toMatchObject([{ widthMm: 75, heightMm: 75 }]);
    expect(await shop.db.cutLine.count()).toBe(0);
  });

  test('when no line can be worked out, plain shapes are still taken', async () => {
    await shop.close();
    shop = await openCounter({ ...pool, outline: async () => ({ kind: 'refused', why: 'too_slow' }) });
    const ada = shop.browser();
    const { id } = await ada.sent(BAR, 'bar.svg');
    const refused = await ada.order(id);
    expect([refused.status, Object.keys((await errorOf(refused)).problems ?? {})]).toEqual([422, ['shape']]);
    expect((await ada.order(id, { shape: 'rounded' })).status).toBe(303);
  });
});

describe('another page of a file', () => {
  const flyer = pdf({ pages: 3 });

  test('becomes a design of its own with the same bytes, once', async () => {
    const ada = shop.browser();
    const first = await ada.sent(flyer, 'flyer.pdf');
    const choose = (page: string) => ada.post(`${first.url}/pages`, new URLSearchParams({ page }));
    const chosen = await choose('2');
    expect(chosen.status).toBe(303);
    const place = chosen.headers.get('location') ?? '';
    expect(place).not.toBe(first.url);
    expect((await choose('2')).headers.get('location')).toBe(place);
    expect((await choose('1')).headers.get('location')).toBe(first.url);
    const rows = await shop.db.artwork.findMany({ orderBy: { page: 'asc' } });
    expect(rows.map(({ page, sha256 }) => [page, sha256])).toEqual(
      [1, 2].map((page) => [page, createHash('sha256').update(flyer).digest('hex')]),
    );
    const second = await artworkOf(await ada.get(place));
    expect(second.findings.find(({ code }) => code === 'multipage')?.message).toMatch(/We print page 2\./);
    expect((await ada.get(`${place}/preview.webp`)).status).toBe(200);
    expect((await ada.get(`${place}/original`)).status).toBe(200);
  });

  test('has to be there, and the file yours', async () => {
    const [ada, bo] = [shop.browser(), shop.browser()];
    const { url } = await ada.sent(flyer, 'flyer.pdf');
    for (const page of ['0', '4', 'two', '']) {
      const response = await ada.post(`${url}/pages`, new URLSearchParams({ page }));
      expect([page, response.status]).toEqual([page, 422]);
      expect(Object.keys((await errorOf(response)).problems ?? {})).toEqual(['page']);
    }
    await bo.sent(svg('width="9mm" height="9mm"'), 'b.svg');
    expect((await bo.post(`${url}/pages`, new URLSearchParams({ page: '2' }))).status).toBe(404);
    expect((await bo.post(`${url}/pages`)).status).toBe(404);
  });
});
