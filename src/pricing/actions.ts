// Changing tax rates. Orders keep the tax they were placed with.
import { bumpRevision } from '../catalog/actions.ts';
import type { Tx } from '../db/open.ts';
import { newId } from '../lib/ids.ts';
import type { TaxRate } from './tax.ts';

/** A rate for the same place takes the place of the one that was there, which is answered. */
export async function putTaxRate(tx: Tx, rate: TaxRate, now: Date): Promise<TaxRate | null> {
  const { country, region } = rate;
  const where = { country_region: { country, region } };
  const before = await tx.taxRate.findUnique({ where });
  const row = { ...rate, changedAt: now };
  await tx.taxRate.upsert({ where, update: row, create: { id: newId(), ...row } });
  await bumpRevision(tx);
  return before;
}

/** Null when it was gone already. */
export async function removeTaxRate(tx: Tx, id: string): Promise<TaxRate | null> {
  const before = await tx.taxRate.findUnique({ where: { id } });
  if (!before) return null;
  await tx.taxRate.deleteMany({ where: { id } });
  await bumpRevision(tx);
  return before;
}
