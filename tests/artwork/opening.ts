// Opens artwork in this process: its facts, and what is shown of it.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { expect } from 'vitest';
import type { ArtworkFacts } from '../../src/artwork/facts.ts';
import { openArtwork } from '../../src/artwork/open.file.ts';
import { sniffFile } from '../../src/artwork/sniff.file.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'kisscut-opening-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

export interface OpenedArt {
  facts: ArtworkFacts;
  preview: Preview | null;
}

export interface Preview {
  width: number;
  height: number;
  /** The WebP file. */
  file: Buffer;
  /** `rgba` of one place of it, both from 0 to 1. */
  at(x: number, y: number): number[];
}

export async function openBytes(bytes: Uint8Array, { name = 'art', page = 1 } = {}): Promise<OpenedArt> {
  const place = path.join(folder, 'art');
  const previewPath = path.join(folder, 'preview.webp');
  rmSync(previewPath, { force: true });
  writeFileSync(place, bytes);
  const kind = await sniffFile(place, name);
  if (!kind) throw new Error('not artwork');
  const facts = await openArtwork({ path: place, kind, page, previewPath, maskPath: `${place}.mask` });
  return { facts, preview: existsSync(previewPath) ? await look(readFileSync(previewPath)) : null };
}

/** Of a file that has something to show. */
export async function previewOf(bytes: Uint8Array): Promise<Preview> {
  const { preview } = await openBytes(bytes);
  if (!preview) throw new Error('nothing is shown');
  return preview;
}

async function look(file: Buffer): Promise<Preview> {
  const { data, info } = await sharp(file).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => {
    const offset = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * 4;
    return [...data.subarray(offset, offset + 4)];
  };
  return { width: info.width, height: info.height, file, at };
}

/** What came through a lossy format, a profile or both. */
export function close(rgba: readonly number[], off = 12): unknown[] {
  return rgba.map((value) => expect.toSatisfy((got: number) => Math.abs(got - value) <= off));
}
