// Changing who a customer is: name, phone, e-mail address.
import type { Db, Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { isUniqueViolation } from '../db/trouble.ts';
import type { Clock } from '../lib/time.ts';
import { emailKey, searchTextOf } from './account.ts';
import { type Desk, dropTokens, sendVerification } from './actions.tokens.ts';
import { getCustomer } from './queries.ts';

export type Change = { kind: 'changed' } | { kind: 'taken' };

export interface ContactChange {
  name?: string;
  phone?: string;
  email?: string;
}

/**
 * Inside the caller's transaction; used by the profile and by the back office. A new address has to be proven
 * again, and links sent to the old one prove nothing any more. Throws on an address that is another customer's.
 */
export async function changeContact(
  tx: Tx,
  customerId: string,
  change: ContactChange,
  now: Date,
): Promise<void> {
  const before = await getCustomer(tx, customerId);
  const after = { name: before.name, phone: before.phone, email: before.email, ...change };
  const key = emailKey(after.email);
  const moved = key !== before.emailKey;
  await tx.customer.update({
    where: { id: customerId },
    data: { ...after, emailKey: key, searchText: searchTextOf(after), ...(moved && { verifiedAt: null }) },
  });
  if (!moved) return;
  const bearer = { customerId, staffId: null };
  await dropTokens(tx, 'verify-email', bearer, now);
  await dropTokens(tx, 'password-reset', bearer, now);
}

export async function changeProfile(
  deps: { db: Db; clock: Clock },
  customerId: string,
  change: { name: string; phone: string },
): Promise<void> {
  await transaction(deps.db, (tx) => changeContact(tx, customerId, change, deps.clock()));
}

/** By somebody who has just shown that they know the password. A letter asks the new address to confirm. */
export async function changeEmail(
  deps: Desk & { db: Db; clock: Clock },
  customerId: string,
  email: string,
): Promise<Change> {
  const now = deps.clock();
  try {
    await transaction(deps.db, async (tx) => {
      await changeContact(tx, customerId, { email }, now);
      const customer = await getCustomer(tx, customerId);
      if (!customer.verifiedAt) await sendVerification(tx, deps, customer, now);
    });
    return { kind: 'changed' };
  } catch (error) {
    if (isUniqueViolation(error, 'emailKey')) return { kind: 'taken' };
    throw error;
  }
}
