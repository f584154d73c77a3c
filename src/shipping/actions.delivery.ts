// Setting up the ways of delivery. Orders keep the one they were placed with.
import { bumpRevision } from '../catalog/actions.ts';
import type { Tx } from '../db/open.ts';
import { newId } from '../lib/ids.ts';
import type { DeliveryOption } from './delivery.ts';

export interface DeliverySetUp extends DeliveryOption {
  position: number;
  active: boolean;
}

/** In one transaction: the option with exactly these zones. Checkouts see it with their next page. */
export async function putDelivery(tx: Tx, { zones, ...option }: DeliverySetUp): Promise<void> {
  const { id } = option;
  await tx.deliveryOption.upsert({ where: { id }, update: option, create: option });
  await tx.deliveryZone.deleteMany({ where: { optionId: id } });
  const rows = zones.map(({ countries, regions, steps, days, freeFromCents }, position) => ({
    id: newId(),
    optionId: id,
    countries: countries.join(','),
    regions: regions.join(','),
    days,
    freeFromCents,
    steps: JSON.stringify(steps),
    position,
  }));
  if (rows.length > 0) await tx.deliveryZone.createMany({ data: rows });
  await bumpRevision(tx);
}
