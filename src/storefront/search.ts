// Finding products in the window: by words, by what they are, in some order, with how many each choice would leave.
// Everything is looked up in memory; a shop of ten thousand answers as quickly as one of a hundred. Pure.
import type { Catalogue, Product } from '../catalog/catalogue.ts';
import { addBit, allBits, type Bits, common, countCommon, dropBit, hasBit, noBits } from './bits.ts';

export const FACETS = ['category', 'kind', 'material', 'shape', 'stock'] as const;
export type Facet = (typeof FACETS)[number];

export const WINDOW_SORTS = ['ours', 'price', '-price', 'name'] as const;
export type WindowSort = (typeof WINDOW_SORTS)[number];

/** Only `stock: 'in'` is known of stock. */
export interface Wish {
  words: readonly string[];
  chosen: Readonly<Record<Facet, string | null>>;
  sort: WindowSort;
  /** From 1. */
  page: number;
}

export interface SearchIndex {
  products: readonly Product[];
  all: Bits;
  sets: Record<Exclude<Facet, 'stock'>, ReadonlyMap<string, Bits>>;
  /** Every word of every product, ascending, with the products that have it. */
  tokens: readonly string[];
  places: readonly (readonly number[])[];
  orders: Record<WindowSort, readonly number[]>;
  /** Products by the stock item they are taken from. */
  byStock: ReadonlyMap<string, readonly number[]>;
  /** The most pieces any variant takes of its stock item. */
  mostPieces: number;
}

export interface Findings {
  products: Product[];
  total: number;
  page: number;
  pages: number;
  /** How many there would be with each value chosen instead. */
  counts: Record<Facet, ReadonlyMap<string, number>>;
}

export const PER_PAGE = 24;

/** `centsOf`: what the price of a product is compared by. */
export function indexOf(catalogue: Catalogue, centsOf: (product: Product) => number): SearchIndex {
  const { products } = catalogue;
  const { tokens, places } = wordsOf(catalogue);
  return {
    products,
    all: allBits(products.length),
    sets: {
      category: setsBy(products, ({ categories }) => categories),
      kind: setsBy(products, ({ kind }) => [kind]),
      material: setsBy(products, (each) => (each.kind === 'custom' ? each.materials : [])),
      shape: setsBy(products, (each) => (each.kind === 'custom' ? each.shapes : [])),
    },
    tokens,
    places,
    orders: ordersOf(products, centsOf),
    ...stockOf(products),
  };
}

function setsBy(
  products: readonly Product[],
  valuesOf: (product: Product) => readonly string[],
): Map<string, Bits> {
  const sets = new Map<string, Bits>();
  products.forEach((product, place) => {
    for (const value of valuesOf(product)) {
      const bits = sets.get(value) ?? noBits(products.length);
      addBit(bits, place);
      sets.set(value, bits);
    }
  });
  return sets;
}

function wordsOf({ products, categories }: Catalogue) {
  const names = new Map(categories.map(({ slug, name }) => [slug, name]));
  const found = new Map<string, number[]>();
  products.forEach((product, place) => {
    const skus = product.kind === 'stocked' ? product.variants.map(({ sku, name }) => `${sku} ${name}`) : [];
    const where = product.categories.map((slug) => names.get(slug) ?? '');
    const text = [product.name, product.tagline, ...skus, ...where].join(' ');
    for (const word of new Set(searchWords(text))) {
      const places = found.get(word);
      if (places) places.push(place);
      else found.set(word, [place]);
    }
  });
  const tokens = [...found.keys()].sort();
  return { tokens, places: tokens.map((token) => found.get(token) ?? []) };
}

/** Lower case, without accents: `Crème-12` → `creme`, `12`. */
export function searchWords(text: string): string[] {
  // most text is plain, which is read several times as quickly
  if (PLAIN.test(text)) return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const bare = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  return bare.match(/[\p{L}\p{N}]+/gu) ?? [];
}

const PLAIN = /^[ -~]*$/;

