// The shop window over HTTP: pages for everybody, a design's own page, prices as JSON, bad input with its sentence.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import express from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweepTemp } from '../../src/artwork/actions.ts';
import { startDecoder } from '../../src/artwork/decoder.pool.ts';
import { artworkFileRoutes } from '../../src/artwork/routes.ts';
import { diskStore } from '../../src/artwork/store.disk.ts';
import { cartRoutes } from '../../src/checkout/routes.cart.ts';
import { silentLog } from '../../src/lib/log.ts';
import { sendBadLine } from '../../src/storefront/routes.artwork.ts';
import { quoteRoutes } from '../../src/storefront/routes.quote.ts';
import { storefrontRoutes } from '../../src/storefront/routes.ts';
import { answerErrors, sendNotFound } from '../../src/web/errors.ts';
import { withVisitor } from '../../src/web/session.ts';
import { drawPng, drawSvg } from '../support/art.ts';
import { openWorld } from '../support/world.ts';

const FULL = {
  product: 'custom-stickers',
  shape: 'die-cut',
  widthMm: '75',
  heightMm: '75',
  material: 'vinyl',
  finish: 'gloss',
  quantity: '100',
};

const decoder = startDecoder({ log: silentLog() });
let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(async () => {
  await shop.close();
  await decoder.close();
});

async function openShop() {
  const world = await openWorld();
  const uploadsDir = mkdtempSync(path.join(tmpdir(), 'kisscut-window-'));
  await sweepTemp({ uploadsDir });
  const deps = {
    ...world,
    files: diskStore(uploadsDir),
    decoder,
    uploadsDir,
    maxUploadBytes: 1_000_000,
    rateLimit: false,
  };
  const app = express();
  app.use(quoteRoutes(deps));
  app.use(withVisitor({ ...deps, secrets: ['s'.repeat(32)], secure: false }));
  app.use(express.urlencoded({ extended: false }));
  app.use(storefrontRoutes(deps));
  app.use(artworkFileRoutes(deps));
  app.use(cartRoutes({ ...deps, onBadLine: sendBadLine(deps) }));
  app.use(sendNotFound);
  app.use(answerErrors(deps));
  return {
    visitor: () => request.agent(app),
    async close() {
      await world.close();
      rmSync(uploadsDir, { recursive: true });
    },
  };
}

/** Somebody who has sent a design, and its page. */
async function withDesign(bytes?: Buffer, name = 'sun.png') {
  const ada = shop.visitor();
  const sent = await ada.post('/artwork').attach('artwork', bytes ?? (await drawPng()), name);
  expect(sent.status).toBe(303);
  return { ada, page: sent.headers.location as string };
}

