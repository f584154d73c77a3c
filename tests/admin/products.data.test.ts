// The catalogue at the desk: products made, finished, published, moved and discarded, with every change in the audit.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addStockedLine } from '../../src/cart/actions.ts';
import { priceCart } from '../../src/cart/priced.ts';
import { findCartLines } from '../../src/cart/queries.ts';
import { customProduct, findProduct, stockedProduct } from '../../src/catalog/catalogue.ts';
import { drawPng } from '../support/art.ts';
import { orderPacks, someVisitor } from '../support/world.ts';
import { type Office, openOffice } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const TOTE = { name: 'Cat pack', slug: 'cat-pack', kind: 'stocked' };
const SMALL = { sku: 'CAT-5', name: '5 cats', price: '8.00', breaks: '10: 7.00\n50: 5.50', onSale: '1' };

const catalogue = () => office.shop.now().catalogue;
const audits = (what: string) => office.db.auditEntry.findMany({ where: { what }, orderBy: { id: 'asc' } });

async function make(fields: object = TOTE): Promise<string> {
  const { headers } = await office.sam.send('/admin/products', fields).expect(303);
  return String(headers.location);
}

/** On sale, with stock. */
async function makeCatPack(): Promise<string> {
  const page = await make();
  await office.sam.send(`${page}/variants`, { ...SMALL, makeStock: '1' }).expect(303);
  await office.sam.send(`${page}/publication`, { published: '1' }).expect(303);
  return page;
}

const idOf = (page: string) => page.split('/').at(-1) ?? '';
const addressOf = async (slug: string) => {
  const { id } = await office.db.product.findUniqueOrThrow({ where: { slug } });
  return `/admin/products/${id}`;
};

describe('a new product', () => {
  it('is a draft that nobody sees until it is finished and published', async () => {
    const page = await make();
    expect(findProduct(catalogue(), 'cat-pack')).toBeNull();
    const { body } = await office.sam.sendJson(`${page}/publication`, { published: '1' }).expect(422);
    expect(body.error.problems.published).toBe('Add a variant that is on sale first.');
    await office.sam.send(`${page}/variants`, { ...SMALL, makeStock: '1' }).expect(303);
    await office.sam.send(`${page}/publication`, { published: '1' }).expect(303);
    expect(stockedProduct(catalogue(), 'cat-pack')).toMatchObject({
      name: 'Cat pack',
      unitCents: 800,
      variants: [
        {
          sku: 'CAT-5',
          breaks: [
            { quantity: 10, unitCents: 700 },
            { quantity: 50, unitCents: 550 },
          ],
        },
      ],
    });
    expect(await office.db.stockItem.findUnique({ where: { sku: 'CAT-5' } })).toMatchObject({
      name: 'Cat pack, 5 cats',
      unit: 'piece',
      onHand: 0n,
    });
  });

  it('says beside the field what is wrong, and keeps what was typed', async () => {
    const page = await make();
    const wrong: [string, object, string][] = [
      ['/variants', { ...SMALL, price: 'much' }, 'price'],
      ['/variants', { ...SMALL, breaks: 'ten: 7' }, 'breaks'],
      ['/variants', { ...SMALL, breaks: '10: 8.00' }, 'breaks'],
      ['/variants', { ...SMALL, breaks: '10: 7.00\n5: 6.00' }, 'breaks'],
      ['/variants', { ...SMALL, sku: 'a b' }, 'sku'],
      ['/variants', { ...SMALL, stockSku: 'roll-vinyl' }, 'stockSku'],
      ['/variants', { ...SMALL, name: '' }, 'name'],
      ['', { ...TOTE, slug: 'Cat pack' }, 'slug'],
      ['', { ...TOTE, slug: 'sample-pack' }, 'slug'],
      ['', { ...TOTE, position: 'first' }, 'position'],
    ];
    for (const [path, fields, field] of wrong) {
      const { body } = await office.sam.sendJson(page + path, fields).expect(422);
      expect(Object.keys(body.error.problems), JSON.stringify(fields)).toContain(field);
    }
    const { text } = await office.sam.send(`${page}/variants`, { ...SMALL, price: 'mu"ch' }).expect(422);
    expect(text).toContain('value="mu&#34;ch"');
    expect(text).toContain('Write a price like 12.50.');
    await office.sam.sendJson('/admin/products', { ...TOTE, name: 'Again' }).expect(422);
  });

  it('from a design offers only what was ticked, in sizes from here to there', async () => {
    const page = await make({ name: 'Badges', slug: 'badges', kind: 'custom' });
    await office.sam.sendJson(`${page}/publication`, { published: '1' }).expect(422);
    const offer = { materials: ['paper', 'vinyl', 'gold'], finishes: 'matte', minMm: '30', maxMm: '90' };
    await office.sam
      .send(`${page}/offer`, { ...offer, shapes: ['circle', 'heart'], presetsMm: '30, 60' })
      .expect(303);
    await office.sam.send(`${page}/publication`, { published: '1' }).expect(303);
    expect(customProduct(catalogue(), 'badges')).toMatchObject({
      shapes: ['circle'],
      materials: ['vinyl', 'paper'],
      finishes: ['matte'],
      presetsMm: [30, 60],
      minMm: 30,
      maxMm: 90,
    });
    await office.sam.sendJson(`${page}/offer`, { ...offer, shapes: [] }).expect(422);
    await office.sam.sendJson(`${page}/offer`, { ...offer, shapes: 'circle', maxMm: '20' }).expect(422);
  });
});

