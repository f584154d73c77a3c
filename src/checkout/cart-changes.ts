// What became of a cart's lines while they lay there: another price, or a material or finish that is gone. Pure.
import {
  type CartLineView,
  type CartProblemCode,
  type Offer,
  type PricedCart,
  priceCart,
} from '../cart/priced.ts';
import { customProduct, offersFinish, offersMaterial } from '../catalog/catalogue.ts';
import type { PriceSheet } from '../pricing/sheet.ts';
import { en } from '../words/en.ts';
import { shownCents } from './pages.tax.ts';

/** Versions of the sheets by which lines were last seen, other than the one they are quoted by now. */
export function sheetsSeen(
  lines: readonly CartLineView[],
  { priceSheet }: Pick<PricedCart, 'priceSheet'>,
): number[] {
  const seen = new Set(lines.flatMap((line) => line.priceSheet ?? []));
  seen.delete(priceSheet);
  return [...seen];
}

/** By line id: what it cost as its buyer last saw it, where that was another price. */
export function amountsSeen(
  { lines, priced, offer }: { lines: readonly CartLineView[]; priced: PricedCart; offer: Offer },
  sheets: readonly PriceSheet[],
): ReadonlyMap<string, number> {
  const amounts = new Map<string, number>();
  for (const priceSheet of sheets) {
    const then = priceCart(
      lines.filter((line) => line.priceSheet === priceSheet.version),
      { ...offer, priceSheet },
    );
    for (const { id, netCents, taxCents } of then.lines) {
      const now = priced.lines.find((line) => line.id === id);
      if (now && now.netCents !== netCents) amounts.set(id, shownCents(netCents, taxCents, offer.settings));
    }
  }
  return amounts;
}

/** The way on for a line whose material or finish is gone; null where there is none. */
export function otherChoice(line: CartLineView, code: CartProblemCode, { catalogue }: Offer) {
  const product = customProduct(catalogue, line.product);
  if (!product || (code !== 'material_gone' && code !== 'finish_gone')) return null;
  const name = code === 'material_gone' ? 'material' : 'finish';
  const offered =
    name === 'material'
      ? catalogue.materials.filter(({ slug }) => offersMaterial(catalogue, product, slug))
      : catalogue.finishes.filter(({ slug }) => offersFinish(catalogue, product, slug));
  if (offered.length === 0) return null;
  const options = offered.map((each) => ({ value: each.slug, label: each.name }));
  return { name, id: `${name}-${line.id}`, label: en.cart.choose[name], options };
}
