// What a cart costs right now: every line quoted by today's sheet, with the words and the stock that go with it.
import type { DrawnCut } from '../artwork/cut.ts';
import {
  type Catalogue,
  type CustomProduct,
  findProduct,
  finishOf,
  type Material,
  materialOf,
  offersFinish,
  offersMaterial,
  type Product,
  type StockedProduct,
  variantOf,
} from '../catalog/catalogue.ts';
import type { Settings } from '../catalog/settings.ts';
import { netCentsFor } from '../catalog/variants.ts';
import type { Problems } from '../lib/refusal.ts';
import { quote, type TraceStep, unitPrice } from '../pricing/quote.ts';
import type { PriceSheet } from '../pricing/sheet.ts';
import { homeTax, type SaleTax, type TaxRate, type TaxRule, taxOn } from '../pricing/tax.ts';
import { isShape, rollAreaMm2, rollLengthMm, type Shape, type StickerSpec } from '../sticker.ts';
import { en } from '../words/en.ts';

/** The most a gateway takes at once, in cents. */
export const LARGEST_TOTAL_CENTS = 99_999_999;

/** What the cart keeps: a specification, never a price. Stocked products have neither artwork nor sizes. */
export interface CartLineView {
  id: string;
  product: string;
  /** Of a stocked product, by SKU; the first one on sale without it. */
  variant?: string | null;
  artworkId: string | null;
  cutLineId: string | null;
  shape: string | null;
  widthMm: number | null;
  heightMm: number | null;
  material: string | null;
  finish: string | null;
  quantity: number;
  /** Version of the sheet by which its buyer last saw a price. */
  priceSheet?: number | null;
  artwork: LineArtwork | null;
  /** Not there for stocked products, and for lines that prepress has yet to draw. */
  cutLine?: DrawnCut | null;
}

export interface LineArtwork {
  id: string;
  filename: string;
  /** null when there is nothing to show. */
  previewKey: string | null;
}

export interface StockUse {
  sku: string;
  /** In the stock item's unit. */
  quantity: bigint;
}

export interface PricedLine {
  id: string;
  product: string;
  /** Of a stocked product that is sold in several ways. */
  variant: string | null;
  artworkId: string | null;
  cutLineId: string | null;
  shape: Shape | null;
  widthMm: number | null;
  heightMm: number | null;
  material: string | null;
  finish: string | null;
  quantity: number;
  /** Net per piece, for reading only. */
  unitCents: number;
  netCents: number;
  taxCents: number;
  /** Already taken off `netCents`. */
  discountCents: number;
  title: string;
  detail: string;
  /** Version of the sheet it was quoted by; null for what no sheet prices. */
  priceSheet: number | null;
  trace: TraceStep[];
  stockUse: StockUse[];
  artwork: LineArtwork | null;
  cutLine?: DrawnCut | null;
}

export type CartProblemCode =
  | 'product_gone'
  | 'variant_gone'
  | 'shape_gone'
  | 'size_gone'
  | 'material_gone'
  | 'finish_gone'
  | 'artwork_gone';

/** A line that cannot be ordered any more; it has no price and keeps the cart from the checkout. */
export interface CartProblem {
  lineId: string;
  code: CartProblemCode;
}

export interface PricedCart {
  currency: string;
  /** Version of the sheet everything was quoted by. */
  priceSheet: number;
  /** By where it goes and who buys. */
  tax: SaleTax;
  lines: PricedLine[];
  netCents: number;
  taxCents: number;
  grossCents: number;
  /** Already taken off `netCents`. */
  discountCents: number;
  couponCode: string | null;
  /** What the goods cost without the coupon. */
  before: { netCents: number; taxCents: number };
  problems: CartProblem[];
}

/** What prices are made of; `shop.now()` is one. */
export interface Offer {
  catalogue: Catalogue;
  priceSheet: PriceSheet;
  settings: Settings;
  taxRates: readonly TaxRate[];
}

/** Goods only: what a delivery adds is `withDelivery`. Until somebody says where it goes, tax is that of home. */
export function priceCart(
  lines: readonly CartLineView[],
  offer: Offer,
  tax: SaleTax = homeTax(offer),
): PricedCart {
  const priced: PricedLine[] = [];
  const problems: CartProblem[] = [];
  for (const line of lines) {
    const outcome = priceLine(line, offer, tax);
    if (typeof outcome === 'string') problems.push({ lineId: line.id, code: outcome });
    else priced.push(outcome);
  }
  const netCents = sum(priced.map((line) => line.netCents));
  const taxCents = sum(priced.map((line) => line.taxCents));
  const { currency, version } = offer.priceSheet;
  return {
    currency,
    priceSheet: version,
    tax,
    lines: priced,
    netCents,
    taxCents,
    grossCents: netCents + taxCents,
    discountCents: 0,
    couponCode: null,
    before: { netCents, taxCents },
    problems,
  };
}

export interface OrderTotals {
  /** Goods without tax. */
  netCents: number;
  deliveryCents: number;
  /** On goods and delivery. */
  taxCents: number;
  grossCents: number;
}

/** The whole sum with one way of delivery. Delivery is taxed like the goods. */
export function withDelivery(cart: PricedCart, delivery: { cents: number }): OrderTotals {
  const { netCents } = cart;
  const deliveryCents = delivery.cents;
  const taxCents = cart.taxCents + taxOn(deliveryCents, cart.tax);
  return { netCents, deliveryCents, taxCents, grossCents: netCents + deliveryCents + taxCents };
}

function priceLine(line: CartLineView, offer: Offer, tax: TaxRule): PricedLine | CartProblemCode {
  const product = findProduct(offer.catalogue, line.product);
  if (!product) return 'product_gone';
  return isStocked(product) ? priceStocked(line, product, tax) : priceCustom(line, product, { offer, tax });
}

