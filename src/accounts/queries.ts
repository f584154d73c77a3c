// Asking who somebody is, where their parcels go and what a link is worth.
import type { Reader } from '../db/open.ts';
import { fingerprint } from '../lib/ids.ts';

export interface PostalAddress {
  id: string;
  name: string;
  line1: string;
  line2: string;
  city: string;
  region: string;
  postalCode: string;
  country: string;
  phone: string;
  isDefault: boolean;
}

const ADDRESS = {
  id: true,
  name: true,
  line1: true,
  line2: true,
  city: true,
  region: true,
  postalCode: true,
  country: true,
  phone: true,
  isDefault: true,
} as const;

/** The default one first, then in the order they were added. */
export function listAddresses(reader: Reader, customerId: string): Promise<PostalAddress[]> {
  return reader.address.findMany({
    where: { customerId },
    orderBy: [{ isDefault: 'desc' }, { createdAt: 'asc' }, { id: 'asc' }],
    select: ADDRESS,
  });
}

export function defaultAddress(reader: Reader, customerId: string): Promise<PostalAddress | null> {
  return reader.address.findFirst({ where: { customerId, isDefault: true }, select: ADDRESS });
}

/** Somebody else's address is not found. */
export function findAddressFor(
  reader: Reader,
  customerId: string,
  id: string,
): Promise<PostalAddress | null> {
  return reader.address.findFirst({ where: { id, customerId }, select: ADDRESS });
}

export function getCustomer(reader: Reader, id: string) {
  return reader.customer.findUniqueOrThrow({
    where: { id },
    select: {
      id: true,
      email: true,
      emailKey: true,
      name: true,
      phone: true,
      company: true,
      taxId: true,
      passwordHash: true,
      verifiedAt: true,
    },
  });
}

export type TokenPurpose = 'password-reset' | 'verify-email';

/** The link's token, as long as it is worth something. */
export function findToken(reader: Reader, purpose: TokenPurpose, token: string, now: Date) {
  return reader.accountToken.findFirst({
    where: { tokenHash: fingerprint(token), purpose, usedAt: null, expiresAt: { gt: now } },
    select: { id: true, customerId: true, staffId: true },
  });
}

/** An invitation nobody has accepted yet. The owner's set-up link is worth nothing once there is an owner. */
export async function findInvitation(reader: Reader, token: string, now: Date) {
  const invitation = await reader.invitation.findUnique({ where: { tokenHash: fingerprint(token) } });
  if (!invitation || invitation.acceptedAt) return null;
  if (invitation.expiresAt && invitation.expiresAt <= now) return null;
  if (isSetupLink(invitation) && (await hasOwner(reader))) return null;
  return invitation;
}

/** It was made before anybody knew the owner's address. */
export function isSetupLink(invitation: { email: string }): boolean {
  return invitation.email === '';
}

export async function hasOwner(reader: Reader): Promise<boolean> {
  return (await reader.staff.count({ where: { role: 'owner', disabledAt: null } })) > 0;
}
