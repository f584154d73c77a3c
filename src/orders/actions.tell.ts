// Letters about an order that moved on, where nothing but the move is to be told.
import { loadSettings } from '../catalog/queries.ts';
import type { Tx } from '../db/open.ts';
import { day } from '../lib/format.ts';
import { queueLetter } from '../mail/actions.ts';
import { letterOrder, pickUpOf } from './letters.ts';
import type { OrderStatus } from './transitions.ts';

const TOLD = {
  on_hold: 'on-hold',
  in_production: 'in-production',
  ready_to_ship: 'ready-to-ship',
  returned: 'returned',
} as const;

/** `eventId` is the move's row in the timeline: an order may be held or come back more than once. */
export async function tellMove(
  tx: Tx,
  {
    orderId,
    to,
    eventId,
    reason,
    now,
  }: { orderId: string; to: OrderStatus; eventId: string; reason: string; now: Date },
): Promise<void> {
  if (!isTold(to)) return;
  const order = await tx.order.findUniqueOrThrow({
    where: { id: orderId },
    include: { lines: { orderBy: { position: 'asc' }, include: { artwork: true } } },
  });
  if (to === 'ready_to_ship' && order.deliveryKind === 'pickup') {
    const pickUp = pickUpOf(await loadSettings(tx));
    const model = { order: letterOrder(order), name: order.name, ...pickUp };
    const once = `ready-for-pick-up:${orderId}`;
    await queueLetter(tx, { kind: 'ready-for-pick-up', to: order.email, fact: once, order, model }, now);
    return;
  }
  const kind = TOLD[to];
  const due = order.dueAt ? day(order.dueAt) : '';
  // production and packing are told once, however often somebody stopped them in between
  const fact = kind === 'on-hold' || kind === 'returned' ? `${kind}:${eventId}` : `${kind}:${orderId}`;
  const model = { order: letterOrder(order), name: order.name, due, reason };
  await queueLetter(tx, { kind, to: order.email, fact, order, model }, now);
}

function isTold(status: OrderStatus): status is keyof typeof TOLD {
  return status in TOLD;
}
