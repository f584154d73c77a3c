// Where originals and previews are kept: the port.

export interface FileStore {
  /**
   * Takes the file at `tempPath` over. When it answers, the bytes would survive a power cut. Keys name their
   * bytes: what is there already stays as it is, and the new copy is dropped.
   */
  put(key: string, tempPath: string): Promise<void>;
  /** null when there is nothing under the key. */
  open(key: string): Promise<StoredFile | null>;
  exists(key: string): Promise<boolean>;
  /** Does nothing when there is nothing. */
  remove(key: string): Promise<void>;
  /** Moves the bytes out, so that they can be put back; false when there are none. */
  take(key: string, toPath: string): Promise<boolean>;
  /** Lends a local copy, only to be read, to a program that wants a path. */
  lend<T>(key: string, work: (path: string) => Promise<T>): Promise<T>;
}

export interface StoredFile {
  bytes: number;
  /** Holds a file open until it is read to its end. */
  stream: AsyncIterable<Uint8Array>;
}

export function originalKey(sha256: string): string {
  return `originals/${sha256.slice(0, 2)}/${sha256}`;
}

/** One page of one file, as one version of the decoder saw it: a better one makes new previews, it never rewrites old ones. */
export interface Seen {
  sha256: string;
  page: number;
  version: number;
}

export function previewKey(seen: Seen): string {
  return `previews/${seenKey(seen)}.webp`;
}

export function maskKey(seen: Seen): string {
  return `masks/${seenKey(seen)}.png`;
}

function seenKey({ sha256, page, version }: Seen): string {
  return `${sha256.slice(0, 2)}/${sha256}.${version}${page > 1 ? `.p${page}` : ''}`;
}

/** A picture of a product; `name` as `pictureName` gave it. */
export function pictureKey(name: string): string {
  return `pictures/${name.slice(0, 2)}/${name}.webp`;
}

/** The bytes it was made of, and the decoder that made it: another picture has another name. */
export function pictureName({ sha256, version }: Omit<Seen, 'page'>): string {
  return `${sha256}.${version}`;
}

/** A smaller copy of a preview. */
export function thumbnailKey(preview: string, width: number): string {
  return preview.replace(/\.webp$/, `.w${width}.webp`);
}

/** The picture of a letter: PNG, because mail programs do not know WebP. */
export function letterPictureKey(preview: string, width: number): string {
  return preview.replace(/\.webp$/, `.w${width}.png`);
}
