// What stands on an invoice or a credit note, frozen when it is issued. Pure: the parts always add up to the totals.
import { toCents } from '../lib/money.ts';

export type StatementKind = 'invoice' | 'credit_note';

export interface Statement {
  kind: StatementKind;
  number: string;
  /** ISO, like every time in here. */
  issuedAt: string;
  /** The sheet the seller's country prints on. */
  paper: 'A4' | 'LETTER';
  seller: { name: string; address: string[]; taxId: string; footer: string };
  buyer: { company: string; name: string; address: string[]; taxId: string };
  order: { number: string; placedAt: string };
  currency: string;
  lines: StatementLine[];
  /** Taken off the goods; 0 for none. */
  discountCents: number;
  discountCode: string;
  delivery: { name: string; cents: number } | null;
  netCents: number;
  taxes: StatementTax[];
  taxCents: number;
  /** Why there is no tax: `reverse_charge`, the owner's own words, or nothing. */
  taxReason: string;
  grossCents: number;
  /** Of the money that came in, or went back. */
  payment: { method: string; cents: number; at: string } | null;
  /** Credit notes: of which invoice, and why. */
  invoice: string;
  reason: string;
}

export interface StatementLine {
  title: string;
  detail: string;
  quantity: number;
  unitCents: number;
  netCents: number;
}

export interface StatementTax {
  name: string;
  basisPoints: number;
  baseCents: number;
  taxCents: number;
}

/** The order as it stands in its row. */
export interface InvoicedOrder {
  number: string;
  placedAt: Date;
  paidAt: Date | null;
  paidCents: number;
  currency: string;
  company: string;
  name: string;
  taxId: string;
  deliveryName: string;
  deliveryCents: number;
  couponCode: string | null;
  netCents: number;
  taxCents: number;
  grossCents: number;
  taxName: string;
  taxBasisPoints: number;
  taxReason: string;
  /** `netCents` is less `discountCents` already. */
  lines: (StatementLine & { id: string; taxCents: number; discountCents: number })[];
}

export interface Issue {
  number: string;
  now: Date;
  seller: Statement['seller'];
  paper: Statement['paper'];
  buyerAddress: string[];
}

export function invoiceStatement(order: InvoicedOrder, issue: Issue, method: string): Statement {
  const { netCents, taxCents, grossCents, deliveryCents } = order;
  const lines = order.lines.map(fullLine);
  const goodsCents = sum(lines.map((line) => line.netCents));
  return {
    ...headOf('invoice', order, issue),
    lines,
    // whatever was taken off, by whatever name, is what lies between the lines and the total
    discountCents: goodsCents + deliveryCents - netCents,
    discountCode: order.couponCode ?? '',
    delivery: { name: order.deliveryName, cents: deliveryCents },
    netCents,
    taxes: taxesOf(order, netCents, taxCents),
    taxCents,
    grossCents,
    payment: paymentOf(order, method, issue.now),
    invoice: '',
    reason: '',
  };
}

export interface Credit {
  /** With tax. */
  amountCents: number;
  /** The order's lines it pays back, when it was asked for by line. */
  lineIds: readonly string[];
  reason: string;
  method: string;
  /** Of the order's earlier credit notes together. */
  before: { grossCents: number; taxCents: number };
  invoice: string;
  /** What the one line is called when it is not about certain lines. */
  title: string;
}

