// Staff changing who a customer is.
import type { Db } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { isUniqueViolation } from '../db/trouble.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { en } from '../words/en.ts';
import { writeAudit } from './actions.audit.ts';
import { changeContact } from './actions.profile.ts';
import { findCustomer } from './queries.list.ts';

export interface ContactByStaff {
  id: string;
  who: string;
  name: string;
  email: string;
  phone: string;
  note: string;
}

/** Throws `Refusal('taken')`, 422, when the address is another customer's. */
export async function changeContactByStaff(
  deps: { db: Db; clock: Clock },
  change: ContactByStaff,
): Promise<void> {
  const { id, who, note, ...contact } = change;
  const now = deps.clock();
  try {
    await transaction(deps.db, async (tx) => {
      const customer = await findCustomer(tx, id);
      if (!customer) throw new NotFound('customer');
      const [before, after] = [inOneLine(customer), inOneLine(change)];
      if (before === after) return;
      await changeContact(tx, id, contact, now);
      await tx.customer.update({ where: { id }, data: { note } });
      await writeAudit(tx, { who, what: 'customer.contact', subject: customer.email, before, after, now });
    });
  } catch (error) {
    if (!isUniqueViolation(error, 'emailKey')) throw error;
    const { taken } = en.admin.customers;
    throw new Refusal('taken', taken, { status: 422, problems: { email: taken } });
  }
}

function inOneLine({ name, email, phone, note }: Omit<ContactByStaff, 'id' | 'who'>): string {
  return [name, email, phone, note].filter(Boolean).join(', ');
}
