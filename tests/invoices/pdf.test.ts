// Invoices as PDF: their text can be read out and copied, whatever alphabet and however many pages.
import { beforeAll, describe, expect, it } from 'vitest';
import { statementPdf } from '../../src/invoices/statement.pdf.ts';
import type { Statement } from '../../src/invoices/statement.ts';
import { type ReadPdf, readPdf, structureOf } from '../support/pdf.ts';

const LINE = {
  title: 'Die-cut stickers',
  detail: '76.2 × 76.2 mm, vinyl, gloss',
  quantity: 1000,
  unitCents: 61,
  netCents: 61_000,
};

const INVOICE: Statement = {
  kind: 'invoice',
  number: 'INV-2026-128',
  issuedAt: '2026-11-18T10:00:00.000Z',
  paper: 'A4',
  seller: {
    name: 'Kisscut',
    address: ['4 Press Lane', 'Portland, OR 97201'],
    taxId: 'ATU13585627',
    footer: 'Bank: AT61 1904 3002 3457 3201',
  },
  buyer: {
    company: 'Engine & Söhne GmbH',
    name: 'Ada Lovelace',
    address: ['12 Engine Street', '10115 Berlin', 'Germany'],
    taxId: 'DE136695976',
  },
  order: { number: 'KC-7K3M-9QXF', placedAt: '2026-11-17T10:00:00.000Z' },
  currency: 'USD',
  lines: [LINE, { ...LINE, title: 'Sample pack', detail: '', quantity: 1, unitCents: 500, netCents: 500 }],
  discountCents: 1_000,
  discountCode: 'HELLO',
  delivery: { name: 'Express', cents: 1_490 },
  netCents: 61_990,
  taxes: [{ name: 'VAT', basisPoints: 1900, baseCents: 61_990, taxCents: 11_778 }],
  taxCents: 11_778,
  taxReason: '',
  grossCents: 73_768,
  payment: { method: 'gateway', cents: 73_768, at: '2026-11-18T10:00:00.000Z' },
  invoice: '',
  reason: '',
};

const set = (changes: Partial<Statement> = {}) => statementPdf({ ...INVOICE, ...changes });
const read = async (changes: Partial<Statement> = {}) => readPdf(await set(changes));

describe('an invoice as PDF', () => {
  let whole: ReadPdf;
  beforeAll(async () => {
    whole = await read();
  });

  it.each([
    'Invoice',
    'INV-2026-128',
    'Kisscut',
    'ATU13585627',
    'Engine & Söhne GmbH',
    'Ada Lovelace',
    'DE136695976',
    'KC-7K3M-9QXF',
    'Nov 18, 2026',
    '76.2 × 76.2 mm, vinyl, gloss',
    '1,000',
    '$610.00',
    'Discount HELLO',
    '-$10.00',
    'Delivery: Express',
    '$619.90',
    'VAT 19 % on $619.90',
    '$117.78',
    '$737.68',
    'was paid by card or bank on Nov 18, 2026',
    'Bank: AT61 1904 3002 3457 3201',
    'Page 1 of 1',
  ])('says %s', (text) => {
    expect(whole.text).toContain(text);
  });

  it('is tagged, says its language, and carries its title', async () => {
    const structure = await structureOf(await set());
    expect(structure).toMatchObject({
      title: 'Invoice INV-2026-128',
      language: '(en)',
      isMarked: true,
      hasTree: true,
      showsTitle: true,
    });
    expect([...structure.kinds]).toEqual(
      expect.arrayContaining(['Document', 'H1', 'H2', 'P', 'Table', 'TR', 'TH', 'TD']),
    );
  });

  it('is the same bytes for the same invoice', async () => {
    expect((await set()).equals(await set())).toBe(true);
  });

  it.each(['Анна Каренина', 'Łukasz Őry-Şahin', 'Νίκος Καζαντζάκης', 'Nguyễn Thị Minh Khai'])(
    'prints the name %s so that it can be copied',
    async (name) => {
      expect((await read({ buyer: { ...INVOICE.buyer, company: '', name } })).text).toContain(name);
    },
  );

  it('turns the page as often as it takes, names the columns again and counts the pages', async () => {
    const { pages } = await read({ lines: Array.from({ length: 60 }, () => LINE) });
    expect(pages.length).toBeGreaterThan(2);
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
      expect(page).toContain(index === pages.length - 1 ? 'Total' : 'Quantity');
    }
    expect(pages.join(' ').match(/Die-cut stickers/g)).toHaveLength(60);
  });

  it('breaks a name that is longer than the sheet', async () => {
    const name = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(8);
    const { text } = await read({ buyer: { ...INVOICE.buyer, name } });
    expect(text.replaceAll(' ', '')).toContain(name);
  });

  it('gives the reason for a tax of zero', async () => {
    const free = { taxes: [], taxCents: 0, netCents: 61_990, grossCents: 61_990 };
    expect((await read({ ...free, taxReason: 'reverse_charge' })).text).toContain(
      'Reverse charge: the customer accounts for the tax.',
    );
    expect((await read({ ...free, taxReason: 'Export, zero-rated.' })).text).toContain('Export, zero-rated.');
  });

  it('says how it was paid, by hand too, and when there was nothing to pay', async () => {
    const payment = { method: 'cash', cents: 500, at: INVOICE.issuedAt };
    expect((await read({ payment })).text).toContain('$5.00 was paid in cash');
    expect((await read({ payment: null })).text).toContain('There is nothing to pay.');
  });

  it('is printed on the sheet of the seller’s country', async () => {
    const boxes = [await set(), await set({ paper: 'LETTER' })].map(
      (file) => file.toString('latin1').match(/MediaBox \[([^\]]*)\]/)?.[1],
    );
    expect(boxes).toEqual(['0 0 595.28 841.89', '0 0 612 792']);
  });
});

describe('a credit note as PDF', () => {
  it('names its invoice and why', async () => {
    const { text } = await read({
      kind: 'credit_note',
      number: 'CN-4',
      invoice: 'INV-2026-128',
      reason: 'Two were scratched.',
      delivery: null,
      discountCents: 0,
    });
    for (const part of [
      'Credit note',
      'CN-4',
      'For invoice',
      'INV-2026-128',
      'Two were scratched.',
      'Credited',
    ])
      expect(text).toContain(part);
  });
});