function findingsOf(text: string): string[] {
  return [...text.matchAll(/<li class="finding[\s\S]*?<span>([^<]*)<\/span>/g)].map(
    (match) => match[1] ?? '',
  );
}

/** To a hundredth of a millimetre, which is as fine as a page draws. */
function figuresOf(path: string): number[] {
  return (path.match(/-?[\d.]+/g) ?? []).map((figure) => Math.round(Number(figure) * 100) / 100);
}

function centsOn(text: string): number {
  return Math.round(Number(text.match(/class="price-total">\$([\d.]+)/)?.[1]) * 100);
}

function typedIn(text: string, field: string): string | undefined {
  return text.match(new RegExp(`name="${field}" value="([^"]*)"`))?.[1];
}

describe('pages for everybody', () => {
  it.each(['/', '/products', '/products/custom-stickers', '/products/sample-pack'])(
    '%s opens with one main, one h1, one main action and no cookie',
    async (address) => {
      const { text, headers } = await shop.visitor().get(address).expect(200);
      expect(text.match(/<main\b/g)).toHaveLength(1);
      expect(text.match(/<h1\b/g)).toHaveLength(1);
      expect(text.match(/data-main-action/g)).toHaveLength(1);
      expect(headers['set-cookie']).toBeUndefined();
    },
  );

  it('are the same for two visitors', async () => {
    const [one, other] = await Promise.all([
      shop.visitor().get('/products/custom-stickers'),
      shop.visitor().get('/products/custom-stickers'),
    ]);
    expect(one.text).toBe(other.text);
  });

  it('end at products that do not exist', async () => {
    for (const slug of ['nothing', 'constructor', '..%2f..', '%F0%9F%A6%8A']) {
      await shop.visitor().get(`/products/${slug}`).expect(404);
    }
  });

  it('hold the form a design is sent with', async () => {
    const { text } = await shop.visitor().get('/products/custom-stickers');
    expect(text).toMatch(/<form[^>]*action="\/artwork" method="post" enctype="multipart\/form-data"/);
    expect(text).toMatch(/<input[^>]*type="file" name="artwork"/);
  });
});

describe('a product page without scripts', () => {
  it('says the price of what was chosen', async () => {
    const page = await shop
      .visitor()
      .get('/products/custom-stickers')
      .query({ ...FULL, shape: 'circle' });
    expect(page.text).toContain('$87.23');
  });

  it('puts the sentence next to the field and keeps what was typed', async () => {
    const page = await shop
      .visitor()
      .get('/products/custom-stickers')
      .query({ ...FULL, quantity: 'a"b' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('value="a&#34;b"');
    expect(page.text).toMatch(/id="quantity-problem"[^>]*>Choose a whole number from 1 to 100,000\./);
    expect(page.text).toContain('Change what is marked, and the price is back.');
  });

  it('survives fields that come twice, as lists, or as nonsense', async () => {
    const odd = [
      'quantity=1&quantity=2',
      'shape[]=circle',
      'widthMm=%00',
      'unit=parsec',
      'preset=NaN',
      '__proto__=1',
    ];
    for (const query of odd) {
      const { status } = await shop.visitor().get(`/products/custom-stickers?${query}`);
      expect([200, 422]).toContain(status);
    }
  });
});

describe('a design', () => {
  it('has a page with the form of the cart, and lies on the mat', async () => {
    const { ada, page } = await withDesign();
    const { text } = await ada.get(page).expect(200);
    expect(text).toContain('sun.png');
    expect(text).toContain(`${page}/preview.webp`);
    expect(text).toMatch(/<form[^>]*action="\/cart\/lines" method="post"/);
    expect(text).toContain(`name="artworkId" value="${page.split('/').at(-1)}"`);
    expect(findingsOf(text)[0]).toMatch(/^Ready to print\. 30[45] dpi at 75 mm\.$/);
  });

  it('starts smaller when it would be soft at the usual size', async () => {
    const { ada, page } = await withDesign(await drawPng(400));
    const { text } = await ada.get(page);
    expect(typedIn(text, 'heightMm')).toBe('42');
  });

  it('may look soft when it is chosen larger, and the page offers the largest sharp size', async () => {
    const { ada, page } = await withDesign();
    const { text } = await ada.get(page).query({ widthMm: '150', heightMm: '150' });
    expect(findingsOf(text)[0]).toBe('May look soft at 150 mm: 148 dpi. Largest sharp size: 90 mm.');
    expect(text).toMatch(/name="use" value="side:90"[^>]*>Use 90 mm/);
  });

  it('shows the very line it will be cut by, and puts that into the cart', async () => {
    const { ada, page } = await withDesign(drawSvg('cat'), 'cat.svg');
    const wish = { shape: 'die-cut', widthMm: '60', heightMm: '60', offsetMm: '3' };
    const line = await ada.get(`${page}/cut-line.svg`).query(wish).expect(200);
    const [, d = ''] = line.body.toString().match(/<path d="([^"]*)"/) ?? [];
    const { text } = await ada.get(page).query(wish);
    const drawn = text.match(/class="mat-cut"[^>]* d="([^"]*)"/)?.[1] ?? '';
    expect(figuresOf(drawn)).toEqual(figuresOf(d));
    expect(text.match(/Finished: [^<]*/)?.[0]).toBe('Finished: 60 × 60 mm');

    const artworkId = page.split('/').at(-1);
    await ada
      .post('/cart/lines')
      .type('form')
      .send({ ...FULL, ...wish, artworkId })
      .expect(303);
    const [bought] = (await ada.get('/cart').set('accept', 'application/json')).body.lines;
    expect(bought).toMatchObject({ widthMm: 60, netCents: centsOn(text) });
    expect(bought.heightMm).toBeLessThanOrEqual(60);
    expect((await ada.get('/cart')).text).toContain('data-cut');
  });

  it('goes into the cart from its page, in inches too', async () => {
    const { ada, page } = await withDesign(drawSvg('cat'), 'cat.svg');
    const { widthMm: _, heightMm: __, ...rest } = FULL;
    const inches = { unit: 'in', widthIn: '3', heightIn: '2' };
    const line = { ...rest, ...inches, artworkId: page.split('/').at(-1), shape: 'oval' };
    await ada.post('/cart/lines').type('form').send(line).expect(303);
    const cart = await ada.get('/cart').set('accept', 'application/json');
    expect(cart.body.lines[0]).toMatchObject({ widthMm: 76.2, heightMm: 50.8 });
  });

  it('that loses its corners to a circle is not called ready', async () => {
    const { ada, page } = await withDesign(drawSvg('wave'), 'wave.svg');
    const { text } = await ada.get(page).query({ shape: 'circle', widthMm: '50', heightMm: '50' });
    expect(findingsOf(text)[0]).toMatch(/^The circle cuts off part of your design/);
    expect(findingsOf(text).join()).not.toContain('Ready to print');
    expect(text).toContain('value="shape:die-cut"');
  });

  it('can be left to us, and says so from then on', async () => {
    const { ada, page } = await withDesign();
    expect((await ada.get(page)).text).toContain('Let us prepare it for you');
    await ada.post(`${page}/prepress`).expect(303);
    const { text } = await ada.get(page);
    expect(text).toContain('We prepare this one for you.');
    expect(text).not.toContain('Let us prepare it for you');
  });

  it('comes back with its page when the cart does not take it', async () => {
    const { ada, page } = await withDesign();
    const artworkId = page.split('/').at(-1);
    const bad = await ada
      .post('/cart/lines')
      .type('form')
      .send({ ...FULL, artworkId, shape: 'circle', heightMm: '60', finish: 'matte' });
    expect(bad.status).toBe(422);
    expect(bad.text).toMatch(/id="height-problem"[^>]*>A circle or square is as wide as it is high\./);
    expect(bad.text).toContain(`${page}/preview.webp`);
    expect(bad.text).toMatch(/value="circle" checked/);
    expect(bad.text).toMatch(/value="matte" checked/);
    expect(bad.text).toContain('name="heightMm" value="60"');
  });

  it('of somebody else is not there', async () => {
    const { page } = await withDesign();
    await shop.visitor().get(page).expect(404);
    await shop.visitor().get('/artwork/nothing').expect(404);
    await shop.visitor().get('/artwork').expect(404);
  });

  it('that we cannot use says why on the product page', async () => {
    const refused = await shop
      .visitor()
      .post('/artwork')
      .attach('artwork', Buffer.from('MZ not art'), 'art.png');
    expect(refused.status).toBe(415);
    expect(refused.text).toContain('This is not a kind of artwork we know.');
    expect(refused.text).toMatch(/<form[^>]*action="\/artwork"/);
    const nothing = await shop.visitor().post('/artwork').field('other', 'x');
    expect(nothing.status).toBe(422);
    expect(nothing.text).toContain('Choose a file first.');
  });
});

describe('a stocked product', () => {
  it('goes into the cart, and says when the number is no number', async () => {
    const ada = shop.visitor();
    const bad = await ada.post('/cart/lines').type('form').send({ product: 'sample-pack', quantity: '0' });
    expect(bad.status).toBe(422);
    expect(bad.text).toContain('Choose a whole number from 1 to 100,000.');
    expect(bad.text).toMatch(/value="0"[^>]*name="quantity"/);
    await ada.post('/cart/lines').type('form').send({ product: 'sample-pack', quantity: '3' }).expect(303);
  });
});

describe('GET /quote', () => {
  it('answers the price, its breaks and how it comes together', async () => {
    const { body, headers } = await shop.visitor().get('/quote').query(FULL).expect(200);
    expect(body).toMatchObject({
      currency: 'USD',
      quantity: 100,
      netCents: 9182,
      taxCents: 0,
      grossCents: 9182,
    });
    expect(body.breaks).toHaveLength(10);
    expect(body.trace.reduce((sum: number, step: { cents: number }) => sum + step.cents, 0)).toBe(
      body.netCents,
    );
    expect(headers['cache-control']).toBe('no-store');
    expect(body).not.toHaveProperty('html');
  });

  it('adds the piece of page that the configurator shows', async () => {
    const { body } = await shop
      .visitor()
      .get('/quote')
      .query({ ...FULL, part: 'price' });
    for (const piece of ['breaks', 'price', 'trace']) expect(body.html).toContain(`data-live="${piece}"`);
    expect(body.html).toContain('$91.82');
  });

  it.each([
    [{ quantity: '1.5' }, 'quantity'],
    [{ widthMm: '9.99' }, 'widthMm'],
    [{ shape: 'square', heightMm: '50' }, 'heightMm'],
    [{ material: 'gold' }, 'material'],
    [{ product: 'sample-pack' }, 'product'],
  ])('refuses %o with a sentence for the field', async (change, field) => {
    const { status, body } = await shop
      .visitor()
      .get('/quote')
      .query({ ...FULL, ...change });
    expect(status).toBe(422);
    expect(body.error).toMatchObject({
      code: 'invalid',
      problems: { [field]: expect.stringMatching(/\.$/) },
    });
  });
});
