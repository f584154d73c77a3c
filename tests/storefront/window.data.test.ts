// The shop window over HTTP: products found, seen with what is left of them, moved, and shown in pictures.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictureKey } from '../../src/artwork/store.ts';
import { drawPng } from '../support/art.ts';
import { openWindow } from './window.ts';

let shop: Awaited<ReturnType<typeof openWindow>>;
beforeAll(async () => {
  shop = await openWindow();
});
afterAll(() => shop.close());

const page = (address: string) => shop.visitor().get(address);
const cards = (text: string) =>
  [...text.matchAll(/class="catalogue-link" href="\/products\/([^"]*)"/g)].map(([, slug]) => slug);
const counts = (text: string) =>
  Object.fromEntries(
    [...text.matchAll(/class="facet-chip"[^>]*>([^<]*) <span class="facet-count">(\d+)</g)].map(
      ([, label, found]) => [label, Number(found)],
    ),
  );

const setLevel = (sku: string, onHand: bigint) =>
  shop.db.stockItem.update({ where: { sku }, data: { onHand, reserved: 0n } });

describe('the list', () => {
  it('finds by words and choices, says how many each would leave, and keeps what was typed', async () => {
    const all = await page('/products').expect(200);
    expect(cards(all.text)).toEqual([
      'custom-stickers',
      'labels',
      'sample-pack',
      'pantry-pack',
      'field-pack',
    ]);
    expect(counts(all.text)).toMatchObject({ Kitchen: 2, Packs: 2, Samples: 1, Oval: 2, 'Ready made': 3 });
    const { text } = await page('/products?q=PACK&category=kitchen').expect(200);
    expect(cards(text)).toEqual(['pantry-pack']);
    expect(text).toContain('value="PACK"');
    expect(text).toContain('name="category" value="kitchen"');
    expect(text).toContain('href="/products?q=PACK"');
    expect(text).toMatch(/<h1>Kitchen<\/h1>/);
  });

  it('says kindly that nothing was found, with a way on', async () => {
    const { text } = await page('/products?q=%3Cscript%3E').expect(200);
    expect(text).toContain('Nothing like that here.');
    expect(text).toMatch(/<a[^>]*href="\/products"[^>]*data-main-action/);
    expect(text).not.toContain('<script>');
  });

  it('says what is left of each product this very moment', async () => {
    await setLevel('sample-pack', 2n);
    const { text } = await page('/products?q=sample');
    expect(text).toContain('>2 left<');
    await setLevel('sample-pack', 0n);
    expect((await page('/products?q=sample')).text).toContain('>Sold out<');
    await setLevel('sample-pack', 200n);
    expect((await page('/products?q=sample')).text).toContain('>In stock<');
  });
});

