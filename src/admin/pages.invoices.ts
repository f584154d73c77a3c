// Invoices as a list, and as JSON and CSV for whoever keeps the books.

import type { InvoiceRow, InvoiceSort } from '../invoices/queries.list.ts';
import { statementOf } from '../invoices/queries.ts';
import { money, stamp } from '../lib/format.ts';
import { en } from '../words/en.ts';
import type { Item, Shown } from './list.ts';
import { type ListPage, listPage } from './pages.list.ts';

const t = en.invoices;

export const INVOICE_COLUMNS = [
  'number',
  'kind',
  'order',
  'name',
  'country',
  'currency',
  'netCents',
  'taxCents',
  'grossCents',
  'issuedAt',
] as const;

/** Amounts as they stand on the paper; the kind says whether they were charged or given back. */
export function invoiceItem(row: InvoiceRow): Item {
  const { number, kind, order, name, country, currency, grossCents, issuedAt } = row;
  const { netCents, taxCents } = statementOf(row);
  return { number, kind, order, name, country, currency, netCents, taxCents, grossCents, issuedAt };
}

export function invoicesPage(shown: Shown<InvoiceRow, InvoiceSort, 'kind'>): ListPage {
  const { columns } = t.office;
  return listPage(shown, {
    room: 'invoices',
    title: t.list,
    search: t.office.search,
    columns: [
      { key: 'number', label: columns.number, sort: 'number' },
      { key: 'kind', label: columns.kind },
      { key: 'order', label: columns.order },
      { key: 'name', label: columns.name, wrap: true },
      { key: 'tax', label: columns.tax, number: true },
      { key: 'gross', label: columns.gross, number: true, sort: 'grossCents' },
      { key: 'issued', label: columns.issued, sort: 'issuedAt' },
    ],
    row: (row) => ({
      cells: {
        number: { text: row.number, href: `/admin/invoices/${row.id}.pdf` },
        kind: row.kind === 'invoice' ? t.kind.invoice : t.kind.credit_note,
        order: { text: row.order, href: `/admin/orders/${row.order}` },
        name: row.name,
        tax: money(statementOf(row).taxCents, row.currency),
        gross: money(row.grossCents, row.currency),
        issued: stamp(row.issuedAt),
      },
    }),
    filters: { kind: { label: columns.kind, words: t.kind } },
    empty: t.office.empty,
  });
}
