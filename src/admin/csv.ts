// Rows as a CSV file that spreadsheets read as text, never as formulas. Pure.

export type Cell = string | number | boolean | Date | null | undefined;

/** Spreadsheets run a cell that begins with one of these. */
const DANGEROUS = /^[=+\-@\t\r]/;

/** One line without its end. */
export function csvLine(cells: readonly Cell[]): string {
  return cells.map(csvCell).join(',');
}

export const CSV_END = '\r\n';

function csvCell(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  const text = cell instanceof Date ? cell.toISOString() : String(cell);
  const safe = DANGEROUS.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
