// A guest is a customer without a password: known by the address the order was placed with.
import type { Tx } from '../db/open.ts';
import { newId } from '../lib/ids.ts';
import { emailKey, searchTextOf } from './account.ts';

export interface Contact {
  email: string;
  name: string;
  phone: string;
}

/**
 * The id of the customer with this address, made now if there is none. A guest's name and phone become those of
 * the latest order; who has a password keeps their own.
 */
export async function findOrMakeGuest(tx: Tx, contact: Contact, now: Date): Promise<string> {
  const { email, name, phone } = contact;
  const key = emailKey(email);
  const latest = { email, name, phone, searchText: searchTextOf(contact) };
  const [known] = await tx.customer.updateManyAndReturn({
    where: { emailKey: key, passwordHash: null },
    data: latest,
    select: { id: true },
  });
  if (known) return known.id;
  const customer = await tx.customer.upsert({
    where: { emailKey: key },
    // an empty update would make Prisma look first and insert then, which two buyers at once can break
    update: { emailKey: key },
    create: { id: newId(), emailKey: key, ...latest, createdAt: now },
    select: { id: true },
  });
  return customer.id;
}
