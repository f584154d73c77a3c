// The list of orders: found, filtered, sorted, a page at a time, as JSON, page and CSV.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY } from '../../src/lib/time.ts';
import { type Office, openOffice, openOrder, paidOrder, UPS } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const names = async (query: string) => {
  const { body } = await office.sam.json(`/admin/orders${query}`).expect(200);
  return body.items.map((item: { name: string }) => item.name);
};

describe('the list of orders', () => {
  it('tells of each exactly what was promised', async () => {
    const order = await paidOrder(office);
    const { body } = await office.sam.json('/admin/orders').expect(200);
    expect(body).toEqual({
      items: [
        {
          number: order.number,
          name: 'Ada Lovelace',
          email: 'ada@example.com',
          status: 'paid',
          payment: 'succeeded',
          grossCents: 1000,
          paidCents: 1000,
          refundedCents: 0,
          currency: 'USD',
          placedAt: '2026-11-18T10:00:00.000Z',
          dueAt: '2026-11-20T10:00:00.000Z',
        },
      ],
      total: 1,
      page: 1,
      pages: 1,
    });
  });

  it('is empty and friendly before the first order', async () => {
    expect((await office.sam.json('/admin/orders')).body).toEqual({ items: [], total: 0, page: 1, pages: 1 });
    expect((await office.sam.page('/admin/orders')).text).toContain('The first one appears here');
  });

  it('shows the newest first, and pages without losing or repeating one', async () => {
    for (const name of ['Ann', 'Ben', 'Cat', 'Dan', 'Eve']) {
      await openOrder(office, { name });
      office.wait(1000);
    }
    expect(await names('')).toEqual(['Eve', 'Dan', 'Cat', 'Ben', 'Ann']);
    expect(await names('?perPage=2&page=1')).toEqual(['Eve', 'Dan']);
    expect(await names('?perPage=2&page=3')).toEqual(['Ann']);
    const { body } = await office.sam.json('/admin/orders?perPage=2&page=9');
    expect(body).toEqual({ items: [], total: 5, page: 9, pages: 3 });
  });

  it('pages steadily through orders of the same moment', async () => {
    for (const name of ['Ann', 'Ben', 'Cat', 'Dan', 'Eve']) await openOrder(office, { name });
    const all = [
      ...(await names('?perPage=2')),
      ...(await names('?perPage=2&page=2')),
      ...(await names('?perPage=2&page=3')),
    ];
    expect(all.toSorted()).toEqual(['Ann', 'Ben', 'Cat', 'Dan', 'Eve']);
  });

  it('sorts by name, sum and due day, and puts what has none last', async () => {
    await openOrder(office, { name: 'Cat' }, 1);
    await paidOrder(office, { name: 'ann' }, 3);
    office.wait(DAY);
    await paidOrder(office, { name: 'Ben' }, 2);
    expect(await names('?sort=name')).toEqual(['ann', 'Ben', 'Cat']);
    expect(await names('?sort=-name')).toEqual(['Cat', 'Ben', 'ann']);
    expect(await names('?sort=grossCents')).toEqual(['Cat', 'Ben', 'ann']);
    expect(await names('?sort=dueAt')).toEqual(['ann', 'Ben', 'Cat']);
    expect(await names('?sort=-dueAt')).toEqual(['Ben', 'ann', 'Cat']);
    expect(await names('?sort=passwordHash')).toEqual(['Ben', 'ann', 'Cat']);
  });

  it('filters by status, repeated or with commas, and by payment', async () => {
    await openOrder(office, { name: 'Open' });
    await paidOrder(office, { name: 'Paid' });
    const { number } = await paidOrder(office, { name: 'Held' });
    await office.sam.send(`/admin/orders/${number}/hold`, { reason: 'Colours' }).expect(303);
    expect(await names('?status=paid')).toEqual(['Paid']);
    expect((await names('?status=paid,on_hold')).toSorted()).toEqual(['Held', 'Paid']);
    expect((await names('?status=paid&status=awaiting_payment')).toSorted()).toEqual(['Open', 'Paid']);
    expect(await names('?payment=pending')).toEqual(['Open']);
    expect(await names('?status=nonsense')).toHaveLength(3);
  });

  it('finds what is late', async () => {
    await paidOrder(office, { name: 'Late' });
    office.wait(3 * DAY);
    await paidOrder(office, { name: 'Fresh' });
    expect(await names('?due=overdue')).toEqual(['Late']);
  });
});

