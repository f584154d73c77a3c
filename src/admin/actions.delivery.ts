// Changes to the ways of delivery, written together with their entry in the audit.
import { writeAudit } from '../accounts/actions.audit.ts';
import type { Db } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { Refusal } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { type DeliverySetUp, putDelivery } from '../shipping/actions.delivery.ts';
import { findDelivery } from '../shipping/queries.ts';
import { writeSteps } from '../shipping/zones.ts';
import { en } from '../words/en.ts';

interface Deps {
  db: Db;
  clock: Clock;
  shop: { refresh(): Promise<boolean> };
}

/** `isNew`: throws `Refusal('taken')`, 422, when there is one with this short name. */
export async function saveDelivery(
  deps: Deps,
  { option, isNew, who }: { option: DeliverySetUp; isNew: boolean; who: string },
): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const before = await findDelivery(tx, option.id);
    if (isNew && before) {
      const { taken } = en.delivery.problems;
      throw new Refusal('taken', taken, { status: 422, problems: { id: taken } });
    }
    await putDelivery(tx, option);
    const change = { before: before ? inWords(before) : '', after: inWords(option) };
    await writeAudit(tx, { who, what: 'delivery.saved', subject: option.id, ...change, now });
  });
  await deps.shop.refresh();
}

function inWords({ name, kind, cents, days, freeFromCents, liveRate, zones, active }: DeliverySetUp): string {
  const places = zones.map(
    (zone) =>
      `${[...zone.countries, ...zone.regions].join(' ')}: ${writeSteps(zone.steps).replaceAll('\n', '; ')}`,
  );
  const parts = [
    name,
    kind,
    `${cents} cents`,
    `${days} days`,
    freeFromCents === null ? '' : `free from ${freeFromCents} cents`,
    liveRate,
    ...places,
    active ? '' : 'off',
  ];
  return parts.filter(Boolean).join(', ');
}
