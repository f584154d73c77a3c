// Says what a file is by its first bytes. Names lie; only `ai` and `pdf`, the same bytes, are told apart by name.
import type { Kind } from './formats.ts';

/** How much of a file's beginning a verdict may need. */
export const SNIFF_BYTES = 64 * 1024;

/**
 * `head` is the first 64 KB (or all) of a file. Gzip is answered by what it holds: pass the unpacked
 * beginning as `unpacked`.
 */
export function sniff(head: Uint8Array, filename: string, unpacked: Uint8Array | null = null): Kind | null {
  if (isGzip(head)) return unpacked && isSvg(unpacked) ? { format: 'svg', inside: 'gzip' } : null;
  return (
    byPixels(head) ?? byPages(head, filename) ?? byContainer(head) ?? (isSvg(head) ? { format: 'svg' } : null)
  );
}

export function isGzip(head: Uint8Array): boolean {
  return starts(head, [0x1f, 0x8b]);
}

function byPages(head: Uint8Array, filename: string): Kind | null {
  const named = filename.toLowerCase().endsWith('.ai');
  if (latin1(head, 0, 1024).includes('%PDF-')) return { format: named ? 'ai' : 'pdf' };
  if (starts(head, [0xc5, 0xd0, 0xd3, 0xc6])) return { format: 'eps' };
  if (!latin1(head, 0, 4).startsWith('%!PS')) return null;
  return named ? { format: 'ai', inside: 'postscript' } : { format: 'eps' };
}

/** Both byte orders, classic and BigTIFF. */
const TIFF_MARKS = new Set(['II*\0', 'MM\0*', 'II+\0', 'MM\0+']);

function byPixels(head: Uint8Array): Kind | null {
  if (starts(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return { format: 'png' };
  if (starts(head, [0xff, 0xd8, 0xff])) return { format: 'jpg' };
  if (/^GIF8[79]a/.test(latin1(head, 0, 6))) return { format: 'gif' };
  if (TIFF_MARKS.has(latin1(head, 0, 4))) return isCanonRaw(head) ? null : { format: 'tiff' };
  if (latin1(head, 0, 6) === '8BPS\0\x01') return { format: 'psd' };
  if (latin1(head, 0, 6) === '8BPS\0\x02') return { format: 'psb' };
  if (isBmp(head)) return { format: 'bmp' };
  if (starts(head, [0xff, 0x0a]) || isSignatureBox(head, 'JXL ')) return { format: 'jxl' };
  if (starts(head, [0xff, 0x4f, 0xff, 0x51]) || isSignatureBox(head, 'jP  ')) return { format: 'jp2' };
  return null;
}

/** What a camera saw, not a picture yet; only a small one of it is in there. */
function isCanonRaw(head: Uint8Array): boolean {
  return latin1(head, 8, 10) === 'CR';
}

function byContainer(head: Uint8Array): Kind | null {
  const riff = /^RIFF.{4}(WEBP|CDR.|cdr.)/s.exec(latin1(head, 0, 12));
  if (riff) return { format: riff[1] === 'WEBP' ? 'webp' : 'cdr' };
  if (latin1(head, 4, 8) === 'ftyp') return byBrands(head);
  if (latin1(head, 0, 4) === ZIP_MEMBER) return isCorelZip(head) ? { format: 'cdr' } : null;
  return null;
}

const HEIF_BRANDS = [
  'heic',
  'heix',
  'heim',
  'heis',
  'hevc',
  'hevx',
  'hevm',
  'hevs',
  'mif1',
  'mif2',
  'msf1',
  'miaf',
];

/** ISO base media: the brand decides, and `mif1` alone says nothing about the codec. */
function byBrands(head: Uint8Array): Kind | null {
  const size = Math.min(uint32(head, 0), 256);
  const brands = new Set(latin1(head, 8, size).match(/.{4}/gs));
  if (['avif', 'avis'].some((brand) => brands.has(brand))) return { format: 'avif' };
  return HEIF_BRANDS.some((brand) => brands.has(brand)) ? { format: 'heic' } : null;
}

const ZIP_MEMBER = 'PK\x03\x04';
const CORELS_OWN = /^content\/(riffData\.cdr|dataFileList\.dat|root\.dat|data\/)/;

/** CorelDRAW X4 and later: a ZIP that says so in its first member, or begins with the drawing itself. */
function isCorelZip(head: Uint8Array): boolean {
  const text = latin1(head, 0, head.length);
  if (/^.{30}mimetypeapplication\/x-vnd\.corel\.(zcf|draw)/s.test(text)) return true;
  return text.split(ZIP_MEMBER).some((member) => CORELS_OWN.test(member.slice(26, 60)));
}

const BMP_HEADERS = new Set([12, 16, 40, 52, 56, 64, 108, 124]);
const BMP_DEPTHS = new Set([1, 2, 4, 8, 16, 24, 32]);

/** Two letters are not enough: behind them stand a header of a known length, one plane and a depth. */
function isBmp(head: Uint8Array): boolean {
  if (latin1(head, 0, 2) !== 'BM' || head.length < 30) return false;
  const size = uint32(head, 14, true);
  const at = size === 12 ? 22 : 26;
  const [planes, depth] = [uint32(head, at, true) & 0xffff, uint32(head, at, true) >>> 16];
  return BMP_HEADERS.has(size) && planes === 1 && BMP_DEPTHS.has(depth);
}

function isSignatureBox(head: Uint8Array, kind: string): boolean {
  return uint32(head, 0) === 12 && latin1(head, 4, 12) === `${kind}\r\n\x87\n`;
}

/** Only what may stand before the root element: declaration, comments, processing instructions, DOCTYPE. */
const BEFORE_ROOT = /^(\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^[>]*(\[.*?\]\s*)?>)/is;

function isSvg(head: Uint8Array): boolean {
  let text = decodeText(head);
  for (let skipped = BEFORE_ROOT.exec(text); skipped; skipped = BEFORE_ROOT.exec(text)) {
    text = text.slice(skipped[0].length);
  }
  return /^<([\w-]+:)?svg[\s/>]/.test(text);
}

function decodeText(head: Uint8Array): string {
  const [a, b] = head;
  const wide = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(wide).decode(head);
}

function starts(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}

function uint32(bytes: Uint8Array, at: number, littleEndian = false): number {
  if (bytes.length < at + 4) return 0;
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(at, littleEndian);
}

/** One character a byte, whatever the byte ("latin1" of the Encoding standard is windows-1252). */
function latin1(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (const byte of bytes.subarray(from, to)) text += String.fromCharCode(byte);
  return text;
}
