// Issuing invoices and credit notes: one each, numbered without gaps, whatever happens at once.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../src/db/transaction.ts';
import { issueCreditNote, issueInvoice } from '../../src/invoices/actions.ts';
import { findInvoice, statementOf } from '../../src/invoices/queries.ts';
import { newId } from '../../src/lib/ids.ts';
import { openWorld, orderPacks, placedOrder, START, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const order = async () => placedOrder(await orderPacks(world));
const issue = (orderId: string) => transaction(world.db, (tx) => issueInvoice(tx, orderId, world.clock()));
const serials = async (kind = 'invoice') =>
  (await world.db.invoice.findMany({ where: { kind }, orderBy: { serial: 'asc' } })).map(
    ({ serial }) => serial,
  );

/** Of the order's payment, which the test makes as it needs it. */
async function refund(orderId: string, amountCents: number, paymentStatus = 'succeeded') {
  const payment = await world.db.payment.upsert({
    where: { idempotencyKey: `${paymentStatus}-${orderId}` },
    update: {},
    create: {
      id: newId(),
      orderId,
      status: paymentStatus,
      amountCents: 1000,
      currency: 'USD',
      idempotencyKey: `${paymentStatus}-${orderId}`,
      request: '{}',
      paidCents: 1000,
      createdAt: START,
      expiresAt: START,
    },
  });
  const id = newId();
  const row = { id, orderId, paymentId: payment.id, amountCents, status: 'succeeded', origin: 'staff' };
  await world.db.refund.create({
    data: { ...row, reason: 'Two were scratched.', idempotencyKey: id, createdAt: START },
  });
  return id;
}

const issueNote = (refundId: string) =>
  transaction(world.db, (tx) => issueCreditNote(tx, refundId, world.clock()));

describe('invoices', () => {
  it('are numbered from 1 without a gap when a hundred are issued, twenty at a time', async () => {
    const first = await order();
    const { id: _, ...row } = await world.db.order.findUniqueOrThrow({ where: { id: first.id } });
    const ids = Array.from({ length: 100 }, () => newId());
    for (const id of ids)
      await world.db.order.create({ data: { ...row, id, number: `KC-${id}`, cartId: null } });
    const queue = ids.values();
    const lane = async () => {
      for (const id of queue) await issue(id);
    };
    await Promise.all(Array.from({ length: 20 }, lane));
    expect(await serials()).toEqual(Array.from({ length: 100 }, (_each, index) => index + 1));
  }, 60_000);

  it('leave no gap where a transaction was undone', async () => {
    const [undone, kept] = [await order(), await order()];
    const failing = transaction(world.db, async (tx) => {
      await issueInvoice(tx, undone.id, world.clock());
      throw new Error('and then something went wrong');
    });
    await expect(failing).rejects.toThrow('went wrong');
    expect(await issue(kept.id)).toMatchObject({ number: 'INV-1' });
  });

  it('are one per order: asked again, the same one is answered', async () => {
    const { id } = await order();
    expect(await issue(id)).toEqual(await issue(id));
    expect(await serials()).toEqual([1]);
    const second = {
      ...(await world.db.invoice.findFirstOrThrow()),
      id: newId(),
      serial: 2,
      number: 'INV-2',
    };
    await expect(world.db.invoice.create({ data: second })).rejects.toThrow();
  });

  it('start again each year when the prefix has the year in it', async () => {
    const setting = { key: 'invoices.prefix', value: '"K{year}-"', changedAt: START };
    await world.db.setting.create({ data: setting });
    const at = (now: Date, orderId: string) => transaction(world.db, (tx) => issueInvoice(tx, orderId, now));
    const numbers = [];
    for (const day of ['2026-12-30', '2026-12-31', '2027-01-01'])
      numbers.push((await at(new Date(`${day}T12:00:00Z`), (await order()).id)).number);
    expect(numbers).toEqual(['K2026-1', 'K2026-2', 'K2027-1']);
  });

  it('keep what they say, whatever becomes of shop and order', async () => {
    const { id } = await order();
    const issued = await issue(id);
    const before = await findInvoice(world.db, { id: issued.id });
    await world.db.order.update({ where: { id }, data: { name: 'Somebody Else', netCents: 1 } });
    const after = await findInvoice(world.db, { id: issued.id });
    expect(after).toEqual(before);
    expect(after && statementOf(after)).toMatchObject({
      number: 'INV-1',
      seller: { name: 'Kisscut' },
      buyer: {
        name: 'Ada Lovelace',
        address: ['12 Engine Street', 'Portland, OR 97205', expect.any(String)],
      },
      lines: [{ title: 'Sample pack', quantity: 2, netCents: 1000 }],
      grossCents: 1000,
    });
  });
});

describe('credit notes', () => {
  it('have a series of their own and name their invoice', async () => {
    const { id } = await order();
    await issue(id);
    const note = await issueNote(await refund(id, 400));
    expect(note).toMatchObject({ number: 'CN-1' });
    expect(await serials('credit_note')).toEqual([1]);
    const row = await findInvoice(world.db, { number: 'CN-1' });
    expect(row).toMatchObject({ grossCents: 400, kind: 'credit_note' });
    expect(row && statementOf(row)).toMatchObject({ invoice: 'INV-1', reason: 'Two were scratched.' });
  });

  it('are one per refund', async () => {
    const { id } = await order();
    await issue(id);
    const refundId = await refund(id, 400);
    expect(await issueNote(refundId)).toEqual(await issueNote(refundId));
    expect(await serials('credit_note')).toEqual([1]);
  });

  it('are not written for money that was never invoiced', async () => {
    const { id } = await order();
    expect(await issueNote(await refund(id, 400))).toBeNull();
    await issue(id);
    expect(await issueNote(await refund(id, 400, 'owed_back'))).toBeNull();
    expect(await world.db.invoiceCounter.findUnique({ where: { series: 'CN-' } })).toBeNull();
  });
});
