// Photos that customers show us: opened like artwork in a decoder child, kept as a picture without a word of metadata.
import type { Decoder } from './decoder.ts';
import type { Format } from './formats.ts';
import { sniffFile } from './sniff.file.ts';
import type { FileStore } from './store.ts';
import { withTempFile } from './temp.disk.ts';

interface Deps {
  files: FileStore;
  decoder: Decoder;
  uploadsDir: string;
}

/** What cameras and phones make. */
const PHOTOS: ReadonlySet<Format> = new Set(['jpg', 'png', 'webp', 'heic', 'avif']);

/** Answers the key of the picture; null for what is no photo or cannot be opened. The file itself is not kept. */
export async function keepPhoto(
  deps: Deps,
  file: { tempPath: string; filename: string; sha256: string },
): Promise<string | null> {
  const kind = await sniffFile(file.tempPath, file.filename);
  if (!kind || !PHOTOS.has(kind.format)) return null;
  return withTempFile(deps.uploadsDir, (previewPath) =>
    withTempFile(deps.uploadsDir, async (maskPath) => {
      const decoded = await deps.decoder.decode({
        path: file.tempPath,
        kind,
        page: 1,
        previewPath,
        maskPath,
      });
      if (decoded.kind === 'refused' || !decoded.facts.preview) return null;
      const key = `photos/${file.sha256.slice(0, 2)}/${file.sha256}.webp`;
      await deps.files.put(key, previewPath);
      return key;
    }),
  );
}
