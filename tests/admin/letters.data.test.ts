// Which letters are sent, and what each state of an order writes.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../src/db/transaction.ts';
import { settleSession } from '../../src/payments/actions.settle.ts';
import { addNews } from '../../src/shipping/actions.news.ts';
import type { ShipmentStatus } from '../../src/shipping/status.ts';
import { type Office, openOffice, openOrder, paidOrder, UPS } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const kinds = async () =>
  (await office.db.letter.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })).map(
    ({ kind }) => kind,
  );
const decide = (fields: Record<string, string>) => office.sam.send('/admin/letters/settings', fields);
const press = (order: { number: string }, what: string, fields = {}) =>
  office.sam.send(`/admin/orders/${order.number}/${what}`, fields);

/** What happens at the only pay page there is. */
const atGateway = (state: 'paid' | 'running' | 'failed', changes = {}) =>
  settleSession(office, { ...office.gateway.set(office.gateway.only().id, state), ...changes });

describe('the states of a payment', () => {
  it('a bank debit on its way is told once, and its arrival again', async () => {
    await openOrder(office);
    await atGateway('running');
    await atGateway('running');
    await atGateway('paid');
    expect(await kinds()).toEqual(['payment-pending', 'order-confirmed']);
  });

  it('a debit that bounces is told', async () => {
    await openOrder(office);
    await atGateway('running');
    await atGateway('failed');
    expect(await kinds()).toEqual(['payment-pending', 'payment-failed']);
  });

  it('a different sum is told, and nobody is asked to pay again', async () => {
    await openOrder(office);
    await atGateway('paid', { amountCents: 999 });
    const [letter, ...more] = await office.db.letter.findMany();
    expect([letter?.kind, more]).toEqual(['payment-problem', []]);
    expect(letter?.model).toContain('$9.99');
  });
});

describe('the states of an order', () => {
  it('a hold is told each time, without the reason, which is for staff', async () => {
    const order = await paidOrder(office);
    for (const _time of [1, 2]) {
      await press(order, 'hold', { reason: 'Looks like a fraud' });
      await press(order, 'release');
    }
    expect(await kinds()).toEqual(['order-confirmed', 'on-hold', 'on-hold']);
    const letters = await office.db.letter.findMany({ where: { kind: 'on-hold' } });
    for (const { model } of letters) expect(model).not.toContain('fraud');
  });

  it('production and packing are told to whoever wants it', async () => {
    const [quiet, told] = [await paidOrder(office), await paidOrder(office)];
    for (const what of ['production', 'ready']) await press(quiet, what);
    expect(await kinds()).toEqual(['order-confirmed', 'order-confirmed']);
    await decide({
      'on-in-production': '1',
      'subject-in-production': '',
      'on-ready-to-ship': '1',
      'subject-ready-to-ship': '',
    });
    for (const what of ['production', 'ready']) await press(told, what);
    expect((await kinds()).slice(2)).toEqual(['in-production', 'ready-to-ship']);
  });

  it('news of a parcel is told once for each parcel', async () => {
    const order = await paidOrder(office);
    await press(order, 'shipments', UPS);
    const { id: shipmentId } = await office.db.shipment.findFirstOrThrow();
    const tell = (status: ShipmentStatus) => {
      office.wait(60_000);
      const at = office.clock();
      const news = [{ at, status, message: '', place: '', digest: at.toISOString() }];
      return transaction(office.db, (tx) => addNews(tx, { shipmentId, who: 'carrier', news, now: at }));
    };
    const day = ['out_for_delivery', 'attempt_failed', 'out_for_delivery', 'exception', 'delivered'] as const;
    for (const status of day) await tell(status);
    expect(await kinds()).toEqual(['order-confirmed', 'shipped', 'out-for-delivery', 'problem', 'delivered']);
  });

  it('a parcel that came back is told', async () => {
    const order = await paidOrder(office);
    await press(order, 'shipments', UPS);
    const { id } = await office.db.shipment.findFirstOrThrow();
    await office.sam.send(`/admin/shipments/${id}/events`, { status: 'returned' });
    expect(await kinds()).toEqual(['order-confirmed', 'shipped', 'returned']);
  });
});

describe('what the owner decides about letters', () => {
  it('a kind that is off is not written, and on again it is', async () => {
    expect((await decide({ 'subject-order-confirmed': '' })).status).toBe(303);
    await paidOrder(office);
    expect(await kinds()).toEqual([]);
    await decide({ 'on-order-confirmed': '1', 'subject-order-confirmed': '' });
    await paidOrder(office);
    expect(await kinds()).toEqual(['order-confirmed']);
  });

  it('a subject of their own is filled in, and shown', async () => {
    const subject = 'Danke, {name}! Auftrag {number}\r\nBcc: eve@example.com';
    await decide({ 'on-order-confirmed': '1', 'subject-order-confirmed': subject });
    const order = await paidOrder(office);
    const letter = await office.db.letter.findFirstOrThrow();
    expect(letter.subject).toBe(`Danke, Ada Lovelace! Auftrag ${order.number} Bcc: eve@example.com`);
    const preview = await office.sam.page(`/admin/letters/${letter.id}/preview`);
    expect(preview.text).toContain('<title>Danke, Ada Lovelace!');
  });

  it('nobody is kept out of their account: those letters are always sent', async () => {
    await decide({ 'subject-password-reset': '' });
    const { items } = (await office.sam.json('/admin/letters/settings')).body;
    expect(items).toContainEqual({ kind: 'password-reset', isOn: true, subject: '', mayBeOff: false });
  });

  it('is shown, audited where it changes something, and left to owners and managers', async () => {
    const page = await office.sam.page('/admin/letters/settings');
    expect(page.text).toContain('name="on-order-confirmed" value="1"');
    expect(page.text).not.toContain('name="on-password-reset"');
    await decide({ 'on-shipped': '1', 'subject-shipped': '', 'subject-delivered': '' });
    expect(await office.db.auditEntry.findMany()).toMatchObject([
      { what: 'letter.setting', subject: 'delivered', before: 'on', after: 'off' },
    ]);
    const packer = await office.staff('Pat', 'packing');
    expect((await packer.send('/admin/letters/settings', {})).status).toBe(403);
  });
});

describe('the outbox', () => {
  it('shows what went wrong beside the letter', async () => {
    await paidOrder(office);
    await office.db.letter.updateMany({ data: { status: 'failed', error: '550 no such mailbox' } });
    expect((await office.sam.page('/admin/letters')).text).toContain('550 no such mailbox');
    expect((await office.sam.json('/admin/letters?status=failed')).body.items).toMatchObject([
      { kind: 'order-confirmed', status: 'failed', error: '550 no such mailbox' },
    ]);
  });
});
