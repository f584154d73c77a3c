// The rare filters of PDF streams, against what the library writes and what the specification shows.
import { decodePDFRawStream, PDFContext, type PDFDict, PDFRawStream } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unpack } from '../../src/artwork/pdf/filters.zlib.ts';
import { TooHeavy } from '../../src/artwork/picture.ts';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const filtered = (name: string, raw: Uint8Array, params: Record<string, number> = {}, most = 100_000) =>
  unpack(raw, [{ name, params: new Map(Object.entries(params)) }], most);

describe('bytes spelled as text', () => {
  test('hexadecimal, with blanks and half a byte at its end', () => {
    expect(text(filtered('ASCIIHexDecode', Buffer.from('48 65\n6C6c6F2>rubbish')))).toBe('Hello ');
  });

  test('in base 85, with zeros and an odd end', () => {
    expect(text(filtered('A85', Buffer.from('87cUR\nDZ~>')))).toBe('Hello');
    expect([...filtered('ASCII85Decode', Buffer.from('zz~>'))]).toEqual(Array(8).fill(0));
  });
});

test('runs of bytes', () => {
  expect(text(filtered('RunLengthDecode', Buffer.from([2, 65, 66, 67, 254, 68, 128, 9, 9])))).toBe('ABCDDD');
});

describe('LZW', () => {
  /** Every code 9 bits wide: a new beginning before it has to become wider. */
  function packed(bytes: number[]): Buffer {
    const codes = [
      256,
      ...bytes.flatMap((byte, at) => (at > 0 && at % 200 === 0 ? [256, byte] : [byte])),
      257,
    ];
    const bits = codes.map((code) => code.toString(2).padStart(9, '0')).join('');
    return Buffer.from((bits.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2)));
  }

  test('as the specification shows it', () => {
    const raw = Buffer.from([0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01]);
    expect([...filtered('LZWDecode', raw)]).toEqual([45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);
  });

  test('whatever it says', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 900 }), (bytes) => {
        expect([...filtered('LZW', packed(bytes))]).toEqual(bytes);
      }),
      { numRuns: 50 },
    );
  });

  test.each([0, 1])('rubbish reads as the library reads it, EarlyChange %d', (early) => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 4000 }), (rubbish) => {
        const raw = Uint8Array.from([0x80, ...rubbish.map((byte) => byte & 0x7f)]);
        const dict = PDFContext.create().obj({
          Filter: 'LZWDecode',
          DecodeParms: { EarlyChange: early },
        }) as PDFDict;
        const ours = filtered('LZWDecode', raw, { EarlyChange: early });
        const theirs = decodePDFRawStream(PDFRawStream.of(dict, raw)).decode();
        const length = Math.min(ours.length, theirs.length);
        expect(ours.subarray(0, length)).toEqual(Uint8Array.from(theirs.subarray(0, length)));
      }),
      { numRuns: 50 },
    );
  });
});

test('none of them unpacks more than is asked for', () => {
  const runs = Buffer.from(Array(10_000).fill([129, 0]).flat());
  expect(() => filtered('RunLengthDecode', runs, {}, 5000)).toThrow(TooHeavy);
  const bomb = Buffer.from('z'.repeat(10_000));
  expect(() => filtered('ASCII85Decode', bomb, {}, 5000)).toThrow(TooHeavy);
});