describe('a product that is sold', () => {
  it('keeps its old address when it gets another one, and its carts', async () => {
    const page = await makeCatPack();
    const ada = someVisitor();
    await addStockedLine(office, ada, { product: 'cat-pack', quantity: 9 });
    await office.sam.send(page, { ...TOTE, slug: 'cats', tagline: 'Nine lives.', position: '6' }).expect(303);
    expect(findProduct(catalogue(), 'cat-pack')).toMatchObject({ slug: 'cats', formerSlugs: ['cat-pack'] });
    const { lines, problems } = priceCart(await findCartLines(office.db, ada), office.shop.now());
    expect(problems).toEqual([]);
    // nine for the price of ten
    expect(lines).toMatchObject([{ product: 'cats', variant: 'CAT-5', detail: '5 cats', netCents: 7000 }]);
    const taken = await office.sam.sendJson('/admin/products', TOTE).expect(422);
    expect(taken.body.error.problems.slug).toBe('This address still leads to Cat pack. Choose another one.');
    expect(await audits('product.saved')).toMatchObject([
      {
        who: 'Sam (staff)',
        subject: 'cats',
        before: 'slug: cat-pack',
        after: 'slug: cats\ntagline: Nine lives.',
      },
    ]);
    await office.sam.send(page, { ...TOTE, tagline: 'Nine lives.', position: '6' }).expect(303);
    expect(findProduct(catalogue(), 'cats')?.slug).toBe('cat-pack');
  });

  it('is missed in open carts when it leaves the shop, and orders stay as they are', async () => {
    const page = await addressOf('sample-pack');
    const ada = someVisitor();
    const placed = await orderPacks(office);
    await addStockedLine(office, ada, { product: 'sample-pack', quantity: 1 });
    await office.sam.send(`${page}/price`, { price: '6.00', weightGrams: '40' }).expect(303);
    await office.sam.send(`${page}/publication`, { published: '0' }).expect(303);
    const { problems } = priceCart(await findCartLines(office.db, ada), office.shop.now());
    expect(problems).toMatchObject([{ code: 'product_gone' }]);
    expect(placed.kind).toBe('placed');
    expect(await office.db.orderLine.findFirst()).toMatchObject({ title: 'Sample pack', unitCents: 500 });
    expect(await audits('product.unpublished')).toMatchObject([
      { subject: 'sample-pack', before: 'published: yes', after: 'published: no' },
    ]);
  });

  it('keeps its price as a variant when it gets more of them', async () => {
    const page = await addressOf('sample-pack');
    await office.sam.send(`${page}/variants`, { ...SMALL, sku: 'sample-pack-large' }).expect(303);
    expect(stockedProduct(catalogue(), 'sample-pack')?.variants).toMatchObject([
      { sku: 'sample-pack', name: 'Sample pack', unitCents: 500, stockSku: 'sample-pack' },
      { sku: 'sample-pack-large', unitCents: 800, stockSku: null },
    ]);
    const ada = someVisitor();
    await addStockedLine(office, ada, { product: 'sample-pack', quantity: 2 });
    const { lines } = priceCart(await findCartLines(office.db, ada), office.shop.now());
    expect(lines).toMatchObject([{ variant: 'sample-pack', netCents: 1000 }]);
    const other = { product: 'sample-pack', variant: 'nothing', quantity: 1 };
    await expect(addStockedLine(office, ada, other)).rejects.toMatchObject({ status: 422 });
  });

  it('takes as many pieces off the shelf as its variant holds', async () => {
    const page = await makeCatPack();
    const shelf = { sku: 'CAT-40', name: '40 cats', price: '40.00', stockSku: 'CAT-5', stockPieces: '8' };
    await office.sam.send(`${page}/variants`, { ...shelf, onSale: '1' }).expect(303);
    const ada = someVisitor();
    await addStockedLine(office, ada, { product: 'cat-pack', variant: 'CAT-40', quantity: 3 });
    const { lines } = priceCart(await findCartLines(office.db, ada), office.shop.now());
    expect(lines[0]?.stockUse).toEqual([{ sku: 'CAT-5', quantity: 24n }]);
  });

  it('is told of in carts when its variant is gone', async () => {
    const page = await makeCatPack();
    const large = { sku: 'CAT-40', name: '40 cats', price: '40.00' };
    await office.sam.send(`${page}/variants`, { ...large, onSale: '1' }).expect(303);
    const ada = someVisitor();
    await addStockedLine(office, ada, { product: 'cat-pack', variant: 'CAT-40', quantity: 1 });
    const { id } = await office.db.productVariant.findUniqueOrThrow({ where: { sku: 'CAT-40' } });
    await office.sam.send(`${page}/variants/${id}/removal`).expect(303);
    const { problems } = priceCart(await findCartLines(office.db, ada), office.shop.now());
    expect(problems).toMatchObject([{ code: 'variant_gone' }]);
    const last = await office.db.productVariant.findUniqueOrThrow({ where: { sku: 'CAT-5' } });
    await office.sam.sendJson(`${page}/variants/${last.id}/removal`).expect(422);
  });
});

