// Names come as they come, and are kept in a form that can be shown and given back.
import { expect, test } from 'vitest';
import { cleanFilename } from '../../src/artwork/filename.ts';

test.each([
  ['stays as it is', 'Logo (final) 50%.png', 'Logo (final) 50%.png'],
  ['stays in its script', 'наклейка.png', 'наклейка.png'],
  ['keeps right-to-left letters', 'שלום.svg', 'שלום.svg'],
  ['loses marks that turn it around', 'a\u202egnp.exe\u2066\u200f', 'agnp.exe'],
  ['loses control characters', 'a\0b\r\nc\u007f.png', 'abc.png'],
  ['loses a Windows path', 'C:\\Users\\Ada\\logo.ai', 'logo.ai'],
  ['loses a path that climbs', '../../etc/passwd', 'passwd'],
  ['keeps markup and formulas, which are escaped where they are shown', '=cmd|<b>.png', '=cmd|<b>.png'],
])('a name %s', (_what, raw, clean) => {
  expect(cleanFilename(raw, 'png')).toBe(clean);
});

test.each(['', '   ', '.', '..', 'folder/', '\u202e', '\n'])(
  'a name of nothing is the kind of file: %j',
  (raw) => {
    expect(cleanFilename(raw, 'jpg')).toBe('artwork.jpg');
  },
);

test('a long name ends at 200 characters, never in the middle of one', () => {
  expect(cleanFilename('a'.repeat(300), 'png')).toBe('a'.repeat(200));
  expect(cleanFilename(`${'a'.repeat(199)}🦔🦔`, 'png')).toBe('a'.repeat(199));
});
