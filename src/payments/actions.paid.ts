// The order's money is here: the one transition to paid, with every consequence in the same transaction.

import type { Tx } from '../db/open.ts';
import { keepReservations, reserveStock } from '../inventory/actions.ts';
import { issueInvoice } from '../invoices/actions.ts';
import { day, money } from '../lib/format.ts';
import { addWorkingDays } from '../lib/time.ts';
import { queueLetter } from '../mail/actions.ts';
import { moveOrder } from '../orders/actions.move.ts';
import { letterOrder } from '../orders/letters.ts';
import { stockNeeds } from '../orders/stock-needs.ts';
import { wantPrintFiles } from '../production/actions.ts';
import { en } from '../words/en.ts';
import { type Case, decide, type PaymentRow } from './actions.decide.ts';

/** By hand too: the very same transition and consequences, whoever says that the money is here. */
export async function payOrder(tx: Tx, told: Case): Promise<void> {
  const { payment, session, now, deps, who = 'gateway', why = '' } = told;
  const { order } = payment;
  await decide(tx, told, { status: 'succeeded', paidCents: session.amountCents });
  const dueAt = addWorkingDays(now, deps.shop.now().settings.productionDays);
  const also = { paidAt: now, dueAt, paidCents: session.amountCents, payment: 'succeeded' as const };
  await moveOrder(tx, { order, to: 'paid', who, why, now, also });
  await coverWithStock(tx, order, now);
  await wantPrintFiles(tx, { orderId: order.id, now });
  const invoice = await issueInvoice(tx, order.id, now);
  await queueLetter(
    tx,
    {
      kind: 'order-confirmed',
      to: order.email,
      fact: `order-confirmed:${order.id}`,
      order,
      model: {
        order: letterOrder(order),
        name: order.name,
        total: money(order.grossCents, order.currency),
        promised: day(addWorkingDays(dueAt, order.deliveryDays)),
        documents: [invoice.id],
      },
    },
    now,
  );
}

/** A late payer's stock went back when the page expired: taken again, or the order waits for a person. */
async function coverWithStock(tx: Tx, order: PaymentRow['order'], now: Date): Promise<void> {
  if ((await keepReservations(tx, order.id)) > 0) return;
  const because = { orderId: order.id, who: 'shop', reason: 'paid', now, expiresAt: null };
  const lacking = await reserveStock(tx, stockNeeds(order.lines), because);
  if (lacking.length === 0) return;
  const why = en.orders.heldForStock(lacking.join(', '));
  await moveOrder(tx, {
    order: { id: order.id, status: 'paid' },
    to: 'on_hold',
    who: 'shop',
    why,
    now,
    also: { heldFrom: 'paid' },
  });
}
