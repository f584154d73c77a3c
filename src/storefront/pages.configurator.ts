// The configurator as a page: what was chosen, what it looks like on the mat, what it costs.

import { FORMATS } from '../artwork/formats.ts';
import type { CustomProduct, Material } from '../catalog/catalogue.ts';
import { finishOf, materialOf, offersFinish, offersMaterial } from '../catalog/catalogue.ts';
import { finishSwatch, materialSwatch, type Swatch } from '../catalog/swatches.ts';
import { count, inches, millimetres, money } from '../lib/format.ts';
import { type Quote, quote } from '../pricing/quote.ts';
import { homeTax } from '../pricing/tax.ts';
import type { ShopNow } from '../shop.ts';
import type { StickerSpec } from '../sticker.ts';
import { en } from '../words/en.ts';
import { type Choice, NO_DESIGN, presetSide, sizeFor } from './choice.ts';
import type { ShownArtwork } from './pages.artwork.ts';
import { cutView } from './pages.cut.ts';
import { lengthIn } from './pages.lengths.ts';
import { exampleOnMat, finishedSize, matView } from './pages.mat.ts';
import { type ShownPrice, shownPrice, WITHOUT_TAX } from './shown-price.ts';

const words = en.storefront.configurator;

export interface ConfiguratorPage {
  product: CustomProduct;
  shop: ShopNow;
  choice: Choice;
  artwork: ShownArtwork | null;
  /** Address of one of our own drawings. */
  art: (file: string) => string;
}

export function configuratorPage(page: ConfiguratorPage) {
  const { product, choice, artwork } = page;
  const onMat = artwork ?? exampleOnMat(choice.spec, page.art);
  return {
    title: artwork ? artwork.filename : product.name,
    heading: product.name,
    tagline: product.tagline,
    product: product.slug,
    action: artwork ? `/artwork/${artwork.id}` : `/products/${product.slug}`,
    accept: ACCEPT,
    artwork: artwork && {
      id: artwork.id,
      filename: artwork.filename,
      kind: artwork.kind,
      pages: artwork.pages && pageChoices(artwork.pages),
    },
    orderable: artwork?.orderable ?? false,
    prepress: artwork && { isAsked: artwork.prepressAsked, isUrgent: artwork.needsHelp },
    findings: (artwork?.findings ?? []).map((finding) => ({
      ...finding,
      isAside: finding.severity === 'ok' && finding.code !== 'ready',
    })),
    mat: matView(choice, onMat),
    guides: choice.guides,
    cut: artwork && cutView(choice, artwork),
    shapes: product.shapes.map((slug) => ({
      slug,
      ...en.storefront.shapes[slug],
      checked: slug === choice.spec.shape,
    })),
    size: sizeView(page),
    materials: materialChoices(page),
    finishes: finishChoices(page),
    quantity: { value: choice.typed.quantity, problem: choice.problems.quantity ?? '' },
    problems: choice.problems,
    price: choice.isPriceable ? pricePanel(soldAs(choice.spec, artwork), page.shop) : null,
  };
}

/** What is sold and priced is the sticker as it is cut. */
function soldAs(spec: StickerSpec, artwork: ShownArtwork | null): StickerSpec {
  return { ...spec, ...finishedSize(spec, artwork?.cut ?? null) };
}

export function pricePanel(spec: StickerSpec, shop: ShopNow) {
  return priceWords(quote(spec, shop.priceSheet, homeTax(shop)), shownPrice(shop));
}

/** A quote in words: what the page shows, and what it asks for again with every change. */
export function priceWords(quoted: Quote, shown: ShownPrice = WITHOUT_TAX) {
  const cash = (cents: number) => money(cents, quoted.currency);
  const price = (netCents: number) => cash(shown.of(netCents));
  const { nudge } = quoted;
  return {
    total: price(quoted.netCents),
    each: words.each(price(quoted.unitCents)),
    tax: taxNote(quoted, shown, cash),
    nudge: nudge && {
      quantity: nudge.quantity,
      text: words.nudge(nudge.quantity - quoted.quantity, price(nudge.moreCents)),
    },
    breaks: quoted.breaks.map(({ quantity, unitCents, netCents, savePercent }) => ({
      value: quantity,
      quantity: count(quantity),
      unit: words.each(price(unitCents)),
      net: price(netCents),
      save: savePercent > 0 ? words.save(savePercent) : '',
      chosen: quantity === quoted.quantity,
    })),
    trace: [
      ...quoted.trace.map(({ label, cents }) => ({ label: en.pricing.trace[label], amount: cash(cents) })),
      ...(shown.isWithTax ? [{ label: en.pricing.tax, amount: cash(quoted.taxCents) }] : []),
    ],
  };
}

