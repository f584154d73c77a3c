// A reprint is an order with nothing to pay: written, covered with stock and paid in the transaction that answers its problem.
import { writeAudit } from '../accounts/actions.audit.ts';
import { calendarOf } from '../catalog/working-days.ts';
import { transaction } from '../db/transaction.ts';
import { reserveStock } from '../inventory/actions.ts';
import { extraDaysOf } from '../inventory/queries.levels.ts';
import { workingDayAfter } from '../lib/calendar.ts';
import { newId } from '../lib/ids.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import { moveOrder } from '../orders/actions.move.ts';
import { answerProblem } from '../orders/actions.problems.ts';
import { writeReprint } from '../orders/actions.reprint.ts';
import { en } from '../words/en.ts';
import type { SettleDeps } from './actions.decide.ts';

export interface ReprintAnswer {
  problemId: string;
  /** By line of the first order. */
  pieces: ReadonlyMap<string, number>;
  text: string;
  who: string;
}

/** Answers the number of the new order. Throws `Refusal`: `answered`, `nothing`, `out_of_stock`. */
export async function answerWithReprint(deps: SettleDeps, answer: ReprintAnswer): Promise<string> {
  const { problemId, pieces, text, who } = answer;
  const now = deps.clock();
  return transaction(deps.db, async (tx) => {
    const problem = await tx.problem.findUnique({ where: { id: problemId }, include: { order: true } });
    if (!problem) throw new NotFound('problem');
    const { order: first, orderId } = problem;
    const order = await writeReprint(tx, { orderId, pieces, why: problem.reason, who, now });
    const because = { orderId: order.id, who, reason: 'reprint', now, expiresAt: null };
    const lacking = await reserveStock(tx, order.needs, because);
    if (lacking.length > 0) throw new Refusal('out_of_stock', en.problems.outOfStock(lacking.join(', ')));
    const id = newId();
    const free = { status: 'succeeded', amountCents: 0, method: 'free', idempotencyKey: `reprint-${id}` };
    const times = { createdAt: now, expiresAt: now, settledAt: now };
    await tx.payment.create({
      data: { id, orderId: order.id, currency: first.currency, request: '{}', who, ...free, ...times },
      select: { id: true },
    });
    const { settings } = deps.shop.now();
    const days = settings.productionDays + (await extraDaysOf(tx, order.id));
    const dueAt = workingDayAfter(now, days, calendarOf(settings));
    const also = { paidAt: now, dueAt, paidCents: 0, payment: 'succeeded' as const };
    const why = en.problems.customer.reprintOf(first.number);
    await moveOrder(tx, { order, to: 'paid', who, why, now, also });
    await answerProblem(tx, { problemId, answer: 'reprint', text, who, now, reprintId: order.id });
    const change = { subject: first.number, orderId, after: order.number };
    await writeAudit(tx, { who, what: 'order.reprint', ...change, now });
    return order.number;
  });
}
