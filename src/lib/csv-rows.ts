// Reads CSV as spreadsheets write it: commas or semicolons, quotation marks, any line end. Rows keep their number.

export interface CsvRow {
  /** As a spreadsheet counts, from 1. */
  row: number;
  cells: string[];
}

export type CsvText =
  | { ok: true; rows: CsvRow[] }
  | { ok: false /** Where a quotation opens that never closes. */; row: number };

/** Rows without any text are left out, and still counted. */
export function readCsv(text: string): CsvText {
  const plain = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const cell = cellPattern(separatorOf(plain));
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let row = 1;
  for (let at = 0; at <= plain.length; ) {
    cell.lastIndex = at;
    const [whole = '', quoted, bare = '', end = ''] = cell.exec(plain) ?? [];
    if (whole === '' && end === '' && at < plain.length) return { ok: false, row };
    cells.push(withoutGuard(quoted === undefined ? bare : quoted.replaceAll('""', '"')));
    at += whole.length;
    if (end !== '' && end !== '\n') continue;
    if (cells.some((each) => each.trim() !== '')) rows.push({ row, cells });
    cells = [];
    row += 1;
    if (end === '') break;
  }
  return { ok: true, rows };
}

/** Spreadsheets of countries that write 0,79 part their cells with semicolons. */
function separatorOf(text: string): ',' | ';' {
  const [header = ''] = text.split('\n', 1);
  return header.includes(';') && !header.includes(',') ? ';' : ',';
}

/** One cell and what ends it. A line end within quotation marks belongs to the cell. */
function cellPattern(separator: string): RegExp {
  return new RegExp(
    `(?:"((?:[^"]|"")*)"|([^"${separator}\\n][^${separator}\\n]*|))(${separator}|\\n|$)`,
    'y',
  );
}

/** The mark that our own files put before what a spreadsheet would run. */
function withoutGuard(text: string): string {
  return /^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}
