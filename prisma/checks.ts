// What no row may ever break. Prisma's schema cannot say it, so migration.ts writes it into every table made anew.

export interface Check {
  table: string;
  /** The name under which the database reports it broken, after the table's. */
  name: string;
  /** SQL that SQLite and PostgreSQL read alike. */
  rule: string;
}

export const checks: Check[] = [
  { table: 'StockItem', name: 'reserved_not_negative', rule: '"reserved" >= 0' },
  { table: 'StockReservation', name: 'quantity_positive', rule: '"quantity" > 0' },
  { table: 'CartLine', name: 'quantity_positive', rule: '"quantity" > 0' },
  { table: 'OrderLine', name: 'quantity_positive', rule: '"quantity" > 0' },
  { table: 'Order', name: 'paid_not_negative', rule: '"paidCents" >= 0' },
  { table: 'Order', name: 'refunded_not_negative', rule: '"refundedCents" >= 0' },
  { table: 'Payment', name: 'amount_not_negative', rule: '"amountCents" >= 0' },
  {
    table: 'Payment',
    name: 'refunded_within_paid',
    rule: '"refundedCents" >= 0 AND "refundedCents" <= "paidCents"',
  },
  { table: 'Refund', name: 'amount_positive', rule: '"amountCents" > 0' },
  { table: 'Coupon', name: 'uses_not_negative', rule: '"uses" >= 0' },
  { table: 'CouponBuyer', name: 'uses_not_negative', rule: '"uses" >= 0' },
  { table: 'InvoiceCounter', name: 'last_not_negative', rule: '"last" >= 0' },
  { table: 'Invoice', name: 'serial_positive', rule: '"serial" > 0' },
  { table: 'TaxRate', name: 'rate_within_bounds', rule: '"basisPoints" >= 0 AND "basisPoints" <= 10000' },
];

/** SQLite changes a table by making "new_Table" and renaming it, so those get their checks again. */
export function withChecks(script: string): string {
  return script.replace(
    /^CREATE TABLE "(?:new_)?(\w+)" \(\n([\s\S]*?)\n\);/gm,
    (statement, table: string) => {
      const lines = checks.filter((check) => check.table === table).map(constraint);
      return lines.length === 0 ? statement : statement.replace(/\n\);$/, `,\n${lines.join(',\n')}\n);`);
    },
  );
}

function constraint({ table, name, rule }: Check): string {
  return `    CONSTRAINT "${table}_${name}" CHECK (${rule})`;
}
