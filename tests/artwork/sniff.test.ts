// A file is what its first bytes say, whatever it is called.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { sniffFile } from '../../src/artwork/sniff.file.ts';
import { sniff } from '../../src/artwork/sniff.ts';
import { HEADS, pdf, plain, svg, svgz } from './files.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'kisscut-sniff-'));
afterAll(() => rmSync(folder, { recursive: true }));

function formatOf(head: Uint8Array, name = ''): string | null {
  return sniff(head, name)?.format ?? null;
}

describe('every kind is known by its bytes', () => {
  test.each([
    ['png', 'png'],
    ['jpeg', 'jpg'],
    ['webp', 'webp'],
    ['gif', 'gif'],
    ['avif', 'avif'],
    ['tiff', 'tiff'],
  ] as const)('%s', async (encoder, format) => {
    expect(formatOf(await plain(4, 4).toFormat(encoder).toBuffer(), 'liar.exe')).toBe(format);
  });

  test.each([
    ['eps', HEADS.eps],
    ['eps', HEADS.dosEps],
    ['psd', HEADS.psd],
    ['psb', HEADS.psb],
    ['bmp', HEADS.bmp],
    ['heic', HEADS.heic],
    ['heic', HEADS.heif],
    ['avif', HEADS.avifAsMif1],
    ...['heix', 'heim', 'heis', 'hevc', 'hevx', 'msf1', 'miaf'].map((brand): [string, Buffer] => [
      'heic',
      Buffer.from(`\0\0\0\x14ftyp${brand}\0\0\0\0${brand}`, 'latin1'),
    ]),
    ['avif', Buffer.from('\0\0\0\x18ftypavis\0\0\0\0msf1avis', 'latin1')],
    ['avif', Buffer.from('\0\0\0\x18ftypmsf1\0\0\0\0avismif1', 'latin1')],
    ['jxl', HEADS.jxl],
    ['jxl', HEADS.jxlBoxed],
    ['jp2', HEADS.jp2],
    ['jp2', HEADS.jp2Stream],
    ['cdr', HEADS.cdrRiff],
    ['cdr', HEADS.cdrZip],
    ['cdr', HEADS.cdrOldZip],
    ['tiff', HEADS.bigTiff],
    ['pdf', pdf()],
    ['svg', svg('width="1"')],
  ])('%s', (format, head) => {
    expect(formatOf(head, 'art')).toBe(format);
  });
});

test('what begins as a picture is one, whatever follows', async () => {
  const both = Buffer.concat([await plain(4, 4).png().toBuffer(), pdf()]);
  expect(formatOf(both, 'both.pdf')).toBe('png');
});

describe('ai and pdf are the same bytes under two names', () => {
  test('a PDF called .ai is an Illustrator file', () => {
    expect(formatOf(pdf(), 'Logo.AI')).toBe('ai');
    expect(formatOf(pdf(), 'logo.ai.pdf')).toBe('pdf');
  });

  test('PostScript called .ai is an Illustrator file', () => {
    expect(sniff(HEADS.eps, 'old.ai')).toEqual({ format: 'ai', inside: 'postscript' });
  });

  test('a PDF may begin with a little rubbish', () => {
    expect(formatOf(Buffer.concat([Buffer.alloc(200, ' '), pdf()]))).toBe('pdf');
  });
});

describe('SVG hides behind all that may stand before its root', () => {
  test.each([
    ['nothing', '<svg/>'],
    ['a byte order mark', '\ufeff<svg >'],
    ['a declaration', '<?xml version="1.0"?>\n<svg\n'],
    ['comments', '<!-- made by > hand --><!-- twice --><svg>'],
    ['a document type', '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><svg>'],
    ['entities', '<!DOCTYPE svg [ <!ENTITY ns "http://x"> ]>\n<svg>'],
    ['a prefix', '<?xml version="1.0"?><svg:svg xmlns:svg="http://www.w3.org/2000/svg">'],
  ])('%s', (_what, text) => {
    expect(formatOf(Buffer.from(text))).toBe('svg');
  });

  test('UTF-16', () => {
    expect(formatOf(Buffer.from('\ufeff<svg>', 'utf16le'))).toBe('svg');
  });

  test('a page with a drawing in it is a page', () => {
    expect(formatOf(Buffer.from('<!DOCTYPE html><html><svg></svg></html>'))).toBeNull();
    expect(formatOf(Buffer.from('<!-- <svg> -->'))).toBeNull();
  });
});

describe('what is no artwork is nothing', () => {
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['one byte', Buffer.from([0xff])],
    ['text', Buffer.from('Dear printer, please print my logo.')],
    ['a program', Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1')],
    ['another ZIP', HEADS.otherZip],
    ['a sound', HEADS.wave],
    ['a video', Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1')],
    ['a song that begins like a picture', Buffer.from('\0\0\0\x18ftypM4A \0\0\0\0M4A mp42', 'latin1')],
    ['an icon', Buffer.from([0, 0, 1, 0, 1, 0, 16, 16, 0, 0, 1, 0, 32, 0])],
    ['a Targa', Buffer.from([0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16, 0, 16, 0, 24, 0])],
    ['a PCX', Buffer.from([10, 5, 1, 8, 0, 0, 0, 0, 15, 0, 15, 0])],
    ['what a camera saw', Buffer.from('II*\0\x10\0\0\0CR\x02\0', 'latin1')],
    [
      'letters that begin with BM, as long as a header',
      Buffer.from('BM and then a long sentence about nothing at all.'),
    ],
    [
      'a header without planes',
      Buffer.concat([Buffer.from('BM'), Buffer.alloc(12), Buffer.from([40]), Buffer.alloc(40)]),
    ],
    ['words that begin with BM', Buffer.from('BMW is a maker of cars and motorcycles in Bavaria.')],
  ])('%s', (_what, head) => {
    expect(formatOf(head, 'logo.png')).toBeNull();
  });
});

describe('files on disk', () => {
  async function sniffBytes(bytes: Buffer): Promise<unknown> {
    const place = path.join(folder, 'file');
    writeFileSync(place, bytes);
    return sniffFile(place, 'file');
  }

  test('a packed SVG is an SVG', async () => {
    expect(await sniffBytes(svgz('width="10"'))).toEqual({ format: 'svg', inside: 'gzip' });
  });

  test('gzip of anything else is nothing, even of a gzip of an SVG', async () => {
    expect(await sniffBytes(gzipSync('hello'))).toBeNull();
    expect(await sniffBytes(gzipSync(svgz('width="10"')))).toBeNull();
    expect(await sniffBytes(gzipSync(''))).toBeNull();
  });

  test('a broken gzip is nothing', async () => {
    expect(await sniffBytes(Buffer.from([0x1f, 0x8b, 1, 2, 3]))).toBeNull();
  });

  test('a gzip bomb costs no more than its beginning', async () => {
    const bomb = svgz('width="10"', ' '.repeat(30_000_000));
    const before = process.memoryUsage.rss();
    expect(await sniffBytes(bomb)).toEqual({ format: 'svg', inside: 'gzip' });
    expect(process.memoryUsage.rss() - before).toBeLessThan(20_000_000);
  });

  test('an empty file is nothing', async () => {
    expect(await sniffBytes(Buffer.alloc(0))).toBeNull();
  });
});
