// What a person has to look at today, counted in one question.
import type { Reader } from '../db/open.ts';
import { type Sql, sql } from '../db/sql.ts';
import { DAY, earlier } from '../lib/time.ts';
import { isOverdue } from '../orders/queries.list.ts';

export interface Today {
  paid: number;
  onHold: number;
  inProduction: number;
  readyToShip: number;
  returned: number;
  refundDue: number;
  awaitingPayment: number;
  overdue: number;
  wrongAmount: number;
  owedBack: number;
  failedLetters: number;
  lowStock: number;
  /** Paid orders that wait for stock. */
  uncovered: number;
  /** Levels that are not the sums of their movements. */
  stockOff: number;
  /** Since `midnight`. */
  placed: number;
  paidToday: number;
  receivedCents: number;
}

export async function countToday(reader: Reader, now: Date, midnight: Date): Promise<Today> {
  const orders = (status: string) => sql`(SELECT count(*) FROM "Order" WHERE "status" = ${status})`;
  const payments = (status: string) =>
    sql`(SELECT count(*) FROM "Payment" WHERE "status" = ${status} AND "refundedCents" < "paidCents")`;
  const rows = await reader.$queryRaw<Record<keyof Today, bigint | number | null>[]>`
    SELECT ${orders('paid')} AS "paid",
           ${orders('on_hold')} AS "onHold",
           ${orders('in_production')} AS "inProduction",
           ${orders('ready_to_ship')} AS "readyToShip",
           ${orders('returned')} AS "returned",
           ${orders('refund_due')} AS "refundDue",
           ${orders('awaiting_payment')} AS "awaitingPayment",
           (SELECT count(*) FROM "Order" o WHERE ${isOverdue(now)}) AS "overdue",
           ${payments('wrong_amount')} AS "wrongAmount",
           ${payments('owed_back')} AS "owedBack",
           (SELECT count(*) FROM "Letter" WHERE "status" = 'failed') AS "failedLetters",
           (SELECT count(*) FROM "StockItem" WHERE "onHand" - "reserved" <= "lowLevel") AS "lowStock",
           (SELECT count(*) FROM "Order" WHERE "status" = 'on_hold' AND "lacks" <> '') AS "uncovered",
           (SELECT count(*) FROM "StockItem" WHERE "onHandOff" <> 0 OR "reservedOff" <> 0) AS "stockOff",
           (SELECT count(*) FROM "Order" WHERE "placedAt" >= ${midnight}) AS "placed",
           (SELECT count(*) FROM ${paidSince(midnight)}) AS "paidToday",
           (SELECT sum("paidCents") FROM ${paidSince(midnight)}) AS "receivedCents"`;
  const counted = Object.entries(rows[0] ?? {}).map(([name, value]) => [name, Number(value ?? 0)]);
  return Object.fromEntries(counted) as Today; // the columns of the question above
}

/** Orders stay payable for a month at most and a bank debit takes days: older ones need not be looked at. */
const LONGEST_TO_PAY = 60 * DAY;

function paidSince(midnight: Date): Sql {
  return sql`"Order" WHERE "placedAt" >= ${earlier(midnight, LONGEST_TO_PAY)} AND "paidAt" >= ${midnight}`;
}
