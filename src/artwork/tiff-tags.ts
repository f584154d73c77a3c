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
  if (head.length < 8) return tags;
  const little = head[0] === 0x49;
  const layout = { little, big: view(head).getUint16(2, little) === 43 };
  if (layout.big && head.length < 16) return tags;
  const directory = pageAt(read, layout, page, offset(head, layout.big ? 8 : 4, layout));
  if (!directory) return tags;
  for (let index = 0; index < Math.min(directory.entries, MOST_STEPS); index++) {
    const entry = read(directory.at + index * directory.size, directory.size);
    if (entry.length < directory.size) break;
    const value = tagValue(entry, layout, read);
    if (value !== null) tags.set(view(entry).getUint16(0, little), value);
  }
  return tags;
}

interface Directory {
  /** Of its first entry. */
  at: number;
  entries: number;
  /** Of an entry. */
  size: number;
}

/** Every page says where the next one is. */
function pageAt(read: Read, layout: Layout, page: number, first: number): Directory | null {
  let place = first;
  for (let number = 1; number <= Math.min(page, MOST_STEPS); number++) {
    const count = read(place, 8);
    if (place === 0 || count.length < (layout.big ? 8 : 2)) return null;
    const [header, size] = layout.big ? [8, 20] : [2, 12];
    const entries = layout.big
      ? Number(view(count).getBigUint64(0, layout.little))
      : view(count).getUint16(0, layout.little);
    if (number === page) return { at: place + header, entries, size };
    const next = read(place + header + entries * size, 8);
    if (next.length < (layout.big ? 8 : 4)) return null;
    place = offset(next, 0, layout);
  }
  return null;
}

function offset(bytes: Uint8Array, at: number, { little, big }: Layout): number {
  return big ? Number(view(bytes).getBigUint64(at, little)) : view(bytes).getUint32(at, little);
}

function tagValue(entry: Uint8Array, { little, big }: Layout, read: Read): number | null {
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

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
