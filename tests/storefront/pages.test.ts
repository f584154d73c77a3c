// What pages say: prices in words, the shop window, the configurator around a design.
import { describe, expect, it } from 'vitest';
import { type CustomProduct, customProduct } from '../../src/catalog/catalogue.ts';
import { quote } from '../../src/pricing/quote.ts';
import type { ShopNow } from '../../src/shop.ts';
import { NO_DESIGN } from '../../src/storefront/choice.ts';
import { readChoice } from '../../src/storefront/forms.ts';
import { readWish } from '../../src/storefront/forms.window.ts';
import type { ShownArtwork } from '../../src/storefront/pages.artwork.ts';
import { configuratorPage, priceWords } from '../../src/storefront/pages.configurator.ts';
import { homePage } from '../../src/storefront/pages.home.ts';
import { productsPage, startingCents } from '../../src/storefront/pages.products.ts';
import { findInWindow, indexOf, inStock } from '../../src/storefront/search.ts';
import { shownPrice } from '../../src/storefront/shown-price.ts';
import { demoShop } from '../support/demo-shop.ts';

const art = (file: string) => `/${file}`;
const product = customProduct(demoShop.catalogue, 'custom-stickers') as CustomProduct; // the demo shop has it
const SPEC = {
  shape: 'die-cut',
  widthMm: 75,
  heightMm: 75,
  material: 'vinyl',
  finish: 'gloss',
  quantity: 100,
} as const;

const FOX: ShownArtwork = {
  id: '1',
  filename: 'fox.png',
  previewUrl: '/artwork/1/preview.webp',
  kind: 'PNG, 900 × 900 px',
  design: { ...NO_DESIGN, contourRatio: 1.5, plainRatio: 1.5 },
  pageRatio: 1.5,
  cut: {
    path: 'M0 0L74.9 0L74.9 51.27L0 51.27Z',
    widthMm: 74.97,
    heightMm: 51.27,
    art: { x: 2, y: 2, width: 71, height: 47.3 },
    parts: 1,
    offsetMm: 2,
    closingMm: 1.5,
    algorithm: 'contour-1',
  },
  hasOwnCut: false,
  trim: null,
  pages: null,
  findings: [
    {
      code: 'low_resolution',
      severity: 'warning',
      message: 'May look soft at 90 mm.',
      action: { kind: 'side', value: '48', label: 'Use 48 mm' },
    },
  ],
  orderable: true,
  needsHelp: false,
  prepressAsked: false,
};

/** The list as it opens, with nothing on the shelf that is counted. */
function listed(shop: ShopNow) {
  const { wish, q } = readWish('/products');
  const index = indexOf(shop.catalogue, (each) => startingCents(each, shop));
  const findings = findInWindow(index, inStock(index, new Map()), wish);
  return productsPage({ shop, wish, q, findings, levels: new Map(), art });
}

function configurator(input: object, artwork: ShownArtwork | null = null) {
  const choice = readChoice(input, {
    product,
    shop: demoShop,
    design: artwork?.design ?? NO_DESIGN,
  });
  return configuratorPage({ product, shop: demoShop, choice, artwork, art });
}

describe('a price', () => {
  it('is said in all, for one, and step by step', () => {
    const price = priceWords(quote(SPEC, demoShop.priceSheet));
    expect(price).toMatchObject({ total: '$91.82', each: '$0.92 each', tax: '' });
    expect(price.trace.map((step) => step.amount)).toEqual(['$40.00', '$51.82']);
  });

  it('is said for every break, with what it saves, and marks the chosen one', () => {
    const { breaks } = priceWords(quote(SPEC, demoShop.priceSheet));
    expect(breaks[0]).toMatchObject({ quantity: '50', save: '', chosen: false });
    expect(breaks[1]).toMatchObject({ quantity: '100', save: 'save 34%', chosen: true });
    expect(breaks.at(-1)?.quantity).toBe('10,000');
  });

  it('nudges when a few more cost little', () => {
    const nudge = (quantity: number) => priceWords(quote({ ...SPEC, quantity }, demoShop.priceSheet)).nudge;
    expect(nudge(95)).toMatchObject({
      quantity: 100,
      text: expect.stringMatching(/^5 more for \$\d\.\d\d$/),
    });
    expect(nudge(60)).toBeUndefined();
  });

  it('says what tax adds', () => {
    const price = priceWords(quote(SPEC, demoShop.priceSheet, { basisPoints: 1900 }));
    expect(price.tax).toBe('plus $17.45 tax, $109.27 in all');
  });

  it('has the tax in it when the owner wants that, and its steps still add up', () => {
    const settings = { ...demoShop.settings, taxBasisPoints: 1900, 'tax.shownIncluded': true };
    const shown = shownPrice({ ...demoShop, settings });
    const price = priceWords(quote(SPEC, demoShop.priceSheet, { basisPoints: 1900 }), shown);
    expect(price).toMatchObject({ total: '$109.27', tax: '$17.45 tax included' });
    expect(price.trace.map((step) => step.amount)).toEqual(['$40.00', '$51.82', '$17.45']);
  });
});

