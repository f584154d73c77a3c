// Looking up invoices and credit notes.
import type { Reader } from '../db/open.ts';
import type { Statement } from './statement.ts';

/** Whether documents of the other kind already count in this series, so that its numbers would get gaps. */
export async function isTakenSeries(
  reader: Reader,
  { series, kind }: { series: string; kind: 'invoice' | 'credit_note' },
): Promise<boolean> {
  const other = kind === 'invoice' ? 'credit_note' : 'invoice';
  return (await reader.invoice.findFirst({ where: { series, kind: other }, select: { id: true } })) !== null;
}

export function invoiceOf(reader: Reader, orderId: string) {
  const select = { id: true, number: true, grossCents: true };
  return reader.invoice.findUnique({ where: { invoiceOf: orderId }, select });
}

/** What the order's credit notes took off until now. */
export async function creditedSoFar(reader: Reader, orderId: string) {
  const notes = await reader.invoice.findMany({ where: { orderId, kind: 'credit_note' } });
  const statements = notes.map(statementOf);
  return {
    grossCents: statements.reduce((sum, { grossCents }) => sum + grossCents, 0),
    taxCents: statements.reduce((sum, { taxCents }) => sum + taxCents, 0),
  };
}

export interface InvoiceFacts {
  id: string;
  number: string;
  kind: string;
  grossCents: number;
  issuedAt: Date;
}

const FACTS = { id: true, number: true, kind: true, grossCents: true, issuedAt: true } as const;

/** The invoice first, then its credit notes as they came. */
export function invoicesOfOrder(reader: Reader, orderId: string): Promise<InvoiceFacts[]> {
  return reader.invoice.findMany({
    where: { orderId },
    orderBy: [{ issuedAt: 'asc' }, { id: 'asc' }],
    select: FACTS,
  });
}

/** Of all orders an account may see, newest first. */
export function invoicesOfAccount(reader: Reader, customerId: string, most = 200) {
  return reader.invoice.findMany({
    where: { order: { ownerId: customerId } },
    orderBy: [{ issuedAt: 'desc' }, { id: 'desc' }],
    take: most,
    select: { ...FACTS, order: { select: { number: true, currency: true } } },
  });
}

export function findInvoice(
  reader: Reader,
  where: { id: string } | { number: string } | { invoiceOf: string },
) {
  return reader.invoice.findUnique({ where });
}

/** Written by `issueInvoice` and `issueCreditNote`, and never changed. */
export function statementOf({ data }: { data: string }): Statement {
  return JSON.parse(data) as Statement;
}
