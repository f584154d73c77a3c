// The smaller rooms: the day, letters, payments, the audit.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY } from '../../src/lib/time.ts';
import { type Office, openOffice, openOrder, paidOrder } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

describe('the day page', () => {
  const count = (text: string, label: string) =>
    text
      .match(new RegExp(`href="([^"]*)"><span class="count-number[^"]*">(\\d+)</span><span[^>]*>${label}<`))
      ?.slice(1);

  it('is calm before the first order', async () => {
    const { text } = await office.sam.page('/admin').expect(200);
    expect(count(text, 'to print')).toEqual(['/admin/orders?status=paid', '0']);
    expect(text).toContain('Nothing waits for a person right now.');
    expect(text).toContain('Wednesday, November 18');
  });

  it('counts what needs a person, and each count leads to just that', async () => {
    await openOrder(office);
    await paidOrder(office, { name: 'Late' });
    const { number } = await paidOrder(office, { name: 'Held' });
    await office.sam.send(`/admin/orders/${number}/hold`, { reason: 'Look' });
    await office.db.letter.updateMany({ where: { kind: 'order-confirmed' }, data: { status: 'failed' } });
    office.wait(4 * DAY);
    await paidOrder(office, { name: 'Today' });
    const { text } = await office.sam.page('/admin');
    const counted = {
      ...{ 'to print': 2, 'on hold': 1, late: 2, 'awaiting payment': 1, 'letters not delivered': 2 },
    };
    for (const [label, number] of Object.entries(counted)) {
      const [href = '', shown] = count(text, label) ?? [];
      expect([label, Number(shown)]).toEqual([label, number]);
      const { body } = await office.sam.json(href.replaceAll('&amp;', '&'));
      expect([label, body.total]).toEqual([label, number]);
    }
    expect(text).toContain('<strong>$10.00</strong>');
    expect(text).toContain('2 days late');
  });

  it('shows money that was received wrongly until it is back', async () => {
    const order = await openOrder(office);
    await office.db.payment.updateMany({
      where: { orderId: order.id },
      data: { status: 'wrong_amount', paidCents: 900 },
    });
    const { text } = await office.sam.page('/admin');
    expect(count(text, 'paid a wrong amount')).toEqual(['/admin/payments?status=wrong_amount', '1']);
    const { body } = await office.sam.json('/admin/payments?status=wrong_amount');
    expect(body.items).toMatchObject([{ amountCents: 1000, paidCents: 900, differenceCents: -100 }]);
  });
});

describe('letters', () => {
  it('are listed with exactly what was promised, found and filtered', async () => {
    const order = await paidOrder(office);
    const { body } = await office.sam.json('/admin/letters?status=queued').expect(200);
    expect(body.items).toEqual([
      {
        ...{ id: expect.any(String), kind: 'order-confirmed', to: 'ada@example.com', order: order.number },
        ...{ subject: `Paid: order ${order.number}`, status: 'queued', attempts: 0, error: '', sentAt: null },
        ...{ messageId: expect.stringMatching(/^<.+>$/), createdAt: '2026-11-18T10:00:00.000Z' },
      },
    ]);
    await office.db.letter.updateMany({ data: { status: 'sending' } });
    expect((await office.sam.json('/admin/letters?status=queued')).body.items).toMatchObject([
      { status: 'queued' },
    ]);
    expect((await office.sam.json('/admin/letters?status=sent')).body.total).toBe(0);
    expect((await office.sam.json(`/admin/letters?q=${order.number}`)).body.total).toBe(1);
  });

  it('go out again under the same Message-ID, but not while one is on its way', async () => {
    const order = await paidOrder(office);
    await office.db.letter.updateMany({ data: { status: 'failed', error: '550 no such user' } });
    const { id, messageId } = await office.db.letter.findFirstOrThrow();
    expect((await office.sam.page(`/admin/letters/${id}`)).text).toContain('550 no such user');
    await office.sam
      .send(`/admin/letters/${id}/resend`)
      .expect(303)
      .expect('Location', `/admin/letters/${id}`);
    expect(await office.db.letter.findFirstOrThrow()).toMatchObject({
      status: 'queued',
      messageId,
      error: '',
    });
    expect(await office.db.auditEntry.findMany()).toMatchObject([
      { what: 'letter.resend', subject: order.number, before: 'failed', after: 'queued' },
    ]);
    await office.db.letter.updateMany({ data: { status: 'sending' } });
    await office.sam.sendJson(`/admin/letters/${id}/resend`).expect(409);
    await office.sam.sendJson('/admin/letters/0194f0f0-0000-7000-8000-000000000000/resend').expect(404);
  });

  it('are shown as they look, with every style allowed by name and nothing else', async () => {
    await paidOrder(office, { name: '<script>alert(1)</script>' });
    const { id } = await office.db.letter.findFirstOrThrow();
    const preview = await office.sam.page(`/admin/letters/${id}/preview`).expect(200);
    const policy = preview.headers['content-security-policy'];
    expect(policy).toMatch(/^sandbox; default-src 'none'; img-src data:; style-src 'unsafe-hashes' 'sha256-/);
    expect(policy).not.toContain('unsafe-inline');
    expect(preview.text).not.toContain('<script');
    expect(preview.text).not.toContain('cid:');
    await office.nobody.page(`/admin/letters/${id}/preview`).set('Accept', 'application/json').expect(404);
  });
});

describe('payments', () => {
  it('are listed with exactly what was promised', async () => {
    const order = await paidOrder(office);
    const { body } = await office.sam.json('/admin/payments').expect(200);
    const { id: gatewayId, paymentId: id } = office.gateway.only();
    expect(body.items).toEqual([
      {
        ...{ id, order: order.number, gatewayId, amountCents: 1000, paidCents: 1000, refundedCents: 0 },
        ...{ status: 'succeeded', differenceCents: 0, askedAt: null },
      },
    ]);
    expect((await office.sam.json('/admin/payments?status=open')).body.total).toBe(0);
    expect((await office.sam.json(`/admin/payments?q=${gatewayId}`)).body.total).toBe(1);
  });
});

describe('the audit', () => {
  it('tells who changed what, newest first, as JSON and as CSV', async () => {
    const order = await paidOrder(office);
    await office.sam.send(`/admin/orders/${order.number}/notes`, { text: '=1+1' });
    office.wait(1000);
    await office.sam.send('/admin/stock/sample-pack/movements', {
      kind: 'receipt',
      quantity: '1',
      reason: 'Found',
    });
    const { body } = await office.sam.json('/admin/audit').expect(200);
    expect(body.items).toEqual([
      {
        ...{ at: '2026-11-18T10:00:01.000Z', who: 'Sam (staff)', what: 'stock.receipt', order: null },
        ...{ before: '200', after: '201: Found' },
      },
      {
        ...{ at: '2026-11-18T10:00:00.000Z', who: 'Sam (staff)', what: 'order.note', order: order.number },
        ...{ before: '', after: '=1+1' },
      },
    ]);
    expect((await office.sam.json('/admin/audit?what=order.note')).body.total).toBe(1);
    expect((await office.sam.json(`/admin/audit?q=${order.number}`)).body.total).toBe(1);
    expect((await office.sam.page('/admin/audit?format=csv')).text).toContain(",'=1+1");
    expect((await office.sam.page('/admin/audit')).text).toContain('Booked stock in');
  });
});
