// The list of what we sell: cards, the search, and the choices that narrow it with how many each would leave.
import type { Catalogue, Picture, Product } from '../catalog/catalogue.ts';
import type { Level } from '../inventory/levels.ts';
import { count, money } from '../lib/format.ts';
import type { ShopNow } from '../shop.ts';
import { type StickerView, stickerView } from '../web/sticker-view.ts';
import { en } from '../words/en.ts';
import { startingSpec } from './choice.ts';
import { type ArtAddress, priceFor, sample } from './pages.home.ts';
import { SAMPLES, type SampleName } from './samples.ts';
import { FACETS, type Facet, type Findings, type Wish } from './search.ts';
import { shownPrice } from './shown-price.ts';
import { bestOf, type StockWords, stockWords } from './stock-words.ts';

const words = en.storefront.products;

export interface ProductsPage {
  shop: ShopNow;
  wish: Wish;
  /** As it was typed. */
  q: string;
  findings: Findings;
  /** Of the items that what is shown is taken from. */
  levels: ReadonlyMap<string, Level>;
  art: ArtAddress;
}

/** Everything we sell, or what of it was looked for. */
export function productsPage(page: ProductsPage) {
  const { shop, wish, findings, art } = page;
  const isNarrowed = wish.words.length > 0 || FACETS.some((facet) => wish.chosen[facet] !== null);
  const first = findings.products[0];
  // in front of everything stands what is made to order, as large as it deserves
  const featured = !isNarrowed && wish.sort === 'ours' && findings.page === 1 && first?.kind === 'custom';
  const category = shop.catalogue.categories.find(({ slug }) => slug === wish.chosen.category);
  return {
    title: category?.name ?? words.title,
    lead: category ? category.description : words.lead,
    description: category?.description,
    featured: featured && first ? { ...cardOf(first, page), stickers: spread(art) } : null,
    cards: findings.products.slice(featured ? 1 : 0).map((product) => cardOf(product, page)),
    search: { value: page.q, hidden: hiddenBeside(wish), sort: wish.sort },
    sorts: Object.entries(words.sorts).map(([value, label]) => ({ value, label })),
    groups: groupsOf(page),
    isNarrowed,
    isRefined: FACETS.some((facet) => facet !== 'category' && wish.chosen[facet] !== null),
    total: words.total(findings.total),
    clear: isNarrowed ? '/products' : null,
    paging: {
      page: findings.page,
      pages: findings.pages,
      previous: findings.page > 1 ? windowUrl(page, { page: findings.page - 1 }) : null,
      next: findings.page < findings.pages ? windowUrl(page, { page: findings.page + 1 }) : null,
    },
  };
}

function cardOf(product: Product, { shop, levels, art }: ProductsPage) {
  return {
    slug: product.slug,
    href: `/products/${product.slug}`,
    name: product.name,
    tagline: product.tagline,
    isCustom: product.kind === 'custom',
    price: priceLine(product, shop),
    action: product.kind === 'custom' ? words.make : words.look,
    picture: pictureOf(product, art),
    stock: stockOf(product, levels),
  };
}

export function stockOf(product: Product, levels: ReadonlyMap<string, Level>): StockWords | null {
  if (product.kind === 'custom') return null;
  const said = product.variants.map((each) => stockWords(each, levels.get(each.stockSku ?? '')));
  return bestOf(said);
}

/** Its first picture as a sticker; without one a sticker of ours stands for it, always the same one. */
function pictureOf({ slug, name, picture }: Product, art: ArtAddress): StickerView {
  if (picture) return pictured(picture, { label: name, sizePx: CARD_PX });
  const digits = [...slug].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 9);
  return standIn(OUR_OWN[digits % OUR_OWN.length] ?? 'citrus', art);
}

const CARD_PX = 200;
const OUR_OWN = Object.keys(SAMPLES) as SampleName[]; // the keys of our own table
const standIns = new WeakMap<ArtAddress, Map<SampleName, StickerView>>();

/** Drawn once: a list may show many. */
function standIn(name: SampleName, art: ArtAddress): StickerView {
  const drawn = standIns.get(art) ?? new Map<SampleName, StickerView>();
  const view = drawn.get(name) ?? sample(name, art, { sizePx: CARD_PX, peels: false });
  standIns.set(art, drawn.set(name, view));
  return view;
}

const PICTURE_WIDTHS = [320, 640] as const;

