// Changing settings, each with its entry in the audit.
import { writeAudit } from '../accounts/actions.audit.ts';
import { changeSettings } from '../catalog/actions.ts';
import type { Settings } from '../catalog/settings.ts';
import type { Db } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import type { Clock } from '../lib/time.ts';

export interface SettingsDeps {
  db: Db;
  clock: Clock;
  /** This process sees the change with its very next page; the others within a second. */
  shop: { now(): { settings: Settings }; refresh(): Promise<boolean> };
}

/** Only what is different now is written, and stands in the audit. */
export async function saveSettings(
  deps: SettingsDeps,
  wanted: Partial<Settings>,
  who: string,
): Promise<void> {
  const now = deps.clock();
  const { settings } = deps.shop.now();
  const before = (key: string) => settings[key as keyof Settings]; // Object.entries forgets the keys
  const changed = Object.entries(wanted).filter(([key, value]) => inWords(value) !== inWords(before(key)));
  if (changed.length === 0) return;
  await transaction(deps.db, async (tx) => {
    await changeSettings(tx, Object.fromEntries(changed), { who, now });
    for (const [key, value] of changed) {
      const change = { subject: key, before: inWords(before(key)), after: inWords(value) };
      await writeAudit(tx, { who, what: 'settings.changed', ...change, now });
    }
  });
  await deps.shop.refresh();
}

function inWords(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}
