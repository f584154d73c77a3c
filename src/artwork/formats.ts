// The kinds of artwork we know, and which of them this shop can open today.

export const FORMATS = [
  'pdf', 'ai', 'cdr', 'eps', 'svg', 'psd', 'psb', 'jpg', 'png', 'gif', 'webp', 'avif', 'heic', 'tiff', 'bmp', 'jxl', 'jp2',
] as const; // biome-ignore format: one glance
export type Format = (typeof FORMATS)[number];

/** What the first bytes say a file is. */
export interface Kind {
  format: Format;
  /** What an `ai` holds, or what an `svg` is packed in. */
  inside?: 'postscript' | 'gzip';
}

const OPENED: ReadonlySet<Format> = new Set([
  'pdf',
  'ai',
  'cdr',
  'eps',
  'svg',
  'jpg',
  'png',
  'gif',
  'webp',
  'avif',
  'tiff',
]);
const VECTOR: ReadonlySet<Format> = new Set(['pdf', 'ai', 'svg', 'eps', 'cdr']);

export function canBeOpened(kind: Kind): boolean {
  return OPENED.has(kind.format);
}

export function isVector(format: Format): boolean {
  return VECTOR.has(format);
}

export function isFormat(text: string): text is Format {
  return (FORMATS as readonly string[]).includes(text);
}