function ordersOf(
  products: readonly Product[],
  centsOf: (product: Product) => number,
): SearchIndex['orders'] {
  const ours = products.map((_, place) => place);
  const cents = products.map(centsOf);
  const price = ours.toSorted((one, other) => (cents[one] ?? 0) - (cents[other] ?? 0) || one - other);
  const dearest = ours.toSorted((one, other) => (cents[other] ?? 0) - (cents[one] ?? 0) || one - other);
  const named = products.map(({ name }) => name.toLowerCase());
  const name = ours.toSorted((one, other) => ((named[one] ?? '') < (named[other] ?? '') ? -1 : 1));
  return { ours, price, '-price': dearest, name };
}

function stockOf(products: readonly Product[]) {
  const byStock = new Map<string, number[]>();
  let mostPieces = 1;
  products.forEach((product, place) => {
    if (product.kind !== 'stocked') return;
    for (const { stockSku, stockPieces } of product.variants) {
      if (stockSku === null) continue;
      mostPieces = Math.max(mostPieces, stockPieces);
      byStock.set(stockSku, [...(byStock.get(stockSku) ?? []), place]);
    }
  });
  return { byStock, mostPieces };
}

/** Everything but what cannot be had; `scarce`: what is left of items that are nearly or quite gone. */
export function inStock(index: SearchIndex, scarce: ReadonlyMap<string, number>): Bits {
  const bits = index.all.slice();
  for (const sku of scarce.keys()) {
    for (const place of index.byStock.get(sku) ?? []) {
      const product = index.products[place];
      if (product?.kind !== 'stocked') continue;
      const canBeHad = product.variants.some(
        ({ stockSku, stockPieces }) =>
          stockSku === null || (scarce.get(stockSku) ?? stockPieces) >= stockPieces,
      );
      if (!canBeHad) dropBit(bits, place);
    }
  }
  return bits;
}

/** A page beyond the last is the last. */
export function findInWindow(index: SearchIndex, stocked: Bits, wish: Wish): Findings {
  const sets = { ...index.sets, stock: new Map([['in', stocked]]) };
  const named = wish.words.map((word) => withWord(index, word));
  const chosenSet = (facet: Facet): Bits | null => {
    const value = wish.chosen[facet];
    return value === null ? null : (sets[facet].get(value) ?? noBits(index.products.length));
  };
  const without = (left: Facet | null) =>
    FACETS.filter((facet) => facet !== left).flatMap((facet) => chosenSet(facet) ?? []);
  const found = common(index.all, [...named, ...without(null)]);
  const total = countCommon(found, index.all);
  const pages = Math.max(1, Math.ceil(total / PER_PAGE));
  const page = Math.min(wish.page, pages);
  return {
    products: pageOf(index, found, { sort: wish.sort, page }),
    total,
    page,
    pages,
    counts: eachFacet((facet) => {
      const rest = wish.chosen[facet] === null ? found : common(index.all, [...named, ...without(facet)]);
      return new Map([...sets[facet]].map(([value, bits]) => [value, countCommon(rest, bits)]));
    }),
  };
}

function eachFacet<T>(make: (facet: Facet) => T): Record<Facet, T> {
  return {
    category: make('category'),
    kind: make('kind'),
    material: make('material'),
    shape: make('shape'),
    stock: make('stock'),
  };
}

/** Products with a word that begins like this one. */
function withWord({ tokens, places, products }: SearchIndex, word: string): Bits {
  const bits = noBits(products.length);
  for (let at = firstFrom(tokens, word); tokens[at]?.startsWith(word); at += 1) {
    for (const place of places[at] ?? []) addBit(bits, place);
  }
  return bits;
}

function firstFrom(sorted: readonly string[], word: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? '') < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

function pageOf(
  { orders, products }: SearchIndex,
  found: Bits,
  { sort, page }: { sort: WindowSort; page: number },
): Product[] {
  const shown: Product[] = [];
  let skip = (page - 1) * PER_PAGE;
  for (const place of orders[sort]) {
    if (!hasBit(found, place)) continue;
    skip -= 1;
    if (skip >= 0) continue;
    const product = products[place];
    if (product) shown.push(product);
    if (shown.length === PER_PAGE) break;
  }
  return shown;
}
