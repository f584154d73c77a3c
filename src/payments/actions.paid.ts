// The order's money is here: the one transition to paid, with every consequence in the same transaction.

import { calendarOf } from '../catalog/working-days.ts';
import type { Tx } from '../db/open.ts';
import { extraDaysOf } from '../inventory/queries.levels.ts';
import { issueInvoice } from '../invoices/actions.ts';
import { workingDayAfter, workingDaysLater } from '../lib/calendar.ts';
import { day, money } from '../lib/format.ts';
import { queueLetter } from '../mail/actions.ts';
import { coverOrder, holdUncovered, type Uncovered } from '../orders/actions.cover.ts';
import { moveOrder } from '../orders/actions.move.ts';
import { letterOrder, pickUpOf } from '../orders/letters.ts';
import { wantPrintFiles } from '../production/actions.ts';
import { en } from '../words/en.ts';
import { type Case, decide } from './actions.decide.ts';
import { endPaidOrder } from './actions.end-paid.ts';

/** By hand too: the very same transition and consequences, whoever says that the money is here. */
export async function payOrder(tx: Tx, told: Case): Promise<void> {
  const { payment, session, now, deps, who = 'gateway', why = '' } = told;
  const { order } = payment;
  await decide(tx, told, { status: 'succeeded', paidCents: session.amountCents });
  const { settings } = deps.shop.now();
  const uncovered = await coverOrder(tx, order, { who: 'shop', reason: 'paid', now });
  const calendar = calendarOf(settings);
  const days = settings.productionDays + (await extraDaysOf(tx, order.id));
  const dueAt = workingDayAfter(now, days, calendar);
  const isPickedUp = order.deliveryKind === 'pickup';
  const promisedAt = isPickedUp ? dueAt : workingDaysLater(dueAt, order.deliveryDays, calendar);
  const also = { paidAt: now, dueAt, paidCents: session.amountCents, payment: 'succeeded' as const };
  await moveOrder(tx, { order, to: 'paid', who, why, now, also });
  const invoice = await issueInvoice(tx, order.id, now);
  if (uncovered && settings['stock.uncovered'] === 'refund') {
    await payBackUncovered(tx, order.id, { uncovered, now });
    return;
  }
  if (uncovered) {
    const tell = en.inventory.uncovered.toCustomer(uncovered.titles.join(', '));
    await holdUncovered(tx, order.id, { skus: uncovered.skus, tell, now });
  }
  await wantPrintFiles(tx, { orderId: order.id, now });
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
        // what stood beside the delivery holds, unless the money came too late for it
        promised: day(latest(promisedAt, order.promisedAt)),
        pickUp: isPickedUp ? pickUpOf(settings) : null,
        documents: [invoice.id],
      },
    },
    now,
  );
}

/** By the owner's rule: nobody is promised what there is not. */
async function payBackUncovered(
  tx: Tx,
  orderId: string,
  { uncovered, now }: { uncovered: Uncovered; now: Date },
): Promise<void> {
  const why = en.inventory.uncovered.refunded(uncovered.titles.join(', '));
  await endPaidOrder(tx, orderId, { who: 'shop', why, restock: false, now });
}

function latest(reckoned: Date, promised: Date | null): Date {
  return promised && promised > reckoned ? promised : reckoned;
}
