// Who does not work here finds nothing under /admin.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, type Office, openOffice, paidOrder } from './office.ts';

let office: Office;
let ada: Desk;
let number: string;

beforeEach(async () => {
  office = await openOffice();
  const order = await paidOrder(office);
  number = order.number;
  const { customerId } = await office.db.order.findUniqueOrThrow({ where: { number } });
  ada = await office.customer(customerId);
});
afterEach(() => office.close());

const PATHS = () => [
  '/admin',
  '/admin/orders',
  '/admin/orders?format=csv',
  `/admin/orders/${number}`,
  '/admin/customers',
  '/admin/stock/sample-pack/movements',
  '/admin/letters',
  '/admin/nothing/of/the/kind',
];

describe('somebody from outside', () => {
  it.each(['nobody', 'a customer'])('%s finds no page, whatever the method', async (who) => {
    const outsider = who === 'nobody' ? office.nobody : ada;
    for (const path of PATHS()) {
      for (const method of ['get', 'head', 'post', 'put', 'patch', 'delete', 'options'] as const) {
        const answer = await outsider.any[method](path).set('Accept', 'application/json');
        expect([method, path, answer.status]).toEqual([method, path, 404]);
      }
    }
  });

  it('changes nothing, and is not told what was wrong with the fields', async () => {
    for (const move of ['production', 'hold', 'notes', 'address', 'cancellation', 'shipments']) {
      await ada.sendJson(`/admin/orders/${number}/${move}`).expect(404);
    }
    const order = await office.db.order.findUniqueOrThrow({ where: { number }, include: { events: true } });
    expect(order.status).toBe('paid');
    expect(order.events.map(({ event }) => event)).toEqual(['placed', 'moved']);
    expect(await office.db.auditEntry.count()).toBe(0);
  });

  it('gets the same 404 for a body that cannot be read', async () => {
    const answer = await ada.any
      .post('/admin/orders')
      .set('Content-Type', 'application/x-www-form-urlencoded; charset=nonsense')
      .set('Accept', 'application/json')
      .send('a=1');
    expect(answer.status).toBe(404);
  });
});

describe('Sam', () => {
  it('finds every room, and nothing is kept in the browser', async () => {
    for (const room of ['', '/orders', '/customers', '/stock', '/letters', '/payments', '/audit']) {
      const page = await office.sam.page(`/admin${room}`).expect(200);
      expect(page.headers['cache-control']).toBe('no-store');
      expect(page.text.match(/<main/g)).toHaveLength(1);
      expect(page.text.match(/<h1/g)).toHaveLength(1);
    }
  });

  it('finds nothing where nothing is', async () => {
    const missing = [
      '/admin/nothing',
      '/admin/orders/KC-2222-2222',
      '/admin/orders/%00',
      '/admin/stock/no-such',
    ];
    for (const path of missing) await office.sam.json(path).expect(404);
    await office.sam.json(`/admin/orders/${number}/hold`).expect(404);
    await office.sam.sendJson('/admin/orders/KC-2222-2222/hold', {}).expect(404);
    await office.sam.sendJson(`/admin/orders/${number}/refund`, { amountCents: 1 }).expect(404);
    await office.sam.sendJson('/admin/shipments/nonsense/void').expect(404);
  });

  it('no longer finds anything after leaving', async () => {
    await office.db.staff.updateMany({ data: { disabledAt: office.clock() } });
    await office.sam.json('/admin/orders').expect(404);
  });
});
