// Keeps files in a folder of this machine, readable by the shop alone.
import { constants } from 'node:fs';
import { access, chmod, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { NotFound } from '../lib/refusal.ts';
import type { FileStore, StoredFile } from './store.ts';

export function diskStore(folder: string): FileStore {
  const root = path.resolve(folder);
  const placeOf = (key: string) => {
    const place = path.join(root, key);
    if (!place.startsWith(root + path.sep)) throw new Error('a key that leads out of the store');
    return place;
  };

  async function exists(key: string): Promise<boolean> {
    return access(placeOf(key), constants.R_OK).then(
      () => true,
      () => false,
    );
  }

  return {
    async put(key, tempPath) {
      const place = placeOf(key);
      await makeFolder(path.dirname(place));
      if (await exists(key)) {
        await rm(tempPath, { force: true });
      } else {
        await chmod(tempPath, 0o400);
        await flush(tempPath);
        await rename(tempPath, place);
      }
      // also for a copy found there: whoever moved it in may not have come this far
      await flush(path.dirname(place));
    },

    async open(key): Promise<StoredFile | null> {
      try {
        const file = await open(placeOf(key));
        const { size } = await file.stat();
        return { bytes: size, stream: file.createReadStream() };
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },

    exists,

    async remove(key) {
      await rm(placeOf(key), { force: true });
    },

    async take(key, toPath) {
      return rename(placeOf(key), toPath).then(
        () => true,
        (error) => {
          if (isMissing(error)) return false;
          throw error;
        },
      );
    },

    async lend(key, work) {
      if (!(await exists(key))) throw new NotFound('file');
      return work(placeOf(key));
    },
  };
}

/** New folders are part of what must survive: each one is written down in its parent. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = path.dirname(made))
    await flush(path.dirname(made));
}

async function flush(fileOrFolder: string): Promise<void> {
  const handle = await open(fileOrFolder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
