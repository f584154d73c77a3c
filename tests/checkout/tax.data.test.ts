// Tax at the checkout: by where the parcel goes and who buys, always the sum that was seen.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../src/db/transaction.ts';
import { statementOf } from '../../src/invoices/queries.ts';
import { settleSession } from '../../src/payments/actions.settle.ts';
import { putTaxRate } from '../../src/pricing/actions.ts';
import { atGateway, type Buyer, type Counter, json, openCounter, submit } from './counter.ts';

let counter: Counter;
beforeEach(async () => {
  counter = await openCounter();
  const { world } = counter;
  const vat = { region: '', name: 'VAT', reverseCharge: true, reason: '' };
  await transaction(world.db, async (tx) => {
    await putTaxRate(tx, { ...vat, country: 'DE', basisPoints: 1900 }, world.clock());
    await putTaxRate(tx, { ...vat, country: 'FR', basisPoints: 2000 }, world.clock());
    const export_ = { country: '*', basisPoints: 0, reason: 'Export, zero-rated.', reverseCharge: false };
    await putTaxRate(tx, { ...vat, ...export_ }, world.clock());
  });
  await world.shop.refresh();
});
afterEach(() => counter.world.close());

const BERLIN = { country: 'DE', region: '', city: 'Berlin', postalCode: '10115' };

/** Two packs: 1,000 cents without tax. */
async function shopper(): Promise<Buyer> {
  const buyer = counter.visitor();
  await buyer.post('/cart/lines').type('form').send({ product: 'sample-pack', quantity: '2' });
  return buyer;
}
const totals = async (buyer: Buyer, query: string) => (await buyer.get(`/checkout?${query}`).set(json)).body;
const order = () => counter.world.db.order.findFirstOrThrow();

describe('tax at the checkout', () => {
  it('is that of the country that was chosen, on goods and delivery', async () => {
    const ada = await shopper();
    expect(await totals(ada, 'country=DE&delivery=express')).toMatchObject({
      netCents: 1000,
      deliveryCents: 1490,
      taxCents: 190 + 283,
      grossCents: 2963,
      seenGrossCents: 2963,
    });
    expect(await totals(ada, 'country=FR')).toMatchObject({ taxCents: 200, grossCents: 1200 });
    expect(await totals(ada, 'country=JP')).toMatchObject({ taxCents: 0, grossCents: 1000 });
    const { text } = await ada.get('/checkout?country=DE');
    expect(text).toContain('VAT 19 %');
    expect(text).toContain('$1.90');
    expect((await ada.get('/checkout?country=JP')).text).toContain('Export, zero-rated.');
  });

  it('is frozen with the order, line by line', async () => {
    const ada = await shopper();
    const { seenGrossCents } = await totals(ada, 'country=DE');
    expect((await submit(ada, { ...BERLIN, seenGrossCents })).status).toBe(303);
    expect(await order()).toMatchObject({
      netCents: 1000,
      taxCents: 190,
      grossCents: 1190,
      taxName: 'VAT',
      taxBasisPoints: 1900,
      country: 'DE',
    });
  });

  it('that another country changes comes back before anything is ordered, and then goes through', async () => {
    const ada = await shopper();
    const { seenGrossCents } = await totals(ada, 'country=JP');
    const first = await submit(ada, { ...BERLIN, seenGrossCents }).set(json);
    expect([first.status, first.body.error.code, first.body.seenGrossCents]).toEqual([
      409,
      'price_changed',
      1190,
    ]);
    expect(await counter.world.db.order.count()).toBe(0);
    const again = await submit(ada, { ...BERLIN, seenGrossCents: first.body.seenGrossCents });
    expect(again.status).toBe(303);
    expect((await order()).grossCents).toBe(1190);
  });

  it('is none for a business with a tax id of that country, and the invoice says why', async () => {
    const ada = await shopper();
    const { seenGrossCents } = await totals(ada, 'country=DE&taxId=DE136695976');
    expect(seenGrossCents).toBe(1000);
    const business = { company: 'Engine GmbH', taxId: '136 695 976' };
    expect((await submit(ada, { ...BERLIN, ...business, seenGrossCents })).status).toBe(303);
    expect(await order()).toMatchObject({
      company: 'Engine GmbH',
      taxId: 'DE136695976',
      taxCents: 0,
      taxReason: 'reverse_charge',
    });
    await settleSession(counter.world, atGateway(counter, 'paid'));
    const statement = statementOf(await counter.world.db.invoice.findFirstOrThrow());
    expect(statement).toMatchObject({
      buyer: { company: 'Engine GmbH', taxId: 'DE136695976' },
      taxes: [],
      taxReason: 'reverse_charge',
      grossCents: 1000,
    });
  });

  it('id that is written wrong comes back beside its field', async () => {
    const ada = await shopper();
    const { seenGrossCents } = await totals(ada, 'country=DE');
    const { status, body } = await submit(ada, { ...BERLIN, taxId: 'DE12', seenGrossCents }).set(json);
    expect([status, Object.keys(body.error.problems)]).toEqual([422, ['taxId']]);
  });

  it('can stand inside the prices, and changes no sum by that', async () => {
    const ada = await shopper();
    const setting = { key: 'tax.shownIncluded', value: 'true', changedAt: counter.world.clock() };
    await counter.world.db.setting.create({ data: setting });
    await counter.world.db.revision.update({ where: { name: 'shop' }, data: { version: { increment: 1 } } });
    await counter.world.shop.refresh();
    expect(await totals(ada, 'country=DE')).toMatchObject({
      netCents: 1000,
      taxCents: 190,
      grossCents: 1190,
    });
    const { text } = await ada.get('/checkout?country=DE');
    expect(text).toContain('VAT 19 %, included');
    expect(text).toContain('<dd>$11.90</dd>');
  });

  it('of a company is remembered for its next order', async () => {
    const { buyer } = await counter.customer('ada@example.com');
    await buyer.post('/cart/lines').type('form').send({ product: 'sample-pack', quantity: '2' });
    const business = { company: 'Engine GmbH', taxId: 'DE136695976' };
    await submit(buyer, { ...BERLIN, ...business, seenGrossCents: 1000 });
    await buyer.post('/cart/lines').type('form').send({ product: 'sample-pack', quantity: '2' });
    expect((await buyer.get('/checkout?country=DE')).text).toContain('value="Engine GmbH"');
  });
});
