// Tax in the back office: rates by place, and what invoices need to know.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Office, openOffice, paidOrder } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const GERMANY = {
  country: 'DE',
  region: '',
  name: 'VAT',
  percent: '19',
  reverseCharge: '1',
  reason: '',
};
const SETTINGS = {
  usualPercent: '8,875',
  shownIncluded: '1',
  taxId: '',
  prefix: 'R{year}-',
  creditNotePrefix: 'G{year}-',
  footer: 'Bank 1',
};
const audit = () => office.db.auditEntry.findMany({ orderBy: { id: 'asc' } });

describe('the numbers of invoices', () => {
  it('keep their series: credit notes never count in it, nor the other way round', async () => {
    await paidOrder(office);
    const swapped = { ...SETTINGS, prefix: 'CN-', creditNotePrefix: 'INV-' };
    const { status, body } = await office.sam.sendJson('/admin/tax', swapped);
    expect([status, Object.keys(body.error.problems)]).toEqual([422, ['creditNotePrefix']]);
    expect((await office.sam.send('/admin/tax', SETTINGS)).status).toBe(303);
  });
});

describe('tax rates', () => {
  it('count from the moment they are set, replace each other, and are audited', async () => {
    expect((await office.sam.send('/admin/tax/rates', GERMANY)).status).toBe(303);
    await office.sam.send('/admin/tax/rates', { ...GERMANY, percent: '16.5' });
    expect(office.shop.now().taxRates).toMatchObject([
      { country: 'DE', region: '', name: 'VAT', basisPoints: 1650, reverseCharge: true },
    ]);
    expect((await audit()).map(({ who, what, before, after }) => [who, what, before, after])).toEqual([
      ['Sam (staff)', 'tax.rate', '', 'VAT 19 %, reverse charge'],
      ['Sam (staff)', 'tax.rate', 'VAT 19 %, reverse charge', 'VAT 16.5 %, reverse charge'],
    ]);
    const { text } = await office.sam.page('/admin/tax');
    expect(text).toContain('Germany');
    expect(text).toContain('16.5 %');
  });

  it('are removed once', async () => {
    await office.sam.send('/admin/tax/rates', GERMANY);
    const [rate] = (await office.sam.json('/admin/tax')).body.rates;
    expect((await office.sam.send(`/admin/tax/rates/${rate.id}/removal`)).status).toBe(303);
    expect((await office.sam.send(`/admin/tax/rates/${rate.id}/removal`)).status).toBe(404);
    expect(office.shop.now().taxRates).toEqual([]);
  });

  it.each([
    [{ country: 'XX' }, 'country'],
    [{ country: '*', region: 'OR' }, 'region'],
    [{ name: '' }, 'name'],
    [{ percent: '101' }, 'percent'],
    [{ percent: '-1' }, 'percent'],
    [{ percent: '19', reason: 'Export' }, 'reason'],
  ])('refuse %o beside the field %s', async (wrong, field) => {
    const { status, body } = await office.sam.sendJson('/admin/tax/rates', { ...GERMANY, ...wrong });
    expect([status, Object.keys(body.error.problems)]).toEqual([422, [field]]);
    const page = await office.sam.send('/admin/tax/rates', { ...GERMANY, ...wrong });
    expect(page.status).toBe(422);
  });

  it('are changed by owners and managers only', async () => {
    const packer = await office.staff('Pat', 'packing');
    expect((await packer.send('/admin/tax/rates', GERMANY)).status).toBe(403);
    expect((await packer.send('/admin/tax', SETTINGS)).status).toBe(403);
    expect((await office.nobody.page('/admin/tax')).status).toBe(404);
  });
});

describe('what invoices need to know', () => {
  it('is kept, counts at once, and only what changed is audited', async () => {
    expect((await office.sam.send('/admin/tax', SETTINGS)).status).toBe(303);
    expect(office.shop.now().settings).toMatchObject({
      taxBasisPoints: 887.5,
      'tax.shownIncluded': true,
      'invoices.prefix': 'R{year}-',
      'invoices.footer': 'Bank 1',
    });
    const before = (await audit()).length;
    await office.sam.send('/admin/tax', { ...SETTINGS, footer: 'Bank 2' });
    expect((await audit()).slice(before)).toMatchObject([
      { what: 'settings.changed', subject: 'invoices.footer', before: 'Bank 1', after: 'Bank 2' },
    ]);
  });

  it('refuses beginnings that could repeat a number, and a tax id that cannot be', async () => {
    const wrong = async (changes: object) =>
      (await office.sam.sendJson('/admin/tax', { ...SETTINGS, ...changes })).body.error?.problems;
    expect(await wrong({ prefix: '' })).toHaveProperty('prefix');
    expect(await wrong({ prefix: 'Ä {month}' })).toHaveProperty('prefix');
    expect(await wrong({ creditNotePrefix: 'R{year}-' })).toHaveProperty('creditNotePrefix');
    await office.db.setting.create({
      data: { key: 'homeCountry', value: '"DE"', changedAt: office.clock(), changedBy: 'test' },
    });
    await office.sam.send('/admin/tax', SETTINGS);
    expect(await wrong({ taxId: 'DE123' })).toHaveProperty('taxId');
    expect(await wrong({ taxId: 'DE136695976' })).toBeUndefined();
  });
});

describe('invoices in the back office', () => {
  it('are listed with what the books need, and opened as PDF', async () => {
    const order = await paidOrder(office);
    const { body } = await office.sam.json('/admin/invoices');
    expect(body).toMatchObject({
      total: 1,
      items: [
        {
          number: 'INV-1',
          kind: 'invoice',
          order: order.number,
          name: 'Ada Lovelace',
          country: 'US',
          netCents: 1000,
          taxCents: 0,
          grossCents: 1000,
        },
      ],
    });
    expect((await office.sam.json('/admin/invoices?q=nobody')).body.total).toBe(0);
    expect((await office.sam.json('/admin/invoices?kind=credit_note')).body.total).toBe(0);
    expect((await office.sam.page('/admin/invoices?format=csv')).text).toContain('INV-1,invoice');
    const { text } = await office.sam.page('/admin/invoices');
    const href = text.match(/\/admin\/invoices\/[0-9a-f-]+\.pdf/)?.[0] ?? '';
    const pdf = await office.sam.page(href);
    expect([pdf.status, pdf.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect((await office.nobody.page(href)).status).toBe(404);
    expect((await office.sam.page('/admin/invoices/nonsense.pdf')).status).toBe(404);
  });

  it('stand in the order’s JSON', async () => {
    const order = await paidOrder(office);
    const { invoices } = (await office.sam.json(`/admin/orders/${order.number}`)).body;
    expect(invoices).toEqual([
      { number: 'INV-1', kind: 'invoice', grossCents: 1000, issuedAt: expect.any(String) },
    ]);
  });
});
