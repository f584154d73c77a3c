// How many pixels a raster file says it prints per millimetre, exactly as stated. Libraries round to whole dpi.
import { findBox } from './boxes.ts';
import { tiffTags } from './tiff-tags.ts';

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

/** TIFF and BigTIFF: what one page says, from 1. */
export function tiffDensity(read: Read, page = 1): Density | null {
  const tags = tiffTags(read, page);
  const unit = tags.get(296) ?? 2;
  const perMm = unit === 2 ? MM_PER_INCH : unit === 3 ? 10 : null;
  const x = tags.get(282);
  if (perMm === null || x === undefined) return null;
  return density(x / perMm, (tags.get(283) ?? x) / perMm);
}

/** TIFF: photometric interpretation 3 is a palette. */
export function tiffIsIndexed(read: Read, page = 1): boolean {
  return tiffTags(read, page).get(262) === 3;
}

/** BMP: pixels per metre; the short header of OS/2 has no place for them. */
export function bmpDensity(read: Read): Density | null {
  const head = read(0, 46);
  if (head.length < 46 || view(head).getUint32(14, true) < 40) return null;
  return density(view(head).getInt32(38, true) / 1000, view(head).getInt32(42, true) / 1000);
}

/** BMP: up to eight bits a pixel are places in a palette. */
export function bmpIsIndexed(read: Read): boolean {
  const head = read(0, 30);
  if (head.length < 30) return false;
  const isShort = view(head).getUint32(14, true) === 12;
  return view(head).getUint16(isShort ? 24 : 28, true) <= 8;
}

/** JPEG 2000: how it wants to be shown, else how it was taken; the codestream alone says neither. */
export function jp2Density(read: Read): Density | null {
  for (const kind of ['resd', 'resc']) {
    const box = findBox(read, 'jp2h', 'res ', kind);
    const content = box ? read(box.from, 10) : [];
    if (content.length === 10) return jp2Resolution(view(content as Uint8Array));
  }
  return null;
}

/** Fractions of pixels per metre, with a power of ten each, down before along. */
function jp2Resolution(box: DataView): Density | null {
  const perMm = (at: number, power: number) =>
    ((box.getUint16(at) / box.getUint16(at + 2)) * 10 ** box.getInt8(power)) / 1000;
  return density(perMm(4, 9), perMm(0, 8));
}

/** JPEG 2000: a palette has a box of its own. */
export function jp2IsIndexed(read: Read): boolean {
  return findBox(read, 'jp2h', 'pclr') !== null;
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
