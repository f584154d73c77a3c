// Signing in: the right password, and not too many wrong ones before it.
import type { Db, Reader, Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { fingerprint, newId } from '../lib/ids.ts';
import { type Clock, earlier, MINUTE } from '../lib/time.ts';
import { emailKey, networkOf } from './account.ts';
import { isPassword } from './password.argon2.ts';

export type Account = { customerId: string } | { staffId: string };

export type SignIn =
  | { kind: 'signed_in'; account: Account }
  | { kind: 'wrong' }
  | { kind: 'too_many'; seconds: number };

/** What the rooms above do when a session becomes an account's, in the transaction of the sign-in. */
export type OnSignedIn = (tx: Tx, who: { visitorId: string; customerId: string; now: Date }) => Promise<void>;

export interface SignInDeps {
  db: Db;
  clock: Clock;
  rateLimit: boolean;
  onSignedIn: OnSignedIn;
}

export interface SignInAttempt {
  email: string;
  password: string;
  /** Network address of whoever tries. */
  ip: string;
  /** Of the session that becomes the account's. */
  visitorId: string | null;
}

const MOST_WRONG = 10;
const WINDOW = 15 * MINUTE;

/**
 * Asked before and after the password is looked at: ten guesses made at the same moment are still ten. An unknown
 * address costs the same work and counts the same.
 */
export async function signIn(deps: SignInDeps, attempt: SignInAttempt): Promise<SignIn> {
  const keys = tryKeys(attempt);
  const wait = deps.rateLimit ? await secondsToWait(deps.db, keys, deps.clock()) : 0;
  if (wait > 0) return { kind: 'too_many', seconds: wait };
  const account = await accountWith(deps.db, attempt);
  const now = deps.clock();
  return transaction(deps.db, async (tx) => {
    const seconds = deps.rateLimit ? await secondsToWait(tx, keys, now) : 0;
    if (seconds > 0) return { kind: 'too_many', seconds };
    if (!account) {
      if (deps.rateLimit) await noteWrongTry(tx, keys, now);
      return { kind: 'wrong' };
    }
    await forgetTries(tx, attempt.email);
    await bringAlong(tx, deps, { account, visitorId: attempt.visitorId, now });
    return { kind: 'signed_in', account };
  });
}

/** What the session gathered goes to the customer's account; staff bring nothing along. */
export async function bringAlong(
  tx: Tx,
  deps: { onSignedIn: OnSignedIn },
  move: { account: Account; visitorId: string | null; now: Date },
): Promise<void> {
  const { account, visitorId, now } = move;
  if (visitorId === null || !('customerId' in account)) return;
  await deps.onSignedIn(tx, { visitorId, customerId: account.customerId, now });
}

/** Staff first: the same address may also have bought something. */
async function accountWith(reader: Reader, { email, password }: SignInAttempt): Promise<Account | null> {
  const key = emailKey(email);
  const staff = await reader.staff.findFirst({
    where: { emailKey: key, disabledAt: null },
    select: { id: true, passwordHash: true },
  });
  if (staff && (await isPassword(staff.passwordHash, password))) return { staffId: staff.id };
  const customer = await reader.customer.findUnique({
    where: { emailKey: key },
    select: { id: true, passwordHash: true },
  });
  if (staff && !customer?.passwordHash) return null;
  const right = await isPassword(customer?.passwordHash, password);
  return customer && right ? { customerId: customer.id } : null;
}

interface TryKeys {
  account: string;
  network: string;
}

function tryKeys({ email, ip }: { email: string; ip: string }): TryKeys {
  return { account: accountKey(email), network: `network:${fingerprint(networkOf(ip))}` };
}

function accountKey(email: string): string {
  return `account:${fingerprint(emailKey(email))}`;
}

async function secondsToWait(reader: Reader, keys: TryKeys, now: Date): Promise<number> {
  const waits = [await waitFor(reader, keys.account, now), await waitFor(reader, keys.network, now)];
  return Math.ceil(Math.max(...waits) / 1_000);
}

/** Milliseconds until fewer than ten wrong tries are younger than the window. */
async function waitFor(reader: Reader, key: string, now: Date): Promise<number> {
  const latest = await reader.signInTry.findMany({
    where: { key, at: { gt: earlier(now, WINDOW) } },
    orderBy: { at: 'desc' },
    take: MOST_WRONG,
    select: { at: true },
  });
  const tenth = latest[MOST_WRONG - 1];
  return tenth ? tenth.at.getTime() + WINDOW - now.getTime() : 0;
}

async function noteWrongTry(tx: Tx, keys: TryKeys, at: Date): Promise<void> {
  await tx.signInTry.createMany({
    data: [keys.account, keys.network].map((key) => ({ id: newId(), key, at })),
  });
}

/** The network address keeps its own: an attacker could sign in to his account between guesses. */
export async function forgetTries(tx: Tx, email: string): Promise<void> {
  await tx.signInTry.deleteMany({ where: { key: accountKey(email) } });
}

export type Confirmation = { kind: 'right' } | Exclude<SignIn, { kind: 'signed_in' }>;

/** Somebody signed in shows that they know the password; guesses count like those at the door. */
export async function confirmPassword(
  deps: { db: Db; clock: Clock; rateLimit: boolean },
  who: { email: string; passwordHash: string | null; password: string; ip: string },
): Promise<Confirmation> {
  const keys = tryKeys(who);
  const now = deps.clock();
  const seconds = deps.rateLimit ? await secondsToWait(deps.db, keys, now) : 0;
  if (seconds > 0) return { kind: 'too_many', seconds };
  if (await isPassword(who.passwordHash, who.password)) return { kind: 'right' };
  if (deps.rateLimit) await transaction(deps.db, (tx) => noteWrongTry(tx, keys, now));
  return { kind: 'wrong' };
}