export function creditStatement(order: InvoicedOrder, issue: Issue, credit: Credit): Statement {
  const { amountCents: grossCents } = credit;
  const lines = order.lines.filter((line) => credit.lineIds.includes(line.id));
  const isByLine = sum(lines.map((line) => line.netCents + line.taxCents)) === grossCents;
  const taxCents = creditedTax(order, credit, isByLine ? sum(lines.map((line) => line.taxCents)) : null);
  const netCents = grossCents - taxCents;
  const whole = { title: credit.title, detail: credit.reason, quantity: 1, unitCents: netCents, netCents };
  const coversLines = isByLine && sum(lines.map((line) => line.netCents)) === netCents;
  return {
    ...headOf('credit_note', order, issue),
    lines: coversLines ? lines.map(plainLine) : [whole],
    discountCents: 0,
    discountCode: '',
    delivery: null,
    netCents,
    taxes: taxesOf(order, netCents, taxCents),
    taxCents,
    grossCents,
    payment: { method: credit.method, cents: grossCents, at: issue.now.toISOString() },
    invoice: credit.invoice,
    reason: credit.reason,
  };
}

/** Takes a credit note back whose money never arrived: the same figures the other way round. */
export function correctionStatement(
  note: Statement,
  { number, now, reason }: { number: string; now: Date; reason: string },
): Statement {
  return {
    ...note,
    number,
    issuedAt: now.toISOString(),
    lines: note.lines.map((line) => ({
      ...line,
      unitCents: 0 - line.unitCents,
      netCents: 0 - line.netCents,
    })),
    netCents: 0 - note.netCents,
    taxes: note.taxes.map((tax) => ({
      ...tax,
      baseCents: 0 - tax.baseCents,
      taxCents: 0 - tax.taxCents,
    })),
    taxCents: 0 - note.taxCents,
    grossCents: 0 - note.grossCents,
    payment: null,
    reason,
  };
}

/** The tax in an amount paid back: its share, and all that is left with the last of the money. */
function creditedTax(order: InvoicedOrder, { amountCents, before }: Credit, ofLines: number | null): number {
  const left = order.taxCents - before.taxCents;
  if (before.grossCents + amountCents >= order.grossCents) return Math.min(left, amountCents);
  const share = ofLines ?? toCents((amountCents * order.taxCents) / order.grossCents);
  return Math.min(left, share);
}

function headOf(kind: StatementKind, order: InvoicedOrder, issue: Issue) {
  return {
    kind,
    number: issue.number,
    issuedAt: issue.now.toISOString(),
    paper: issue.paper,
    seller: issue.seller,
    buyer: {
      company: order.company,
      name: order.name,
      address: issue.buyerAddress,
      taxId: order.taxId,
    },
    order: { number: order.number, placedAt: order.placedAt.toISOString() },
    currency: order.currency,
    taxReason: order.taxCents === 0 ? order.taxReason : '',
  };
}

/** One sale is taxed at one rate, by where it goes. */
function taxesOf(order: InvoicedOrder, baseCents: number, taxCents: number): StatementTax[] {
  const { taxName: name, taxBasisPoints: basisPoints } = order;
  return taxCents === 0 && basisPoints === 0 ? [] : [{ name, basisPoints, baseCents, taxCents }];
}

function paymentOf(order: InvoicedOrder, method: string, now: Date): Statement['payment'] {
  return order.paidCents === 0
    ? null
    : { method, cents: order.paidCents, at: (order.paidAt ?? now).toISOString() };
}

/** As it was before anything was taken off: that stands below the lines. */
function fullLine(line: StatementLine & { discountCents: number }): StatementLine {
  if (line.discountCents === 0) return plainLine(line);
  const netCents = line.netCents + line.discountCents;
  return plainLine({ ...line, netCents, unitCents: toCents(netCents / line.quantity) });
}

function plainLine({ title, detail, quantity, unitCents, netCents }: StatementLine): StatementLine {
  return { title, detail, quantity, unitCents, netCents };
}

/** `INV-{year}-` in 2026 is `INV-2026-`: what numbers begin with and what is counted by. */
export function seriesOf(prefix: string, now: Date): string {
  const series = prefix.replaceAll('{year}', String(now.getUTCFullYear()));
  // or the 11th of INV- and the first of INV-1 would be the same number
  return /\d$/.test(series) ? `${series}-` : series;
}

function sum(cents: readonly number[]): number {
  return cents.reduce((total, each) => total + each, 0);
}
