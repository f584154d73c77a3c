// Invoices and credit notes as a list, for whoever keeps the books.
import type { Reader } from '../db/open.ts';
import { contains, findPage, oneOf, type Sql, sql } from '../db/sql.ts';
import type { Found, Wanted } from '../lib/listing.ts';

export const INVOICE_SORTS = ['issuedAt', 'number', 'grossCents'] as const;
export type InvoiceSort = (typeof INVOICE_SORTS)[number];

export interface InvoiceRow {
  id: string;
  number: string;
  kind: string;
  order: string;
  name: string;
  country: string;
  currency: string;
  grossCents: number;
  issuedAt: Date;
  /** JSON of its statement. */
  data: string;
}

const SORTS: Record<InvoiceSort, Sql> = {
  issuedAt: sql`i."issuedAt"`,
  number: sql`i."serial"`,
  grossCents: sql`i."grossCents"`,
};

export function listInvoices(
  reader: Reader,
  { words, filters, ...wanted }: Wanted<InvoiceSort, 'kind'>,
): Promise<Found<InvoiceRow>> {
  const searched = sql`(lower(i."number") || ' ' || o."searchText")`;
  const listing = {
    columns: sql`i."id", i."number", i."kind", o."number" AS "order", o."name", o."country", o."currency",
      i."grossCents", i."issuedAt", i."data"`,
    from: sql`"Invoice" i JOIN "Order" o ON o."id" = i."orderId"`,
    where: [...words.map((word) => contains(searched, word)), ...oneOf(sql`i."kind"`, filters.kind)],
    sorts: SORTS,
    tie: sql`i."id"`,
  };
  return findPage<InvoiceRow, InvoiceSort>(reader, listing, wanted);
}
