// The shop window: our own stickers, the story of one of them, real prices.

import type { CustomProduct, Material } from '../catalog/catalogue.ts';
import { stockedProduct } from '../catalog/catalogue.ts';
import { millimetres, money } from '../lib/format.ts';
import { quote } from '../pricing/quote.ts';
import { deliveriesTo } from '../shipping/delivery.ts';
import type { ShopNow } from '../shop.ts';
import type { StickerSpec } from '../sticker.ts';
import { stickerView } from '../web/sticker-view.ts';
import { en } from '../words/en.ts';
import { startingSpec } from './choice.ts';
import { SAMPLES, type SampleName } from './samples.ts';
import { shownPrice } from './shown-price.ts';

/** Address of one of our own drawings. */
export type ArtAddress = (file: string) => string;

const words = en.storefront;
const PRICED_QUANTITIES = [50, 100, 300, 1_000];
const COMPARED_QUANTITY = 100;
export const SAMPLE_PACK = 'sample-pack';

/** `packText`: what the sample pack is, which is not kept in memory. */
export function homePage(shop: ShopNow, art: ArtAddress, packText = '') {
  const custom = shop.catalogue.products.find((product) => product.kind === 'custom');
  const pack = stockedProduct(shop.catalogue, SAMPLE_PACK);
  return {
    title: '',
    makeHref: custom ? `/products/${custom.slug}` : '/products',
    hero: {
      radish: sample('radish', art, { sizePx: 160 }),
      sardine: sample('sardine', art, { sizePx: 260 }),
      citrus: sample('citrus', art, { sizePx: 120 }),
      figure: measured('moka', art),
    },
    story: storyOf(art),
    materials: custom && materialsOf(custom, shop, art),
    prices: custom && pricesOf(custom, shop),
    pack: pack && {
      slug: pack.slug,
      tagline: pack.tagline,
      description: packText,
      price: money(shownPrice(shop).of(pack.unitCents), shop.priceSheet.currency),
      fan: fanOf(art),
    },
    promises: promisesOf(shop),
  };
}

/** One of our own stickers. */
export function sample(
  name: SampleName,
  art: ArtAddress,
  look: { sizePx: number; material?: string; peels?: boolean },
) {
  const { file, ...rest } = SAMPLES[name];
  return stickerView({ material: 'vinyl', label: '', ...rest, previewUrl: art(file), ...look });
}

function measured(name: SampleName, art: ArtAddress) {
  const sticker = sample(name, art, { sizePx: 400 });
  const length = (mm: number) => `${millimetres(mm)} mm`;
  return { sticker, width: length(sticker.widthMm), height: length(sticker.heightMm) };
}

/** Four stickers of the sample pack, one on each material. */
export function fanOf(art: ArtAddress) {
  return [
    sample('hills', art, { sizePx: 190, material: 'paper' }),
    sample('moka', art, { sizePx: 190, material: 'holographic' }),
    sample('citrus', art, { sizePx: 150 }),
    sample('radish', art, { sizePx: 180, material: 'clear' }),
  ];
}

function storyOf(art: ArtAddress) {
  const { radish } = SAMPLES;
  return {
    ...radish,
    href: art(radish.file),
    sticker: sample('radish', art, { sizePx: 240 }),
    viewBox: `-9 -5 ${radish.widthMm + 18} ${radish.heightMm + 10}`,
  };
}

function materialsOf(product: CustomProduct, shop: ShopNow, art: ArtAddress) {
  const spec = { ...startingSpec(product, shop.catalogue), quantity: COMPARED_QUANTITY };
  const { currency } = shop.priceSheet;
  return {
    note: words.home.materials.fromNote(sizeOf(spec)),
    items: shop.catalogue.materials
      .filter((material) => material.onSale && product.materials.includes(material.slug))
      .map((material) => ({
        slug: material.slug,
        name: material.name,
        text: material.description,
        facts: factsOf(material),
        price: words.home.materials.from(
          money(priceFor({ ...spec, material: material.slug }, shop), currency),
        ),
        sticker: sample('moka', art, { sizePx: 190, material: material.slug, peels: false }),
      })),
  };
}

function factsOf(material: Material): string[] {
  const { materials } = words.home;
  return [materials.outdoors(material.outdoorYears), materials.thickness(material.thicknessUm)];
}

function pricesOf(product: CustomProduct, shop: ShopNow) {
  const start = startingSpec(product, shop.catalogue);
  const material = shop.catalogue.materials.find((each) => each.slug === start.material);
  const cash = (cents: number) => money(cents, shop.priceSheet.currency);
  return {
    text: words.home.prices.text((material?.name ?? '').toLowerCase()),
    quantities: PRICED_QUANTITIES.map(words.home.prices.pieces),
    rows: product.presetsMm.map((side) => {
      const spec = { ...start, widthMm: side, heightMm: side };
      return {
        size: sizeOf(spec),
        href: `/products/${product.slug}?widthMm=${side}&heightMm=${side}`,
        prices: PRICED_QUANTITIES.map((quantity) => cash(priceFor({ ...spec, quantity }, shop))),
      };
    }),
  };
}

function promisesOf({ settings, deliveries, priceSheet }: ShopNow) {
  const { ships, shipping, privacy } = words.home;
  // a light parcel to somebody near; everything else is said at the checkout
  const home = { country: settings.homeCountry, region: '', weightGrams: 0, goodsCents: 0 };
  const options = deliveriesTo(deliveries, home)
    .filter(({ kind }) => kind === 'parcel')
    .map(({ name, cents, days }) =>
      words.home.delivery(name, cents === 0 ? words.home.free : money(cents, priceSheet.currency), days),
    )
    .join(' ');
  return [
    { name: ships.name, text: ships.text(settings.productionDays) },
    { name: shipping.name, text: options },
    privacy,
  ];
}

/** As prices are read in this shop. */
export function priceFor(spec: StickerSpec, shop: ShopNow): number {
  return shownPrice(shop).of(quote(spec, shop.priceSheet).netCents);
}

function sizeOf(spec: StickerSpec): string {
  return `${millimetres(spec.widthMm)} × ${millimetres(spec.heightMm)} mm`;
}
