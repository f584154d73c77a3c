// Puts labels and manifests into the FileStore.
import { writeFile } from 'node:fs/promises';
import type { FileStore } from '../artwork/store.ts';
import { withTempFile } from '../artwork/temp.disk.ts';
import { fingerprint } from '../lib/ids.ts';
import type { CarrierFile } from './carrier.ts';
import { paperKey } from './label.ts';

export interface PaperDeps {
  files: FileStore;
  uploadsDir: string;
}

/** Answers the key. */
export async function keepPaper(
  { files, uploadsDir }: PaperDeps,
  { bytes, type }: CarrierFile,
): Promise<string> {
  const key = paperKey(fingerprint(bytes), type);
  await withTempFile(uploadsDir, async (place) => {
    await writeFile(place, bytes);
    await files.put(key, place);
  });
  return key;
}
