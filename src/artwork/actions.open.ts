// Opening one page of a file in a decoder child, and storing what came of it beside the original.
import { DECODER_VERSION, type Decoder, type DecodeTrouble } from './decoder.ts';
import type { ArtworkFacts } from './facts.ts';
import type { Kind } from './formats.ts';
import { sniffFile } from './sniff.file.ts';
import { type FileStore, maskKey, originalKey, previewKey } from './store.ts';
import { withTempFile } from './temp.disk.ts';

export interface OpenDeps {
  files: FileStore;
  decoder: Decoder;
  uploadsDir: string;
}

/** What a page was found to be, and where its preview and mask lie; null when there is nothing to show. */
export interface Opened {
  facts: ArtworkFacts;
  previewKey: string | null;
  maskKey: string | null;
}

export type Opening = ({ kind: 'opened' } & Opened) | { kind: 'refused'; why: DecodeTrouble };

export interface FilePage {
  path: string;
  sha256: string;
  kind: Kind;
  page: number;
}

/** The same page gives the same preview under the same key, however often it is opened. */
export async function openPage(deps: OpenDeps, { path, sha256, kind, page }: FilePage): Promise<Opening> {
  return withTempFile(deps.uploadsDir, (previewPath) =>
    withTempFile(deps.uploadsDir, async (maskPath) => {
      const decoded = await deps.decoder.decode({ path, kind, page, previewPath, maskPath });
      if (decoded.kind === 'refused') return decoded;
      const { facts } = decoded;
      if (!facts.preview) return { kind: 'opened', facts, previewKey: null, maskKey: null };
      const name = { sha256, page, version: DECODER_VERSION };
      const keys = { previewKey: previewKey(name), maskKey: maskKey(name) };
      await deps.files.put(keys.previewKey, previewPath);
      await deps.files.put(keys.maskKey, maskPath);
      return { kind: 'opened', facts, ...keys };
    }),
  );
}

/** A page of an original that was accepted before. Throws `NotFound` when its bytes are gone. */
export async function openStored(
  deps: OpenDeps,
  { sha256, filename, page }: { sha256: string; filename: string; page: number },
): Promise<Opening> {
  return deps.files.lend(originalKey(sha256), async (path) => {
    const kind = await sniffFile(path, filename);
    return kind ? openPage(deps, { path, sha256, kind, page }) : { kind: 'refused', why: 'damaged' };
  });
}
