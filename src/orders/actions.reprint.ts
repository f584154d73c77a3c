// Printing lines of an order once more at no charge: a new order, frozen like the first one, at a price of zero.
import type { Tx } from '../db/open.ts';
import { newId, newOrderNumber, newSecret } from '../lib/ids.ts';
import { Refusal } from '../lib/refusal.ts';
import { reusePrintFile } from '../production/actions.ts';
import { en } from '../words/en.ts';
import { noteEvent } from './actions.move.ts';
import type { OrderHead } from './actions.place.ts';
import { orderSearchText } from './search-text.ts';
import { stockNeeds } from './stock-needs.ts';

export interface Reprint {
  orderId: string;
  /** Pieces by line. */
  pieces: ReadonlyMap<string, number>;
  why: string;
  who: string;
  now: Date;
}

export interface ReprintOrder extends OrderHead {
  status: string;
  needs: { sku: string; quantity: bigint }[];
}

/** Waits to be paid like any other, which whoever asked for it does next. Its print files are those of the first order. */
export async function writeReprint(tx: Tx, reprint: Reprint): Promise<ReprintOrder> {
  const { orderId, pieces, why, who, now } = reprint;
  const { lines, ...first } = await tx.order.findUniqueOrThrow({
    where: { id: orderId },
    include: { lines: { orderBy: { position: 'asc' } } },
  });
  const wanted = lines.filter(({ id }) => (pieces.get(id) ?? 0) > 0);
  if (wanted.length === 0)
    throw new Refusal('nothing', en.problems.problems.nothing, {
      status: 422,
      problems: { form: en.problems.problems.nothing },
    });
  const head = { id: newId(), number: newOrderNumber(), key: newSecret() };
  const searchText = `${orderSearchText({ ...first, number: head.number })} ${first.number.toLowerCase()}`;
  await tx.order.create({
    data: { ...first, ...head, ...FREE, ...fresh(now), reprintOfId: orderId, searchText },
    select: { id: true },
  });
  const copies = wanted.map((line, index) => {
    const quantity = pieces.get(line.id) ?? 0;
    const stockUse = shareOf(line.stockUse, quantity, line.quantity);
    return {
      from: line,
      to: { ...line, ...FREE_LINE, id: newId(), orderId: head.id, position: index + 1, quantity, stockUse },
    };
  });
  for (const { from, to } of copies) {
    await tx.orderLine.create({ data: to, select: { id: true } });
    await reusePrintFile(tx, { fromLineId: from.id, toLineId: to.id, now });
  }
  const because = en.problems.customer.reprintOf(first.number);
  await noteEvent(tx, { orderId: head.id, who, event: 'placed', to: 'awaiting_payment', why: because, now });
  await noteEvent(tx, { orderId, who, event: 'reprinted', why: `${head.number}: ${why}`, now });
  return { ...head, status: 'awaiting_payment', needs: stockNeeds(copies.map(({ to }) => to)) };
}

const FREE = {
  goodsCents: 0,
  deliveryCents: 0,
  netCents: 0,
  taxCents: 0,
  grossCents: 0,
  paidCents: 0,
  refundedCents: 0,
  couponCode: null,
  discountCents: 0,
} as const;

const FREE_LINE = {
  unitCents: 0,
  netCents: 0,
  taxCents: 0,
  discountCents: 0,
  refundId: null,
  trace: '[]',
} as const;

function fresh(now: Date) {
  return {
    cartId: null,
    status: 'awaiting_payment',
    heldFrom: null,
    payment: 'pending',
    placedAt: now,
    paidAt: null,
    dueAt: null,
    promisedAt: null,
    payableUntil: now,
    cancelledAt: null,
  };
}

/** What fewer pieces take of the roll, rounded up. */
function shareOf(stockUse: string, quantity: number, of: number): string {
  const uses = stockNeeds([{ stockUse }]).map((use) => {
    const part = (use.quantity * BigInt(quantity) + BigInt(of) - 1n) / BigInt(of);
    return { sku: use.sku, quantity: part.toString() };
  });
  return JSON.stringify(uses);
}
