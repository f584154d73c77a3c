// An account's orders.
import type { invoicesOfAccount } from '../invoices/queries.ts';
import { date, money } from '../lib/format.ts';
import type { WholeOrder } from '../orders/queries.ts';
import type { OrderStatus } from '../orders/transitions.ts';
import { en } from '../words/en.ts';
import { invoiceLink } from './pages.invoices.ts';
import { linkTo, parcel, picturesOf, statusOf } from './pages.orders.ts';

const t = en.orders;

type Tone = 'good' | 'busy' | 'wait' | 'bad' | 'quiet';

const TONES: Record<OrderStatus, Tone> = {
  awaiting_payment: 'wait',
  paid: 'good',
  on_hold: 'wait',
  in_production: 'busy',
  ready_to_ship: 'busy',
  shipped: 'busy',
  delivered: 'good',
  returned: 'bad',
  cancelled: 'quiet',
  refund_due: 'wait',
  refunded: 'quiet',
};

/** Stickers shown of one order before it says how many more there are. */
const SHOWN = 4;

type AccountInvoice = Awaited<ReturnType<typeof invoicesOfAccount>>[number];

export function accountOrdersPage(orders: readonly WholeOrder[], invoices: readonly AccountInvoice[]) {
  return {
    title: t.list.title,
    orders: orders.map(orderRow),
    invoices: invoices.map((invoice) => ({
      ...invoiceLink(invoice, { order: invoice.order, currency: invoice.order.currency, key: '' }),
      order: { text: invoice.order.number, href: linkTo(invoice.order, '') },
    })),
  };
}

function orderRow(order: WholeOrder) {
  const status = statusOf(order);
  const pictures = picturesOf(order, '', 72);
  const hidden = pictures.length - SHOWN;
  return {
    number: order.number,
    href: linkTo(order, ''),
    status: { label: t.status[status], tone: TONES[status] },
    placed: t.placedOn(date(order.placedAt)),
    total: money(order.grossCents, order.currency),
    pictures: pictures.slice(0, SHOWN),
    more: hidden > 0 ? t.list.more(hidden) : '',
    parcels: order.shipments.filter((shipment) => shipment.voidedAt === null).map(parcel),
    pay: status === 'awaiting_payment' ? { href: linkTo(order, '', '/landing'), label: t.standing } : null,
    reorderAction: `/account/orders/${order.number}/reorder`,
  };
}
