// Boxes of ISO base media files (HEIF, AVIF) and of JPEG 2000, one inside the other.
import type { Read } from './density.ts';

export interface Box {
  kind: string;
  /** Where its kind is written. */
  kindAt: number;
  /** Where its content begins and ends. */
  from: number;
  to: number;
}

/** Boxes of one level looked at before giving up. */
const MOST_BOXES = 1000;

/** The first box of that path; null when the file has none. */
export function findBox(read: Read, ...path: string[]): Box | null {
  let inside: Box = { kind: 'file', kindAt: -1, from: 0, to: Number.POSITIVE_INFINITY };
  for (const kind of path) {
    const found = childOf(read, inside, kind);
    if (!found) return null;
    inside = found;
  }
  return inside;
}

function childOf(read: Read, parent: Box, wanted: string): Box | null {
  let at = parent.from;
  for (let count = 0; count < MOST_BOXES && at < parent.to; count++) {
    const box = boxAt(read, at, parent.to);
    if (!box) return null;
    if (box.kind === wanted) return box;
    at = box.to;
  }
  return null;
}

function boxAt(read: Read, at: number, end: number): Box | null {
  const head = read(at, 16);
  if (head.length < 8) return null;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const kind = String.fromCharCode(...head.subarray(4, 8));
  const size = view.getUint32(0);
  const kindAt = at + 4;
  if (size === 0) return { kind, kindAt, from: at + 8, to: end }; // as far as there is
  if (size !== 1) return size < 8 ? null : { kind, kindAt, from: at + 8, to: at + size };
  const long = head.length < 16 ? 0 : Number(view.getBigUint64(8));
  return long < 16 ? null : { kind, kindAt, from: at + 16, to: at + long };
}
