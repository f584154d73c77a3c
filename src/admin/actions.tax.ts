// Changes of tax and invoices, written together with their entry in the audit.
import { writeAudit } from '../accounts/actions.audit.ts';
import type { Db } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import type { Clock } from '../lib/time.ts';
import { putTaxRate, removeTaxRate } from '../pricing/actions.ts';
import type { TaxRate } from '../pricing/tax.ts';

interface Deps {
  db: Db;
  clock: Clock;
  /** This process sees the change with its very next page; the others within a second. */
  shop: { refresh(): Promise<boolean> };
}

export async function setTaxRate(deps: Deps, rate: TaxRate, who: string): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const before = await putTaxRate(tx, rate, now);
    const change = { subject: placeOf(rate), before: before ? inWords(before) : '', after: inWords(rate) };
    await writeAudit(tx, { who, what: 'tax.rate', ...change, now });
  });
  await deps.shop.refresh();
}

/** Answers the place it was for; null when it was gone already. */
export async function dropTaxRate(deps: Deps, id: string, who: string): Promise<string | null> {
  const now = deps.clock();
  const place = await transaction(deps.db, async (tx) => {
    const before = await removeTaxRate(tx, id);
    if (!before) return null;
    const subject = placeOf(before);
    await writeAudit(tx, { who, what: 'tax.rate', subject, before: inWords(before), after: '', now });
    return subject;
  });
  await deps.shop.refresh();
  return place;
}

function placeOf({ country, region }: TaxRate): string {
  return [country, region].filter(Boolean).join(' ');
}

function inWords({ name, basisPoints, reverseCharge, reason }: TaxRate): string {
  const parts = [`${name} ${basisPoints / 100} %`, reverseCharge ? 'reverse charge' : '', reason];
  return parts.filter(Boolean).join(', ');
}
