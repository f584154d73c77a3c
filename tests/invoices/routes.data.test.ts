// Whoever may see an order may have its invoice; for everybody else there is none.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settleSession } from '../../src/payments/actions.settle.ts';
import { atGateway, type Counter, openCounter, placeOne } from '../checkout/counter.ts';

let counter: Counter;
beforeEach(async () => {
  counter = await openCounter();
});
afterEach(() => counter.world.close());

async function paid(buyer: Parameters<typeof placeOne>[1]) {
  const order = await placeOne(counter, buyer);
  await settleSession(counter.world, atGateway(counter, 'paid'));
  return order;
}

const pdf = (buyer: Parameters<typeof placeOne>[1], path: string) => buyer.get(path).buffer(true);

describe('an invoice over HTTP', () => {
  it('is a PDF for its buyer, and for a stranger only with the key', async () => {
    const ada = counter.visitor();
    const order = await paid(ada);
    const path = `/orders/${order.number}/invoice.pdf`;
    const { status, headers, body } = await pdf(ada, path);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/pdf');
    expect(headers['content-disposition']).toBe('inline; filename="INV-1.pdf"');
    expect(headers['cache-control']).toContain('no-store');
    expect(body.subarray(0, 5).toString()).toBe('%PDF-');
    const bo = counter.visitor();
    expect((await bo.get(path)).status).toBe(404);
    expect((await bo.get(`${path}?key=wrong`)).status).toBe(404);
    expect((await bo.get(`${path}?key=${order.key}`)).status).toBe(200);
  });

  it('is the same bytes every time', async () => {
    const ada = counter.visitor();
    const { number } = await paid(ada);
    const [first, second] = [
      await pdf(ada, `/orders/${number}/invoice.pdf`),
      await pdf(ada, `/orders/${number}/invoice.pdf`),
    ];
    expect(first.body.equals(second.body)).toBe(true);
  });

  it('is not there before the order is paid', async () => {
    const ada = counter.visitor();
    const { number, key } = await placeOne(counter, ada);
    expect((await ada.get(`/orders/${number}/invoice.pdf?key=${key}`)).status).toBe(404);
  });

  it('is found from the order’s page', async () => {
    const ada = counter.visitor();
    const order = await paid(ada);
    const { text } = await counter.visitor().get(`/orders/${order.number}?key=${order.key}`);
    expect(text).toContain('Invoice INV-1 (PDF)');
    expect(text).toContain(`/orders/${order.number}/invoice.pdf?key=`);
  });

  it('is found in the account, and nobody finds another’s', async () => {
    const { buyer } = await counter.customer('ada@example.com');
    const order = await paid(buyer);
    const { text } = await buyer.get('/account/orders');
    expect(text).toContain('Invoice INV-1 (PDF)');
    expect((await buyer.get(`/orders/${order.number}/invoice.pdf`)).status).toBe(200);
    const bo = await counter.customer('bo@example.com');
    expect((await bo.buyer.get('/account/orders')).text).not.toContain('INV-1');
    const { id } = await counter.world.db.invoice.findFirstOrThrow();
    expect((await buyer.get(`/orders/${order.number}/invoices/${id}.pdf`)).status).toBe(200);
    expect((await bo.buyer.get(`/orders/${order.number}/invoices/${id}.pdf`)).status).toBe(404);
  });
});
