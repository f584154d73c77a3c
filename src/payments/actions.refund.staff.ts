// Refunds from the back office: an amount, or whole lines; never more than what is left of what was paid.
import { writeAudit } from '../accounts/actions.audit.ts';
import type { Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { putBackSome, putBackStock } from '../inventory/actions.staff.ts';
import { money } from '../lib/format.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import { earlier, MINUTE } from '../lib/time.ts';
import { noteEvent } from '../orders/actions.move.ts';
import { takeTurn } from '../orders/actions.turn.ts';
import { stockNeeds } from '../orders/stock-needs.ts';
import { en } from '../words/en.ts';
import type { SettleDeps } from './actions.decide.ts';
import { isAnythingLeft, owesEverything } from './actions.refund.settle.ts';
import { moreThanPaid, queueRefund } from './actions.refund.ts';
import { refundableCents } from './refunds.ts';

export interface StaffRefund {
  number: string;
  who: string;
  why: string;
  /** Either this, or lines. */
  amountCents: number | null;
  lineIds: readonly string[];
  /** What production used up goes back on the shelf: of these lines, or of the whole order. */
  restock: boolean;
  /** Of the page it was pressed on: pressed twice, it counts once. Programs send none. */
  press?: string | undefined;
}

/**
 * Queued here, sent by the worker. With the last of its money the order stops where it is and becomes
 * refund_due. Throws `Refusal`: `not_paid`, `no_such_line`, `line_refunded`, `more_than_paid`.
 */
export async function refundOrder(deps: SettleDeps, refund: StaffRefund): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    await takeTurn(tx, refund.number);
    const order = await orderWithMoney(tx, refund.number);
    if (!order) throw new NotFound('order');
    if (refund.press && (await wasPressed(tx, order.id, refund.press))) return;
    if (order.payments.length === 0) throw new Refusal('not_paid', en.money.refunds.notPaid);
    const lines = linesOf(order, refund.lineIds);
    const amountCents = refund.amountCents ?? grossOf(lines);
    if (amountCents > leftOf(order)) throw moreThanPaid();
    if (await isSamePress(tx, order.id, { ...refund, now })) return;
    const id = await take(tx, order, { ...refund, amountCents, now });
    await claimLines(tx, lines, id);
    await noteRefund(tx, order, { ...refund, amountCents, now });
    if (!(await isAnythingLeft(tx, order.id))) await owesEverything(tx, order, { ...refund, now });
    if (refund.restock) await putBack(tx, { orderId: order.id, lines, who: refund.who, now });
  });
}

type OrderRow = NonNullable<Awaited<ReturnType<typeof orderWithMoney>>>;
type LineRow = OrderRow['lines'][number];

function orderWithMoney(tx: Tx, number: string) {
  return tx.order.findUnique({
    where: { number },
    include: {
      lines: true,
      payments: { where: { status: { in: ['succeeded', 'refunded'] } }, orderBy: { createdAt: 'asc' } },
    },
  });
}

/** The first refund of a press carries it in its key. */
async function wasPressed(tx: Tx, orderId: string, press: string): Promise<boolean> {
  return (await tx.refund.count({ where: { orderId, idempotencyKey: { startsWith: keyOf(press) } } })) > 0;
}

/** How long a program that said nothing of its press may repeat itself. */
const SAME_PRESS = MINUTE;

/**
 * Without a press of its own, the very same refund counts once while the first has not left: nobody can have seen it
 * done and wanted it again. Lines look after themselves.
 */
async function isSamePress(
  tx: Tx,
  orderId: string,
  { press, amountCents, who, why: reason, now }: StaffRefund & { now: Date },
): Promise<boolean> {
  if (press || amountCents === null) return false;
  const same = { orderId, amountCents, who, reason, origin: 'staff', lineIds: '[]' };
  const since = { gt: earlier(now, SAME_PRESS) };
  return (await tx.refund.count({ where: { ...same, status: 'queued', createdAt: since } })) > 0;
}

function leftOf({ payments }: OrderRow): number {
  return payments.reduce((sum, payment) => sum + refundableCents(payment), 0);
}

const keyOf = (press: string) => `refund-${press}`;

function linesOf(order: OrderRow, lineIds: readonly string[]): LineRow[] {
  const wanted = [...new Set(lineIds)];
  const lines = order.lines.filter((line) => wanted.includes(line.id));
  if (lines.length === wanted.length) return lines;
  const { noSuchLine } = en.money.refunds;
  throw new Refusal('no_such_line', noSuchLine, { status: 422, problems: { lineId: noSuchLine } });
}

/** With its own tax, rounded when it was ordered: all lines and the delivery together are the order's total. */
function grossOf(lines: readonly LineRow[]): number {
  return lines.reduce((sum, line) => sum + line.netCents + line.taxCents, 0);
}

type Taken = StaffRefund & { amountCents: number; now: Date };

/** From the first payment that has something left, and on to the next. Answers the first refund's id. */
async function take(tx: Tx, order: OrderRow, wish: Taken): Promise<string> {
  const { who, why, lineIds, press, now } = wish;
  let missing = wish.amountCents;
  let first: string | null = null;
  for (const payment of order.payments) {
    const amountCents = Math.min(missing, refundableCents(payment));
    if (amountCents <= 0) continue;
    const key = press && !first ? keyOf(press) : undefined;
    const id = await queueRefund(tx, {
      payment,
      amountCents,
      origin: 'staff',
      who,
      why,
      lineIds,
      key,
      now,
    });
    first ??= id;
    missing -= amountCents;
  }
  if (missing > 0 || !first) throw moreThanPaid();
  return first;
}

/** A line is paid back once, also when two people press at the same time. */
async function claimLines(tx: Tx, lines: readonly LineRow[], refundId: string): Promise<void> {
  const claimed = await tx.orderLine.updateMany({
    where: { id: { in: lines.map(({ id }) => id) }, refundId: null },
    data: { refundId },
  });
  if (claimed.count < lines.length) throw new Refusal('line_refunded', en.money.refunds.lineIsBack);
}

async function noteRefund(tx: Tx, order: OrderRow, { amountCents, who, why, now }: Taken): Promise<void> {
  const amount = money(amountCents, order.currency);
  const orderId = order.id;
  await noteEvent(tx, { orderId, who, event: 'refund_asked', why: `${amount}: ${why}`, now });
  const left = money(order.paidCents - order.refundedCents, order.currency);
  const change = { subject: order.number, orderId, before: left, after: `${amount}: ${why}` };
  await writeAudit(tx, { who, what: 'order.refund', ...change, now });
}

async function putBack(
  tx: Tx,
  { orderId, lines, who, now }: { orderId: string; lines: readonly LineRow[]; who: string; now: Date },
): Promise<void> {
  const because = { orderId, who, reason: 'refunded', now };
  if (lines.length === 0) await putBackStock(tx, because);
  else await putBackSome(tx, stockNeeds(lines), because);
}
