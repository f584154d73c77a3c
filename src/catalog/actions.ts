// Changing what the owner decides. Every process hears of it by the revision.
import type { Tx } from '../db/open.ts';
import type { Settings } from './settings.ts';

/** In the same transaction as any change to catalogue, prices, taxes or settings. */
export async function bumpRevision(tx: Tx): Promise<void> {
  await tx.revision.upsert({
    where: { name: 'shop' },
    update: { version: { increment: 1 } },
    create: { name: 'shop', version: 1 },
  });
}

/** Values were checked by the form they come from; one that does not fit its setting counts as not set. */
export async function changeSettings(
  tx: Tx,
  changes: Partial<Settings>,
  { who, now }: { who: string; now: Date },
): Promise<void> {
  for (const [key, value] of Object.entries(changes)) {
    const row = { value: JSON.stringify(value), changedAt: now, changedBy: who };
    await tx.setting.upsert({ where: { key }, update: row, create: { key, ...row } });
  }
  await bumpRevision(tx);
}
