// Files in the store are whole, private, never rewritten, and outlive the process.
import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { diskStore } from '../../src/artwork/store.disk.ts';
import { type FileStore, originalKey, previewKey, thumbnailKey } from '../../src/artwork/store.ts';
import { emptyTempFolder, tempFolder, withTempFile } from '../../src/artwork/temp.disk.ts';
import { NotFound } from '../../src/lib/refusal.ts';
import { DAY, earlier, HOUR } from '../../src/lib/time.ts';

let uploads: string;
let files: FileStore;
const SHA = 'ab'.repeat(32);

beforeEach(async () => {
  uploads = mkdtempSync(path.join(tmpdir(), 'kisscut-store-'));
  await emptyTempFolder(uploads);
  files = diskStore(uploads);
});
afterEach(() => rmSync(uploads, { recursive: true, force: true }));

async function put(key: string, content: string): Promise<void> {
  const place = path.join(tempFolder(uploads), 'incoming');
  writeFileSync(place, content);
  await files.put(key, place);
}

async function read(key: string): Promise<string | null> {
  const stored = await files.open(key);
  if (!stored) return null;
  const chunks: Uint8Array[] = [];
  for await (const chunk of stored.stream) chunks.push(chunk);
  const content = Buffer.concat(chunks);
  expect(content.length).toBe(stored.bytes);
  return content.toString();
}

test('what is put comes back, and nothing is left in the temporary folder', async () => {
  await put(originalKey(SHA), 'the very bytes');
  expect(await read(originalKey(SHA))).toBe('the very bytes');
  expect(await files.exists(originalKey(SHA))).toBe(true);
  expect(readdirSync(tempFolder(uploads))).toEqual([]);
});

test('the first copy stays: nothing rewrites it', async () => {
  await put(originalKey(SHA), 'first');
  await put(originalKey(SHA), 'second');
  expect(await read(originalKey(SHA))).toBe('first');
  expect(readdirSync(tempFolder(uploads))).toEqual([]);
});

test('originals lie under their hash, read-only and for nobody else', async () => {
  await put(originalKey(SHA), 'x');
  const place = path.join(uploads, 'originals', 'ab', SHA);
  expect(statSync(place).mode & 0o777).toBe(0o400);
  expect(statSync(path.dirname(place)).mode & 0o077).toBe(0);
});

test('what is not there is not there', async () => {
  expect(await files.open(originalKey(SHA))).toBeNull();
  expect(await files.exists(originalKey(SHA))).toBe(false);
  await files.remove(originalKey(SHA));
  await expect(files.lend(originalKey(SHA), async () => 1)).rejects.toThrow(NotFound);
});

test('what is removed is gone', async () => {
  await put(originalKey(SHA), 'x');
  await files.remove(originalKey(SHA));
  expect(await files.exists(originalKey(SHA))).toBe(false);
});

test('a file is lent by its path', async () => {
  await put(originalKey(SHA), 'x');
  expect(await files.lend(originalKey(SHA), async (place) => statSync(place).size)).toBe(1);
});

test('no key leads out of the store', async () => {
  await expect(files.open('../../etc/passwd')).rejects.toThrow('out of the store');
  await expect(files.open('..')).rejects.toThrow('out of the store');
});

test('a preview carries the version of what made it, a thumbnail its width', () => {
  expect(previewKey({ sha256: SHA, page: 1, version: 3 })).toBe(`previews/ab/${SHA}.3.webp`);
  expect(thumbnailKey(previewKey({ sha256: SHA, page: 1, version: 3 }), 160)).toBe(
    `previews/ab/${SHA}.3.w160.webp`,
  );
});

test('a temporary file is gone when its work is done, whatever came of it', async () => {
  await expect(
    withTempFile(uploads, async (place) => {
      writeFileSync(place, 'x');
      throw new Error('no luck');
    }),
  ).rejects.toThrow('no luck');
  expect(readdirSync(tempFolder(uploads))).toEqual([]);
});

test('at start the temporary folder is empty, whatever a killed process left', async () => {
  writeFileSync(path.join(tempFolder(uploads), 'half an upload'), 'x');
  await put(originalKey(SHA), 'kept');
  await emptyTempFolder(uploads);
  expect(readdirSync(tempFolder(uploads))).toEqual([]);
  expect(await read(originalKey(SHA))).toBe('kept');
});

test('what another process is still working on is left alone, and only what is old goes', async () => {
  const [fresh, old] = ['an upload on its way', 'half an upload of yesterday'].map((name) =>
    path.join(tempFolder(uploads), name),
  );
  for (const place of [fresh, old]) writeFileSync(place ?? '', 'x');
  const now = new Date();
  utimesSync(old ?? '', earlier(now, DAY), earlier(now, DAY));
  await emptyTempFolder(uploads, earlier(now, HOUR));
  expect(readdirSync(tempFolder(uploads))).toEqual(['an upload on its way']);
});
