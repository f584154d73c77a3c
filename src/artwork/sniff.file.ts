// Sniffs a file on disk: reads its beginning, and looks inside gzip without unpacking more than that.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import type { Kind } from './formats.ts';
import { isGzip, SNIFF_BYTES, sniff } from './sniff.ts';

export async function sniffFile(path: string, filename: string): Promise<Kind | null> {
  const head = await readHead(path);
  return sniff(head, filename, isGzip(head) ? await unpackHead(path) : null);
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Stops at 64 KB of the content, however much a bomb would go on to unpack. */
async function unpackHead(path: string): Promise<Uint8Array | null> {
  const packed = createReadStream(path, { end: SNIFF_BYTES - 1 });
  const unpacked = packed.pipe(createGunzip({ chunkSize: SNIFF_BYTES }));
  try {
    for await (const chunk of unpacked) return chunk as Uint8Array; // a zlib stream yields Buffers
    return null;
  } catch {
    return null; // not gzip after all
  } finally {
    packed.destroy();
    unpacked.destroy();
  }
}
