// An order that is picked up at the shop: handed over the counter instead of to a carrier.
import { writeAudit } from '../accounts/actions.audit.ts';
import type { Db } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { en } from '../words/en.ts';
import { moveOrder, noteEvent, notPossible, statusOf } from './actions.move.ts';

/** ready_to_ship → shipped → delivered, in one step. Throws `Refusal('no_pick_up')` for what goes by parcel. */
export async function handOver(
  deps: { db: Db; clock: Clock },
  { number, who }: { number: string; who: string },
): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const order = await tx.order.findUnique({
      where: { number },
      select: { id: true, status: true, deliveryKind: true },
    });
    if (!order) throw new NotFound('order');
    if (order.deliveryKind !== 'pickup') throw new Refusal('no_pick_up', en.delivery.noPickUp);
    if (order.status !== 'ready_to_ship') throw notPossible(statusOf(order.status), 'delivered');
    const orderId = order.id;
    await noteEvent(tx, { orderId, who, event: 'picked_up', now });
    await moveOrder(tx, { order, to: 'shipped', who, now });
    await moveOrder(tx, { order: { ...order, status: 'shipped' }, to: 'delivered', who, now });
    const change = { subject: number, orderId, before: 'ready_to_ship', after: 'delivered' };
    await writeAudit(tx, { who, what: 'order.pick-up', ...change, now });
  });
}
