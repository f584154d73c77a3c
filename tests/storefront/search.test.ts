// Finding products in the window: words, choices with honest counts, order, pages.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Catalogue, Product, StockedProduct } from '../../src/catalog/catalogue.ts';
import { addBit, allBits, common, countCommon, dropBit, hasBit, noBits } from '../../src/storefront/bits.ts';
import { readWish } from '../../src/storefront/forms.window.ts';
import { findInWindow, indexOf, inStock, PER_PAGE } from '../../src/storefront/search.ts';

const variant = (sku: string, stockPieces = 1) => ({
  sku,
  name: '',
  unitCents: 100,
  breaks: [],
  weightGrams: 1,
  stockSku: sku,
  stockPieces,
});

function pack(name: string, { cents = 100, ...more }: Partial<StockedProduct> & { cents?: number } = {}) {
  const slug = name.toLowerCase().replaceAll(' ', '-');
  const head = { slug, name, tagline: '', formerSlugs: [], categories: [], picture: null };
  return { kind: 'stocked', ...head, variants: [variant(slug)], unitCents: cents, ...more } as const;
}

const labels: Product = {
  kind: 'custom',
  slug: 'labels',
  name: 'Labels',
  tagline: 'For jars',
  formerSlugs: [],
  categories: ['kitchen'],
  picture: null,
  shapes: ['oval'],
  materials: ['paper'],
  finishes: ['matte'],
  presetsMm: [],
  minMm: 10,
  maxMm: 600,
};

const SHOP: Catalogue = {
  products: [
    labels,
    pack('Pantry pack', { cents: 900, categories: ['kitchen'] }),
    pack('Crème pack', { cents: 300, variants: [variant('CR-1', 10)] }),
    pack('Field pack', { cents: 600 }),
  ],
  categories: [
    { slug: 'kitchen', name: 'Kitchen', description: '' },
    { slug: 'empty', name: 'Empty', description: '' },
  ],
  materials: [],
  finishes: [],
};

function look(address: string, scarce: Record<string, number> = {}, shop = SHOP) {
  const index = indexOf(shop, (each) => (each.kind === 'stocked' ? each.unitCents : 5_000));
  const found = findInWindow(index, inStock(index, new Map(Object.entries(scarce))), readWish(address).wish);
  return { ...found, slugs: found.products.map(({ slug }) => slug) };
}

describe('the search', () => {
  it.each([
    ['/products', ['labels', 'pantry-pack', 'crème-pack', 'field-pack']],
    ['/products?q=pack', ['pantry-pack', 'crème-pack', 'field-pack']],
    ['/products?q=PANTRY+pa', ['pantry-pack']],
    ['/products?q=creme', ['crème-pack']],
    ['/products?q=cr-1', ['crème-pack']],
    ['/products?q=kitchen', ['labels', 'pantry-pack']],
    ['/products?q=jars', ['labels']],
    ['/products?q=antry', []],
    ['/products?q=%00%F0%9F%A6%8A', ['labels', 'pantry-pack', 'crème-pack', 'field-pack']],
    ['/products?category=kitchen&kind=stocked', ['pantry-pack']],
    ['/products?material=paper', ['labels']],
    ['/products?shape=oval&q=pack', []],
    ['/products?category=nothing', []],
    ["/products?category='%22--", ['labels', 'pantry-pack', 'crème-pack', 'field-pack']],
    ['/products?sort=price', ['crème-pack', 'field-pack', 'pantry-pack', 'labels']],
    ['/products?sort=-price', ['labels', 'pantry-pack', 'field-pack', 'crème-pack']],
    ['/products?sort=name', ['crème-pack', 'field-pack', 'labels', 'pantry-pack']],
    ['/products?sort=evil&page=-1', ['labels', 'pantry-pack', 'crème-pack', 'field-pack']],
  ])('%s finds %j', (address, slugs) => {
    expect(look(address).slugs).toEqual(slugs);
  });

  it('leaves out what is gone, and what has fewer pieces than one pack needs', () => {
    const gone = { 'field-pack': 0, 'CR-1': 9, 'pantry-pack': 1 };
    expect(look('/products?stock=in', gone).slugs).toEqual(['labels', 'pantry-pack']);
    expect(look('/products', gone).counts.stock.get('in')).toBe(2);
  });

  it('says of every choice how many it would leave, the chosen one left aside', () => {
    const { counts, total } = look('/products?category=kitchen&kind=stocked');
    expect(total).toBe(1);
    expect(counts.kind).toEqual(new Map(Object.entries({ custom: 1, stocked: 1 })));
    expect(counts.category).toEqual(new Map([['kitchen', 1]]));
  });

  it('shows a page at a time, and the last one for whoever asks beyond it', () => {
    const many = Array.from({ length: PER_PAGE + 3 }, (_, each) => pack(`Pack ${each}`));
    const shop = { ...SHOP, products: many };
    expect(look('/products', {}, shop)).toMatchObject({ page: 1, pages: 2, total: PER_PAGE + 3 });
    expect(look('/products?page=2', {}, shop).slugs).toEqual(['pack-24', 'pack-25', 'pack-26']);
    expect(look('/products?page=99', {}, shop)).toMatchObject({ page: 2 });
  });
});

describe('sets of products', () => {
  const size = 100;
  const place = fc.integer({ min: 0, max: size - 1 });

  it('hold, lose, count and share like any other set', () => {
    fc.assert(
      fc.property(fc.uniqueArray(place), fc.uniqueArray(place), (one, other) => {
        const bits = [one, other].map((places) => {
          const set = noBits(size);
          for (const each of places) addBit(set, each);
          return set;
        });
        const [first = noBits(size), second = noBits(size)] = bits;
        const shared = one.filter((each) => other.includes(each));
        expect(countCommon(first, second)).toBe(shared.length);
        const cut = common(first, [second]);
        expect(Array.from({ length: size }, (_, at) => at).filter((at) => hasBit(cut, at))).toEqual(
          shared.toSorted((a, b) => a - b),
        );
        for (const each of one) dropBit(first, each);
        expect(countCommon(first, allBits(size))).toBe(0);
      }),
    );
  });

  it('of all of them hold no more than there are', () => {
    for (const count of [0, 1, 31, 32, 33, 64])
      expect(countCommon(allBits(count), allBits(count))).toBe(count);
  });
});
