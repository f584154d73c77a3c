// CSV as spreadsheets of all countries write it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CSV_END, csvLine } from '../../src/admin/csv.ts';
import { readCsv } from '../../src/lib/csv-rows.ts';

const cellsOf = (text: string) => {
  const read = readCsv(text);
  return read.ok ? read.rows.map(({ cells }) => cells) : null;
};

describe('rows of text', () => {
  it('are read with commas, semicolons, any line end and a byte order mark', () => {
    expect(cellsOf('a,b\r\n1,2\r\n')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(cellsOf('\ufeffa;b\n1,5;2')).toEqual([
      ['a', 'b'],
      ['1,5', '2'],
    ]);
    expect(cellsOf('a,b\r1,2')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(cellsOf('')).toEqual([]);
  });

  it('may have quotation marks, commas and line ends within a cell', () => {
    expect(cellsOf('a,"x, ""y""\nz",\n')).toEqual([['a', 'x, "y"\nz', '']]);
  });

  it('keep the number a spreadsheet gives them, empty ones counted', () => {
    expect(readCsv('a\n\n,\nb')).toEqual({
      ok: true,
      rows: [
        { row: 1, cells: ['a'] },
        { row: 4, cells: ['b'] },
      ],
    });
  });

  it('are refused at the row where a quotation never ends', () => {
    expect(readCsv('a\n"b')).toEqual({ ok: false, row: 2 });
    expect(readCsv('a\n"b"c')).toEqual({ ok: false, row: 2 });
  });

  it('are what was written, whatever it was', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 }).map((each) => each.replace(/\r\n?/g, '\n'));
    const filled = text.filter((each) => each.trim() !== '' && !/^'[=+\-@\t\r]/.test(each));
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            filled,
            text.filter((each) => !/^'[=+\-@\t\r]/.test(each)),
          ),
          { minLength: 1 },
        ),
        (rows) => {
          const file = [['figure', 'of'], ...rows].map((row) => csvLine(row) + CSV_END).join('');
          expect(cellsOf(file)).toEqual([['figure', 'of'], ...rows]);
        },
      ),
    );
  });
});
