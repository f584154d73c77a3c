// Reads the numeric tags of one page of a TIFF or BigTIFF; an Exif block is a TIFF too.
import type { Read } from './density.ts';

/** Entries and pages looked at before giving up. */
const MOST_STEPS = 2000;

interface Layout {
  little: boolean;
  big: boolean;
}

/** The first value of each tag; empty when there is no such page. `page` counts from 1. */
export function tiffTags(read: Read, page = 1): Map<number, number> {
  const tags = new Map<number, number>();
  const head = read(0, 16);
  const layout = layoutOf(head);
  if (!layout) return tags;
  let directory = directoryAt(read, layout, offset(head, layout.big ? 8 : 4, layout));
  for (let number = 1; number < Math.min(page, MOST_STEPS) && directory; number++) {
    directory = directoryAt(read, layout, directory.next);
  }
  if (!directory) return tags;
  for (let index = 0; index < Math.min(directory.entries, MOST_STEPS); index++) {
    const entry = read(directory.at + index * directory.size, directory.size);
    if (entry.length < directory.size) break;
    const value = tagValue(entry, layout, read);
    if (value !== null) tags.set(view(entry).getUint16(0, layout.little), value);
  }
  return tags;
}

/**
 * Whether libvips shows these samples as they are meant. It reads others than these, but not as light: whole numbers
 * of 32 bits, grey floating point, Lab of eight bits, YCbCr outside JPEG.
 */
export function isReadByLibvips(tags: ReadonlyMap<number, number>): boolean {
  const [bits, packing, meaning = 1, kind] = [
    tags.get(258) ?? 1,
    tags.get(259) ?? 1,
    tags.get(262),
    tags.get(339),
  ];
  if (meaning === YCBCR) return packing === 6 || packing === 7;
  if (meaning === LAB) return bits === 16;
  if (meaning > LAB) return false;
  return bits <= 16 || (bits === 32 && kind === FLOATING && meaning === RGB);
}

const [RGB, YCBCR, LAB] = [2, 6, 8];
const FLOATING = 3;

/** In pixels, before turning. */
export function tiffSize(read: Read, page: number): { width: number; height: number } {
  const tags = tiffTags(read, page);
  return { width: tags.get(256) ?? 0, height: tags.get(257) ?? 0 };
}

/** How many pages there are. */
export function tiffPages(read: Read): number {
  const head = read(0, 16);
  const layout = layoutOf(head);
  if (!layout) return 0;
  const seen = new Set<number>();
  let place = offset(head, layout.big ? 8 : 4, layout);
  while (seen.size < MOST_STEPS && !seen.has(place)) {
    const directory = directoryAt(read, layout, place);
    if (!directory) break;
    seen.add(place);
    place = directory.next;
  }
  return seen.size;
}

interface Directory {
  /** Of its first entry. */
  at: number;
  entries: number;
  /** Of an entry. */
  size: number;
  /** Where the next page's is; 0 behind the last. */
  next: number;
}

function layoutOf(head: Uint8Array): Layout | null {
  if (head.length < 8) return null;
  const little = head[0] === 0x49;
  const big = view(head).getUint16(2, little) === 43;
  return big && head.length < 16 ? null : { little, big };
}

function directoryAt(read: Read, layout: Layout, place: number): Directory | null {
  const count = read(place, 8);
  const [header, size] = layout.big ? [8, 20] : [2, 12];
  if (place === 0 || count.length < header) return null;
  const entries = layout.big
    ? Number(view(count).getBigUint64(0, layout.little))
    : view(count).getUint16(0, layout.little);
  const at = place + header;
  const behind = read(at + entries * size, 8);
  const next = behind.length < (layout.big ? 8 : 4) ? 0 : offset(behind, 0, layout);
  return { at, entries, size, next };
}

function offset(bytes: Uint8Array, at: number, { little, big }: Layout): number {
  return big ? Number(view(bytes).getBigUint64(at, little)) : view(bytes).getUint32(at, little);
}

const BYTES_OF: Record<number, number> = { 3: 2, 4: 4, 5: 8 };

/** Of SHORT, LONG and RATIONAL. What does not fit into the entry lies elsewhere. */
function tagValue(entry: Uint8Array, layout: Layout, read: Read): number | null {
  const { little, big } = layout;
  const type = view(entry).getUint16(2, little);
  const bytes = BYTES_OF[type];
  if (bytes === undefined) return null;
  const count = big ? Number(view(entry).getBigUint64(4, little)) : view(entry).getUint32(4, little);
  const at = big ? 12 : 8;
  const isNear = count * bytes <= (big ? 8 : 4);
  const value = view(isNear ? entry.subarray(at) : read(offset(entry, at, layout), bytes));
  if (value.byteLength < bytes) return null;
  if (type === 3) return value.getUint16(0, little);
  if (type === 4) return value.getUint32(0, little);
  const below = value.getUint32(4, little);
  return below === 0 ? null : value.getUint32(0, little) / below;
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
