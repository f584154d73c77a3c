// The text of an SVG: unpacked where needed, in UTF-8, up to a size no drawing has.
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { Kind } from './formats.ts';
import { TooHeavy } from './picture.ts';

const MOST_BYTES = 20_000_000;

export async function readText(path: string, kind: Kind): Promise<Buffer> {
  const file = createReadStream(path);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of kind.inside === 'gzip' ? file.pipe(createGunzip()) : file) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new TooHeavy('too much text');
    chunks.push(chunk);
  }
  return asUtf8(Buffer.concat(chunks));
}

/** libvips looks for `<svg` byte by byte, so it finds none in UTF-16. */
function asUtf8(text: Buffer): Buffer {
  const mark = text.toString('hex', 0, 2);
  if (mark !== 'fffe' && mark !== 'feff') return text;
  const decoded = new TextDecoder(mark === 'fffe' ? 'utf-16le' : 'utf-16be').decode(text);
  // the declaration names the old encoding
  return Buffer.from(decoded.replace(/^<\?xml.*?\?>/s, ''));
}
