// What a cart costs right now: every line quoted by today's sheet, with the words and the stock that go with it.
import type { DrawnCut } from '../artwork/cut.ts';
import {
  type Catalogue,
  type CustomProduct,
  finishOf,
  materialOf,
  offersFinish,
  offersMaterial,
  type Product,
  type StockedProduct,
} from '../catalog/catalogue.ts';
import type { Settings } from '../catalog/settings.ts';
import { quote, type TraceStep } from '../pricing/quote.ts';
import type { PriceSheet } from '../pricing/sheet.ts';
import { homeTax, type SaleTax, type TaxRate, type TaxRule, taxOn } from '../pricing/tax.ts';
import { isShape, rollAreaMm2, type Shape, type StickerSpec } from '../sticker.ts';
import { en } from '../words/en.ts';

/** The most a gateway takes at once, in cents. */
export const LARGEST_TOTAL_CENTS = 99_999_999;

/** What the cart keeps: a specification, never a price. Stocked products have neither artwork nor sizes. */
export interface CartLineView {
  id: string;
  product: string;
  artworkId: string | null;
  cutLineId: string | null;
  shape: string | null;
  widthMm: number | null;
  heightMm: number | null;
  material: string | null;
  finish: string | null;
  quantity: number;
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
  trace: TraceStep[];
  stockUse: StockUse[];
  artwork: LineArtwork | null;
  cutLine?: DrawnCut | null;
}

export type CartProblemCode =
  | 'product_gone'
  | 'shape_gone'
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
  const product = offer.catalogue.products.find((each) => each.slug === line.product);
  if (!product) return 'product_gone';
  return isStocked(product) ? priceStocked(line, product, tax) : priceCustom(line, product, { offer, tax });
}

function isStocked(product: Product): product is StockedProduct {
  return product.kind === 'stocked';
}

function priceStocked(line: CartLineView, product: StockedProduct, tax: TaxRule): PricedLine {
  const netCents = product.unitCents * line.quantity;
  return {
    ...NO_SPECIFICATION,
    id: line.id,
    product: product.slug,
    quantity: line.quantity,
    unitCents: product.unitCents,
    netCents,
    taxCents: taxOn(netCents, tax),
    title: product.name,
    stockUse: product.stockSku ? [{ sku: product.stockSku, quantity: BigInt(line.quantity) }] : [],
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
  detail: '',
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
  const { netCents, unitCents, taxCents, trace } = quote(spec, offer.priceSheet, tax);
  const material = materialOf(offer.catalogue, spec.material);
  const finish = finishOf(offer.catalogue, spec.finish);
  return {
    ...spec,
    id: line.id,
    product: product.slug,
    artworkId: line.artworkId,
    cutLineId: line.cutLineId,
    artwork: line.artwork,
    cutLine: line.cutLine ?? null,
    unitCents,
    netCents,
    taxCents,
    trace,
    discountCents: 0,
    title: en.cart.stickers[spec.shape],
    detail: en.cart.detail(
      spec.widthMm,
      spec.heightMm,
      material?.name ?? spec.material,
      finish?.name ?? spec.finish,
    ),
    stockUse: material?.stockSku ? [{ sku: material.stockSku, quantity: BigInt(rollAreaMm2(spec)) }] : [],
  };
}

/** The line as a specification the shop still offers, or why it does not. */
function specOf(line: CartLineView, product: CustomProduct, offer: Offer): StickerSpec | CartProblemCode {
  const { shape, widthMm, heightMm, material, finish, quantity } = line;
  if (!line.artworkId) return 'artwork_gone';
  if (!shape || !isShape(shape) || !widthMm || !heightMm) return 'shape_gone';
  const spec = { shape, widthMm, heightMm, material: material ?? '', finish: finish ?? '', quantity };
  const part = notOffered(spec, product, offer);
  return part ? `${part}_gone` : spec;
}

/** The first choice of a specification that the shop does not offer. */
export function notOffered(
  spec: Pick<StickerSpec, 'shape' | 'material' | 'finish'>,
  product: CustomProduct,
  { catalogue, priceSheet }: Pick<Offer, 'catalogue' | 'priceSheet'>,
): 'shape' | 'material' | 'finish' | null {
  const { shape, material, finish } = spec;
  if (!product.shapes.includes(shape)) return 'shape';
  if (!offersMaterial(catalogue, product, material) || !(material in priceSheet.materials)) return 'material';
  if (!offersFinish(catalogue, product, finish) || !(finish in priceSheet.finishes)) return 'finish';
  return null;
}

function sum(cents: readonly number[]): number {
  return cents.reduce((total, each) => total + each, 0);
}
