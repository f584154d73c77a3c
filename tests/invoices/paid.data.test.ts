// An order that is paid has its invoice, money that goes back its credit note, and both travel with their letters.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { documentOf } from '../../src/invoices/actions.document.ts';
import { sendDueLetters } from '../../src/mail/actions.ts';
import type { OutgoingLetter } from '../../src/mail/transport.ts';
import { sendDueRefunds } from '../../src/payments/actions.refund.send.ts';
import { refundOrder } from '../../src/payments/actions.refund.staff.ts';
import { settleSession } from '../../src/payments/actions.settle.ts';
import { openOrder, paidOrder } from '../admin/office.ts';
import { HEAD } from '../mail/samples.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const invoices = () => world.db.invoice.findMany({ orderBy: { issuedAt: 'asc' } });

/** Every letter that leaves, as it leaves. */
async function post(): Promise<OutgoingLetter[]> {
  const sent: OutgoingLetter[] = [];
  const mail = { send: async (letter: OutgoingLetter) => void sent.push(letter), close() {} };
  const head = { ...HEAD, baseUrl: () => HEAD.baseUrl, pace: 1 };
  await sendDueLetters({ ...world, ...head, mail, documentOf: (id) => documentOf(world, id) });
  return sent;
}

describe('an order that is paid', () => {
  it('has its one invoice, however often and by however many it is told', async () => {
    const order = await openOrder(world);
    const { sessionId } = await world.db.payment.findFirstOrThrow();
    const session = world.gateway.set(sessionId ?? '', 'paid');
    await Promise.all([1, 2, 3].map(() => settleSession(world, session)));
    await settleSession(world, session);
    expect(await invoices()).toMatchObject([
      { orderId: order.id, kind: 'invoice', number: 'INV-1', grossCents: 1000, invoiceOf: order.id },
    ]);
  });

  it('sends it along with the confirmation, made from what was frozen', async () => {
    await paidOrder(world);
    const [letter] = await post();
    expect(letter?.kind).toBe('order-confirmed');
    const [file] = letter?.attachments ?? [];
    expect(file).toMatchObject({ filename: 'INV-1.pdf', contentType: 'application/pdf' });
    expect(file?.content.subarray(0, 5).toString()).toBe('%PDF-');
    const { model } = await world.db.letter.findFirstOrThrow({ where: { kind: 'order-confirmed' } });
    expect(JSON.parse(model).documents).toEqual([(await invoices())[0]?.id]);
  });

  it('has none before', async () => {
    await openOrder(world);
    expect(await invoices()).toEqual([]);
  });
});

describe('a refund that succeeded', () => {
  it('has its credit note, which goes along with its letter', async () => {
    const order = await paidOrder(world);
    await post();
    const how = { who: 'Sam', why: 'Two were scratched.', lineIds: [], restock: false };
    await refundOrder(world, { number: order.number, amountCents: 400, ...how });
    await sendDueRefunds(world);
    expect(await invoices()).toMatchObject([
      { kind: 'invoice', number: 'INV-1', grossCents: 1000 },
      { kind: 'credit_note', number: 'CN-1', grossCents: 400, orderId: order.id },
    ]);
    const [letter] = await post();
    expect([letter?.kind, letter?.attachments.map(({ filename }) => filename)]).toEqual([
      'refunded',
      ['CN-1.pdf'],
    ]);
  });
});
