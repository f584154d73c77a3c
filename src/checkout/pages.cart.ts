// The cart as a page and as JSON.
import { artworkUrl, previewUrl } from '../artwork/pages.ts';
import type { CartLineView, Offer, PricedCart, PricedLine } from '../cart/priced.ts';
import { findProduct } from '../catalog/catalogue.ts';
import { money } from '../lib/format.ts';
import type { Problems } from '../lib/refusal.ts';
import { unitPrice } from '../pricing/quote.ts';
import { type DeliveryOption, deliveriesTo } from '../shipping/delivery.ts';
import { parcelOf } from '../shipping/packing.ts';
import { isShape } from '../sticker.ts';
import { pictureOfLine } from '../web/line-sticker.ts';
import type { Typed } from '../web/read-form.ts';
import { en } from '../words/en.ts';
import { otherChoice } from './cart-changes.ts';
import { type LineStock, stockEvents } from './cart-stock.ts';
import { shownCents, taxLabel } from './pages.tax.ts';

/** A quantity that could not be taken: the field keeps what was typed. */
export interface BadQuantity {
  lineId: string;
  typed: Typed;
  problems: Problems;
}

export interface CartPage {
  lines: readonly CartLineView[];
  priced: PricedCart;
  offer: Offer;
  deliveries: readonly DeliveryOption[];
  /** By line id. */
  stock: ReadonlyMap<string, LineStock>;
  bad?: BadQuantity | undefined;
  /** By line id: what it cost as its buyer last saw it, where that was another price. */
  seen: ReadonlyMap<string, number>;
  /** The visitor's last order, while it waits for its payment. */
  waiting: { number: string } | null;
}

export function cartPage(page: CartPage) {
  const { lines, priced, waiting } = page;
  return {
    title: en.cart.title,
    isEmpty: lines.length === 0,
    lines: lines.map((line) => cartRow(line, page)),
    totals: cartTotals(page),
    delivery: deliveryNote(page),
    events: stockEvents(priced.lines),
    isBlocked: priced.problems.length > 0,
    waiting: waiting && { text: en.cart.waiting(waiting.number), href: `/orders/${waiting.number}/landing` },
  };
}

function cartRow(line: CartLineView, { priced, offer, bad, stock, seen }: CartPage) {
  const found = priced.lines.find((each) => each.id === line.id);
  const problem = priced.problems.find((each) => each.lineId === line.id);
  const title = found?.title ?? titleOf(line, offer);
  const isBad = bad?.lineId === line.id;
  const was = seen.get(line.id);
  return {
    id: line.id,
    title,
    detail: found?.detail ?? '',
    filename: line.artwork?.filename ?? '',
    artworkHref: line.artwork && artworkUrl(line.artwork.id),
    picture: pictureOfLine(line, {
      title,
      previewUrl: line.artwork && previewUrl(line.artwork, 320),
      sizePx: 144,
    }),
    quantity: isBad ? (bad.typed.quantity ?? '') : String(line.quantity),
    quantityProblem: isBad ? (bad.problems.quantity ?? bad.problems.form ?? '') : '',
    unit: found ? unitText(found, offer, priced.currency) : '',
    total: found ? money(amountOf(found, offer), priced.currency) : en.cart.gone,
    problem: problem ? en.cart.problems[problem.code] : '',
    choice: problem ? otherChoice(line, problem.code, offer) : null,
    repriced: was === undefined ? '' : en.cart.repriced(money(was, priced.currency)),
    stock: stock.get(line.id) ?? null,
  };
}

/** A line without a price still says what it was. */
function titleOf(line: CartLineView, { catalogue }: Offer): string {
  if (line.shape && isShape(line.shape)) return en.cart.stickers[line.shape];
  return findProduct(catalogue, line.product)?.name ?? line.product;
}

function amountOf({ netCents, taxCents }: PricedLine, { settings }: Offer): number {
  return shownCents(netCents, taxCents, settings);
}

/** Per piece, only for reading. */
/** Of 500 for $207.90 each costs about $0.42. */
function unitText(line: PricedLine, offer: Offer, currency: string): string {
  const cents = unitOf(line, offer);
  return en.cart.unit(money(cents, currency), cents * line.quantity !== amountOf(line, offer));
}

function unitOf(line: PricedLine, offer: Offer): number {
  return offer.settings['tax.shownIncluded']
    ? unitPrice(amountOf(line, offer), line.quantity)
    : line.unitCents;
}

function cartTotals({ priced, offer }: CartPage): { label: string; amount: string; strong?: boolean }[] {
  const { netCents, taxCents, tax, currency } = priced;
  const amount = (cents: number) => money(cents, currency);
  return [
    { label: en.cart.goods, amount: amount(shownCents(netCents, taxCents, offer.settings)) },
    ...(taxCents > 0 ? [{ label: taxLabel(tax, offer.settings), amount: amount(taxCents) }] : []),
    { label: en.cart.total, amount: amount(priced.grossCents), strong: true },
  ];
}

/** To the shop's own country: where it goes is asked at the checkout. */
function deliveryNote({ deliveries, priced, offer }: CartPage): string {
  const { settings, catalogue } = offer;
  const { weightGrams } = parcelOf(priced.lines, catalogue);
  const home = { country: settings.homeCountry, region: '', weightGrams, goodsCents: priced.netCents };
  const there = deliveriesTo(deliveries, home);
  if (there.length === 0) return en.cart.deliveryLater;
  const cheapest = Math.min(...there.map((option) => option.cents));
  return cheapest === 0 ? en.cart.deliveryFree : en.cart.deliveryFrom(money(cheapest, priced.currency));
}

/** The lines every JSON answer about a cart carries. */
export function cartLinesJson(lines: readonly PricedLine[]) {
  return lines.map((line) => ({
    id: line.id,
    product: line.product,
    ...(line.variant !== null && { variant: line.variant }),
    artworkId: line.artworkId,
    shape: line.shape,
    widthMm: line.widthMm,
    heightMm: line.heightMm,
    material: line.material,
    finish: line.finish,
    quantity: line.quantity,
    netCents: line.netCents,
    unitCents: line.unitCents,
  }));
}

export function cartJson(priced: PricedCart, stock: ReadonlyMap<string, LineStock>) {
  const { netCents, taxCents, grossCents, problems } = priced;
  const told = [...stock].flatMap(([lineId, { state, text }]) =>
    text === '' ? [] : [{ lineId, state, message: text }],
  );
  return {
    lines: cartLinesJson(priced.lines),
    netCents,
    taxCents,
    grossCents,
    ...(told.length > 0 && { stock: told }),
    ...(problems.length > 0 && {
      problems: problems.map(({ lineId, code }) => ({ lineId, code, message: en.cart.problems[code] })),
    }),
  };
}
