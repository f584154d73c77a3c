// The kinds of artwork we know; every one of them is welcome.

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

const VECTOR: ReadonlySet<Format> = new Set(['pdf', 'ai', 'svg', 'eps', 'cdr']);

export function isVector(format: Format): boolean {
  return VECTOR.has(format);
}

export function isFormat(text: string): text is Format {
  return (FORMATS as readonly string[]).includes(text);
}
