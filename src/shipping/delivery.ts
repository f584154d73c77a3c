// The ways a parcel can go, and when it is promised. Pure.
import { addWorkingDays } from '../lib/time.ts';

export interface DeliveryOption {
  id: string;
  name: string;
  cents: number;
  /** Working days in the carrier's hands. */
  days: number;
}

/** The day the parcel should be there: production, then the carrier. */
export function promisedFor(option: { days: number }, productionDays: number, now: Date): Date {
  return addWorkingDays(now, productionDays + option.days);
}