function taxNote(
  { taxCents, grossCents }: Quote,
  { isWithTax }: ShownPrice,
  cash: (cents: number) => string,
): string {
  if (taxCents === 0) return '';
  return isWithTax ? words.withTax(cash(taxCents)) : words.tax(cash(taxCents), cash(grossCents));
}

function sizeView({ product, choice, artwork }: ConfiguratorPage) {
  const { spec, unit, typed, problems } = choice;
  const design = artwork?.design ?? NO_DESIGN;
  const field = unit === 'mm' ? (['widthMm', 'heightMm'] as const) : (['widthIn', 'heightIn'] as const);
  return {
    unit,
    unitName: words.units[unit],
    otherUnit: unit === 'mm' ? ('in' as const) : ('mm' as const),
    width: { name: field[0], value: typed.width, problem: problems.widthMm ?? '' },
    height: { name: field[1], value: typed.height, problem: problems.heightMm ?? '' },
    keepsRatio: artwork !== null && design.contourRatio !== null,
    contourRatio: design.contourRatio ?? '',
    plainRatio: design.plainRatio ?? '',
    presets: product.presetsMm.map((presetMm) => {
      const sideMm = presetSide(presetMm, unit);
      const size = sizeFor(spec.shape, sideMm, design);
      const chosen = size.widthMm === spec.widthMm && size.heightMm === spec.heightMm;
      return {
        value: presetMm,
        side: unit === 'mm' ? millimetres(sideMm) : inches(sideMm),
        label: lengthIn(sideMm, unit),
        chosen,
      };
    }),
  };
}

/** Only what a buyer should know before choosing it. */
function leftOf({ roll }: Material): string {
  if (roll === 'sold_out') return en.inventory.soldOut;
  if (roll === 'later') return en.inventory.onOrder;
  return roll === 'few' ? en.inventory.littleLeft : '';
}

function materialChoices({ product, shop: { catalogue }, choice }: ConfiguratorPage) {
  return product.materials.flatMap((slug) => {
    const material = materialOf(catalogue, slug);
    if (!material || !offersMaterial(catalogue, product, slug)) return [];
    return [
      {
        ...choiceOf(material, { folder: 'materials', ...materialSwatch(material) }),
        left: leftOf(material),
        checked: slug === choice.spec.material,
      },
    ];
  });
}

function finishChoices({ product, shop: { catalogue }, choice }: ConfiguratorPage) {
  return product.finishes.flatMap((slug) => {
    const finish = finishOf(catalogue, slug);
    if (!finish || !offersFinish(catalogue, product, slug)) return [];
    return [
      {
        ...choiceOf(finish, { folder: 'finishes', ...finishSwatch(finish) }),
        checked: slug === choice.spec.finish,
      },
    ];
  });
}

function choiceOf(
  { slug, name, description }: { slug: string; name: string; description: string },
  swatch: Swatch & { folder: 'materials' | 'finishes' },
) {
  return { slug, name, note: description, swatch };
}

/** Files with more pages than this are asked for a number. */
const MOST_BUTTONS = 12;

function pageChoices({ current, count: pages }: { current: number; count: number }) {
  const numbers = Array.from({ length: Math.min(pages, MOST_BUTTONS) }, (_, index) => index + 1);
  return {
    said: words.pageOf(current, pages),
    current,
    count: pages,
    numbers: pages > MOST_BUTTONS ? [] : numbers.map((number) => ({ number, isCurrent: number === current })),
  };
}

/** For the file dialogue: what else the system calls these kinds, and photos on a phone. */
const ACCEPT = ['image/*', ...FORMATS.map((format) => `.${format}`), '.svgz', '.jpeg', '.heif', '.tif'].join(
  ',',
);
