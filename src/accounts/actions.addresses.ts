// Keeping a customer's addresses. Who has any has exactly one default.
import type { Db, Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { newId } from '../lib/ids.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { en } from '../words/en.ts';
import type { AddressFields } from './forms.ts';

const MOST_ADDRESSES = 50;

interface Deps {
  db: Db;
  clock: Clock;
}

/** Inside the caller's transaction. The same address again is the one that is there; the first is the default. */
export async function saveAddress(
  tx: Tx,
  customerId: string,
  address: AddressFields,
  now: Date,
): Promise<{ id: string }> {
  await holdCustomer(tx, customerId);
  const fields = onlyFields(address);
  const same = await tx.address.findFirst({ where: { customerId, ...fields }, select: { id: true } });
  if (same) return same;
  const isDefault = (await tx.address.count({ where: { customerId } })) === 0;
  const data = { id: newId(), customerId, ...fields, isDefault, createdAt: now };
  return tx.address.create({ data, select: { id: true } });
}

export function addAddress(deps: Deps, customerId: string, address: AddressFields): Promise<{ id: string }> {
  return transaction(deps.db, async (tx) => {
    const saved = await saveAddress(tx, customerId, address, deps.clock());
    if ((await tx.address.count({ where: { customerId } })) > MOST_ADDRESSES) {
      throw new Refusal('too_many_addresses', en.accounts.addresses.tooMany(MOST_ADDRESSES));
    }
    return saved;
  });
}

/** Orders keep the address they were placed with. */
export async function changeAddress(
  deps: Deps,
  customerId: string,
  id: string,
  address: AddressFields,
): Promise<void> {
  const changed = await deps.db.address.updateMany({ where: { id, customerId }, data: onlyFields(address) });
  if (changed.count === 0) throw new NotFound('address');
}

export async function makeDefault(deps: Deps, customerId: string, id: string): Promise<void> {
  await transaction(deps.db, async (tx) => {
    await holdCustomer(tx, customerId);
    await tx.address.updateMany({
      where: { customerId, isDefault: true, id: { not: id } },
      data: { isDefault: false },
    });
    const made = await tx.address.updateMany({ where: { id, customerId }, data: { isDefault: true } });
    if (made.count === 0) throw new NotFound('address');
  });
}

/** When the default goes, the oldest of the others takes its place. */
export async function removeAddress(deps: Deps, customerId: string, id: string): Promise<void> {
  await transaction(deps.db, async (tx) => {
    await holdCustomer(tx, customerId);
    const removed = await tx.address.deleteMany({ where: { id, customerId } });
    if (removed.count === 0) throw new NotFound('address');
    if ((await tx.address.count({ where: { customerId, isDefault: true } })) > 0) return;
    const oldest = await tx.address.findFirst({
      where: { customerId },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      select: { id: true },
    });
    if (oldest) await tx.address.update({ where: { id: oldest.id }, data: { isDefault: true } });
  });
}

/** Two changes at once follow one another: the update keeps the customer's row until the transaction ends. */
async function holdCustomer(tx: Tx, customerId: string): Promise<void> {
  await tx.customer.updateMany({ where: { id: customerId }, data: { id: customerId } });
}

function onlyFields(address: AddressFields): AddressFields {
  const { name, line1, line2, city, region, postalCode, country, phone } = address;
  return { name, line1, line2, city, region, postalCode, country, phone };
}
