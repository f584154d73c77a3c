// Turning a cart into an order: claimed, quoted again, frozen, reserved and numbered in one transaction.
import { claimCartToOrder } from '../cart/actions.ts';
import { withDiscount } from '../cart/discount.ts';
import { type PricedCart, priceCart, withDelivery } from '../cart/priced.ts';
import type { Catalogue } from '../catalog/catalogue.ts';
import { currentRevision } from '../catalog/queries.revision.ts';
import type { Settings } from '../catalog/settings.ts';
import type { Db, Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { reserveStock } from '../inventory/actions.ts';
import { extraDaysOf } from '../inventory/queries.levels.ts';
import { type Clock, HOUR, later, MINUTE } from '../lib/time.ts';
import type { CouponProblem } from '../pricing/coupon.ts';
import type { PriceSheet } from '../pricing/sheet.ts';
import { saleTax, type TaxRate } from '../pricing/tax.ts';
import { lookUpCoupon, takeCoupon } from './actions.coupon.ts';
import { writeOrder } from './actions.write.ts';
import { latestOrderOf, type OrderReader } from './queries.ts';

export interface Contact {
  email: string;
  name: string;
  phone: string;
  line1: string;
  line2: string;
  city: string;
  region: string;
  postalCode: string;
  country: string;
}

/** A buyer with a company and a tax id; `isChecked` when its country's rules were kept. */
export interface Business {
  company: string;
  taxId: string;
  isChecked: boolean;
}

export interface OrderRequest {
  visitor: OrderReader;
  contact: Contact;
  business?: Business;
  delivery: {
    id: string;
    name: string;
    cents: number;
    days: number;
    /** `parcel` unless it is picked up. */
    kind?: string;
    /** The day that stood beside it. */
    promised?: Date;
  };
  /** The delivery whose total was shown; `delivery` unless another one was chosen on the page. */
  seenDelivery: { cents: number };
  /** Gross total the buyer saw, with `seenDelivery`. */
  seenGrossCents: number;
  /** Working days that the page said it takes longer; whoever says nothing was told by the date alone. */
  seenExtraDays?: number | undefined;
  coupon?: string | undefined;
}

export interface OrderHead {
  id: string;
  number: string;
  key: string;
}

export type Placed =
  | { kind: 'placed'; order: OrderHead }
  /** Pressed twice: the order of the first press. */
  | { kind: 'already'; order: OrderHead }
  | { kind: 'price_changed' }
  | { kind: 'coupon_refused'; problem: CouponProblem }
  /** Titles of the lines there is not enough for. */
  | { kind: 'out_of_stock'; lines: string[] }
  /** Sold beyond the shelf by now, and that takes longer than was said. */
  | { kind: 'later'; days: number }
  | { kind: 'nothing' };

interface Deps {
  db: Db;
  clock: Clock;
  shop: {
    now(): {
      revision: number;
      catalogue: Catalogue;
      priceSheet: PriceSheet;
      settings: Settings;
      taxRates: readonly TaxRate[];
    };
    refresh(): Promise<boolean>;
  };
  holdMinutes: number;
}

/** Longer than the pay page lives, so that nothing is given away while somebody may still pay for it. */
const HOLD_MARGIN = 5 * MINUTE;
/** How far back a second press looks for the first one's order. */
const SAME_CHECKOUT = 24 * HOUR;

/** How often prices may change under our hands before the buyer is asked to look again. */
const TRIES = 5;

export async function placeOrder(deps: Deps, request: OrderRequest): Promise<Placed> {
  for (let attempt = 1; ; attempt++) {
    const shop = deps.shop.now();
    try {
      return await transaction(deps.db, (tx) => placeInside(tx, deps, shop, request));
    } catch (error) {
      if (error instanceof NotPlaced) return error.because;
      if (!(error instanceof OldOffer)) throw error;
      if (attempt === TRIES) return { kind: 'price_changed' };
    }
    await deps.shop.refresh();
  }
}

/** Another process changed prices or what is on sale, and this one has not heard of it yet. */
class OldOffer extends Error {}

type ShopNow = ReturnType<Deps['shop']['now']>;

/** Rolls everything back; the answer is a value for the caller. */
class NotPlaced extends Error {
  readonly because: Placed;

  constructor(because: Placed) {
    super(because.kind);
    this.because = because;
  }
}

async function placeInside(tx: Tx, deps: Deps, shop: ShopNow, request: OrderRequest): Promise<Placed> {
  const now = deps.clock();
  const cart = await claimCartToOrder(tx, request.visitor, now);
  if (!cart) return alreadyOrdered(tx, request.visitor, now);
  if ((await currentRevision(tx)) !== shop.revision) throw new OldOffer();

  const full = priceCart(cart.lines, shop, taxOfSale(shop, request));
  const { email } = request.contact;
  const wish = { code: request.coupon ?? '', email, goodsCents: full.netCents, now };
  const coupon = refuseCoupon(await lookUpCoupon(tx, wish));
  const priced = coupon ? withDiscount(full, coupon) : full;
  // typed in beside a total without it, a coupon only makes it less
  const isSeen = isAsSeen(priced, request) || isAsSeen(full, request);
  if (priced.problems.length > 0 || !isSeen) throw new NotPlaced({ kind: 'price_changed' });
  const order = await writeOrder(tx, {
    cartId: cart.id,
    priced,
    buyer: request,
    who: 'customer',
    payment: 'pending',
    payableHours: shop.settings.payableHours,
    now,
  });
  if (coupon) refuseCoupon(await takeCoupon(tx, { coupon, orderId: order.id, email, now }));
  const needs = priced.lines.flatMap((line) => line.stockUse);
  const expiresAt = later(now, deps.holdMinutes * MINUTE + HOLD_MARGIN);
  const lacking = await reserveStock(tx, needs, {
    orderId: order.id,
    who: 'customer',
    reason: 'ordered',
    now,
    expiresAt,
  });
  if (lacking.length > 0) throw new NotPlaced({ kind: 'out_of_stock', lines: titlesUsing(priced, lacking) });
  const days = await extraDaysOf(tx, order.id);
  if (days > (request.seenExtraDays ?? days)) throw new NotPlaced({ kind: 'later', days });
  return { kind: 'placed', order };
}

function refuseCoupon<T>(answer: T | { problem: CouponProblem }): T {
  if (typeof answer === 'object' && answer !== null && 'problem' in answer)
    throw new NotPlaced({ kind: 'coupon_refused', problem: answer.problem });
  return answer;
}

async function alreadyOrdered(tx: Tx, visitor: OrderReader, now: Date): Promise<Placed> {
  const order = await latestOrderOf(tx, visitor, later(now, -SAME_CHECKOUT));
  return order ? { kind: 'already', order } : { kind: 'nothing' };
}

/** The buyer saw goods plus the delivery that was selected when the page was made. */
function isAsSeen(priced: PricedCart, { seenDelivery, seenGrossCents }: OrderRequest): boolean {
  return withDelivery(priced, seenDelivery).grossCents === seenGrossCents;
}

function taxOfSale(shop: ShopNow, { contact, business }: OrderRequest) {
  const { country, region } = contact;
  return saleTax({ country, region, isBusiness: business?.isChecked ?? false }, shop);
}

export function titlesUsing(priced: PricedCart, skus: string[]): string[] {
  const lines = priced.lines.filter((line) => line.stockUse.some((use) => skus.includes(use.sku)));
  return lines.map((line) => line.title);
}
