// An invoice or a credit note as it reads: every figure and sentence in its place, ready to be set.
import { count, date, money } from '../lib/format.ts';
import { en } from '../words/en.ts';
import type { Statement, StatementLine, StatementTax } from './statement.ts';

const t = en.invoices;

export interface StatementPage {
  /** Of the document: `Invoice INV-1`. */
  title: string;
  heading: string;
  seller: { name: string; lines: string[] };
  billedTo: { label: string; lines: string[] };
  facts: { label: string; text: string }[];
  columns: { what: string; quantity: string; unit: string; amount: string };
  rows: { title: string; detail: string; quantity: string; unit: string; amount: string }[];
  sums: { label: string; amount: string; strong: boolean }[];
  notes: string[];
  footer: string;
  pageOf: (page: number, pages: number) => string;
}

export function statementPage(statement: Statement): StatementPage {
  const { kind, number, seller, buyer } = statement;
  return {
    title: kind === 'invoice' ? t.invoice(number) : t.creditNote(number),
    heading: t.kind[kind],
    seller: {
      name: seller.name,
      lines: [...seller.address, ...(seller.taxId === '' ? [] : [t.sellerTaxId(seller.taxId)])],
    },
    billedTo: {
      label: t.billedTo,
      lines: [
        buyer.company,
        buyer.name,
        ...buyer.address,
        buyer.taxId === '' ? '' : t.buyerTaxId(buyer.taxId),
      ].filter((line) => line !== ''),
    },
    facts: factsOf(statement),
    columns: t.columns,
    rows: statement.lines.map((line) => rowOf(line, statement)),
    sums: sumsOf(statement),
    notes: notesOf(statement),
    footer: seller.footer,
    pageOf: t.page,
  };
}

function factsOf({ kind, number, issuedAt, order, invoice, payment }: Statement) {
  const day = (iso: string) => date(new Date(iso));
  return [
    { label: t.facts.number, text: number },
    { label: t.facts.issued, text: day(issuedAt) },
    ...(kind === 'credit_note' ? [{ label: t.facts.invoice, text: invoice }] : []),
    { label: t.facts.order, text: order.number },
    { label: t.facts.ordered, text: day(order.placedAt) },
    ...(kind === 'invoice' && payment ? [{ label: t.facts.paid, text: day(payment.at) }] : []),
  ];
}

function rowOf(line: StatementLine, { currency }: Statement) {
  return {
    title: line.title,
    detail: line.detail,
    quantity: count(line.quantity),
    unit: money(line.unitCents, currency),
    amount: money(line.netCents, currency),
  };
}

function sumsOf(statement: Statement): StatementPage['sums'] {
  const { kind, lines, discountCents, discountCode, delivery, netCents, taxes, grossCents } = statement;
  const amount = (cents: number) => money(cents, statement.currency);
  const goods = lines.reduce((sum, line) => sum + line.netCents, 0);
  const parts = [
    ...(delivery || discountCents !== 0 ? [{ label: t.goods, amount: amount(goods) }] : []),
    ...(discountCents === 0 ? [] : [{ label: t.discount(discountCode), amount: amount(-discountCents) }]),
    ...(delivery ? [{ label: t.delivery(delivery.name), amount: amount(delivery.cents) }] : []),
    ...(taxes.length > 0 ? [{ label: t.net, amount: amount(netCents) }] : []),
    ...taxes.map((tax) => ({ label: taxLabel(tax, amount), amount: amount(tax.taxCents) })),
  ].map((sum) => ({ ...sum, strong: false }));
  return [
    ...parts,
    { label: kind === 'invoice' ? t.gross : t.credited, amount: amount(grossCents), strong: true },
  ];
}

function taxLabel({ name, basisPoints, baseCents }: StatementTax, amount: (cents: number) => string): string {
  const called = name === '' ? t.tax : name;
  const label = basisPoints === 0 ? called : t.taxAt(called, count(basisPoints / 100));
  return t.taxOn(label, amount(baseCents));
}

function notesOf({ kind, payment, currency, reason, taxReason, taxes }: Statement): string[] {
  return [
    ...(kind === 'credit_note' && reason !== '' ? [reason] : []),
    ...(taxReason === '' ? [] : [reasonInWords(taxReason)]),
    ...paymentNotes(kind, payment, currency),
    ...(kind === 'invoice' && taxes.length > 0 ? [t.rounding] : []),
  ];
}

function reasonInWords(reason: string): string {
  return reason === 'reverse_charge' ? t.reasons.reverse_charge : reason;
}

function paymentNotes(kind: Statement['kind'], payment: Statement['payment'], currency: string): string[] {
  if (!payment) return kind === 'invoice' ? [t.nothingToPay] : [];
  const [amount, day] = [money(payment.cents, currency), date(new Date(payment.at))];
  if (kind === 'credit_note') return [t.refunded(amount, day)];
  const ways: Record<string, (typeof t.paidBy)['cash']> = t.paidBy;
  return [(ways[payment.method] ?? t.paidBy.gateway)(amount, day)];
}
