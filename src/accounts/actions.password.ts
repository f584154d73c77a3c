// A new password: by a link for who forgot it, or by who knows the old one. Other sessions end.
import type { Db, Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import type { Clock } from '../lib/time.ts';
import { emailKey } from './account.ts';
import { type Account, forgetTries } from './actions.sign-in.ts';
import { markVerified, type OnVerified } from './actions.sign-up.ts';
import { type Desk, dropTokens, sendResetLink, spendToken } from './actions.tokens.ts';
import { hashPassword } from './password.argon2.ts';

/**
 * Sends a link to whoever has this address, customer or staff or both; guests too, because the link proves that
 * the address is theirs. The caller answers the same for everybody.
 */
export async function requestPasswordReset(
  deps: Desk & { db: Db; clock: Clock },
  email: string,
): Promise<void> {
  const key = emailKey(email);
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const select = { id: true, email: true, name: true };
    const staff = await tx.staff.findFirst({ where: { emailKey: key, disabledAt: null }, select });
    const customer = await tx.customer.findUnique({ where: { emailKey: key }, select });
    const person = staff ?? customer;
    if (!person) return;
    const bearer = { customerId: customer?.id ?? null, staffId: staff?.id ?? null };
    await sendResetLink(tx, deps, { email: person.email, name: person.name, bearer }, now);
  });
}

/** Null when the link is used or too old. Signs in whom it was sent to: staff, when both. */
export async function resetPassword(
  deps: { db: Db; clock: Clock; onVerified: OnVerified },
  reset: { token: string; password: string },
): Promise<Account | null> {
  const passwordHash = await hashPassword(reset.password);
  const now = deps.clock();
  return transaction(deps.db, async (tx) => {
    const spent = await spendToken(tx, { purpose: 'password-reset', token: reset.token }, now);
    if (!spent) return null;
    await dropTokens(tx, 'password-reset', spent, now);
    const { customerId, staffId } = spent;
    if (customerId) {
      await setCustomerPassword(tx, customerId, passwordHash);
      await markVerified(tx, deps, customerId, now);
    }
    if (staffId) await setStaffPassword(tx, staffId, passwordHash);
    if (staffId) return { staffId };
    return customerId ? { customerId } : null;
  });
}

/** By somebody who has just shown that they know the old one. */
export async function changePassword(
  deps: { db: Db; clock: Clock },
  customerId: string,
  password: string,
): Promise<void> {
  const passwordHash = await hashPassword(password);
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    await setCustomerPassword(tx, customerId, passwordHash);
    await dropTokens(tx, 'password-reset', { customerId, staffId: null }, now);
  });
}

async function setCustomerPassword(tx: Tx, id: string, passwordHash: string): Promise<void> {
  const { email } = await tx.customer.update({
    where: { id },
    data: { passwordHash },
    select: { email: true },
  });
  await forgetTries(tx, email);
  await tx.session.deleteMany({ where: { customerId: id } });
}

export async function setStaffPassword(tx: Tx, id: string, passwordHash: string): Promise<void> {
  const { email } = await tx.staff.update({ where: { id }, data: { passwordHash }, select: { email: true } });
  await forgetTries(tx, email);
  await tx.session.deleteMany({ where: { staffId: id } });
}
