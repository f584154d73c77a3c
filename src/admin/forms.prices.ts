// What staff type about price sheets beside the figures, which sheet-text.ts reads.
import { z } from 'zod';
import { optional } from '../accounts/forms.ts';
import { en } from '../words/en.ts';

const say = en.pricing.sheets.problems;

/** The state of the draft that was seen; without it nothing is known to be seen. */
const edits = z
  .string()
  .default('')
  .transform((text) => (/^\d{1,9}$/.test(text) ? Number(text) : -1));

export const draftFields = z.object({ edits, note: optional(200) });

export const seenFields = z.object({ edits });

/** `2026-12-01T06:00`, UTC as everywhere in the back office; nothing is now. */
export const publicationFields = z.object({
  edits,
  at: z
    .string()
    .default('')
    .transform((text) => text.trim())
    .refine((text) => text === '' || !Number.isNaN(timeOf(text).getTime()), say.when)
    .transform((text) => (text === '' ? null : timeOf(text))),
});

function timeOf(text: string): Date {
  return new Date(
    /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/.test(text)
      ? `${text.replace(' ', 'T')}Z`
      : text,
  );
}
