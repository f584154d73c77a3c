// Prices as the owner wants them read: with the tax of home in them, or without. Pure.
import { homeTax, taxOn } from '../pricing/tax.ts';
import type { ShopNow } from '../shop.ts';

export interface ShownPrice {
  isWithTax: boolean;
  /** In cents, from cents without tax. */
  of: (netCents: number) => number;
}

export const WITHOUT_TAX: ShownPrice = { isWithTax: false, of: (netCents) => netCents };

export function shownPrice(shop: ShopNow): ShownPrice {
  const tax = homeTax(shop);
  if (!shop.settings['tax.shownIncluded'] || tax.basisPoints === 0) return WITHOUT_TAX;
  return { isWithTax: true, of: (netCents) => netCents + taxOn(netCents, tax) };
}
