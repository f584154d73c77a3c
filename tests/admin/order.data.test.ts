// One order at the desk: what staff see of it, and what they do to it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Office, openOffice, openOrder, packs, paidOrder, statusOf } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const audit = () => office.db.auditEntry.findMany({ orderBy: [{ at: 'asc' }, { id: 'asc' }] });
const events = async (order: { id: string }) =>
  (await office.db.orderEvent.findMany({ where: { orderId: order.id }, orderBy: { id: 'asc' } })).map(
    ({ who, event, from, to, why }) => [who, event, from, to, why],
  );

describe('an order as JSON', () => {
  it('has everything that belongs to it, under the promised names', async () => {
    const order = await paidOrder(office);
    const { body } = await office.sam.json(`/admin/orders/${order.number}`).expect(200);
    expect(body).toMatchObject({
      ...{ number: order.number, name: 'Ada Lovelace', email: 'ada@example.com', status: 'paid' },
      ...{ payment: 'succeeded', grossCents: 1000, paidCents: 1000, refundedCents: 0, currency: 'USD' },
      totals: { netCents: 1000, deliveryCents: 0, taxCents: 0, grossCents: 1000 },
      ...{
        refunds: [],
        disputes: [],
        invoices: [{ number: 'INV-1', kind: 'invoice', grossCents: 1000 }],
        shipments: [],
        files: [],
      },
    });
    const session = office.gateway.only();
    expect(body.payments).toEqual([
      {
        id: session.paymentId,
        gatewayId: session.id,
        status: 'succeeded',
        amountCents: 1000,
        createdAt: expect.any(String),
      },
    ]);
    expect(body.lines).toMatchObject([
      { product: 'sample-pack', quantity: 2, netCents: 1000, unitCents: 500 },
    ]);
    expect(Object.keys(body.letters[0])).toEqual([
      ...[
        'id',
        'kind',
        'to',
        'subject',
        'order',
        'status',
        'attempts',
        'error',
        'messageId',
        'createdAt',
        'sentAt',
      ],
    ]);
    expect(body.letters).toMatchObject([{ kind: 'order-confirmed', order: order.number, status: 'queued' }]);
    expect(body.timeline).toMatchObject([
      { who: 'customer', event: 'placed', to: 'awaiting_payment' },
      { who: 'gateway', event: 'moved', from: 'awaiting_payment', to: 'paid' },
    ]);
    expect(body.stock).toMatchObject([
      { kind: 'reservation', quantity: 2, order: order.number, who: 'customer', reason: 'ordered' },
    ]);
  });

  it('calls a payment whose page is still being made open', async () => {
    office.gateway.trouble = { permanent: false, code: 'unreachable' };
    const order = await openOrder(office);
    const { body } = await office.sam.json(`/admin/orders/${order.number}`);
    expect(body.payments).toMatchObject([{ status: 'open', gatewayId: null }]);
  });
});

describe('an order as a page', () => {
  it('shows the design, the sum, the address and one red button', async () => {
    const order = await paidOrder(office, { name: 'Ada <i>' });
    const { text } = await office.sam.page(`/admin/orders/${order.number}`).expect(200);
    expect(text).toContain('Sample pack');
    expect(text).toContain('$10.00');
    expect(text).toContain('12 Engine Street');
    expect(text).toContain('Ada &lt;i&gt;');
    expect(text.match(/data-main-action/g)).toHaveLength(1);
    expect(text).toMatch(/data-main-action[^>]*>Start production/);
  });

  it('offers only what can be done', async () => {
    const order = await openOrder(office);
    const { text } = await office.sam.page(`/admin/orders/${order.number}`);
    expect(text).not.toContain(`/admin/orders/${order.number}/production`);
    expect(text).not.toContain(`/admin/orders/${order.number}/hold`);
    expect(text).not.toContain(`/admin/orders/${order.number}/shipments`);
    expect(text).toContain('Nothing was paid.');
  });
});

describe('moving an order', () => {
  it('goes to production and gets packed, with a row of who did it in timeline and audit', async () => {
    const order = await paidOrder(office);
    await office.sam
      .send(`/admin/orders/${order.number}/production`)
      .expect(303)
      .expect('Location', `/admin/orders/${order.number}`);
    expect(await statusOf(office, order)).toBe('in_production');
    expect(await packs(office)).toMatchObject({ onHand: 198n, reserved: 0n });
    await office.sam.send(`/admin/orders/${order.number}/ready`).expect(303);
    expect((await events(order)).slice(2)).toEqual([
      ['Sam (staff)', 'moved', 'paid', 'in_production', ''],
      ['Sam (staff)', 'moved', 'in_production', 'ready_to_ship', ''],
    ]);
    expect(await audit()).toMatchObject([
      {
        who: 'Sam (staff)',
        what: 'order.production',
        subject: order.number,
        before: 'paid',
        after: 'in_production',
      },
      { what: 'order.ready', orderId: order.id, before: 'in_production', after: 'ready_to_ship' },
    ]);
    expect((await office.sam.page(`/admin/orders/${order.number}`)).text).toContain(
      'Packed and ready to ship.',
    );
  });

  it('is refused where the table forbids it, and nothing is half done', async () => {
    const order = await openOrder(office);
    const at = (move: string) => `/admin/orders/${order.number}/${move}`;
    for (const move of ['production', 'ready', 'release']) {
      const { body } = await office.sam.sendJson(at(move)).expect(409);
      expect(body.error).toMatchObject({ code: 'move_not_possible' });
    }
    await office.sam.sendJson(at('hold'), { reason: 'Because' }).expect(409);
    await office.sam.sendJson(at('shipments'), { carrier: 'UPS', trackingCode: '1' }).expect(409);
    expect(await statusOf(office, order)).toBe('awaiting_payment');
    expect(await audit()).toEqual([]);
    expect(await events(order)).toHaveLength(1);
  });

  it('says on the page why it was refused, and shows the order as it stands', async () => {
    const order = await paidOrder(office);
    const page = await office.sam.send(`/admin/orders/${order.number}/ready`).expect(409);
    expect(page.text).toContain('role="alert"');
    expect(page.text).toContain('This order is paid; it cannot become ready to ship.');
    expect(page.text).toContain('Start production');
  });

  it('moves once when the button is pressed twenty times at once', async () => {
    const order = await paidOrder(office);
    const press = () => office.sam.sendJson(`/admin/orders/${order.number}/production`);
    const answers = await Promise.all(Array.from({ length: 20 }, press));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, ...Array(19).fill(409)]);
    expect(await packs(office)).toMatchObject({ onHand: 198n, reserved: 0n });
    expect(await audit()).toHaveLength(1);
  });
});

