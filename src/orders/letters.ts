// What letters say about an order: its lines, totals and address, ready to read.
import { addressLines } from '../accounts/address.ts';
import type { Settings } from '../catalog/settings.ts';
import { money } from '../lib/format.ts';
import type { LetterOrder, PickUp } from '../mail/kinds.ts';
import { en } from '../words/en.ts';
import type { WholeOrder } from './queries.ts';

type ToldLine = Pick<WholeOrder['lines'][number], 'title' | 'detail' | 'quantity' | 'netCents' | 'artworkId'>;
type Told = Omit<WholeOrder, 'events' | 'payments' | 'refunds' | 'shipments' | 'lines'> & {
  lines: ToldLine[];
};

/** Local path of the order page; carries the key, so it only ever goes to the buyer. */
export function orderPath(order: { number: string; key: string }): string {
  return `/orders/${order.number}?key=${order.key}`;
}

export function letterOrder(order: Told): LetterOrder {
  const amount = (cents: number) => money(cents, order.currency);
  const { totals } = en.orders;
  return {
    number: order.number,
    path: orderPath(order),
    lines: order.lines.map((line) => ({
      title: line.title,
      detail: line.detail,
      quantity: en.orders.pieces(line.quantity),
      amount: amount(line.netCents),
      artworkId: line.artworkId,
    })),
    totals: [
      { label: totals.goods, amount: amount(order.goodsCents + order.discountCents) },
      ...(order.couponCode
        ? [{ label: totals.coupon(order.couponCode), amount: amount(-order.discountCents) }]
        : []),
      {
        label: order.deliveryName,
        amount: order.deliveryCents === 0 ? totals.free : amount(order.deliveryCents),
      },
      ...(order.taxCents > 0 ? [{ label: totals.tax, amount: amount(order.taxCents) }] : []),
      { label: totals.gross, amount: amount(order.grossCents) },
    ],
    // whoever picks it up is told where, not where they live
    address: order.deliveryKind === 'pickup' ? [] : addressLines(order),
  };
}

/** Where and when an order can be picked up. */
export function pickUpOf(settings: Pick<Settings, 'shopAddress' | 'delivery.pickUpHours'>): PickUp {
  return { place: settings.shopAddress.join(', '), hours: settings['delivery.pickUpHours'] };
}
