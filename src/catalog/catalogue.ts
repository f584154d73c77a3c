// What the shop offers right now, as one plain value kept in memory. Texts and pictures of a product's own page are
// not part of it: they are asked for when the page is made.
import type { Shape } from '../sticker.ts';
import type { Variant } from './variants.ts';

interface ProductHead {
  slug: string;
  name: string;
  tagline: string;
  /** Where it was once. */
  formerSlugs: readonly string[];
  /** Slugs. */
  categories: readonly string[];
  /** Its first one. */
  picture: Picture | null;
}

export interface Picture {
  /** Names the bytes. */
  name: string;
  widthPx: number;
  heightPx: number;
  alt: string;
}

export interface CustomProduct extends ProductHead {
  kind: 'custom';
  shapes: Shape[];
  materials: string[];
  finishes: string[];
  /** Square presets, in mm. */
  presetsMm: number[];
  /** Of the longest side. */
  minMm: number;
  maxMm: number;
}

export interface StockedProduct extends ProductHead {
  kind: 'stocked';
  /** Those on sale, in their order. */
  variants: readonly Variant[];
  /** The lowest price of one piece, for reading. */
  unitCents: number;
}

export type Product = CustomProduct | StockedProduct;

export interface Category {
  slug: string;
  name: string;
  description: string;
}

export interface Material {
  slug: string;
  name: string;
  description: string;
  /** Name of a drawing, or a colour as #rrggbb. */
  swatch: string;
  thicknessUm: number;
  outdoorYears: number;
  /** 0 when nobody said. */
  rollWidthMm: number;
  stockSku: string | null;
  /** What its roll is counted in; square millimetres unless said. */
  stockUnit?: string | undefined;
  /** Whether there is any left, a second ago. */
  roll?: 'enough' | 'few' | 'later' | 'short' | 'sold_out' | undefined;
  onSale: boolean;
}

export interface Finish {
  slug: string;
  name: string;
  description: string;
  /** Name of a drawing, a colour as #rrggbb, or nothing. */
  swatch: string;
  onSale: boolean;
}

export interface Catalogue {
  /** In the shop's order. */
  products: readonly Product[];
  categories: readonly Category[];
  materials: Material[];
  finishes: Finish[];
}

const tables = new WeakMap<readonly Product[], ReadonlyMap<string, Product>>();

/** Also under an address it had once. */
export function findProduct({ products }: Pick<Catalogue, 'products'>, slug: string): Product | null {
  let bySlug = tables.get(products);
  if (!bySlug) {
    const former = products.flatMap((each) => each.formerSlugs.map((old) => [old, each] as const));
    bySlug = new Map([...former, ...products.map((each) => [each.slug, each] as const)]);
    tables.set(products, bySlug);
  }
  return bySlug.get(slug) ?? null;
}

const users = new WeakMap<readonly Product[], ReadonlyMap<string, StockedProduct>>();

/** The stocked product that is taken from a stock item; the first one where there are several. */
export function productFrom(
  { products }: Pick<Catalogue, 'products'>,
  stockSku: string,
): StockedProduct | null {
  let bySku = users.get(products);
  if (!bySku) {
    const uses = products.flatMap((each) =>
      each.kind === 'stocked' ? each.variants.map((variant) => [variant.stockSku ?? '', each] as const) : [],
    );
    bySku = new Map(uses.reverse());
    users.set(products, bySku);
  }
  return bySku.get(stockSku) ?? null;
}

export function customProduct(catalogue: Catalogue, slug: string): CustomProduct | null {
  const product = findProduct(catalogue, slug);
  return product?.kind === 'custom' ? product : null;
}

export function stockedProduct(catalogue: Catalogue, slug: string): StockedProduct | null {
  const product = findProduct(catalogue, slug);
  return product?.kind === 'stocked' ? product : null;
}

/** The one that was asked for; the first on sale when nobody said which. */
export function variantOf({ variants }: StockedProduct, sku: string | null | undefined): Variant | null {
  const [first] = variants;
  const isAsked = sku && first?.sku !== '';
  return (isAsked ? variants.find((each) => each.sku === sku) : first) ?? null;
}

/** Whether a product offers this choice and the shop has it on sale. */
export function offersMaterial(catalogue: Catalogue, product: CustomProduct, slug: string): boolean {
  return (
    product.materials.includes(slug) && catalogue.materials.some((each) => each.slug === slug && each.onSale)
  );
}

export function offersFinish(catalogue: Catalogue, product: CustomProduct, slug: string): boolean {
  return (
    product.finishes.includes(slug) && catalogue.finishes.some((each) => each.slug === slug && each.onSale)
  );
}

export function materialOf(catalogue: Catalogue, slug: string): Material | undefined {
  return catalogue.materials.find((each) => each.slug === slug);
}

export function finishOf(catalogue: Catalogue, slug: string): Finish | undefined {
  return catalogue.finishes.find((each) => each.slug === slug);
}
