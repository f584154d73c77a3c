// What we sell: the list, and the page of a product that lies in a drawer.
import type { Product, StockedProduct } from '../catalog/catalogue.ts';
import { money } from '../lib/format.ts';
import type { ShopNow } from '../shop.ts';
import { en } from '../words/en.ts';
import { startingSpec } from './choice.ts';
import { type ArtAddress, fanOf, priceFor, sample } from './pages.home.ts';
import { shownPrice } from './shown-price.ts';

const words = en.storefront;

/** The list of everything we sell. */
export function productsPage(shop: ShopNow, art: ArtAddress) {
  return {
    title: words.products.title,
    products: shop.catalogue.products.map((product) => ({
      slug: product.slug,
      name: product.name,
      tagline: product.tagline,
      text: product.description,
      isCustom: product.kind === 'custom',
      price: priceLine(product, shop),
      action: product.kind === 'custom' ? words.products.make : words.products.look,
      stickers: product.kind === 'custom' ? seven(art) : fanOf(art),
    })),
  };
}

/** A stocked product's page; `problem` and `typed` when the form came back. */
export function stockedPage(
  product: StockedProduct,
  shop: ShopNow,
  { art, typed = '1', problem = '' }: { art: ArtAddress; typed?: string; problem?: string },
) {
  return {
    title: product.name,
    product,
    price: money(shownPrice(shop).of(product.unitCents), shop.priceSheet.currency),
    quantity: { value: typed, problem },
    fan: fanOf(art),
    materials: shop.catalogue.materials
      .filter((material) => material.onSale)
      .map((material) => material.name),
    finishes: shop.catalogue.finishes.filter((finish) => finish.onSale).map((finish) => finish.name),
  };
}

function priceLine(product: Product, shop: ShopNow): string {
  const { currency } = shop.priceSheet;
  if (product.kind === 'stocked')
    return words.products.each(money(shownPrice(shop).of(product.unitCents), currency));
  const spec = { ...startingSpec(product, shop.catalogue), widthMm: 50, heightMm: 50, quantity: 50 };
  return words.products.from(spec.quantity, money(priceFor(spec, shop), currency));
}

function seven(art: ArtAddress) {
  return [
    sample('sardine', art, { sizePx: 230 }),
    sample('citrus', art, { sizePx: 150 }),
    sample('radish', art, { sizePx: 200 }),
    sample('hills', art, { sizePx: 200 }),
  ];
}
