// Who works here: the owner of the first day, and those who are invited.
import type { Db, Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { derivedSecret, fingerprint, newId } from '../lib/ids.ts';
import { type Clock, DAY, later } from '../lib/time.ts';
import { en } from '../words/en.ts';
import { emailKey } from './account.ts';
import { setStaffPassword } from './actions.password.ts';
import type { Desk } from './actions.tokens.ts';
import { hashPassword, isPassword } from './password.argon2.ts';
import { findInvitation, hasOwner, isSetupLink } from './queries.ts';

export type Role = 'owner' | 'manager' | 'prepress' | 'packing';

interface Deps {
  db: Db;
  clock: Clock;
}

/** Makes the owner, or gives back who they were: name kept, password and role as told. Else changes nothing. */
export async function ensureOwner(deps: Deps, owner: { email: string; password: string }): Promise<void> {
  const { email, password } = owner;
  const key = emailKey(email);
  const known = await deps.db.staff.findUnique({ where: { emailKey: key } });
  const isOwner = known?.role === 'owner' && known.disabledAt === null;
  if (isOwner && (await isPassword(known.passwordHash, password))) return;
  const passwordHash = await hashPassword(password);
  await transaction(deps.db, (tx) =>
    putStaff(
      tx,
      { email, name: known?.name ?? en.accounts.staff.owner, role: 'owner', passwordHash },
      deps.clock(),
    ),
  );
}

/**
 * The path of the one-time link by which the first owner chooses a password; null when there is an owner. The same
 * link at every start, although only its fingerprint is kept.
 */
export async function setupLink(deps: Deps & { secret: string }): Promise<string | null> {
  if (await hasOwner(deps.db)) return null;
  const waiting = { email: '', role: 'owner', acceptedAt: null };
  const known = await deps.db.invitation.findFirst({ where: waiting, orderBy: { createdAt: 'asc' } });
  const id = known?.id ?? newId();
  const token = derivedSecret(deps.secret, `setup:${id}`);
  const tokenHash = fingerprint(token);
  if (!known)
    await deps.db.invitation.create({ data: { id, ...waiting, tokenHash, createdAt: deps.clock() } });
  // the secret was changed since
  else if (known.tokenHash !== tokenHash)
    await deps.db.invitation.update({ where: { id }, data: { tokenHash } });
  return `${INVITATIONS}${token}`;
}

const INVITATIONS = '/staff/invitations/';
const INVITATION_DAYS = 7;

/** Inside the caller's transaction, with the letter that carries the link. */
export async function inviteStaff(
  tx: Tx,
  desk: Desk,
  invited: { email: string; role: Role },
  now: Date,
): Promise<{ id: string }> {
  const { email, role } = invited;
  const id = newId();
  const link = { path: INVITATIONS, purpose: `staff-invitation:${id}` };
  const tokenHash = fingerprint(derivedSecret(desk.secret, link.purpose));
  const expiresAt = later(now, INVITATION_DAYS * DAY);
  await tx.invitation.create({ data: { id, email, role, tokenHash, createdAt: now, expiresAt } });
  const model = { link, role: en.accounts.staff.roles[role], days: INVITATION_DAYS };
  await desk.queueLetter(
    tx,
    { kind: 'staff-invitation', to: email, model, fact: `staff-invitation:${id}` },
    now,
  );
  return { id };
}

export interface Acceptance {
  token: string;
  name: string;
  password: string;
  /** Only the set-up link has to ask. */
  email?: string | undefined;
}

/** Null when the invitation is used, old or, for the set-up link, somebody else became the owner. */
export async function acceptInvitation(
  deps: Deps,
  acceptance: Acceptance,
): Promise<{ staffId: string } | null> {
  const { token, name, password } = acceptance;
  const passwordHash = await hashPassword(password);
  const now = deps.clock();
  return transaction(deps.db, async (tx) => {
    const invitation = await findInvitation(tx, token, now);
    if (!invitation) return null;
    const email = isSetupLink(invitation) ? acceptance.email : invitation.email;
    if (!email) return null;
    const claimed = await tx.invitation.updateMany({
      where: { id: invitation.id, acceptedAt: null },
      data: { acceptedAt: now, email },
    });
    if (claimed.count === 0) return null;
    return { staffId: await putStaff(tx, { email, name, role: invitation.role, passwordHash }, now) };
  });
}

interface NewStaff {
  email: string;
  name: string;
  role: string;
  passwordHash: string;
}

/** Who was here before comes back under the same id; open sessions end. */
async function putStaff(tx: Tx, staff: NewStaff, now: Date): Promise<string> {
  const key = emailKey(staff.email);
  const { id } = await tx.staff.upsert({
    where: { emailKey: key },
    create: { id: newId(), emailKey: key, ...staff, createdAt: now },
    update: { name: staff.name, role: staff.role, disabledAt: null },
    select: { id: true },
  });
  await setStaffPassword(tx, id, staff.passwordHash);
  return id;
}
