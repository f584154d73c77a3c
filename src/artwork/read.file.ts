// Reads pieces of a file by their place in it.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Read } from './density.ts';

export interface OpenFile {
  read: Read;
  bytes: number;
  /** Fills `target` from that place on; false when the file ends before. */
  fill(target: Uint8Array, offset: number): boolean;
}

/** The file is open while `work` goes on, not longer. */
export function withFile<T>(path: string, work: (file: OpenFile) => T): T {
  const file = openSync(path, 'r');
  try {
    const bytes = fstatSync(file).size;
    const fill = (target: Uint8Array, offset: number) =>
      readSync(file, target, 0, target.length, offset) === target.length;
    const read: Read = (offset, length) => {
      if (!(offset >= 0 && offset < bytes && length > 0)) return new Uint8Array();
      const piece = new Uint8Array(Math.min(length, bytes - offset));
      fill(piece, offset);
      return piece;
    };
    return work({ read, bytes, fill });
  } finally {
    closeSync(file);
  }
}
