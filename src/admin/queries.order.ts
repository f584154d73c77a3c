// Everything staff see of one order, gathered from the rooms that know it.
import type { Reader } from '../db/open.ts';
import { movementsOfOrder } from '../inventory/queries.ts';
import { NotFound } from '../lib/refusal.ts';
import { lettersOfOrder } from '../mail/queries.list.ts';
import { versionsOfOrder, wholeOrder } from '../orders/queries.ts';
import { disputesOfOrder } from '../payments/queries.list.ts';
import { printFilesOf } from '../production/queries.ts';

export type StaffOrder = Awaited<ReturnType<typeof getStaffOrder>>;

export async function getStaffOrder(reader: Reader, number: string) {
  const order = await wholeOrder(reader, number);
  if (!order) throw new NotFound('order');
  const paymentIds = order.payments.map(({ id }) => id);
  const [letters, movements, disputes, invoices, versions, files] = await Promise.all([
    lettersOfOrder(reader, order.id),
    movementsOfOrder(reader, order.id),
    disputesOfOrder(reader, paymentIds),
    reader.invoice.findMany({ where: { orderId: order.id }, orderBy: { issuedAt: 'asc' } }),
    versionsOfOrder(reader, order.id),
    printFilesOf(reader, order.id),
  ]);
  return { order, letters, movements, disputes, invoices, versions, files };
}
