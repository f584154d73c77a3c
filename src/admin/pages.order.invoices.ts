// The invoice and the credit notes of one order.
import { money, stamp } from '../lib/format.ts';
import { en } from '../words/en.ts';
import type { StaffOrder } from './queries.order.ts';

const t = en.invoices;

/** Null before there is one. */
export function invoicesTable(invoices: StaffOrder['invoices'], currency: string) {
  if (invoices.length === 0) return null;
  const { number, kind, gross, issued } = t.office.columns;
  return {
    caption: t.list,
    columns: [
      { key: 'number', label: number },
      { key: 'kind', label: kind },
      { key: 'gross', label: gross, number: true },
      { key: 'issued', label: issued },
    ],
    rows: invoices.map((invoice) => ({
      cells: {
        number: { text: invoice.number, href: `/admin/invoices/${invoice.id}.pdf` },
        kind: invoice.kind === 'invoice' ? t.kind.invoice : t.kind.credit_note,
        gross: money(invoice.grossCents, currency),
        issued: stamp(invoice.issuedAt),
      },
    })),
  };
}
