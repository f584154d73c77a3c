// Writing a priced cart down as an order: frozen, with a number and a key.
import { findOrMakeGuest } from '../accounts/actions.guest.ts';
import { useArtwork } from '../artwork/actions.ts';
import type { PricedCart, PricedLine } from '../cart/priced.ts';
import type { Tx } from '../db/open.ts';
import { newId, newOrderNumber, newSecret } from '../lib/ids.ts';
import { HOUR, later } from '../lib/time.ts';
import { taxOn } from '../pricing/tax.ts';
import { noteEvent } from './actions.move.ts';
import type { Business, Contact, OrderHead, OrderRequest } from './actions.place.ts';
import type { OrderReader } from './queries.ts';
import { orderSearchText } from './search-text.ts';
import type { PaymentWord } from './transitions.ts';

export interface Frozen {
  cartId: string;
  priced: PricedCart;
  buyer: Buyer;
  /** Who placed it: `customer`, or staff by name. */
  who: string;
  /** Of an order without an attempt to pay it yet. */
  payment: PaymentWord;
  /** How long it can be paid. */
  payableHours: number;
  now: Date;
}

export interface Buyer {
  contact: Contact;
  business?: Business | undefined;
  delivery: OrderRequest['delivery'];
  /** The account and the session it belongs to; an order that staff draft belongs to neither. */
  visitor: Pick<OrderReader, 'customer' | 'visitorId'>;
}

/** In the transaction that claimed the cart. */
export async function writeOrder(tx: Tx, frozen: Frozen): Promise<OrderHead> {
  const { cartId, priced, buyer, who, payment, payableHours, now } = frozen;
  const { contact, delivery, visitor, business } = buyer;
  const head = { id: newId(), number: newOrderNumber(), key: newSecret() };
  const customerId = await contactOf(tx, buyer, now);
  const deliveryTax = taxOn(delivery.cents, priced.tax);
  await tx.order.create({
    data: {
      ...head,
      cartId,
      customerId,
      ownerId: visitor.customer?.id ?? null,
      visitorId: visitor.visitorId,
      status: 'awaiting_payment',
      payment,
      ...contact,
      currency: priced.currency,
      couponCode: priced.couponCode,
      discountCents: priced.discountCents,
      goodsCents: priced.netCents,
      deliveryId: delivery.id,
      deliveryName: delivery.name,
      deliveryCents: delivery.cents,
      deliveryDays: delivery.days,
      deliveryKind: delivery.kind ?? 'parcel',
      promisedAt: delivery.promised ?? null,
      netCents: priced.netCents + delivery.cents,
      taxCents: priced.taxCents + deliveryTax,
      grossCents: priced.grossCents + delivery.cents + deliveryTax,
      company: business?.company ?? '',
      taxId: business?.taxId ?? '',
      taxName: priced.tax.name,
      taxBasisPoints: priced.tax.basisPoints,
      taxReason: priced.tax.reason,
      priceSheet: priced.priceSheet,
      placedAt: now,
      payableUntil: later(now, payableHours * HOUR),
      searchText: orderSearchText({ number: head.number, ...contact }),
    },
    select: { id: true },
  });
  const toPrepare = await designsToPrepare(tx, priced, now);
  for (const [index, line] of priced.lines.entries()) {
    const prepress = line.artworkId !== null && toPrepare.includes(line.artworkId);
    const data = { ...frozenLine(head.id, line, index + 1), prepress };
    await tx.orderLine.create({ data, select: { id: true } });
  }
  await noteEvent(tx, { orderId: head.id, who, event: 'placed', to: 'awaiting_payment', now });
  return head;
}

/** Those that prepress was asked for. From now on they are all kept. */
async function designsToPrepare(tx: Tx, { lines }: PricedCart, now: Date): Promise<string[]> {
  const ids = lines.flatMap(({ artworkId }) => artworkId ?? []);
  const designs = await useArtwork(tx, ids, now);
  return designs.flatMap(({ id, prepressAskedAt }) => (prepressAskedAt ? [id] : []));
}

/** A signed-in buyer is the contact, whatever e-mail this order goes to. */
async function contactOf(tx: Tx, { visitor, contact }: Buyer, now: Date): Promise<string> {
  if (visitor.customer) return visitor.customer.id;
  const { email, name, phone } = contact;
  return findOrMakeGuest(tx, { email, name, phone }, now);
}

function frozenLine(orderId: string, line: PricedLine, position: number) {
  return {
    id: newId(),
    orderId,
    position,
    product: line.product,
    variant: line.variant,
    title: line.title,
    detail: line.detail,
    artworkId: line.artworkId,
    cutLineId: line.cutLineId,
    shape: line.shape,
    widthMm: line.widthMm,
    heightMm: line.heightMm,
    material: line.material,
    finish: line.finish,
    quantity: line.quantity,
    unitCents: line.unitCents,
    netCents: line.netCents,
    taxCents: line.taxCents,
    discountCents: line.discountCents,
    priceSheet: line.priceSheet,
    trace: JSON.stringify(line.trace),
    stockUse: JSON.stringify(
      line.stockUse.map((use) => ({ sku: use.sku, quantity: use.quantity.toString() })),
    ),
  };
}
