// An order that costs nothing, because a coupon paid for all of it: paid at once, without a gateway.
import type { Tx } from '../db/open.ts';
import { newId } from '../lib/ids.ts';
import { paymentWithOrder, type SettleDeps } from './actions.decide.ts';
import { payOrder } from './actions.paid.ts';

export async function settleFree(tx: Tx, deps: SettleDeps, orderId: string): Promise<void> {
  const now = deps.clock();
  const id = newId();
  const { currency } = await tx.order.findUniqueOrThrow({ where: { id: orderId } });
  const costs = { amountCents: 0, currency, method: 'free', status: 'open' };
  const call = { idempotencyKey: `free-${id}`, request: '{}' };
  await tx.payment.create({
    data: { id, orderId, ...costs, ...call, createdAt: now, expiresAt: now },
    select: { id: true },
  });
  const payment = await paymentWithOrder(tx, { id });
  if (!payment) throw new RangeError(`payment ${id}`);
  await payOrder(tx, { deps, payment, session: { amountCents: 0, intentId: null }, now, who: 'shop' });
}