describe('a product that is not wanted any more', () => {
  it('is deleted when nobody ordered it, and archived when somebody did', async () => {
    const cats = await makeCatPack();
    await office.sam.send(`${cats}/removal`).expect(303);
    expect(await office.db.product.findUnique({ where: { slug: 'cat-pack' } })).toBeNull();
    await orderPacks(office);
    const packs = await addressOf('sample-pack');
    await office.sam.send(`${packs}/removal`).expect(303);
    expect(findProduct(catalogue(), 'sample-pack')).toBeNull();
    const { body } = await office.sam.json('/admin/products?status=archived');
    expect(body).toMatchObject({ total: 1, items: [{ slug: 'sample-pack', status: 'archived' }] });
    await office.sam.sendJson(`${packs}/publication`, { published: '1' }).expect(422);
    await office.sam.send(`${packs}/restoration`).expect(303);
    await office.sam.send(`${packs}/publication`, { published: '1' }).expect(303);
    expect(findProduct(catalogue(), 'sample-pack')).not.toBeNull();
    expect(await audits('product.archived')).toHaveLength(1);
    expect(await audits('product.deleted')).toMatchObject([{ subject: 'cat-pack', before: 'Cat pack' }]);
  });

  it('can be copied first, with its words and variants under codes of their own', async () => {
    const page = await makeCatPack();
    for (const slug of ['cat-pack-copy', 'cat-pack-copy-2']) {
      const { headers } = await office.sam.send(`${page}/copies`).expect(303);
      const { body } = await office.sam.json(String(headers.location));
      expect(body).toMatchObject({
        slug,
        name: 'Copy of Cat pack',
        status: 'draft',
        variants: [{ sku: `CAT-5-${slug}`, unitCents: 800, stockSku: null }],
      });
    }
  });
});