function isStocked(product: Product): product is StockedProduct {
  return product.kind === 'stocked';
}

function priceStocked(
  line: CartLineView,
  product: StockedProduct,
  tax: TaxRule,
): PricedLine | CartProblemCode {
  const variant = variantOf(product, line.variant);
  if (!variant) return 'variant_gone';
  const netCents = netCentsFor(variant, line.quantity);
  const { stockSku, stockPieces } = variant;
  return {
    ...NO_SPECIFICATION,
    id: line.id,
    product: product.slug,
    variant: variant.sku || null,
    quantity: line.quantity,
    unitCents: unitPrice(netCents, line.quantity),
    netCents,
    taxCents: taxOn(netCents, tax),
    title: product.name,
    detail: variant.name,
    stockUse: stockSku ? [{ sku: stockSku, quantity: BigInt(line.quantity) * BigInt(stockPieces) }] : [],
  };
}

const NO_SPECIFICATION = {
  artworkId: null,
  cutLineId: null,
  shape: null,
  widthMm: null,
  heightMm: null,
  material: null,
  finish: null,
  priceSheet: null,
  trace: [],
  discountCents: 0,
  artwork: null,
};

function priceCustom(
  line: CartLineView,
  product: CustomProduct,
  { offer, tax }: { offer: Offer; tax: TaxRule },
): PricedLine | CartProblemCode {
  const spec = specOf(line, product, offer);
  if (typeof spec === 'string') return spec;
  const { netCents, unitCents, taxCents, trace, priceSheet } = quote(spec, offer.priceSheet, tax);
  const material = materialOf(offer.catalogue, spec.material);
  const finish = finishOf(offer.catalogue, spec.finish);
  return {
    ...spec,
    id: line.id,
    product: product.slug,
    variant: null,
    artworkId: line.artworkId,
    cutLineId: line.cutLineId,
    artwork: line.artwork,
    cutLine: line.cutLine ?? null,
    unitCents,
    netCents,
    taxCents,
    priceSheet,
    trace,
    discountCents: 0,
    title: en.cart.stickers[spec.shape],
    detail: en.cart.detail(
      spec.widthMm,
      spec.heightMm,
      material?.name ?? spec.material,
      finish?.name ?? spec.finish,
    ),
    stockUse: rollUse(spec, material, offer.settings),
  };
}

/** In the unit its roll is counted in. */
function rollUse(spec: StickerSpec, material: Material | undefined, settings: Settings): StockUse[] {
  if (!material?.stockSku) return [];
  const layout = {
    bleedMm: settings['stock.bleedMm'],
    gapMm: settings['stock.gapMm'],
    wastePercent: settings['stock.wastePercent'],
  };
  const isByLength = material.stockUnit === 'mm' && material.rollWidthMm > 0;
  const quantity = isByLength ? rollLengthMm(spec, material.rollWidthMm, layout) : rollAreaMm2(spec, layout);
  return [{ sku: material.stockSku, quantity: BigInt(quantity) }];
}

/** The line as a specification the shop still offers, or why it does not. */
function specOf(line: CartLineView, product: CustomProduct, offer: Offer): StickerSpec | CartProblemCode {
  const { shape, widthMm, heightMm, material, finish, quantity } = line;
  if (!line.artworkId) return 'artwork_gone';
  if (!shape || !isShape(shape) || !widthMm || !heightMm) return 'shape_gone';
  const spec = { shape, widthMm, heightMm, material: material ?? '', finish: finish ?? '', quantity };
  const part = notOffered(spec, product, offer);
  if (part) return `${part}_gone`;
  return isTooLarge(spec, product) ? 'size_gone' : spec;
}

type Sides = Pick<StickerSpec, 'widthMm' | 'heightMm'>;

/** A contour fitted into a size may come out smaller than what was asked for, so only this is looked at again. */
function isTooLarge({ widthMm, heightMm }: Sides, { maxMm }: CustomProduct): boolean {
  return Math.max(widthMm, heightMm) > maxMm;
}

/** Whether a product is made in a size, as somebody types it: the longest side decides. */
export function offersSize(sides: Sides, product: CustomProduct): boolean {
  return Math.max(sides.widthMm, sides.heightMm) >= product.minMm && !isTooLarge(sides, product);
}

/** What of a specification the shop does not offer, with the sentence for its field; null when it offers it all. */
export function problemsOfOffer(
  spec: Omit<StickerSpec, 'quantity'>,
  product: CustomProduct,
  offer: Pick<Offer, 'catalogue' | 'priceSheet'>,
): Problems | null {
  const part = notOffered(spec, product, offer);
  if (part) return { [part]: en.cart.fields[part] };
  if (offersSize(spec, product)) return null;
  const longest = spec.heightMm > spec.widthMm ? 'heightMm' : 'widthMm';
  return { [longest]: en.cart.fields.sideOf(product.minMm, product.maxMm) };
}

/** The first choice of a specification that the shop does not offer. */
export function notOffered(
  spec: Pick<StickerSpec, 'shape' | 'material' | 'finish'>,
  product: CustomProduct,
  { catalogue, priceSheet }: Pick<Offer, 'catalogue' | 'priceSheet'>,
): 'shape' | 'material' | 'finish' | null {
  const { shape, material, finish } = spec;
  if (!product.shapes.includes(shape)) return 'shape';
  if (!offersMaterial(catalogue, product, material) || !Object.hasOwn(priceSheet.materials, material))
    return 'material';
  if (!offersFinish(catalogue, product, finish) || !Object.hasOwn(priceSheet.finishes, finish))
    return 'finish';
  return null;
}

function sum(cents: readonly number[]): number {
  return cents.reduce((total, each) => total + each, 0);
}
