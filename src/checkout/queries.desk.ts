// The cart as it stands at the checkout: what it costs, how it can be delivered to where it goes, and when.
import { isCountry } from '../accounts/countries.iso.ts';
import { withDiscount } from '../cart/discount.ts';
import { type PricedCart, priceCart } from '../cart/priced.ts';
import { findCartLines } from '../cart/queries.ts';
import type { Db } from '../db/open.ts';
import { extraDays } from '../inventory/levels.ts';
import { levelsOf } from '../inventory/queries.window.ts';
import type { Problems } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { lookUpCoupon } from '../orders/actions.coupon.ts';
import { taxOfBuyer } from '../orders/buyer.ts';
import type { OrderReader } from '../orders/queries.ts';
import { deliveriesTo } from '../shipping/delivery.ts';
import { type LiveRates, liveRates } from '../shipping/live-rates.carrier.ts';
import { parcelOf } from '../shipping/packing.ts';
import type { ShopNow } from '../shop.ts';
import { en } from '../words/en.ts';
import { type PricedDelivery, priceDeliveries } from './totals.ts';

export interface DeskDeps {
  db: Db;
  clock: Clock;
  shop: { now(): ShopNow };
  liveRates?: LiveRates;
}

/** The cart as it is to be paid, with every way of delivery. */
export interface Desk {
  isEmpty: boolean;
  priced: PricedCart;
  /** ISO alpha-2: where it goes, as far as is known. */
  country: string;
  deliveries: PricedDelivery[];
  /** Working days longer, because something is not on the shelf. */
  extraDays: number;
  /** At our own prices: what was shown before the carrier knew the address. */
  ours: PricedDelivery[];
  /** What the page said before a coupon was typed. */
  withoutCoupon: PricedDelivery[];
  couponProblem: Problems;
}

type Buyer = Record<string, string>;

/** `buyer`: what is known of who buys and where it goes. */
export async function lookAtCart(deps: DeskDeps, visitor: OrderReader, buyer: Buyer): Promise<Desk> {
  const shop = deps.shop.now();
  const now = deps.clock();
  const lines = await findCartLines(deps.db, visitor);
  const full = priceCart(lines, shop, taxOfBuyer(buyer, shop));
  const { coupon: code = '', email = '' } = buyer;
  const found = await lookUpCoupon(deps.db, { code, email, goodsCents: full.netCents, now });
  const coupon = found && 'cents' in found ? found : null;
  const priced = coupon ? withDiscount(full, coupon) : full;

  const country = countryOf(buyer, shop);
  const size = parcelOf(full.lines, shop.catalogue);
  const to = { country, region: buyer.region ?? '', weightGrams: size.weightGrams };
  const goods = { ...to, goodsCents: full.netCents };
  const rates = await liveRates(deps.liveRates, shop, { buyer: { ...buyer, country }, size, cart: full });
  const when = { settings: shop.settings, now, extraDays: await daysToWait(deps, full) };
  const ours = deliveriesTo(shop.deliveries, goods);
  const asked = rates.length > 0 ? deliveriesTo(shop.deliveries, goods, rates) : ours;
  return {
    isEmpty: lines.length === 0,
    priced,
    country,
    extraDays: when.extraDays,
    deliveries: priceDeliveries(priced, asked, when),
    ours: priceDeliveries(priced, ours, when),
    withoutCoupon: coupon ? priceDeliveries(full, asked, when) : [],
    couponProblem: found && 'problem' in found ? { coupon: en.checkout.coupons[found.problem] } : {},
  };
}

function countryOf({ country = '' }: Buyer, { settings }: ShopNow): string {
  const code = country.trim().toUpperCase();
  return isCountry(code) ? code : settings.homeCountry;
}

/** Working days until everything is on the shelf. */
async function daysToWait({ db }: DeskDeps, { lines }: PricedCart): Promise<number> {
  const needs = lines.flatMap((line) => line.stockUse);
  if (needs.length === 0) return 0;
  const skus = [...new Set(needs.map(({ sku }) => sku))];
  return extraDays(needs, await levelsOf(db, skus));
}
