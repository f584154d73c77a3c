// Finds a page of a PDF and what it draws with, some of it said once for all pages.
import { TooHeavy } from '../picture.ts';
import type { PdfObjects } from './objects.ts';
import { type Dict, isName, isRef, type Stream, type Value } from './syntax.ts';
import { Unreadable } from './tables.ts';

export interface PdfPage {
  dict: Dict;
  resources: Dict;
  /** 1/72 inch each, times this. */
  userUnit: number;
}

/** Nobody nests page trees deeper; PDFium gives up at the same depth. */
const DEEPEST = 1024;
/** Kids looked at on the way to a page. */
const MOST_KIDS = 200_000;

/** `number` counts from 1. */
export function findPage(objects: PdfObjects, number: number): PdfPage {
  const catalog = objects.dictOf(objects.trailer.get('Root'));
  const root = catalog && objects.dictOf(catalog.get('Pages'));
  if (!root) throw new Unreadable('no pages');
  let before = number - 1;
  let kidsLeft = MOST_KIDS;
  const seen = new Set<Value>();

  const found = search(root, null, 0);
  if (!found) throw new Unreadable('no such page');
  return found;

  function search(node: Dict, inherited: Dict | null, depth: number): PdfPage | null {
    if (seen.has(node) || depth > DEEPEST) return null;
    const resources = objects.dictOf(node.get('Resources')) ?? inherited;
    if (!node.has('Kids')) return before-- === 0 ? pageOf(node, resources) : null;
    const kids = objects.arrayOf(node.get('Kids'));
    seen.add(node);
    const count = objects.numberOf(node.get('Count')) ?? 0;
    if (depth > 0 && count > 0 && count <= before) {
      before -= count;
      return null;
    }
    for (const kid of kids) {
      if (kidsLeft-- <= 0) return null;
      const child = objects.dictOf(kid);
      const page = child && search(child, resources, depth + 1);
      if (page) return page;
    }
    return null;
  }

  function pageOf(dict: Dict, resources: Dict | null): PdfPage {
    const unit = objects.numberOf(dict.get('UserUnit')) ?? 1;
    return { dict, resources: resources ?? new Map(), userUnit: unit > 0 ? unit : 1 };
  }
}

/** Of one page, unpacked: nobody could draw more in time. */
export const MOST_DRAWING_BYTES = 64_000_000;

/** The page's drawing, its parts put together as if they were one; those that cannot be read are left out. */
export function contentsOf(objects: PdfObjects, page: PdfPage, mostBytes: number): Uint8Array {
  const contents = page.dict.get('Contents');
  const found = objects.resolve(contents);
  const parts = Array.isArray(found) ? found : [contents];
  const chunks: Uint8Array[] = [];
  let left = mostBytes;
  for (const part of parts) {
    const stream = objects.streamOf(part);
    if (!stream) continue;
    const bytes = unpackedPart(objects, stream, left);
    left -= bytes.length + 1;
    chunks.push(bytes, NEW_LINE);
  }
  return joined(chunks);
}

const NEW_LINE = Uint8Array.of(10);

function unpackedPart(objects: PdfObjects, stream: Stream, mostBytes: number): Uint8Array {
  try {
    return objects.unpack(stream, mostBytes);
  } catch (error) {
    if (error instanceof TooHeavy) throw error;
    return new Uint8Array(0);
  }
}

function joined(chunks: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** Optional content that is switched off when the file is opened: by object number. */
export function hiddenLayers(objects: PdfObjects): Set<number> {
  const catalog = objects.dictOf(objects.trailer.get('Root'));
  const properties = catalog && objects.dictOf(catalog.get('OCProperties'));
  const settings = properties && objects.dictOf(properties.get('D'));
  if (!settings) return new Set();
  const numbers = (value: Value | undefined) =>
    objects.arrayOf(value).flatMap((layer) => (isRef(layer) ? [layer.ref] : []));
  const allOff = isName(objects.get(settings, 'BaseState'), 'OFF');
  const hidden = new Set(allOff ? numbers(properties?.get('OCGs')) : []);
  for (const layer of numbers(settings.get('OFF'))) hidden.add(layer);
  for (const layer of numbers(settings.get('ON'))) hidden.delete(layer);
  return hidden;
}
