// How many pixels a raster file says it prints per millimetre, exactly as stated. Libraries round to whole dpi.

export interface Density {
  /** Pixels per mm. */
  x: number;
  y: number;
}

/** Reads `length` bytes at `offset`; fewer at the end of the file. */
export type Read = (offset: number, length: number) => Uint8Array;

const MM_PER_INCH = 25.4;
/** Chunks or segments looked at before giving up. */
const MOST_STEPS = 2000;

/** PNG: the pHYs chunk, only when its unit is the metre. */
export function pngDensity(read: Read): Density | null {
  const at = findPngChunk(read, 'pHYs');
  return at === null ? null : physical(read(at, 9));
}

/** PNG: an animation says so before its first picture. */
export function pngIsAnimated(read: Read): boolean {
  return findPngChunk(read, 'acTL') !== null;
}

/** Where the content of a chunk before the picture begins. */
function findPngChunk(read: Read, wanted: string): number | null {
  let at = 8;
  for (let step = 0; step < MOST_STEPS; step++) {
    const head = read(at, 8);
    if (head.length < 8) return null;
    const type = ascii(head, 4, 8);
    if (type === wanted) return at + 8;
    if (type === 'IDAT' || type === 'IEND') return null;
    at += 12 + view(head).getUint32(0);
  }
  return null;
}

function physical(chunk: Uint8Array): Density | null {
  if (chunk.length < 9 || chunk[8] !== 1) return null;
  return density(view(chunk).getUint32(0) / 1000, view(chunk).getUint32(4) / 1000);
}

/** JPEG: Exif where it states a resolution, else JFIF. */
export function jpegDensity(read: Read): Density | null {
  let jfif: Density | null = null;
  let at = 2;
  for (let step = 0; step < MOST_STEPS; step++) {
    const head = read(at, 4);
    if (head.length < 4 || head[0] !== 0xff) return jfif;
    const [, marker = 0] = head;
    if (marker === 0xff) {
      at += 1; // fill byte
      continue;
    }
    if (marker === 0xda || marker === 0xd9) return jfif;
    const length = view(head).getUint16(2);
    if (marker === 0xe0) jfif ??= jfifDensity(read(at + 4, Math.min(length, 16)));
    if (marker === 0xe1) {
      const exif = exifDensity(read(at + 4, length - 2));
      if (exif) return exif;
    }
    at += 2 + length;
  }
  return jfif;
}

function jfifDensity(segment: Uint8Array): Density | null {
  if (segment.length < 12 || ascii(segment, 0, 4) !== 'JFIF') return null;
  const unit = segment[7];
  const perMm = unit === 1 ? MM_PER_INCH : unit === 2 ? 10 : null;
  if (perMm === null) return null;
  return density(view(segment).getUint16(8) / perMm, view(segment).getUint16(10) / perMm);
}

/** The payload of an APP1 segment, or the `exif` buffer of another format: with or without the `Exif` mark. */
export function exifDensity(exif: Uint8Array): Density | null {
  const body = ascii(exif, 0, 4) === 'Exif' ? exif.subarray(6) : exif;
  return tiffDensity((offset, length) => body.subarray(offset, offset + length));
}

/** TIFF and BigTIFF: the tags of the first directory. */
export function tiffDensity(read: Read): Density | null {
  const tags = tiffTags(read);
  const unit = tags.get(296) ?? 2;
  const perMm = unit === 2 ? MM_PER_INCH : unit === 3 ? 10 : null;
  const x = tags.get(282);
  if (perMm === null || x === undefined) return null;
  return density(x / perMm, (tags.get(283) ?? x) / perMm);
}

/** TIFF: photometric interpretation 3 is a palette. */
export function tiffIsIndexed(read: Read): boolean {
  return tiffTags(read).get(262) === 3;
}

/** The first value of each numeric tag of the first directory. */
function tiffTags(read: Read): Map<number, number> {
  const head = read(0, 16);
  const tags = new Map<number, number>();
  if (head.length < 8) return tags;
  const little = head[0] === 0x49;
  const big = view(head).getUint16(2, little) === 43;
  if (big && head.length < 16) return tags;
  const directory = big ? Number(view(head).getBigUint64(8, little)) : view(head).getUint32(4, little);
  const count = read(directory, 8);
  if (count.length < 8) return tags;
  const entries = big ? Number(view(count).getBigUint64(0, little)) : view(count).getUint16(0, little);
  const [first, size] = big ? [directory + 8, 20] : [directory + 2, 12];
  for (let index = 0; index < Math.min(entries, MOST_STEPS); index++) {
    const entry = read(first + index * size, size);
    if (entry.length < size) break;
    const value = tagValue(entry, little, big, read);
    if (value !== null) tags.set(view(entry).getUint16(0, little), value);
  }
  return tags;
}

function tagValue(entry: Uint8Array, little: boolean, big: boolean, read: Read): number | null {
  const type = view(entry).getUint16(2, little);
  const at = big ? 12 : 8;
  if (type === 3) return view(entry).getUint16(at, little);
  if (type === 4) return view(entry).getUint32(at, little);
  if (type !== 5) return null;
  // a rational is eight bytes: kept in the entry by BigTIFF, elsewhere by TIFF
  const rational = big ? entry.subarray(at, at + 8) : read(view(entry).getUint32(at, little), 8);
  if (rational.length < 8) return null;
  const below = view(rational).getUint32(4, little);
  return below === 0 ? null : view(rational).getUint32(0, little) / below;
}

function density(x: number, y: number): Density | null {
  return x > 0 && y > 0 && Number.isFinite(x) && Number.isFinite(y) ? { x, y } : null;
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
