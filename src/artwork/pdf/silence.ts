// Takes the cut line that a customer drew out of a page's drawing; everything else stays to the byte.
import { withStreams } from './append.ts';
import type { PdfObjects } from './objects.ts';
import type { Silencing } from './own-cut.ts';
import { MOST_DRAWING_BYTES, type PdfPage } from './page.ts';
import { isRef } from './syntax.ts';

/** `contents` as they were walked. Forms that are drawn by other pages too lose the line there as well. */
export function withoutCut(
  objects: PdfObjects,
  { page, contents, silencings }: { page: PdfPage; contents: Uint8Array; silencings: readonly Silencing[] },
): Uint8Array {
  const changed = new Map<number, Uint8Array>();
  for (const stream of new Set(silencings.map((silencing) => silencing.stream))) {
    const changes = silencings.filter((silencing) => silencing.stream === stream);
    if (stream === null) {
      for (const [number, bytes] of contentsAs(objects, page, silenced(contents, changes)))
        changed.set(number, bytes);
    } else {
      const form = objects.streamOf({ ref: stream });
      if (form) changed.set(stream, silenced(objects.unpack(form, MOST_DRAWING_BYTES), changes));
    }
  }
  return withStreams(objects, changed);
}

/** All of it in the first of the page's streams, nothing in the others. */
function contentsAs(objects: PdfObjects, { dict }: PdfPage, bytes: Uint8Array): Map<number, Uint8Array> {
  const contents = dict.get('Contents');
  const found = objects.resolve(contents);
  const parts = (Array.isArray(found) ? found : [contents]).filter(isRef);
  return new Map(parts.map(({ ref }, index) => [ref, index === 0 ? bytes : new Uint8Array(0)]));
}

/** Each operator replaced where it stands; all of them are at least as long as what takes their place. */
function silenced(drawing: Uint8Array, changes: readonly Silencing[]): Uint8Array {
  const bytes = Uint8Array.from(drawing);
  for (const { from, word, instead } of changes) {
    for (let offset = 0; offset < word.length; offset++)
      bytes[from + offset] = instead.charCodeAt(offset) || 0x20;
  }
  return bytes;
}
