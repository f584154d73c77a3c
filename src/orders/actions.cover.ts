// Stock for an order that is paid: taken, or written down as lacking, so that nobody overlooks it.
import type { Tx } from '../db/open.ts';
import { keepReservations, reserveRest } from '../inventory/actions.ts';
import { en } from '../words/en.ts';
import { moveOrder } from './actions.move.ts';
import { stockNeeds } from './stock-needs.ts';

interface OrderToCover {
  id: string;
  lines: readonly { title: string; stockUse: string }[];
}

interface Because {
  who: string;
  reason: string;
  now: Date;
}

/** What a paid order does not get. */
export interface Uncovered {
  skus: string[];
  /** Of the lines that use it. */
  titles: string[];
}

/** A late payer's stock went back when the page expired: it is taken again. Null when everything is there. */
export async function coverOrder(tx: Tx, order: OrderToCover, because: Because): Promise<Uncovered | null> {
  await keepReservations(tx, order.id);
  const needs = stockNeeds(order.lines);
  const skus = await reserveRest(tx, needs, { ...because, orderId: order.id, expiresAt: null });
  return skus.length === 0 ? null : { skus, titles: titlesOf(order.lines, skus) };
}

function titlesOf(lines: OrderToCover['lines'], skus: readonly string[]): string[] {
  const using = lines.filter((line) => stockNeeds([line]).some(({ sku }) => skus.includes(sku)));
  return [...new Set(using.map(({ title }) => title))];
}

/** The order waits for a person; its customer is told why. */
export async function holdUncovered(
  tx: Tx,
  orderId: string,
  { skus, tell, now }: { skus: readonly string[]; tell: string; now: Date },
): Promise<void> {
  const lacks = skus.join(', ');
  await moveOrder(tx, {
    order: { id: orderId, status: 'paid' },
    to: 'on_hold',
    who: 'shop',
    why: en.orders.heldForStock(lacks),
    tell,
    now,
    also: { heldFrom: 'paid', lacks },
  });
}
