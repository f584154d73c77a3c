// Orders that staff draft for a customer: the same quote and the same stock, prices agreed on, a link to pay.
import { emailKey } from '../accounts/account.ts';
import { writeAudit } from '../accounts/actions.audit.ts';
import { claimCartToOrder } from '../cart/actions.ts';
import { withAgreedPrices, withDiscount } from '../cart/discount.ts';
import { type CartLineView, type Offer, type PricedCart, priceCart } from '../cart/priced.ts';
import type { Db, Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { reserveStock } from '../inventory/actions.ts';
import { day, money } from '../lib/format.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import { type Clock, DAY, earlier, HOUR, later, MINUTE } from '../lib/time.ts';
import { queueLetter } from '../mail/actions.ts';
import { type CouponProblem, SMALLEST_CHARGE_CENTS } from '../pricing/coupon.ts';
import { saleTax } from '../pricing/tax.ts';
import { en } from '../words/en.ts';
import { type CouponOff, lookUpCoupon, takeCoupon } from './actions.coupon.ts';
import { noteEvent, notPossible, statusOf } from './actions.move.ts';
import {
  type Business,
  type Contact,
  type OrderHead,
  type OrderRequest,
  titlesUsing,
} from './actions.place.ts';
import { takeTurn } from './actions.turn.ts';
import { writeOrder } from './actions.write.ts';
import { letterOrder, orderPath } from './letters.ts';
import type { OrderReader } from './queries.ts';

interface Deps {
  db: Db;
  clock: Clock;
  shop: { now(): Offer };
}

/** Somebody who was promised a price has time to answer. */
const DRAFT_PAYABLE = 14 * DAY;

export interface Draft {
  /** Whose cart it is made of: the one at the desk. */
  desk: OrderReader;
  who: string;
  contact: Contact;
  business?: Business;
  delivery: OrderRequest['delivery'];
  /** Net price by cart line, where another one was agreed on. */
  agreed: ReadonlyMap<string, number>;
  /** Why the prices are others. */
  reason: string;
  /** Off the prices agreed on. */
  coupon?: string;
  sendLink: boolean;
}

/** Throws `Refusal`: `empty`, `lines_gone`, `reason_needed`, `coupon`, `too_little`, `out_of_stock`. */
export async function draftOrder(deps: Deps, draft: Draft): Promise<OrderHead> {
  const now = deps.clock();
  return transaction(deps.db, async (tx) => {
    const cart = await claimCartToOrder(tx, draft.desk, now);
    if (!cart) throw new Refusal('empty', en.money.drafts.empty);
    const quoted = priceDraft(cart.lines, deps.shop.now(), draft);
    const agreed = withAgreedPrices(quoted, draft.agreed);
    const coupon = await couponOf(tx, draft, { goodsCents: agreed.netCents, now });
    const priced = coupon ? withDiscount(agreed, coupon) : agreed;
    refuse({ quoted, agreed, priced }, draft);
    const order = await writeOrder(tx, {
      cartId: cart.id,
      priced,
      buyer: { ...draft, visitor: { customer: await accountOf(tx, draft.contact.email), visitorId: null } },
      who: draft.who,
      // nobody is on the way to a pay page
      payment: 'failed',
      payableHours: DRAFT_PAYABLE / HOUR,
      now,
    });
    if (coupon) await useUp(tx, coupon, { orderId: order.id, email: draft.contact.email, now });
    await holdStock(tx, order.id, priced, { who: draft.who, now });
    await noteDraft(tx, order, { priced, agreed, quoted, draft, now });
    if (draft.sendLink) await sendLinkInside(tx, order.id, { who: draft.who, now });
    return order;
  });
}

export function priceDraft(
  lines: readonly CartLineView[],
  shop: Offer,
  { contact, business }: Pick<Draft, 'contact' | 'business'>,
): PricedCart {
  const { country, region } = contact;
  return priceCart(lines, shop, saleTax({ country, region, isBusiness: business?.isChecked ?? false }, shop));
}

async function couponOf(
  tx: Tx,
  { coupon: code = '', contact: { email } }: Draft,
  { goodsCents, now }: { goodsCents: number; now: Date },
): Promise<CouponOff | null> {
  const found = await lookUpCoupon(tx, { code, email, goodsCents, now });
  if (found && 'problem' in found) throw couponRefused(found.problem);
  return found;
}

async function useUp(
  tx: Tx,
  coupon: CouponOff,
  order: { orderId: string; email: string; now: Date },
): Promise<void> {
  const lost = await takeCoupon(tx, { coupon, ...order });
  if (lost) throw couponRefused(lost.problem);
}

function couponRefused(problem: CouponProblem): Refusal {
  const sentence = en.checkout.coupons[problem];
  return new Refusal('coupon', sentence, { status: 422, problems: { coupon: sentence } });
}

/** What the lines cost: as quoted, as agreed on, and after a coupon. */
interface Prices {
  quoted: PricedCart;
  agreed: PricedCart;
  priced: PricedCart;
}

function refuse({ quoted, agreed, priced }: Prices, { reason, delivery }: Draft): void {
  const say = en.money.drafts;
  if (quoted.problems.length > 0) throw new Refusal('lines_gone', en.checkout.linesGone);
  if (agreed.netCents !== quoted.netCents && reason === '')
    throw new Refusal('reason_needed', say.reasonNeeded, {
      status: 422,
      problems: { reason: say.reasonNeeded },
    });
  const total = priced.grossCents + delivery.cents;
  if (total > 0 && total < SMALLEST_CHARGE_CENTS)
    throw new Refusal('too_little', say.tooLittle, { status: 422, problems: { form: say.tooLittle } });
}

/** A proven address sees the order in its account at once. */
async function accountOf(tx: Tx, email: string): Promise<{ id: string } | null> {
  return tx.customer.findFirst({
    where: { emailKey: emailKey(email), verifiedAt: { not: null } },
    select: { id: true },
  });
}

async function holdStock(
  tx: Tx,
  orderId: string,
  priced: PricedCart,
  { who, now }: { who: string; now: Date },
): Promise<void> {
  const needs = priced.lines.flatMap((line) => line.stockUse);
  const expiresAt = later(now, DRAFT_PAYABLE);
  const lacking = await reserveStock(tx, needs, { orderId, who, reason: 'drafted', now, expiresAt });
  if (lacking.length > 0)
    throw new Refusal('out_of_stock', en.checkout.outOfStock(titlesUsing(priced, lacking).join(', ')));
}

async function noteDraft(
  tx: Tx,
  { id: orderId, number: subject }: OrderHead,
  { priced, agreed, quoted, draft, now }: Prices & { draft: Draft; now: Date },
): Promise<void> {
  const { who, reason } = draft;
  const amount = (cart: PricedCart) => money(cart.netCents, cart.currency);
  await writeAudit(tx, { who, what: 'order.drafted', subject, orderId, after: amount(priced), now });
  if (agreed.netCents === quoted.netCents) return;
  const after = `${amount(agreed)}: ${reason}`;
  await noteEvent(tx, { orderId, who, event: 'price_changed', why: `${amount(quoted)} → ${after}`, now });
  await writeAudit(tx, { who, what: 'order.price', subject, orderId, before: amount(quoted), after, now });
}

/** Presses within it are one, and so is their letter. */
const SAME_PRESS = MINUTE;

/** The way to the pay page of an unpaid order, once more. */
export async function sendPayLink(
  deps: Pick<Deps, 'db' | 'clock'>,
  { number, who }: { number: string; who: string },
): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    await takeTurn(tx, number);
    const order = await tx.order.findUnique({ where: { number }, select: { id: true, status: true } });
    if (!order) throw new NotFound('order');
    if (order.status !== 'awaiting_payment') throw notPossible(statusOf(order.status), 'paid');
    const justNow = { orderId: order.id, event: 'pay_link', at: { gt: earlier(now, SAME_PRESS) } };
    if ((await tx.orderEvent.count({ where: justNow })) > 0) return;
    await sendLinkInside(tx, order.id, { who, now });
    await writeAudit(tx, { who, what: 'order.pay-link', subject: number, orderId: order.id, now });
  });
}

async function sendLinkInside(
  tx: Tx,
  orderId: string,
  { who, now }: { who: string; now: Date },
): Promise<void> {
  const order = await tx.order.findUniqueOrThrow({
    where: { id: orderId },
    include: { lines: { orderBy: { position: 'asc' }, include: { artwork: true } } },
  });
  const sent = await tx.orderEvent.count({ where: { orderId, event: 'pay_link' } });
  await noteEvent(tx, { orderId, who, event: 'pay_link', now });
  const model = {
    order: letterOrder(order),
    name: order.name,
    total: money(order.grossCents, order.currency),
    payPath: orderPath(order),
    until: day(order.payableUntil),
  };
  const fact = `pay-link:${orderId}:${sent + 1}`;
  await queueLetter(tx, { kind: 'pay-link', to: order.email, fact, order, model }, now);
}
