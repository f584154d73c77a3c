// What staff type about parcels.
import { z } from 'zod';
import { needed } from '../accounts/forms.ts';
import { en } from '../words/en.ts';

const say = en.admin.parcels.problems;

const carrier = needed(say.carrier, 60);
const trackingCode = needed(say.trackingCode, 80);

/** A box that was ticked, whatever value its page gave it. */
export const ticked = z
  .string()
  .default('')
  .transform((value) => !['', '0', 'false', 'off'].includes(value));

export const parcelFields = z.object({ carrier, trackingCode, another: ticked });
export const trackingFields = z.object({ carrier, trackingCode });
/** What staff can know themselves; everything else the carrier tells. */
export const newsFields = z.object({ status: z.enum(['delivered', 'returned'], { error: say.status }) });
