// What customers type about a problem.
import { z } from 'zod';
import { looksLikeId } from '../lib/ids.ts';
import { REPORTED_REASONS } from '../orders/problem.ts';
import { en } from '../words/en.ts';

const say = en.problems.problems;
const MOST_TEXT = 2_000;

/** Keeps its line breaks, loses every other control character. */
const text = z
  .string({ error: say.text })
  .transform((typed) =>
    typed
      .replaceAll('\r\n', '\n')
      .replace(/[^\P{C}\n]/gu, ' ')
      .trim(),
  )
  .pipe(z.string().min(1, say.text).max(MOST_TEXT, say.tooLong(MOST_TEXT)));

export const reportFields = z.object({
  reason: z.enum(REPORTED_REASONS, { error: say.reason }),
  lineId: z.string().default(''),
  text,
  press: z
    .string()
    .default('')
    .transform((id) => (looksLikeId(id) ? id : '')),
});