describe('pictures', () => {
  const hang = (page: string, bytes: Buffer, name: string, alt = 'Fur') =>
    office.sam.any.post(`${page}/pictures`).field('alt', alt).attach('artwork', bytes, name);

  it('are opened like artwork, kept as WebP, put in order, and go with their bytes', async () => {
    const page = await makeCatPack();
    await hang(page, await drawPng(300), 'cat.png', 'A cat').expect(303);
    await hang(page, await drawPng(200), 'tail.png').expect(303);
    const { body } = await office.sam.json(page);
    expect(body.pictures).toMatchObject([
      { alt: 'A cat', widthPx: 300 },
      { alt: 'Fur', widthPx: 200 },
    ]);
    const [first, second] = body.pictures;
    await office.sam.send(`${page}/pictures/${second.id}`, { alt: 'Its tail', position: '0' }).expect(303);
    expect(findProduct(catalogue(), 'cat-pack')?.picture?.alt).toBe('Its tail');
    const name = first.url.match(/\/pictures\/(.+)\.webp/)[1];
    const key = `pictures/${name.slice(0, 2)}/${name}.webp`;
    expect(await office.files.exists(key)).toBe(true);
    await office.sam.send(`${page}/pictures/${first.id}/removal`).expect(303);
    expect(await office.files.exists(key)).toBe(false);
    expect(await audits('product.picture')).toHaveLength(4);
  });

  it('that show nothing are refused with a sentence', async () => {
    const page = await make();
    const { text, status } = await hang(page, Buffer.from('just words'), 'cat.png');
    expect(status).toBe(422);
    expect(text).toContain('We cannot show this file.');
    expect(await office.db.productPicture.count()).toBe(0);
  });
});

describe('the list', () => {
  it('finds by name, address and SKU, filters, sorts, and comes as CSV', async () => {
    await makeCatPack();
    const slugs = async (query: string) =>
      (await office.sam.json(`/admin/products${query}`)).body.items.map(({ slug }: { slug: string }) => slug);
    expect(await slugs('?q=cat-5')).toEqual(['cat-pack']);
    expect(await slugs('?q=PANTRY')).toEqual(['pantry-pack']);
    expect(await slugs('?kind=custom')).toEqual(['custom-stickers', 'labels']);
    expect(await slugs('?category=kitchen')).toEqual(['labels', 'pantry-pack']);
    expect(await slugs('?status=draft')).toEqual([]);
    expect((await slugs('?sort=-name'))[0]).toBe('sample-pack');
    const { body } = await office.sam.json('/admin/products?perPage=2&page=2');
    expect(body).toMatchObject({ total: 6, page: 2, pages: 3 });
    const csv = await office.sam.page('/admin/products?format=csv');
    expect(csv.text.split('\r\n')[0]).toBe('id,slug,name,kind,status,position,variants,fromCents,createdAt');
    await office.sam.page('/admin/products').expect(200);
  });

  it('is for owners and managers to change, and for nobody else to see', async () => {
    const pia = await office.staff('Pia', 'packing');
    const page = await make();
    await pia.page('/admin/products').expect(200);
    await pia.page(page).expect(200);
    await pia.sendJson('/admin/products', TOTE).expect(403);
    await pia.sendJson(`${page}/removal`).expect(403);
    await office.nobody.send('/admin/products', TOTE).expect(404);
    await office.nobody.page(page).expect(404);
    await office.sam.page('/admin/products/nothing').expect(404);
    await office.sam.send(`${page}/variants/nothing`, SMALL).expect(404);
    expect(idOf(page)).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('categories', () => {
  it('are made, filled, moved and deleted without their products', async () => {
    await office.sam.send('/admin/categories', { name: 'Cats', slug: 'cats', position: '0' }).expect(303);
    const { body } = await office.sam.json('/admin/categories?q=cats');
    expect(body.items).toMatchObject([{ slug: 'cats', products: 0 }]);
    const { id } = body.items[0];
    const page = await makeCatPack();
    await office.sam.send(`${page}/categories`, { category: id }).expect(303);
    expect(findProduct(catalogue(), 'cat-pack')?.categories).toEqual(['cats']);
    expect(catalogue().categories[0]?.name).toBe('Cats');
    await office.sam.page(`/admin/categories/${id}`).expect(200);
    await office.sam.sendJson(`/admin/categories/${id}`, { name: 'Cats', slug: 'packs' }).expect(422);
    await office.sam.send(`/admin/categories/${id}/removal`).expect(303);
    expect(findProduct(catalogue(), 'cat-pack')?.categories).toEqual([]);
    expect(await audits('category.deleted')).toMatchObject([{ subject: 'cats', before: 'Cats' }]);
  });
});
