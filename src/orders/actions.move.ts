// Moving an order along the transition table. Each move is claimed once and leaves a row.
import type { Tx } from '../db/open.ts';
import { consumeStock } from '../inventory/actions.ts';
import { newId } from '../lib/ids.ts';
import { Refusal } from '../lib/refusal.ts';
import { en } from '../words/en.ts';
import { tellMove } from './actions.tell.ts';
import { canMove, isOrderStatus, type OrderStatus, type PaymentWord } from './transitions.ts';

export interface Move {
  order: { id: string; status: string };
  to: OrderStatus;
  /** A name, `customer`, `gateway` or `shop`. */
  who: string;
  why?: string;
  /** To the customer, in the letter that tells of the move, where it has room for a reason. */
  tell?: string;
  now: Date;
  /** Columns that change together with the status. */
  also?: {
    heldFrom?: string | null;
    lacks?: string;
    paidAt?: Date;
    dueAt?: Date;
    cancelledAt?: Date;
    paidCents?: number;
    payment?: PaymentWord;
  };
}

/**
 * Inside the caller's transaction. Throws `Refusal('move_not_possible')` when the table forbids it or
 * somebody else moved the order meanwhile.
 */
export async function moveOrder(tx: Tx, move: Move): Promise<void> {
  const { order, to, who, now } = move;
  const from = statusOf(order.status);
  if (!canMove(from, to)) throw notPossible(from, to);
  if (to === 'in_production') await refuseUnprepared(tx, order.id);
  const claimed = await tx.order.updateMany({
    where: { id: order.id, status: from },
    data: { status: to, ...move.also },
  });
  if (claimed.count === 0) throw notPossible(from, to);
  const why = move.why ?? '';
  const eventId = await noteEvent(tx, { orderId: order.id, who, event: 'moved', from, to, why, now });
  await tellMove(tx, { orderId: order.id, to, eventId, reason: move.tell ?? '', now });
  if (usesUpStockNow(from, to)) await consumeStock(tx, { orderId: order.id, who, reason: to, now });
}

/** What happens to two parts of one order happens one after the other, whatever the database does at once. */
export async function lockOrder(tx: Tx, id: string): Promise<void> {
  await tx.order.updateMany({ where: { id }, data: { id } });
}

/** What somebody promised to put right is not printed as it came. */
async function refuseUnprepared(tx: Tx, orderId: string): Promise<void> {
  const lines = await tx.orderLine.count({ where: { orderId, prepress: true, prepressDoneAt: null } });
  if (lines > 0) throw new Refusal('prepress_open', en.artwork.office.prepressOpen(lines));
}

function usesUpStockNow(from: OrderStatus, to: OrderStatus): boolean {
  return from !== 'returned' && (to === 'in_production' || to === 'ready_to_ship' || to === 'shipped');
}

export interface NewEvent {
  orderId: string;
  who: string;
  event: string;
  from?: string;
  to?: string;
  why?: string;
  now: Date;
}

/** A row in the order's timeline; answers its id. */
export async function noteEvent(tx: Tx, event: NewEvent): Promise<string> {
  const { orderId, who, from = null, to = null, why = '', now } = event;
  const id = newId();
  await tx.orderEvent.create({
    data: { id, orderId, at: now, who, event: event.event, from, to, why },
    select: { id: true },
  });
  return id;
}

export function statusOf(text: string): OrderStatus {
  if (!isOrderStatus(text)) throw new RangeError(`not an order status: ${text}`);
  return text;
}

export function notPossible(from: OrderStatus, to: OrderStatus): Refusal {
  return new Refusal(
    'move_not_possible',
    en.orders.moveNotPossible(en.orders.status[from], en.orders.status[to]),
  );
}
