// Temporary files beside the store, on the same disk, so that moving one in costs nothing.
import { randomUUID } from 'node:crypto';
import { copyFile, link, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';

export function tempFolder(uploadsDir: string): string {
  return path.join(path.resolve(uploadsDir), 'tmp');
}

/** Lends the name of a file that does not exist yet; whatever is there afterwards is removed. */
export async function withTempFile<T>(uploadsDir: string, work: (path: string) => Promise<T>): Promise<T> {
  const place = path.join(tempFolder(uploadsDir), randomUUID());
  try {
    return await work(place);
  } finally {
    await dropTempFile(place);
  }
}

/** Lends another name of the same file, which may be moved away while the first one stays. */
export async function withSecondName<T>(
  uploadsDir: string,
  place: string,
  work: (second: string) => Promise<T>,
): Promise<T> {
  return withTempFile(uploadsDir, async (second) => {
    await link(place, second).catch(() => copyFile(place, second)); // not every disk knows links
    return work(second);
  });
}

export async function readTempFile(place: string): Promise<Uint8Array> {
  return readFile(place);
}

/** Does nothing for a file that has been moved into the store. */
export async function dropTempFile(place: string): Promise<void> {
  await rm(place, { force: true });
}

/** With `before`, what was written later is spared: another process may still be at it. */
export async function emptyTempFolder(uploadsDir: string, before?: Date): Promise<void> {
  const folder = tempFolder(uploadsDir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) {
    const place = path.join(folder, name);
    if (!before || (await isOlder(place, before))) await rm(place, { recursive: true, force: true });
  }
}

/** What is gone already is old. */
async function isOlder(place: string, than: Date): Promise<boolean> {
  return stat(place).then(
    (found) => found.mtime < than,
    () => true,
  );
}
