// Parcels that did not arrive as they should: found by looking at all that are on their way, each trouble told once.
import type { Settings } from '../catalog/settings.ts';
import type { Db } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { isUniqueViolation } from '../db/trouble.ts';
import { type Clock, DAY, earlier } from '../lib/time.ts';
import { noteParcelTrouble } from '../orders/actions.problems.ts';
import type { ProblemReason } from '../orders/problem.ts';
import { en } from '../words/en.ts';
import { parcelsInTrouble, type TroubledParcel } from './queries.trouble.ts';

interface Deps {
  db: Db;
  clock: Clock;
  shop: { now(): { settings: Settings } };
}

/** Answers how many were news. */
export async function findTroubledParcels(deps: Deps): Promise<number> {
  const now = deps.clock();
  const days = deps.shop.now().settings['delivery.stuckDays'];
  const parcels = await parcelsInTrouble(deps.db, { silentSince: earlier(now, days * DAY), most: 200 });
  let found = 0;
  for (const parcel of parcels) if (await note(deps, parcel, { days, now })) found += 1;
  return found;
}

async function note(
  { db }: Deps,
  parcel: TroubledParcel,
  { days, now }: { days: number; now: Date },
): Promise<boolean> {
  const { id: shipmentId, orderId, carrier, trackingCode } = parcel;
  const reason: ProblemReason =
    parcel.status === 'returned' || parcel.status === 'exception' ? parcel.status : 'stuck';
  const about = en.problems.parcel(carrier, trackingCode);
  const text = reason === 'stuck' ? `${about}. ${en.problems.stuckFor(days)}` : about;
  try {
    return await transaction(db, (tx) => noteParcelTrouble(tx, { orderId, shipmentId, reason, text, now }));
  } catch (error) {
    if (isUniqueViolation(error, 'fact')) return false; // another worker was faster
    throw error;
  }
}
