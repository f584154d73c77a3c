// A count sheet as a CSV file and back. A file that is wrong anywhere is not taken in at all. Pure.
import { readAmount } from '../inventory/amount.ts';
import type { Unit } from '../inventory/levels.ts';
import { readCsv } from '../lib/csv-rows.ts';
import { en } from '../words/en.ts';
import { CSV_END, csvLine } from './csv.ts';

const say = en.inventory.counts.rowProblems;

export interface SheetRow {
  lineId: string;
  sku: string;
  name: string;
  unit: string;
  expected: bigint;
  counted: bigint | null;
}

export const COUNT_COLUMNS = ['sku', 'name', 'unit', 'expected', 'counted'] as const;

export function countCsv(rows: readonly SheetRow[]): string {
  const lines = rows.map(({ sku, name, unit, expected, counted }) =>
    csvLine([sku, name, unit, String(expected), counted === null ? '' : String(counted)]),
  );
  return [csvLine(COUNT_COLUMNS), ...lines].map((line) => line + CSV_END).join('');
}

export interface RowProblem {
  /** As a spreadsheet counts, from 1. */
  row: number;
  message: string;
}

export type ReadCounts =
  | { ok: true; counts: { lineId: string; counted: bigint | null }[] }
  | { ok: false; rows: RowProblem[] };

/** Only the columns `sku` and `counted` are read; a row without a count leaves its item as it is. */
export function readCounts(text: string, sheet: readonly SheetRow[]): ReadCounts {
  const csv = readCsv(text);
  if (!csv.ok) return { ok: false, rows: [{ row: csv.row, message: say.quotes }] };
  const [header, ...rows] = csv.rows;
  const names = header?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  const [skuAt, countedAt] = [names.indexOf('sku'), names.indexOf('counted')];
  if (skuAt < 0 || countedAt < 0)
    return { ok: false, rows: [{ row: header?.row ?? 1, message: say.columns }] };

  const known = new Map(sheet.map((line) => [line.sku, line]));
  const seen = new Set<string>();
  const problems: RowProblem[] = [];
  const counts: { lineId: string; counted: bigint }[] = [];
  for (const { row, cells } of rows) {
    const sku = cells[skuAt]?.trim() ?? '';
    const typed = cells[countedAt]?.trim() ?? '';
    const line = known.get(sku);
    const counted = line ? readAmount(typed, line.unit as Unit) : null; // the column holds nothing else
    if (!line) problems.push({ row, message: say.sku(sku) });
    else if (seen.has(sku)) problems.push({ row, message: say.twice(sku) });
    else if (typed !== '' && (counted === null || counted < 0n))
      problems.push({ row, message: say.counted(typed) });
    else if (counted !== null) counts.push({ lineId: line.lineId, counted });
    seen.add(sku);
  }
  if (problems.length > 0) return { ok: false, rows: problems };
  if (counts.length === 0) return { ok: false, rows: [{ row: header?.row ?? 1, message: say.empty }] };
  return { ok: true, counts };
}
