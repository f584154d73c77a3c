// Customers at the desk: found, seen, changed.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Office, openOffice, openOrder, paidOrder } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const ada = () => office.db.customer.findUniqueOrThrow({ where: { emailKey: 'ada@example.com' } });
const CONTACT = { name: 'Ada King', email: 'ada@king.example', phone: '+44 1483 1', note: 'Likes\nred.' };

describe('the list of customers', () => {
  it('tells of each exactly what was promised, with what they kept', async () => {
    await paidOrder(office, {}, 3);
    await openOrder(office, {}, 1);
    const { id } = await ada();
    const { body } = await office.sam.json('/admin/customers').expect(200);
    expect(body).toEqual({
      items: [
        {
          ...{ id, email: 'ada@example.com', name: 'Ada Lovelace', orders: 2, spentCents: 1500 },
          createdAt: '2026-11-18T10:00:00.000Z',
        },
      ],
      ...{ total: 1, page: 1, pages: 1 },
    });
  });

  it('sorts by what they spent and how often, finds by phone', async () => {
    await paidOrder(office, { email: 'bo@example.com', name: 'Bo', phone: '+1 503 555 0199' }, 1);
    await paidOrder(office, {}, 4);
    await openOrder(office, { email: 'bo@example.com', name: 'Bo', phone: '+1 503 555 0199' });
    const names = async (query: string) =>
      (await office.sam.json(`/admin/customers?${query}`)).body.items.map(
        (item: { name: string }) => item.name,
      );
    expect(await names('sort=spentCents')).toEqual(['Bo', 'Ada Lovelace']);
    expect(await names('sort=-orders')).toEqual(['Bo', 'Ada Lovelace']);
    expect(await names('q=0199')).toEqual(['Bo']);
    expect(await names('sort=-createdAt&perPage=1&page=2')).toHaveLength(1);
  });

  it('is a CSV without formulas', async () => {
    await openOrder(office, { name: '@SUM(A1:A9)', email: 'x@example.com' });
    const { text } = await office.sam.page('/admin/customers?format=csv').expect(200);
    expect(text.split('\r\n')[0]).toBe('id,email,name,orders,spentCents,createdAt');
    expect(text).toContain("x@example.com,'@SUM(A1:A9),1,0,");
  });
});

describe("a customer's page", () => {
  it('shows contact, addresses and orders', async () => {
    const order = await paidOrder(office);
    const { id } = await ada();
    const { text } = await office.sam.page(`/admin/customers/${id}`).expect(200);
    expect(text).toContain('Orders as a guest');
    expect(text).toContain(`/admin/orders/${order.number}`);
    expect(text).toContain('No saved addresses.');
    expect(text).toContain('value="ada@example.com"');
    const all = await office.sam.json(`/admin/orders?customer=${id}`);
    expect(all.body.total).toBe(1);
    expect((await office.sam.json(`/admin/orders?customer=${order.id}`)).body.total).toBe(0);
  });

  it('of nobody is not found', async () => {
    await office.sam.json('/admin/customers/0194f0f0-0000-7000-8000-000000000000').expect(404);
    await office.sam.sendJson('/admin/customers/nonsense').expect(404);
  });
});

describe('changing a customer', () => {
  it('keeps what was and what is in the audit, and finds them under the new name', async () => {
    await openOrder(office);
    const { id } = await ada();
    await office.sam
      .send(`/admin/customers/${id}`, CONTACT)
      .expect(303)
      .expect('Location', `/admin/customers/${id}`);
    expect(await office.db.customer.findUniqueOrThrow({ where: { id } })).toMatchObject({
      ...CONTACT,
      emailKey: 'ada@king.example',
      verifiedAt: null,
    });
    expect(await office.db.auditEntry.findMany()).toMatchObject([
      {
        ...{ who: 'Sam (staff)', what: 'customer.contact', subject: 'ada@example.com' },
        before: 'Ada Lovelace, ada@example.com, +1 503 555 0100',
        after: 'Ada King, ada@king.example, +44 1483 1, Likes\nred.',
      },
    ]);
    expect((await office.sam.json('/admin/customers?q=king')).body.total).toBe(1);
  });

  it('is refused for an address that is somebody else’s, whatever its case', async () => {
    await openOrder(office);
    await openOrder(office, { email: 'bo@example.com', name: 'Bo' });
    const { id } = await ada();
    const { body } = await office.sam
      .sendJson(`/admin/customers/${id}`, { ...CONTACT, email: 'BO@Example.com' })
      .expect(422);
    expect(body.error.problems).toEqual({ email: 'Another customer has this address.' });
    expect(await ada()).toMatchObject({ name: 'Ada Lovelace' });
    expect(await office.db.auditEntry.count()).toBe(0);
  });

  it('comes back with what was typed when something is wrong', async () => {
    await openOrder(office);
    const { id } = await ada();
    const page = await office.sam
      .send(`/admin/customers/${id}`, { ...CONTACT, email: 'not one', name: '' })
      .expect(422);
    expect(page.text).toContain('value="not one"');
    expect(page.text).toContain('id="field-email-problem"');
    expect(page.text).toContain('id="field-name-problem"');
  });
});
