// Issuing invoices and credit notes: in the transaction of the money they are about, numbered without gaps.
import { addressLines } from '../accounts/address.ts';
import { loadSettings } from '../catalog/queries.ts';
import type { Settings } from '../catalog/settings.ts';
import type { Tx } from '../db/open.ts';
import { newId } from '../lib/ids.ts';
import { en } from '../words/en.ts';
import { creditedSoFar, invoiceOf, statementOf } from './queries.ts';
import {
  correctionStatement,
  creditStatement,
  type InvoicedOrder,
  type Issue,
  invoiceStatement,
  type Statement,
  seriesOf,
} from './statement.ts';

export interface Issued {
  id: string;
  number: string;
}

/** For an order that was paid just now, in the same transaction. The same order again answers its one invoice. */
export async function issueInvoice(tx: Tx, orderId: string, now: Date): Promise<Issued> {
  const there = await invoiceOf(tx, orderId);
  if (there) return { id: there.id, number: there.number };
  const order = await orderToInvoice(tx, orderId);
  const settings = await loadSettings(tx);
  const number = await nextNumber(tx, settings['invoices.prefix'], now);
  const issue = { ...issueFor(order, settings, now), number: number.text };
  const statement = invoiceStatement(order, issue, order.payments[0]?.method ?? 'gateway');
  return write(tx, { orderId, number, statement, now, invoiceOf: orderId });
}

/** Payments whose money is the order's. */
const COUNTS = ['succeeded', 'refunded'];

/**
 * For a refund that succeeded just now. Null when there is no invoice to take anything off, or nothing left on it:
 * more than the order's price, taken all the same, was never invoiced.
 */
export async function issueCreditNote(tx: Tx, refundId: string, now: Date): Promise<Issued | null> {
  const refund = await tx.refund.findUniqueOrThrow({ where: { id: refundId }, include: { payment: true } });
  // money that never counted as the order's was never invoiced
  if (!COUNTS.includes(refund.payment.status)) return null;
  const invoice = await invoiceOf(tx, refund.orderId);
  if (!invoice) return null;
  const there = await tx.invoice.findUnique({ where: { refundId }, select: { id: true, number: true } });
  if (there) return there;
  const leftOf = (credited: { grossCents: number }) => invoice.grossCents - credited.grossCents;
  if (leftOf(await creditedSoFar(tx, refund.orderId)) <= 0) return null;
  const order = await orderToInvoice(tx, refund.orderId);
  const settings = await loadSettings(tx);
  const number = await nextNumber(tx, settings['invoices.creditNotePrefix'], now);
  // read behind the counter, where everybody who writes one stands in line
  const before = await creditedSoFar(tx, refund.orderId);
  const issue = { ...issueFor(order, settings, now), number: number.text };
  const statement = creditStatement(order, issue, {
    amountCents: Math.min(refund.amountCents, leftOf(before)),
    lineIds: JSON.parse(refund.lineIds) as string[], // written by the payments room
    reason: refund.reason,
    method: refund.payment.method,
    before,
    invoice: invoice.number,
    title: en.invoices.refundOf(order.number),
  });
  return write(tx, { orderId: refund.orderId, number, statement, now, refundId });
}

/** The refund came back after its credit note was issued: another one of the series takes that back. */
export async function issueCorrection(tx: Tx, refundId: string, now: Date): Promise<Issued | null> {
  const note = await tx.invoice.findUnique({ where: { refundId } });
  if (!note) return null;
  const settings = await loadSettings(tx);
  const number = await nextNumber(tx, settings['invoices.creditNotePrefix'], now);
  const reason = en.invoices.correctionOf(note.number);
  const statement = correctionStatement(statementOf(note), { number: number.text, now, reason });
  return write(tx, { orderId: note.orderId, number, statement, now });
}

interface SeriesNumber {
  series: string;
  serial: number;
  text: string;
}

/** The row of the counter is locked until the transaction ends: what is rolled back gives its number back. */
async function nextNumber(tx: Tx, prefix: string, now: Date): Promise<SeriesNumber> {
  const series = seriesOf(prefix, now);
  const rows = await tx.$queryRaw<{ last: number | bigint }[]>`
    INSERT INTO "InvoiceCounter" ("series", "last") VALUES (${series}, 1)
    ON CONFLICT ("series") DO UPDATE SET "last" = "InvoiceCounter"."last" + 1
    RETURNING "last"`;
  const serial = Number(rows[0]?.last);
  return { series, serial, text: `${series}${serial}` };
}

interface NewStatement {
  orderId: string;
  number: SeriesNumber;
  statement: Statement;
  now: Date;
  invoiceOf?: string;
  refundId?: string;
}

async function write(tx: Tx, { orderId, number, statement, now, ...of }: NewStatement): Promise<Issued> {
  const id = newId();
  const { kind, grossCents } = statement;
  await tx.invoice.create({
    data: {
      id,
      orderId,
      kind,
      series: number.series,
      serial: number.serial,
      number: number.text,
      grossCents,
      data: JSON.stringify(statement),
      issuedAt: now,
      ...of,
    },
    select: { id: true },
  });
  return { id, number: number.text };
}

type OrderToInvoice = InvoicedOrder & Parameters<typeof addressLines>[0] & { payments: { method: string }[] };

function orderToInvoice(tx: Tx, orderId: string): Promise<OrderToInvoice> {
  return tx.order.findUniqueOrThrow({
    where: { id: orderId },
    include: {
      lines: { orderBy: { position: 'asc' } },
      payments: { where: { status: { in: COUNTS } }, select: { method: true }, take: 1 },
    },
  });
}

/** Where the common sheet is not A4. */
const LETTER_COUNTRIES = ['US', 'CA', 'MX', 'PH', 'CL', 'CO', 'VE'];

function issueFor(order: OrderToInvoice, settings: Settings, now: Date): Omit<Issue, 'number'> {
  const [, ...address] = addressLines(order);
  return {
    now,
    paper: LETTER_COUNTRIES.includes(settings.homeCountry) ? 'LETTER' : 'A4',
    seller: {
      name: settings.shopName,
      address: settings.shopAddress,
      taxId: settings['tax.id'],
      footer: settings['invoices.footer'],
    },
    buyerAddress: address,
  };
}