export function pictured(
  picture: Picture,
  { label, sizePx }: { label: string; sizePx: number },
): StickerView {
  const { widthPx, heightPx, alt } = picture;
  const scale = 75 / Math.max(widthPx, heightPx);
  return stickerView({
    shape: 'rounded',
    widthMm: Math.max(8, widthPx * scale),
    heightMm: Math.max(8, heightPx * scale),
    material: 'vinyl',
    previewUrl: pictureUrl(picture, sizePx),
    label: alt || label,
    sizePx,
  });
}

/** Sharp on screens with two pixels in one. */
export function pictureUrl({ name }: Pick<Picture, 'name'>, sizePx: number): string {
  const width = PICTURE_WIDTHS.find((each) => each >= sizePx * 1.5);
  return width ? `/pictures/${name}.webp?width=${width}` : `/pictures/${name}.webp`;
}

function spread(art: ArtAddress) {
  return [
    sample('sardine', art, { sizePx: 230 }),
    sample('citrus', art, { sizePx: 150 }),
    sample('radish', art, { sizePx: 200 }),
    sample('hills', art, { sizePx: 200 }),
  ];
}

function priceLine(product: Product, shop: ShopNow): string {
  const { currency } = shop.priceSheet;
  if (product.kind === 'custom') {
    const quantity = 50;
    return words.from(quantity, money(startingCents(product, shop), currency));
  }
  const price = money(shownPrice(shop).of(product.unitCents), currency);
  const isOne = product.variants.length === 1 && product.variants[0]?.breaks.length === 0;
  return isOne ? words.each(price) : words.fromPrice(price);
}

/** What a product starts at, as prices are read here: one piece, or fifty small stickers. */
export function startingCents(product: Product, shop: ShopNow): number {
  if (product.kind === 'stocked') return shownPrice(shop).of(product.unitCents);
  const sideMm = Math.min(Math.max(50, product.minMm), product.maxMm);
  const spec = { ...startingSpec(product, shop.catalogue), widthMm: sideMm, heightMm: sideMm, quantity: 50 };
  if (!(spec.material in shop.priceSheet.materials) || !(spec.finish in shop.priceSheet.finishes)) return 0;
  return priceFor(spec, shop);
}

interface Group {
  facet: Facet;
  label: string;
  choices: { label: string; count: string; href: string; isOn: boolean }[];
}

/** Choices that would leave nothing are left out, unless they are on. */
function groupsOf(page: ProductsPage): Group[] {
  const { wish, findings, shop } = page;
  return FACETS.flatMap((facet) => {
    const on = wish.chosen[facet];
    const choices = valuesOf(facet, shop.catalogue).flatMap(({ value, label }) => {
      const found = findings.counts[facet].get(value) ?? 0;
      const isOn = value === on;
      const chosen = { ...wish.chosen, [facet]: isOn ? null : value };
      return found > 0 || isOn
        ? [{ label, count: count(found), isOn, href: windowUrl(page, { chosen }) }]
        : [];
    });
    return choices.length > 0 ? [{ facet, label: words.facets[facet], choices }] : [];
  });
}

function valuesOf(facet: Facet, catalogue: Catalogue): { value: string; label: string }[] {
  const named = (rows: readonly { slug: string; name: string }[]) =>
    rows.map(({ slug, name }) => ({ value: slug, label: name }));
  switch (facet) {
    case 'category':
      return named(catalogue.categories);
    case 'material':
      return named(catalogue.materials.filter(({ onSale }) => onSale));
    case 'shape':
      return Object.entries(en.storefront.shapes).map(([value, { name }]) => ({ value, label: name }));
    case 'kind':
      return Object.entries(words.kinds).map(([value, label]) => ({ value, label }));
    case 'stock':
      return [{ value: 'in', label: words.inStock }];
  }
}

/** The page's address with something changed; other choices begin at page one again. */
function windowUrl(
  { wish, q }: Pick<ProductsPage, 'wish' | 'q'>,
  change: { chosen?: Wish['chosen']; page?: number },
): string {
  const query = new URLSearchParams(q ? { q } : {});
  const chosen = change.chosen ?? wish.chosen;
  for (const facet of FACETS) {
    const value = chosen[facet];
    if (value !== null) query.set(facet, value);
  }
  if (wish.sort !== 'ours') query.set('sort', wish.sort);
  if (change.page !== undefined && change.page > 1) query.set('page', String(change.page));
  const text = query.toString();
  return text ? `/products?${text}` : '/products';
}

/** Goes along with the search, so that searching keeps the choices. */
function hiddenBeside(wish: Wish): { name: string; value: string }[] {
  return FACETS.flatMap((name) => {
    const value = wish.chosen[name];
    return value === null ? [] : [{ name, value }];
  });
}
