// Links to invoices and credit notes.
import type { InvoiceFacts } from '../invoices/queries.ts';
import { date, money } from '../lib/format.ts';
import { en } from '../words/en.ts';
import { linkTo } from './pages.orders.ts';

const t = en.invoices;

export interface InvoiceLink {
  label: string;
  href: string;
  amount: string;
  issued: string;
}

export function invoiceLink(
  invoice: InvoiceFacts,
  { order, currency, key }: { order: { number: string }; currency: string; key: string },
): InvoiceLink {
  const isInvoice = invoice.kind === 'invoice';
  return {
    label: t.download(isInvoice ? t.kind.invoice : t.kind.credit_note, invoice.number),
    href: linkTo(order, key, isInvoice ? '/invoice.pdf' : `/invoices/${invoice.id}.pdf`),
    amount: money(isInvoice ? invoice.grossCents : -invoice.grossCents, currency),
    issued: date(invoice.issuedAt),
  };
}
