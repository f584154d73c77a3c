// An invoice or a credit note as a file, set from what was frozen.
import type { Reader } from '../db/open.ts';
import { findInvoice, statementOf } from './queries.ts';
import { statementPdf } from './statement.pdf.ts';

export interface DocumentFile {
  filename: string;
  content: Buffer;
  contentType: string;
}

/** Null when there is none. */
export async function documentOf(deps: { db: Reader }, invoiceId: string): Promise<DocumentFile | null> {
  const invoice = await findInvoice(deps.db, { id: invoiceId });
  if (!invoice) return null;
  return {
    filename: `${invoice.number.replace(/[^\w.-]+/g, '-')}.pdf`,
    content: await statementPdf(statementOf(invoice)),
    contentType: 'application/pdf',
  };
}