describe('the configurator', () => {
  it('shows one of our own stickers until there is a design', () => {
    const page = configurator({});
    expect(page.title).toBe('Custom stickers');
    expect(page.mat.sticker.previewUrl).toBe('/img/art/mushroom.svg');
    expect(page.mat.label).toBe('A mushroom as a die-cut sticker, 75 × 75 mm');
  });

  it('measures in the unit people asked for', () => {
    const page = configurator({ unit: 'in', widthIn: '3', heightIn: '2' });
    expect(page.mat).toMatchObject({ widthLabel: '3 in', heightLabel: '2 in' });
    expect(page.size.width.name).toBe('widthIn');
    expect(page.size.presets.map((preset) => preset.label)).toEqual(['2 in', '3 in', '4 in', '5 in']);
  });

  it('lays the design on the mat as it is cut, and offers what its findings offer', () => {
    const page = configurator({ widthMm: '75', heightMm: '60' }, FOX);
    expect(page.title).toBe('fox.png');
    expect(page.mat.sticker).toMatchObject({
      previewUrl: FOX.previewUrl,
      art: FOX.cut?.art,
      heightMm: 51.27,
    });
    expect(page.mat).toMatchObject({ widthLabel: '75 mm', heightLabel: '51.3 mm' });
    expect(page.findings[0]?.action).toMatchObject({ kind: 'side', value: '48' });
  });

  it('says the finished size of a contour and asks its price', () => {
    const page = configurator({ widthMm: '75', heightMm: '60' }, FOX);
    expect(page.cut?.finished).toBe('Finished: 75 × 51.3 mm');
    expect(page.size).toMatchObject({ width: { value: '75' }, height: { value: '60' } });
    expect(page.price?.total).toBe(configurator({ widthMm: '75', heightMm: '51.27' }).price?.total);
  });

  it('draws the cut, the safe zone and the bleed', () => {
    const contour = configurator({ widthMm: '75', heightMm: '51.27' }, FOX).mat.guides;
    expect(contour).toMatchObject({ bleedMm: 3, cut: { path: 'M0 0L74.9 0L74.9 51.27L0 51.27Z' } });
    const circle = configurator({ shape: 'circle', widthMm: '50', heightMm: '50' }).mat.guides;
    expect(circle?.cut).toEqual({ box: { x: 0, y: 0, width: 50, height: 50, rx: 25, ry: 25 } });
    expect(circle?.safe).toEqual({ box: { x: 2, y: 2, width: 46, height: 46, rx: 23, ry: 23 } });
    const unknown = configurator({}, { ...FOX, cut: null }).mat;
    expect([unknown.guides, unknown.sticker.filtered]).toEqual([null, true]);
  });

  it('shows only the choices about the cut that matter', () => {
    const shown = (input: object, artwork: Partial<ShownArtwork> = {}) => {
      const cut = configurator(input, { ...FOX, ...artwork }).cut;
      const parts = ['border', 'closing', 'parts', 'own', 'fit', 'holes'] as const;
      return parts.filter((part) => cut?.[part].isShown);
    };
    expect(shown({})).toEqual(['border', 'closing', 'holes']);
    expect(shown({}, { cut: FOX.cut && { ...FOX.cut, parts: 3 } })).toContain('parts');
    expect(shown({ joined: '1' })).toContain('parts');
    expect(shown({}, { hasOwnCut: true })).toContain('own');
    expect(shown({ own: '1' }, { hasOwnCut: true })).toEqual(['own']);
    expect(shown({ shape: 'rectangle' }, { trim: { widthMm: 90, heightMm: 50 } })).toEqual(['fit']);
    expect(configurator({}).cut).toBeNull();
  });

  it('lets a page of several be chosen', () => {
    const { artwork } = configurator({}, { ...FOX, pages: { current: 2, count: 3 } });
    expect(artwork?.pages?.numbers.map(({ isCurrent }) => isCurrent)).toEqual([false, true, false]);
    const long = configurator({}, { ...FOX, pages: { current: 2, count: 300 } });
    expect(long.artwork?.pages).toMatchObject({ numbers: [], said: 'Page 2 of 300' });
  });

  it('has no price while something is wrong', () => {
    const page = configurator({ quantity: 'abc' }, FOX);
    expect(page.price).toBeNull();
    expect(page.quantity).toMatchObject({ value: 'abc', problem: expect.stringContaining('1 to 100,000') });
  });

  it('offers only what is on sale', () => {
    const materials = demoShop.catalogue.materials.map((each) => ({
      ...each,
      onSale: each.slug !== 'vinyl',
    }));
    const shop = { ...demoShop, catalogue: { ...demoShop.catalogue, materials } };
    const choice = readChoice({}, { product, shop, design: NO_DESIGN });
    const page = configuratorPage({ product, shop, choice, artwork: null, art });
    expect(page.materials.map((material) => material.slug)).toEqual(['clear', 'holographic', 'paper']);
    expect(page.materials.find((material) => material.checked)?.slug).toBe('clear');
  });
});

describe('the shop window', () => {
  it('names real prices of the sheet that counts', () => {
    const page = homePage(demoShop, art);
    expect(page.materials?.items.map((item) => item.price)).toEqual([
      '100 for $91.82',
      '100 for $109.27',
      '100 for $121.20',
      '100 for $78.05',
    ]);
    expect(page.prices?.rows[0]).toMatchObject({
      size: '50 × 50 mm',
      prices: ['$56.99', '$69.37', '$109.97', '$221.12'],
    });
    expect(page.pack?.price).toBe('$5.00');
  });

  it('still opens when the shop sells nothing', () => {
    const empty = {
      ...demoShop,
      catalogue: { products: [], categories: [], materials: [], finishes: [] },
    };
    expect(homePage(empty, art)).toMatchObject({ makeHref: '/products', materials: undefined, pack: null });
    expect(listed(empty)).toMatchObject({ featured: null, cards: [] });
  });

  it('lists what is made to order and what lies in a drawer', () => {
    const { featured, cards } = listed(demoShop);
    expect([featured, ...cards].map((each) => [each?.slug, each?.price])).toEqual([
      ['custom-stickers', '50 stickers from $56.99'],
      ['labels', '50 stickers from $46.02'],
      ['sample-pack', '$5.00 each'],
      ['pantry-pack', 'from $12.00'],
      ['field-pack', 'from $9.00'],
    ]);
  });
});
