// The page that takes a price sheet as CSV, and says by row what is wrong with it.
import { fieldOf } from '../accounts/pages.ts';
import { en } from '../words/en.ts';
import type { RowProblem } from './sheet-csv.ts';

const t = en.pricing.sheets.csv;

interface Back {
  text: string;
  message: string;
  rows: readonly RowProblem[];
}

export function importPage(back: Back | null = null) {
  const filled = { typed: { text: back?.text ?? '' }, problems: {} };
  const wrong = (back?.rows ?? []).map(({ row, column, message }) => ({
    row: row === 0 ? '–' : String(row),
    column,
    problem: message,
  }));
  return {
    title: t.title,
    room: 'prices' as const,
    refusal: back?.message ?? null,
    // not `rows`, which is what a field of several lines has
    wrong,
    text: fieldOf(filled, 'text', {
      label: t.text,
      rows: 12,
      required: false,
      extra: { spellcheck: 'false' },
    }),
  };
}