describe('searching orders', () => {
  it('finds by number, with and without dashes, by name and by e-mail, whatever the case', async () => {
    const { number } = await openOrder(office, { name: 'Ünal Øye', email: 'u_nal@Example.com' });
    await openOrder(office, { name: 'Somebody Else', email: 'uxnal@example.com' });
    const found = (q: string) => names(`?q=${encodeURIComponent(q)}`);
    for (const q of [
      number,
      number.toLowerCase(),
      number.replaceAll('-', ''),
      'ÜNAL',
      'øye ünal',
      'u_nal@example',
    ]) {
      expect([q, await found(q)]).toEqual([q, ['Ünal Øye']]);
    }
    expect(await found('ünal else')).toEqual([]);
  });

  it('finds by tracking code, as it was typed or as it was printed', async () => {
    const { number } = await paidOrder(office, { name: 'Parcel' });
    await openOrder(office, { name: 'Other' });
    await office.sam.send(`/admin/orders/${number}/shipments`, UPS).expect(303);
    for (const q of [UPS.trackingCode, '1z999aa10123456784', '0123456784']) {
      expect([q, await names(`?q=${encodeURIComponent(q)}`)]).toEqual([q, ['Parcel']]);
    }
  });

  it.each(['%', '_', '%%%', "'", '"; DROP TABLE "Order"; --', '\\', '-', '*', '\u0000', '💥'])(
    'takes %j for what it is',
    async (q) => {
      await openOrder(office);
      const { body } = await office.sam.json(`/admin/orders?q=${encodeURIComponent(q)}`).expect(200);
      expect(body.total).toBe(q === '-' || q === '\u0000' ? 1 : 0);
    },
  );
});

describe('orders as CSV', () => {
  it('are all there, whatever page was on the screen, and no cell is a formula', async () => {
    await openOrder(office, { name: '=cmd|calc', email: 'ada@example.com' });
    await openOrder(office, { name: 'Quote "Q", Jr.' });
    const csv = await office.sam.page('/admin/orders?format=csv&perPage=1&sort=name').expect(200);
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.headers['content-disposition']).toBe('attachment; filename=orders.csv');
    const [head, first, second, end] = csv.text.split('\r\n');
    expect(head).toBe(
      'number,name,email,status,payment,grossCents,paidCents,refundedCents,currency,placedAt,dueAt',
    );
    expect(first).toContain(
      ",'=cmd|calc,ada@example.com,awaiting_payment,pending,1000,0,0,USD,2026-11-18T10:00:00.000Z,",
    );
    expect(second).toContain('"Quote ""Q"", Jr."');
    expect(end).toBe('');
  });

  it('keep the filters', async () => {
    await openOrder(office, { name: 'Open' });
    await paidOrder(office, { name: 'Paid' });
    const csv = await office.sam.page('/admin/orders?format=csv&status=paid');
    expect(csv.text).toContain('Paid');
    expect(csv.text).not.toContain('Open');
  });
});

describe('the page of the list', () => {
  it('shows each order with its design, its state as a word and a link', async () => {
    const { number } = await paidOrder(office, { name: '<b>Ada</b>' });
    const { text } = await office.sam.page('/admin/orders');
    expect(text).toContain(`href="/admin/orders/${number}"`);
    expect(text).toContain('<span class="status status--wait">paid</span>');
    expect(text).toContain('&lt;b&gt;Ada&lt;/b&gt;');
    expect(text).not.toContain('<b>Ada');
    expect(text).toContain('<svg class="sticker');
  });

  it('keeps what was searched and filtered', async () => {
    const { text } = await office.sam.page('/admin/orders?q=ada&status=paid');
    expect(text).toContain('value="ada"');
    expect(text).toContain('<input type="hidden" name="status" value="paid">');
    expect(text).toContain('Nothing fits.');
    expect(text).toContain('href="/admin/orders?q=ada&amp;status=paid&amp;format=csv"');
  });
});