describe('holding an order', () => {
  it('needs a reason, stops it, and lets it go on from where it was', async () => {
    const order = await paidOrder(office);
    await office.sam.send(`/admin/orders/${order.number}/production`).expect(303);
    const bad = await office.sam.send(`/admin/orders/${order.number}/hold`, { reason: ' \n ' }).expect(422);
    expect(bad.text).toContain('Say why, in a few words.');
    expect(bad.text).toMatch(/id="hold-reason"[^>]*aria-describedby="hold-reason-hint hold-reason-problem"/);

    await office.sam.send(`/admin/orders/${order.number}/hold`, { reason: 'White on white' }).expect(303);
    expect(await statusOf(office, order)).toBe('on_hold');
    expect((await office.sam.page(`/admin/orders/${order.number}`)).text).toContain(
      'On hold: White on white',
    );
    await office.sam.sendJson(`/admin/orders/${order.number}/ready`).expect(409);

    await office.sam.send(`/admin/orders/${order.number}/release`).expect(303);
    expect(await statusOf(office, order)).toBe('in_production');
    await office.sam.sendJson(`/admin/orders/${order.number}/release`).expect(409);
  });
});

describe('a note', () => {
  it('is kept with its lines, and only staff read it', async () => {
    const order = await paidOrder(office);
    await office.sam
      .send(`/admin/orders/${order.number}/notes`, { text: 'Called Ada.\r\nShe <likes> red.' })
      .expect(303);
    expect((await events(order)).at(-1)).toEqual([
      'Sam (staff)',
      'note',
      null,
      null,
      'Called Ada.\nShe <likes> red.',
    ]);
    expect((await office.sam.page(`/admin/orders/${order.number}`)).text).toContain('She &lt;likes&gt; red.');
    expect(await audit()).toMatchObject([{ what: 'order.note', after: 'Called Ada.\nShe <likes> red.' }]);
  });

  it.each([{}, { text: '' }, { text: 'x'.repeat(2001) }])('%j is refused', async (fields) => {
    const order = await paidOrder(office);
    const { body } = await office.sam.sendJson(`/admin/orders/${order.number}/notes`, fields).expect(422);
    expect(body.error).toMatchObject({ code: 'invalid', problems: { text: expect.any(String) } });
  });
});

const NEW_ADDRESS = {
  name: 'Ada King',
  line1: '1 Ockham Park',
  line2: '',
  city: 'Ockham',
  region: '',
  postalCode: 'GU23 6NQ',
  country: 'gb',
  phone: '',
};

describe('the delivery address', () => {
  it('changes while the parcel is here, with what it was before', async () => {
    const order = await paidOrder(office);
    await office.sam.send(`/admin/orders/${order.number}/address`, NEW_ADDRESS).expect(303);
    const row = await office.db.order.findUniqueOrThrow({ where: { id: order.id } });
    expect(row).toMatchObject({ ...NEW_ADDRESS, country: 'GB' });
    expect((await events(order)).at(-1)).toMatchObject([
      'Sam (staff)',
      'address_changed',
      null,
      null,
      expect.stringContaining('Ockham'),
    ]);
    const [entry] = await audit();
    expect(entry).toMatchObject({
      what: 'order.address',
      before: expect.stringContaining('12 Engine Street'),
    });
    expect((await office.sam.json('/admin/orders?q=king')).body.total).toBe(1);
    expect((await office.sam.json('/admin/orders?q=lovelace')).body.total).toBe(0);
  });

  it('that is the same again is no change', async () => {
    const order = await paidOrder(office);
    for (const _press of [1, 2])
      await office.sam.send(`/admin/orders/${order.number}/address`, NEW_ADDRESS).expect(303);
    expect(await audit()).toHaveLength(1);
  });

  it('comes back with every problem next to its field, and with what was typed', async () => {
    const order = await paidOrder(office);
    const wrong = { ...NEW_ADDRESS, line1: '', postalCode: '?', country: 'XX', city: '<script>' };
    const page = await office.sam.send(`/admin/orders/${order.number}/address`, wrong).expect(422);
    for (const field of ['line1', 'postalCode', 'country'])
      expect(page.text).toContain(`id="address-${field}-problem"`);
    expect(page.text).toContain('value="&lt;script&gt;"');
    expect(await audit()).toEqual([]);
  });

  it('is settled once the parcel has left', async () => {
    const order = await paidOrder(office);
    await office.sam
      .send(`/admin/orders/${order.number}/shipments`, { carrier: 'UPS', trackingCode: '1Z' })
      .expect(303);
    const { body } = await office.sam
      .sendJson(`/admin/orders/${order.number}/address`, NEW_ADDRESS)
      .expect(409);
    expect(body.error.code).toBe('too_late');
  });
});
