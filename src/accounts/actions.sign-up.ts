// Making an account, and proving that its address is one's own.
import type { Db, Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { isUniqueViolation } from '../db/trouble.ts';
import { newId } from '../lib/ids.ts';
import type { Clock } from '../lib/time.ts';
import { emailKey, searchTextOf } from './account.ts';
import { saveAddress } from './actions.addresses.ts';
import { bringAlong, type OnSignedIn } from './actions.sign-in.ts';
import { type Desk, dropTokens, sendVerification, spendToken } from './actions.tokens.ts';
import type { AddressFields } from './forms.ts';
import { hashPassword } from './password.argon2.ts';
import { getCustomer } from './queries.ts';

/** What the rooms above do once an address is proven: earlier guest orders join the account. */
export type OnVerified = (tx: Tx, who: { customerId: string; now: Date }) => Promise<void>;

export interface SignUpDeps extends Desk {
  db: Db;
  clock: Clock;
  onSignedIn: OnSignedIn;
  onVerified: OnVerified;
}

export interface SignUp {
  email: string;
  password: string;
  address: AddressFields;
  visitorId: string | null;
}

/** `taken`: somebody has a password for this address already. */
export type SignedUp = { kind: 'signed_up'; customerId: string } | { kind: 'taken' };

/**
 * A guest's address becomes the account's, but the guest's orders stay hidden until the address is proven:
 * anybody can type it.
 */
export async function signUp(deps: SignUpDeps, form: SignUp): Promise<SignedUp> {
  const passwordHash = await hashPassword(form.password);
  const now = deps.clock();
  try {
    return await transaction(deps.db, (tx) => signUpInside(tx, deps, { ...form, passwordHash, now }));
  } catch (error) {
    if (isUniqueViolation(error, 'emailKey')) return { kind: 'taken' };
    throw error;
  }
}

async function signUpInside(
  tx: Tx,
  deps: SignUpDeps,
  form: SignUp & { passwordHash: string; now: Date },
): Promise<SignedUp> {
  const { email, address, now, visitorId } = form;
  const customerId = await claimAddress(tx, form);
  if (customerId === null) return { kind: 'taken' };
  await saveAddress(tx, customerId, address, now);
  await sendVerification(tx, deps, { id: customerId, email, name: address.name }, now);
  await bringAlong(tx, deps, { account: { customerId }, visitorId, now });
  return { kind: 'signed_up', customerId };
}

async function claimAddress(
  tx: Tx,
  { email, passwordHash, address, now }: SignUp & { passwordHash: string; now: Date },
): Promise<string | null> {
  const key = emailKey(email);
  const { name, phone } = address;
  const person = { email, name, phone, passwordHash, searchText: searchTextOf({ email, name, phone }) };
  const [guest] = await tx.customer.updateManyAndReturn({
    where: { emailKey: key, passwordHash: null },
    data: person,
    select: { id: true },
  });
  if (guest) return guest.id;
  if (await tx.customer.findUnique({ where: { emailKey: key }, select: { id: true } })) return null;
  const made = await tx.customer.create({
    data: { id: newId(), emailKey: key, ...person, createdAt: now },
    select: { id: true },
  });
  return made.id;
}

/** Answers false when the link is used, old or another account's: that account keeps it. */
export function verifyEmail(
  deps: { db: Db; clock: Clock; onVerified: OnVerified },
  customerId: string,
  token: string,
): Promise<boolean> {
  const now = deps.clock();
  return transaction(deps.db, async (tx) => {
    const spent = await spendToken(tx, { purpose: 'verify-email', token, customerId }, now);
    if (!spent) return false;
    await markVerified(tx, deps, customerId, now);
    return true;
  });
}

export async function markVerified(
  tx: Tx,
  deps: { onVerified: OnVerified },
  customerId: string,
  now: Date,
): Promise<void> {
  await tx.customer.updateMany({ where: { id: customerId, verifiedAt: null }, data: { verifiedAt: now } });
  await deps.onVerified(tx, { customerId, now });
}

/** A new link; those sent before are worth nothing any more. Nothing happens once the address is proven. */
export async function sendVerificationAgain(
  deps: Desk & { db: Db; clock: Clock },
  customerId: string,
): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const customer = await getCustomer(tx, customerId);
    if (customer.verifiedAt) return;
    await dropTokens(tx, 'verify-email', { customerId, staffId: null }, now);
    await sendVerification(tx, deps, customer, now);
  });
}
