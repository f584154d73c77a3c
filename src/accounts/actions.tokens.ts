// Links sent by letter, each worth one thing once.
import type { Tx } from '../db/open.ts';
import { derivedSecret, fingerprint, newId } from '../lib/ids.ts';
import { DAY, later, MINUTE } from '../lib/time.ts';
import type { LetterQueue, SecretLink } from './letters.ts';
import type { TokenPurpose } from './queries.ts';

export const RESET_MINUTES = 60;
export const VERIFY_DAYS = 7;

/** What writing a letter with a link takes. */
export interface Desk extends LetterQueue {
  /** The shop's secret, which links are derived from. */
  secret: string;
}

const LIFETIME: Record<TokenPurpose, number> = {
  'password-reset': RESET_MINUTES * MINUTE,
  'verify-email': VERIFY_DAYS * DAY,
};

interface Bearer {
  customerId: string | null;
  staffId: string | null;
}

async function issueToken(
  tx: Tx,
  desk: Desk,
  token: { purpose: TokenPurpose; bearer: Bearer; now: Date },
): Promise<{ id: string; link: SecretLink }> {
  const { purpose, bearer, now } = token;
  const id = newId();
  const link = { path: `/${purpose}/`, purpose: `${purpose}:${id}` };
  const tokenHash = fingerprint(derivedSecret(desk.secret, link.purpose));
  const expiresAt = later(now, LIFETIME[purpose]);
  await tx.accountToken.create({ data: { id, purpose, tokenHash, ...bearer, createdAt: now, expiresAt } });
  return { id, link };
}

interface Reader {
  email: string;
  name: string;
}

export async function sendResetLink(
  tx: Tx,
  desk: Desk,
  to: Reader & { bearer: Bearer },
  now: Date,
): Promise<void> {
  const { id, link } = await issueToken(tx, desk, { purpose: 'password-reset', bearer: to.bearer, now });
  const model = { name: to.name, link, minutes: RESET_MINUTES };
  await desk.queueLetter(
    tx,
    { kind: 'password-reset', to: to.email, model, fact: `password-reset:${id}` },
    now,
  );
}

export async function sendVerification(
  tx: Tx,
  desk: Desk,
  to: Reader & { id: string },
  now: Date,
): Promise<void> {
  const bearer = { customerId: to.id, staffId: null };
  const { id, link } = await issueToken(tx, desk, { purpose: 'verify-email', bearer, now });
  const model = { name: to.name, link, days: VERIFY_DAYS };
  await desk.queueLetter(tx, { kind: 'verify-email', to: to.email, model, fact: `verify-email:${id}` }, now);
}

interface Spending {
  purpose: TokenPurpose;
  token: string;
  /** Only if it was sent to this customer. */
  customerId?: string;
}

/** Claims the token; whoever comes second gets null. */
export async function spendToken(tx: Tx, spending: Spending, now: Date): Promise<Bearer | null> {
  const { token, ...where } = spending;
  const [spent] = await tx.accountToken.updateManyAndReturn({
    where: { ...where, tokenHash: fingerprint(token), usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
    select: { customerId: true, staffId: true },
  });
  return spent ?? null;
}

/** All other links of this kind that were sent to the same account. */
export async function dropTokens(tx: Tx, purpose: TokenPurpose, bearer: Bearer, now: Date): Promise<void> {
  const whose = [
    ...(bearer.customerId ? [{ customerId: bearer.customerId }] : []),
    ...(bearer.staffId ? [{ staffId: bearer.staffId }] : []),
  ];
  if (whose.length === 0) return;
  await tx.accountToken.updateMany({ where: { purpose, usedAt: null, OR: whose }, data: { usedAt: now } });
}
