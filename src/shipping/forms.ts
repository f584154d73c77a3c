// What staff type about parcels.
import { z } from 'zod';
import { needed } from '../accounts/forms.ts';
import { en } from '../words/en.ts';
import type { Content } from './contents.ts';

const say = en.admin.parcels.problems;

const carrier = needed(say.carrier, 60);
const trackingCode = needed(say.trackingCode, 80);

/** A box that was ticked, whatever value its page gave it. */
export const ticked = z
  .string()
  .default('')
  .transform((value) => !['', '0', 'false', 'off'].includes(value));

export const parcelFields = z.object({ carrier, trackingCode, another: ticked });
/** One of the offers; a label is bought for it. */
export const rateFields = z.object({ rateId: needed(en.parcels.rateGone, 200), another: ticked });

const PIECES = /^pack-([0-9a-f-]{36})$/;

/** `pack-LINE=3`: how many of a line go into this parcel. Null when nothing of the kind was sent. */
export function readContents(sent: unknown): Content[] | null {
  const fields = Object.entries(typeof sent === 'object' && sent !== null ? sent : {});
  const packed = fields.flatMap(([name, value]) => {
    const lineId = PIECES.exec(name)?.[1];
    const isCount = typeof value === 'string' && /^\s*\d{1,6}\s*$/.test(value);
    return lineId && isCount ? [{ lineId, quantity: Number(value) }] : [];
  });
  return packed.length === 0 ? null : packed;
}

/** What the scales say, in grams; null for nothing or nonsense. */
export function readGrams(sent: unknown): number | null {
  const grams = typeof sent === 'string' && /^\s*\d{1,6}\s*$/.test(sent) ? Number(sent) : 0;
  return grams > 0 ? grams : null;
}

const MOST_ALSO_TOLD = 10;
const address = z.email();

/** Addresses apart by lines, spaces, commas or semicolons. */
export const alsoTellFields = z.object({
  alsoTell: z
    .string()
    .default('')
    .transform((text) => [...new Set(text.split(/[\s,;]+/).filter(Boolean))])
    .refine(
      (all) => all.length <= MOST_ALSO_TOLD && all.every((each) => address.safeParse(each).success),
      en.parcels.alsoTellProblem,
    ),
});
export const trackingFields = z.object({ carrier, trackingCode });
/** What staff can know themselves; everything else the carrier tells. */
export const newsFields = z.object({ status: z.enum(['delivered', 'returned'], { error: say.status }) });
