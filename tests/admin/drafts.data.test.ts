// Orders that Sam drafts for Ada: the same quote, another price with a reason, a letter with the way to pay.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addStockedLine } from '../../src/cart/actions.ts';
import { startPayment } from '../../src/payments/actions.start.ts';
import { ADA } from '../support/world.ts';
import { letters, type Office, openOffice, openOrder, packs, paidOrder } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

/** What Sam put into the cart in the shop. Answers the line's id. */
async function fillCart(quantity = 2): Promise<string> {
  const session = await office.db.session.findFirstOrThrow({ where: { staffId: { not: null } } });
  const desk = { visitorId: session.visitorId, customer: null, staff: null };
  await addStockedLine(office, desk, { product: 'sample-pack', quantity });
  return (await office.db.cartLine.findFirstOrThrow({ orderBy: { id: 'desc' } })).id;
}

const draft = (fields: object = {}) =>
  office.sam.sendJson('/admin/orders', { ...ADA, delivery: 'standard', sendLink: '1', ...fields });
const only = async () => (await office.sam.json('/admin/orders')).body.items[0];

describe('a draft', () => {
  it('is an order like any other, with its stock held and a letter with the way to pay', async () => {
    await fillCart();
    const { headers } = await draft().expect(303);
    const order = await only();
    expect(headers.location).toBe(`/admin/orders/${order.number}`);
    expect(order).toMatchObject({
      status: 'awaiting_payment',
      payment: 'failed',
      grossCents: 1000,
      email: ADA.email,
    });
    expect(await packs(office)).toMatchObject({ reserved: 2n });
    const [letter] = await letters(office, 'pay-link');
    expect(JSON.parse(letter?.model ?? '{}').payPath).toContain(`/orders/${order.number}?key=`);
    const { id } = await office.db.order.findFirstOrThrow();
    expect(await startPayment(office, id)).toMatchObject({ kind: 'pay' });
    expect(office.gateway.only().amountCents).toBe(1000);
    expect((await only()).payment).toBe('pending');
  });

  it('with another price needs a reason, which stands in the audit', async () => {
    const line = await fillCart();
    const { body } = await draft({ [`price-${line}`]: '8.50' }).expect(422);
    expect(body.error.problems).toHaveProperty('reason');
    await draft({ [`price-${line}`]: '8.50', reason: 'A friend' }).expect(303);
    expect(await only()).toMatchObject({ grossCents: 850 });
    const { body: order } = await office.sam.json(`/admin/orders/${(await only()).number}`);
    expect(order.lines).toMatchObject([{ netCents: 850, quantity: 2 }]);
    expect(order.timeline).toContainEqual(
      expect.objectContaining({ event: 'price_changed', why: '$10.00 → $8.50: A friend' }),
    );
    expect(await office.db.auditEntry.findMany({ where: { what: 'order.price' } })).toMatchObject([
      { before: '$10.00', after: '$8.50: A friend' },
    ]);
  });

  it('pressed twice is one order', async () => {
    await fillCart();
    const answers = await Promise.all([draft(), draft(), draft()]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409, 409]);
    expect(await office.db.order.count()).toBe(1);
  });

  it('that lacks something says what, and keeps the cart', async () => {
    const line = await fillCart();
    const { body } = await draft({ email: 'ada', delivery: 'mule', [`price-${line}`]: 'cheap' }).expect(422);
    expect(Object.keys(body.error.problems)).toEqual(
      expect.arrayContaining(['email', 'delivery', `price-${line}`]),
    );
    await draft({ [`price-${line}`]: '0.20', reason: 'x' }).expect(422);
    expect((await office.sam.page('/admin/orders/new')).text).toContain('Quoted $10.00.');
    await draft().expect(303);
    await draft().expect(409);
    expect((await office.sam.page('/admin/orders/new')).text).toContain('Your cart is empty');
  });
});

describe('a draft for a company', () => {
  const GERMAN = { country: 'DE', region: '', city: 'Berlin', postalCode: '10115', company: 'Engine GmbH' };

  beforeEach(async () => {
    const vat = { country: 'DE', name: 'VAT', percent: '19', reverseCharge: '1' };
    await office.sam.send('/admin/tax/rates', vat).expect(303);
    await office.shop.refresh();
  });

  it('is taxed by its tax id, as at the checkout', async () => {
    await fillCart();
    await draft({ ...GERMAN, taxId: '136 695 976' }).expect(303);
    expect(await office.db.order.findFirstOrThrow()).toMatchObject({
      ...{ company: 'Engine GmbH', taxId: 'DE136695976' },
      ...{ taxCents: 0, grossCents: 1000, taxReason: 'reverse_charge' },
    });
  });

  it('without one pays the tax, and one that cannot be is refused', async () => {
    await fillCart();
    const { body } = await draft({ ...GERMAN, taxId: 'DE136695977' }).expect(422);
    expect(body.error.problems).toHaveProperty('taxId');
    await draft(GERMAN).expect(303);
    expect(await only()).toMatchObject({ grossCents: 1190 });
  });
});

describe('a coupon on a draft', () => {
  const coupon = (fields: object = {}) =>
    office.sam
      .send('/admin/coupons', { code: 'TEN', kind: 'percent', value: '10', active: '1', ...fields })
      .expect(303);

  it('comes off the prices agreed on, and is used up', async () => {
    await coupon({ mostUses: '1' });
    const line = await fillCart();
    await draft({ coupon: 'ten', [`price-${line}`]: '8.00', reason: 'A friend' }).expect(303);
    expect(await only()).toMatchObject({ grossCents: 720 });
    expect(await office.db.order.findFirstOrThrow()).toMatchObject({ couponCode: 'TEN', discountCents: 80 });
    expect(await office.db.auditEntry.findMany({ where: { what: 'order.price' } })).toMatchObject([
      { before: '$10.00', after: '$8.00: A friend' },
    ]);
    await fillCart();
    const { body } = await draft({ coupon: 'TEN', email: 'bo@example.com' }).expect(422);
    expect(body.error.problems.coupon).toContain('used up');
    expect(await office.db.order.count()).toBe(1);
  });

  it.each([
    ['NOPE', 'do not know'],
    ['TEN', 'too little'],
  ])('%s that does not count places no order: %s', async (code, sentence) => {
    await coupon({ minimum: '50' });
    await fillCart();
    const { body } = await draft({ coupon: code }).expect(422);
    expect(body.error.problems.coupon).toContain(sentence);
    expect(await office.db.order.count()).toBe(0);
    await draft().expect(303);
    expect(await only()).toMatchObject({ grossCents: 1000 });
  });
});

describe('a pay link', () => {
  it('goes out again, once a minute at most, while there is something to pay', async () => {
    const order = await openOrder(office);
    const press = (number: string) => office.sam.sendJson(`/admin/orders/${number}/pay-link`);
    await Promise.all([press(order.number).expect(303), press(order.number).expect(303)]);
    expect(await letters(office, 'pay-link')).toHaveLength(1);
    office.wait(61_000);
    await press(order.number).expect(303);
    expect(await letters(office, 'pay-link')).toHaveLength(2);
    const paid = await paidOrder(office, { email: 'bo@example.com' });
    await press(paid.number).expect(409);
    await office.nobody.send(`/admin/orders/${order.number}/pay-link`).expect(404);
  });
});
