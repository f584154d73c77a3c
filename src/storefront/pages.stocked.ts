// The page of a product that lies in a drawer: what it looks like, in which packs, what so many cost, what is left.
import type { StockedProduct } from '../catalog/catalogue.ts';
import type { ProductTexts } from '../catalog/queries.products.ts';
import { netCentsFor, type Variant } from '../catalog/variants.ts';
import type { Level } from '../inventory/levels.ts';
import { count, money } from '../lib/format.ts';
import type { Problems } from '../lib/refusal.ts';
import { unitPrice } from '../pricing/quote.ts';
import type { ShopNow } from '../shop.ts';
import type { Typed } from '../web/read-form.ts';
import { en } from '../words/en.ts';
import { type ArtAddress, fanOf, SAMPLE_PACK } from './pages.home.ts';
import { pictured, pictureUrl } from './pages.products.ts';
import { type ShownPrice, shownPrice } from './shown-price.ts';
import { stockWords } from './stock-words.ts';

const words = en.storefront.stocked;

export interface StockedPage {
  product: StockedProduct;
  texts: ProductTexts;
  shop: ShopNow;
  levels: ReadonlyMap<string, Level>;
  art: ArtAddress;
  /** What came back from the cart. */
  typed?: Typed;
  problems?: Problems;
}

export function stockedPage(page: StockedPage) {
  const { product, texts, shop, art, typed = {}, problems = {} } = page;
  const { catalogue } = shop;
  const variants = product.variants.map((variant) => variantView(variant, page));
  const isSample = product.slug === SAMPLE_PACK;
  return {
    title: texts.seoTitle || product.name,
    description: texts.seoDescription || product.tagline,
    product: { slug: product.slug, name: product.name, tagline: product.tagline },
    paragraphs: texts.description.split(/\n{2,}/).filter(Boolean),
    pictures: texts.pictures.map((picture) => ({
      sticker: pictured(picture, { label: product.name, sizePx: 420 }),
      href: pictureUrl(picture, 2_000),
    })),
    fan: texts.pictures.length === 0 ? fanOf(art) : [],
    variants,
    events: eventsOf(product),
    isChoice: variants.length > 1,
    hasBreaks: variants.some(({ breaks }) => breaks.length > 0),
    canBeHad: variants.some((each) => each.stock.canBeHad),
    quantity: { value: typed.quantity ?? '1', problem: problems.quantity ?? problems.form ?? '' },
    problem: problems.variant ?? '',
    // the one pack that shows everything we print on
    materials: isSample ? namesOf(catalogue.materials) : [],
    finishes: isSample ? namesOf(catalogue.finishes) : [],
  };
}

/** What tells when there is another number left. */
function eventsOf({ variants }: StockedProduct): string {
  const query = new URLSearchParams();
  for (const { stockSku } of variants) if (stockSku) query.append('sku', stockSku);
  return query.size === 0 ? '' : `/stock/live?${query}`;
}

function namesOf(rows: readonly { name: string; onSale: boolean }[]): string[] {
  return rows.filter(({ onSale }) => onSale).map(({ name }) => name);
}

function variantView(variant: Variant, { product, shop, levels, typed = {} }: StockedPage) {
  const shown = shownPrice(shop);
  const cash = (netCents: number) => money(shown.of(netCents), shop.priceSheet.currency);
  const stock = stockWords(variant, levels.get(variant.stockSku ?? ''));
  const firstOnHand = product.variants.find(
    (each) => stockWords(each, levels.get(each.stockSku ?? '')).canBeHad,
  );
  const chosen = typed.variant ?? firstOnHand?.sku ?? product.variants[0]?.sku;
  return {
    sku: variant.sku,
    name: variant.name,
    price: cash(variant.unitCents),
    stock,
    checked: variant.sku === chosen,
    breaks: breaksOf(variant, { shown, currency: shop.priceSheet.currency }),
  };
}

/** A row for every step, the first one included; none where every piece costs the same. */
function breaksOf(variant: Variant, { shown, currency }: { shown: ShownPrice; currency: string }) {
  if (variant.breaks.length === 0) return [];
  const cash = (netCents: number) => money(shown.of(netCents), currency);
  return [{ quantity: 1, unitCents: variant.unitCents }, ...variant.breaks].map(({ quantity, unitCents }) => {
    const netCents = netCentsFor(variant, quantity);
    const save = Math.round((1 - unitCents / variant.unitCents) * 100);
    return {
      quantity: words.from(count(quantity)),
      unit: cash(unitPrice(netCents, quantity)),
      net: cash(netCents),
      save: save > 0 ? en.storefront.configurator.save(save) : '',
      chosen: false,
    };
  });
}

/** For the script that keeps it true, and for whoever asks as JSON. */
export function stockJson(product: StockedProduct, levels: ReadonlyMap<string, Level>) {
  return {
    product: product.slug,
    variants: product.variants.map((variant) => {
      const { state, text, tone, canBeHad } = stockWords(variant, levels.get(variant.stockSku ?? ''));
      return { sku: variant.sku, state, text, tone, canBeHad };
    }),
  };
}
