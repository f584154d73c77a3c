// A price sheet as a CSV file and back, exactly. What cannot be read is told by row and column. Pure.
import { type CsvRow, readCsv } from '../lib/csv-rows.ts';
import type { PriceSheet, SheetFigures } from '../pricing/sheet.ts';
import { type KnownChoices, readSheetText, SINGLE_FIGURES, textOf } from '../pricing/sheet-text.ts';
import { SHAPES } from '../sticker.ts';
import { en } from '../words/en.ts';
import { CSV_END, csvLine } from './csv.ts';

const { csv: say, problems } = en.pricing.sheets;

export const SHEET_COLUMNS = ['figure', 'of', 'value'] as const;
type Column = (typeof SHEET_COLUMNS)[number];

export interface RowProblem {
  /** As a spreadsheet counts, from 1; 0 for what is missing altogether. */
  row: number;
  column: Column;
  message: string;
}

export type ReadFile = { ok: true; figures: SheetFigures } | { ok: false; rows: RowProblem[] };

/** `figure,of,value`: one row for each text of the form. */
export function sheetCsv(sheet: PriceSheet): string {
  const rows = Object.entries(textOf(sheet)).map(([field, value]) => {
    const [figure = '', of = ''] = field.split('.');
    return [figure, of, value];
  });
  return [SHEET_COLUMNS, ['currency', '', sheet.currency], ...rows]
    .map((row) => csvLine(row) + CSV_END)
    .join('');
}

/** A file that is wrong anywhere is not read at all. */
export function readSheetCsv(text: string, known: Known): ReadFile {
  const csv = readCsv(text);
  if (!csv.ok) return refuse([{ row: csv.row, column: 'figure', message: say.quote }]);
  const [header, ...rows] = csv.rows;
  if (header?.cells.map((cell) => cell.trim().toLowerCase()).join() !== SHEET_COLUMNS.join())
    return refuse([{ row: header?.row ?? 1, column: 'figure', message: say.header }]);
  return readRows(rows, known);
}

function refuse(rows: RowProblem[]): ReadFile {
  return { ok: false, rows };
}

type Known = KnownChoices & { currency: string };

function readRows(rows: readonly CsvRow[], known: Known): ReadFile {
  const found: RowProblem[] = [];
  const places = new Map<string, number>();
  const typed: Record<string, string> = {};
  for (const { row, cells } of rows) {
    const [figure = '', of = '', value = '', ...more] = cells.map((cell) => cell.trim());
    const field = of === '' ? figure : `${figure}.${of}`;
    const before = places.get(field);
    const flaw = flawOf({ figure, of, value, more }, known);
    if (flaw) found.push({ row, ...flaw });
    else if (before) found.push({ row, column: 'figure', message: say.twice(before) });
    if (before) continue;
    places.set(field, row);
    typed[field] = value;
  }
  const read = readSheetText(typed, known);
  if (read.ok && found.length === 0) return { ok: true, figures: read.figures };
  const told = new Set(found.map(({ row }) => row));
  for (const [field, message] of Object.entries(read.ok ? {} : read.problems)) {
    const row = places.get(field);
    if (row === undefined) found.push({ row: 0, column: 'figure', message: missing(field, message) });
    else if (!told.has(row)) found.push({ row, column: 'value', message });
  }
  return refuse(found.sort((a, b) => a.row - b.row));
}

/** That nothing is sold has a sentence of its own. */
function missing(field: string, message: string): string {
  return field === 'materials' || field === 'finishes' ? message : say.missing(field.replace('.', ' '));
}

const WHOLE = ['currency', 'breaks', ...SINGLE_FIGURES];

interface Cells {
  figure: string;
  of: string;
  value: string;
  more: string[];
}

function flawOf({ figure, of, value, more }: Cells, known: Known): Omit<RowProblem, 'row'> | null {
  const choices = new Map([
    ['material', known.materials],
    ['finish', known.finishes],
    ['shape', SHAPES],
  ]).get(figure);
  if (more.some(Boolean)) return { column: 'value', message: say.cells };
  if (!choices && !WHOLE.includes(figure)) return { column: 'figure', message: say.figure(figure) };
  if (!choices && of !== '') return { column: 'of', message: say.ofEmpty };
  if (choices && of === '') return { column: 'of', message: say.ofNeeded };
  if (choices && !choices.includes(of)) return { column: 'of', message: problems.unknown(of) };
  if (figure === 'currency' && value !== known.currency)
    return { column: 'value', message: say.currency(known.currency) };
  return null;
}
