// What staff type when they answer a problem.
import { z } from 'zod';
import type { Problems } from '../lib/refusal.ts';
import type { Typed } from '../web/read-form.ts';
import { en } from '../words/en.ts';
import { centsOf } from './forms.money.ts';

const say = en.problems.problems;
const MOST_TEXT = 2_000;

const text = z
  .string()
  .default('')
  .transform((typed) =>
    typed
      .replaceAll('\r\n', '\n')
      .replace(/[^\P{C}\n]/gu, ' ')
      .trim(),
  )
  .pipe(z.string().max(MOST_TEXT, say.tooLong(MOST_TEXT)));

export const answerFields = z.object({ text });
export const wordsFields = z.object({ text: text.pipe(z.string().min(1, say.answer)) });

/** Cents, as programs send them, or an amount as people type it. */
export const refundAnswerFields = z
  .object({ text, amountCents: z.string().default(''), amount: z.string().default('') })
  .transform(({ text: written, amountCents, amount }, context) => {
    const cents = /^\d{1,9}$/.test(amountCents.trim()) ? Number(amountCents) : centsOf(amount);
    if (!cents) context.addIssue({ code: 'custom', path: ['amount'], message: say.amount });
    return { text: written, amountCents: cents ?? 0 };
  });

/** `pieces-<line>`: how many of it are printed again. */
export function readPieces(
  typed: Typed,
  lines: readonly { id: string; quantity: number }[],
): { pieces: Map<string, number>; problems: Problems } {
  const pieces = new Map<string, number>();
  const problems: Problems = {};
  for (const { id, quantity } of lines) {
    const field = `pieces-${id}`;
    const written = typed[field]?.trim() ?? '';
    if (written === '') continue;
    const count = /^\d{1,7}$/.test(written) ? Number(written) : -1;
    if (count < 0 || count > quantity) problems[field] = say.quantity(quantity);
    else if (count > 0) pieces.set(id, count);
  }
  if (pieces.size === 0 && Object.keys(problems).length === 0) problems.form = say.nothing;
  return { pieces, problems };
}
