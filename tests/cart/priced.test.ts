// What a cart costs, and what is told about lines that cannot be had any more.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CartLineView, type Offer, priceCart, withDelivery } from '../../src/cart/priced.ts';
import { quote } from '../../src/pricing/quote.ts';
import { taxOn } from '../../src/pricing/tax.ts';
import { SHAPES } from '../../src/sticker.ts';
import { en } from '../../src/words/en.ts';
import { demoShop } from '../support/demo-shop.ts';

const dieCut = {
  shape: 'die-cut',
  widthMm: 75,
  heightMm: 75,
  material: 'vinyl',
  finish: 'gloss',
  quantity: 100,
} as const;

const sticker: CartLineView = {
  id: 'line-1',
  product: 'custom-stickers',
  artworkId: 'art-1',
  cutLineId: null,
  ...dieCut,
  artwork: { id: 'art-1', filename: 'fox.png', previewKey: 'fox' },
};

const samplePack: CartLineView = {
  id: 'line-2',
  product: 'sample-pack',
  artworkId: null,
  cutLineId: null,
  shape: null,
  widthMm: null,
  heightMm: null,
  material: null,
  finish: null,
  quantity: 3,
  artwork: null,
};

const withTax = (taxBasisPoints: number): Offer => ({
  ...demoShop,
  settings: { ...demoShop.settings, taxBasisPoints },
});

describe('a priced cart', () => {
  it('costs exactly what the quote said, and names the sheet it comes from', () => {
    const cart = priceCart([sticker], demoShop);
    const quoted = quote(dieCut, demoShop.priceSheet);
    expect(cart.lines[0]).toMatchObject({
      netCents: quoted.netCents,
      unitCents: quoted.unitCents,
      trace: quoted.trace,
    });
    expect(cart).toMatchObject({
      currency: 'USD',
      priceSheet: 1,
      netCents: quoted.netCents,
      taxCents: 0,
      problems: [],
    });
  });

  it('says in words what each line is', () => {
    const [first, second] = priceCart([sticker, samplePack], demoShop).lines;
    expect(first).toMatchObject({ title: 'Die-cut sticker', detail: '75 × 75 mm · White vinyl · Gloss' });
    expect(second).toMatchObject({ title: 'Sample pack', detail: '' });
  });

  it('multiplies the price of a stocked product', () => {
    expect(priceCart([samplePack], demoShop).lines[0]).toMatchObject({ unitCents: 500, netCents: 1500 });
  });

  it('knows the stock each line uses: roll area for stickers, pieces for the rest', () => {
    const [first, second] = priceCart([sticker, samplePack], demoShop).lines;
    // (75 + 2 × 3)² × 100 × 1.05
    expect(first?.stockUse).toEqual([{ sku: 'roll-vinyl', quantity: 688_905n }]);
    expect(second?.stockUse).toEqual([{ sku: 'sample-pack', quantity: 3n }]);
  });

  it('is nothing when it is empty', () => {
    expect(priceCart([], demoShop)).toMatchObject({
      lines: [],
      netCents: 0,
      taxCents: 0,
      grossCents: 0,
      problems: [],
    });
  });

  it('adds tax line by line, and on the delivery', () => {
    const offer = withTax(1_900);
    const cart = priceCart([samplePack], offer);
    expect(cart).toMatchObject({ netCents: 1500, taxCents: 285, grossCents: 1785 });
    expect(withDelivery(cart, { cents: 1490 })).toEqual({
      netCents: 1500,
      deliveryCents: 1490,
      taxCents: 285 + 283,
      grossCents: 1500 + 1490 + 568,
    });
  });

  const line = fc
    .record({
      custom: fc.boolean(),
      shape: fc.constantFrom(...SHAPES),
      widthMm: fc.integer({ min: 1_000, max: 60_000 }).map((hundredths) => hundredths / 100),
      heightMm: fc.integer({ min: 1_000, max: 60_000 }).map((hundredths) => hundredths / 100),
      material: fc.constantFrom('vinyl', 'clear', 'holographic', 'paper'),
      finish: fc.constantFrom('gloss', 'matte', 'soft-touch'),
      quantity: fc.integer({ min: 1, max: 100_000 }),
    })
    .map(({ custom, ...spec }) =>
      custom ? { ...sticker, ...spec } : { ...samplePack, quantity: spec.quantity },
    );

  it('is always the sum of its parts', () => {
    const parts = fc.tuple(
      fc.array(line, { maxLength: 8 }),
      fc.integer({ min: 0, max: 10_000 }),
      fc.nat(5_000),
    );
    fc.assert(
      fc.property(parts, ([lines, basisPoints, deliveryCents]) => {
        const offer = withTax(basisPoints);
        const cart = priceCart(lines, offer);
        const total = withDelivery(cart, { cents: deliveryCents });
        expect(cart.netCents).toBe(cart.lines.reduce((sum, each) => sum + each.netCents, 0));
        expect(cart.taxCents).toBe(cart.lines.reduce((sum, each) => sum + each.taxCents, 0));
        expect(cart.grossCents).toBe(cart.netCents + cart.taxCents);
        expect(total.grossCents).toBe(total.netCents + total.deliveryCents + total.taxCents);
        expect(total.grossCents - cart.grossCents).toBe(deliveryCents + taxOn(deliveryCents, cart.tax));
      }),
    );
  });
});

describe('a line that cannot be had any more', () => {
  const without = (part: Partial<typeof demoShop.catalogue>): Offer => ({
    ...demoShop,
    catalogue: { ...demoShop.catalogue, ...part },
  });
  const offSale = <T extends { slug: string; onSale: boolean }>(all: T[], slug: string) =>
    all.map((each) => (each.slug === slug ? { ...each, onSale: false } : each));
  const { materials, finishes } = demoShop.catalogue;

  it.each([
    ['its product was taken out', without({ products: [] }), sticker, 'product_gone'],
    [
      'its material is off sale',
      without({ materials: offSale(materials, 'vinyl') }),
      sticker,
      'material_gone',
    ],
    ['its finish is off sale', without({ finishes: offSale(finishes, 'gloss') }), sticker, 'finish_gone'],
    ['its shape is unknown', demoShop, { ...sticker, shape: 'star' }, 'shape_gone'],
    ['its design was removed', demoShop, { ...sticker, artworkId: null }, 'artwork_gone'],
    [
      'the price sheet has no price for its material',
      { ...demoShop, priceSheet: { ...demoShop.priceSheet, materials: {} } },
      sticker,
      'material_gone',
    ],
  ] as const)('has no price and is told: %s', (_why, offer, line, code) => {
    const cart = priceCart([line], offer);
    expect(cart.problems).toEqual([{ lineId: 'line-1', code }]);
    expect(cart).toMatchObject({ lines: [], grossCents: 0 });
    expect(en.cart.problems[code]).toMatch(/Remove it/);
  });

  it('leaves the others priced', () => {
    const cart = priceCart([{ ...sticker, material: 'gold' }, samplePack], demoShop);
    expect(cart.lines.map((each) => each.id)).toEqual(['line-2']);
    expect(cart.netCents).toBe(1500);
  });
});