describe('the page of a stocked product', () => {
  it('offers its variants with what is left, and what more of them cost', async () => {
    const { text } = await page('/products/field-pack').expect(200);
    expect(text).toMatch(/value="field-pack-matte" checked/);
    expect(text).toContain('>3 left<');
    expect(text).toContain('$7.50');
    const { body } = await page('/products/field-pack/stock').expect(200);
    expect(body.variants).toMatchObject([
      { sku: 'field-pack-matte', state: 'enough', canBeHad: true },
      { sku: 'field-pack-holographic', state: 'few', text: '3 left' },
    ]);
  });

  it('chooses what can be had, and says when nothing can', async () => {
    await setLevel('field-pack-matte', 0n);
    expect((await page('/products/field-pack')).text).toMatch(/value="field-pack-holographic" checked/);
    await setLevel('field-pack-holographic', 0n);
    const { text } = await page('/products/field-pack').expect(200);
    expect(text).toContain('All of them are gone.');
    expect(text.match(/data-main-action/g)).toHaveLength(1);
    expect(text).not.toContain('>Add to cart<');
    await page('/products/nothing/stock').expect(404);
  });

  it('puts the chosen variant into the cart, the first on sale when nobody chose', async () => {
    const ada = shop.visitor();
    const add = (fields: object) =>
      ada
        .post('/cart/lines')
        .type('form')
        .send({ product: 'pantry-pack', ...fields });
    await add({ variant: 'pantry-pack-30', quantity: '5' }).expect(303);
    await add({ quantity: '4' }).expect(303);
    await add({ variant: 'pantry-pack-10', quantity: '1' }).expect(303);
    const { body } = await ada.get('/cart').set('Accept', 'application/json');
    expect(body.lines).toMatchObject([
      { product: 'pantry-pack', variant: 'pantry-pack-30', quantity: 5, netCents: 13_050 },
      { product: 'pantry-pack', variant: 'pantry-pack-10', quantity: 5, netCents: 5_400 },
    ]);
    const wrong = await add({ variant: 'field-pack-matte', quantity: '1' }).expect(422);
    expect(wrong.text).toContain('Choose one that we have.');
  });

  it('sends whoever knows its old address on, with what was asked for', async () => {
    const { id } = await shop.db.product.findUniqueOrThrow({ where: { slug: 'labels' } });
    await shop.db.formerSlug.create({ data: { slug: 'jar-labels', productId: id, createdAt: shop.clock() } });
    await shop.changed();
    const { headers } = await page('/products/jar-labels?shape=oval').expect(301);
    expect(headers.location).toBe('/products/labels?shape=oval');
  });

  it('tells search engines what staff wrote for them', async () => {
    const seo = { seoTitle: 'Samples of everything', seoDescription: 'Four materials in one envelope.' };
    await shop.db.product.update({ where: { slug: 'sample-pack' }, data: seo });
    const { text } = await page('/products/sample-pack');
    expect(text).toMatch(/<title>Samples of everything/);
    expect(text).toContain('<meta name="description" content="Four materials in one envelope.">');
    expect(text).toMatch(/<h1>Sample pack<\/h1>/);
  });
});

describe('a custom product', () => {
  const LABEL = {
    product: 'labels',
    shape: 'oval',
    widthMm: '80',
    heightMm: '40',
    material: 'paper',
    finish: 'matte',
    quantity: '100',
  };

  it('is made only in the shapes, sizes and materials it offers', async () => {
    await page('/quote').query(LABEL).expect(200);
    const wrong: [object, string][] = [
      [{ widthMm: '151' }, 'widthMm'],
      [{ widthMm: '20', heightMm: '24.9' }, 'heightMm'],
      [{ shape: 'die-cut' }, 'shape'],
      [{ material: 'holographic' }, 'material'],
      [{ finish: 'soft-touch' }, 'finish'],
    ];
    for (const [change, field] of wrong) {
      const { body } = await page('/quote')
        .query({ ...LABEL, ...change })
        .expect(422);
      expect(Object.keys(body.error.problems)).toEqual([field]);
    }
    const { text } = await page('/products/labels?widthMm=200&heightMm=100').expect(422);
    expect(text).toContain('Choose a size from 25 to 150 mm for the longest side.');
  });
});

describe('a picture', () => {
  it('comes as WebP at the width asked for, to be kept for ever, as long as a product shows it', async () => {
    const { name } = await shop.hang('field-pack', await drawPng(400));
    const whole = await page(`/pictures/${name}.webp`).expect(200);
    expect(whole.headers['content-type']).toBe('image/webp');
    expect(whole.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    const small = await page(`/pictures/${name}.webp?width=160`).expect(200);
    expect(small.body.length).toBeLessThan(whole.body.length);
    await page(`/pictures/${name}.webp?width=9999999`).expect(422);
    await page(`/pictures/${'0'.repeat(64)}.1.webp`).expect(404);
    await page('/pictures/..%2f..%2fshop.db').expect(404);
    const { text } = await page('/products/field-pack');
    expect(text).toContain(`/pictures/${name}.webp?width=640`);
    await shop.db.productPicture.deleteMany();
    await page(`/pictures/${name}.webp`).expect(404);
    expect(await shop.files.exists(pictureKey(name))).toBe(true);
  });
});
