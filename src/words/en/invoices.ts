// Sentences of invoices and credit notes.

export const invoices = {
  invoice: (number: string) => `Invoice ${number}`,
  creditNote: (number: string) => `Credit note ${number}`,
  kind: { invoice: 'Invoice', credit_note: 'Credit note' },
  billedTo: 'Billed to',
  deliveredTo: 'Delivered to',
  sellerTaxId: (id: string) => `Tax id ${id}`,
  buyerTaxId: (id: string) => `Tax id ${id}`,
  facts: {
    number: 'Number',
    issued: 'Issued',
    order: 'Order',
    ordered: 'Ordered',
    paid: 'Paid',
    invoice: 'For invoice',
  },
  columns: { what: 'What', quantity: 'Quantity', unit: 'Each', amount: 'Amount' },
  goods: 'Goods',
  discount: (code: string) => (code === '' ? 'Discount' : `Discount ${code}`),
  delivery: (name: string) => `Delivery: ${name}`,
  net: 'Without tax',
  tax: 'Tax',
  taxAt: (name: string, percent: string) => `${name} ${percent} %`,
  taxOn: (label: string, base: string) => `${label} on ${base}`,
  gross: 'Total',
  credited: 'Credited',
  refundOf: (number: string) => `Refund for order ${number}`,
  correctionOf: (number: string) =>
    `Takes back ${number}: the money could not be delivered and came back to us.`,
  reasons: {
    reverse_charge: 'Reverse charge: the customer accounts for the tax.',
  },
  paidBy: {
    gateway: (amount: string, day: string) =>
      `${amount} was paid by card or bank on ${day}. Nothing is left to pay.`,
    bank_transfer: (amount: string, day: string) =>
      `${amount} was paid by bank transfer on ${day}. Nothing is left to pay.`,
    cash: (amount: string, day: string) => `${amount} was paid in cash on ${day}. Nothing is left to pay.`,
  },
  nothingToPay: 'There is nothing to pay.',
  refunded: (amount: string, day: string) => `${amount} went back the way it was paid on ${day}.`,
  rounding: 'Tax is rounded for each line.',
  page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  download: (kind: string, number: string) => `${kind} ${number} (PDF)`,
  list: 'Invoices',
  office: {
    search: 'Number, order, name or e-mail',
    columns: {
      number: 'Number',
      kind: 'Kind',
      order: 'Order',
      name: 'Customer',
      tax: 'Tax',
      gross: 'Total',
      issued: 'Issued',
    },
    empty: 'The first invoice is issued when the first order is paid.',
  },
};
