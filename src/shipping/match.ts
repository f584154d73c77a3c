// Which of our parcels a tracker tells of: carriers use their codes again, so a code alone says little. Pure.
import type { Tracking } from './carrier.ts';
import { carrierName, codeKey } from './carriers.ts';

export interface Candidate {
  id: string;
  carrier: string;
  codeKey: string;
  trackerId: string | null;
  gatewayId: string | null;
  /** `buy`: its code is not known yet. */
  task: string | null;
  voidedAt: Date | null;
  createdAt: Date;
}

/** Null: none that we know, yet. */
export function matchParcel(candidates: readonly Candidate[], tracking: Tracking): Candidate | null {
  const key = codeKey(tracking.trackingCode);
  const named = candidates.filter((each) => each.codeKey === key && each.task !== 'buy');
  if (tracking.gatewayId) {
    const bought = named.find((each) => each.gatewayId === tracking.gatewayId);
    if (bought) return bought;
    // a label that somebody else bought at the same provider
    if (candidates.some((each) => each.gatewayId === tracking.gatewayId)) return null;
  }
  const followed = named.find((each) => each.trackerId === tracking.trackerId);
  if (followed) return followed;
  // a tracker that names its shipment says nothing of labels that have another one
  const mayBe = (each: Candidate) => each.gatewayId === null || tracking.gatewayId === null;
  const typed = named.filter((each) => mayBe(each) && isSameCarrier(each, tracking));
  // a code that is used again belongs to the parcel that was sent with it last
  return newest(typed.filter((each) => each.voidedAt === null)) ?? newest(typed);
}

function newest(candidates: readonly Candidate[]): Candidate | null {
  return candidates.reduce<Candidate | null>(
    (last, each) => (last && last.createdAt > each.createdAt ? last : each),
    null,
  );
}

function isSameCarrier(candidate: Candidate, { carrier }: Tracking): boolean {
  return carrier === '' || carrierName(candidate.carrier) === carrierName(carrier);
}
