// A file that a spreadsheet reads as text.
import { describe, expect, it } from 'vitest';
import { csvLine } from '../../src/admin/csv.ts';

describe('a cell', () => {
  it.each(['=1+1', '+49 30 1234', '-2', '@SUM(A1)', '\tx'])('that begins like %j is no formula', (text) => {
    expect(csvLine([text])).toBe(`'${text}`);
  });

  it('keeps quotes, commas and line breaks to itself', () => {
    expect(csvLine(['Say "hi"', 'a,b', 'two\nlines'])).toBe('"Say ""hi""","a,b","two\nlines"');
  });

  it('is quoted and disarmed when it needs both', () => {
    expect(csvLine(['=HYPERLINK("http://evil","x")'])).toBe(`"'=HYPERLINK(""http://evil"",""x"")"`);
  });

  it('is empty for what is not there, and plain for numbers, yes or no, and times', () => {
    expect(csvLine([null, undefined, 0, 1999, true, new Date(0)])).toBe(
      ',,0,1999,true,1970-01-01T00:00:00.000Z',
    );
  });

  it('below zero is text as well', () => {
    expect(csvLine([-5])).toBe("'-5");
  });
});
