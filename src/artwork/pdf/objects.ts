// The objects of a PDF, each read when somebody asks for it: one placed photograph is not read to learn a page's size.
import { find } from './find.ts';
import { readFrom } from './reader.ts';
import { type Dict, isName, isRef, isStream, isWord, type Stream, type Value } from './syntax.ts';
import { readTables, type Tables, Unreadable } from './tables.ts';

export interface PdfObjects {
  trailer: Dict;
  /** From its header on: where places are counted from. */
  file: { bytes: Uint8Array; tableAt: number; hasTableStream: boolean };
  /** Follows a reference; null for what is not there. */
  resolve(value: Value | undefined): Value;
  get(dict: Dict, key: string): Value;
  dictOf(value: Value | undefined): Dict | null;
  numberOf(value: Value | undefined): number | null;
  arrayOf(value: Value | undefined): Value[];
  streamOf(value: Value | undefined): Stream | null;
  /** A stream without its filters, up to `mostBytes`. */
  unpack(stream: Stream, mostBytes: number): Uint8Array;
}

/** Takes the filters off: `filters` by name, each with its parameters. */
export type Unpack = (
  raw: Uint8Array,
  filters: { name: string; params: Map<string, number> }[],
  mostBytes: number,
) => Uint8Array;

const MOST_OBJECT_STREAM_BYTES = 30_000_000;
/** A reference to a reference to … */
const LONGEST_CHAIN = 20;

export function openObjects(file: Uint8Array, unpackRaw: Unpack): PdfObjects {
  const bytes = file.subarray(Math.max(0, find(file, '%PDF-', 0, 1024)));
  const kept = new Map<number, Value>();
  const packed = new Map<number, { bytes: Uint8Array; offsets: number[] } | null>();

  let tables: Tables | null = null;

  const objects: Omit<PdfObjects, 'trailer' | 'file'> = {
    resolve,
    get: (dict, key) => resolve(dict.get(key)),
    dictOf(value) {
      const found = resolve(value);
      if (found instanceof Map) return found;
      return isStream(found) ? found.dict : null;
    },
    numberOf(value) {
      const found = resolve(value);
      return typeof found === 'number' ? found : null;
    },
    arrayOf(value) {
      const found = resolve(value);
      return Array.isArray(found) ? found : [];
    },
    streamOf(value) {
      const found = resolve(value);
      return isStream(found) ? found : null;
    },
    unpack: (stream, mostBytes) => unpackRaw(stream.raw, filtersOf(stream), mostBytes),
  };

  const streamIn = (at: number) => objects.streamOf(objectAt(at, null));
  tables = readTables(bytes, { streamAt: streamIn, unpack: objects.unpack });
  const { trailer, start, isStream: hasTableStream } = tables;
  if (trailer.has('Encrypt')) throw new Unreadable('locked');
  return { ...objects, trailer, file: { bytes, tableAt: start, hasTableStream } };

  function resolve(value: Value | undefined): Value {
    let found = value ?? null;
    for (let steps = 0; isRef(found) && steps < LONGEST_CHAIN; steps++) found = object(found.ref);
    return isRef(found) ? null : found;
  }

  function object(ref: number): Value {
    const known = kept.get(ref);
    if (known !== undefined || !tables) return known ?? null;
    kept.set(ref, null); // whoever asks for it while it is being read gets nothing
    const place = tables.placeOf(ref);
    const value = !place ? null : 'at' in place ? objectAt(place.at, ref) : objectIn(place);
    kept.set(ref, value);
    return value;
  }

  function objectAt(at: number, ref: number | null): Value {
    const reader = readFrom(bytes, at);
    const number = reader.next();
    const generation = reader.next();
    const word = reader.next();
    const isHere = typeof number === 'number' && typeof generation === 'number' && isWord(word);
    if (!isHere || word.word !== 'obj' || (ref !== null && number !== ref)) throw new Unreadable('misplaced');
    const value = reader.next();
    if (!(value instanceof Map)) return value === undefined || isWord(value) ? null : value;
    const after = reader.next();
    return isWord(after) && after.word === 'stream' ? streamAt(reader.at, value) : value;
  }

  function streamAt(at: number, dict: Dict): Stream {
    let from = at;
    if (bytes[from] === 13) from += 1;
    if (bytes[from] === 10) from += 1;
    const length = objects.numberOf(dict.get('Length')) ?? -1;
    const stated = from + length;
    const isStated = length >= 0 && find(bytes, 'endstream', stated, stated + 12) >= 0;
    const end = isStated ? stated : find(bytes, 'endstream', from, bytes.length);
    if (end < 0) throw new Unreadable('a stream without an end');
    return { dict, raw: bytes.subarray(from, end) };
  }

  function objectIn({ inStream, index }: { inStream: number; index: number }): Value {
    const known = packed.get(inStream);
    const holder = known === undefined ? openPacked(inStream) : known;
    packed.set(inStream, holder);
    const at = holder?.offsets[index];
    if (!holder || at === undefined) return null;
    const value = readFrom(holder.bytes, at).next();
    return value === undefined || isWord(value) ? null : value;
  }

  function openPacked(ref: number): { bytes: Uint8Array; offsets: number[] } | null {
    const stream = objects.streamOf(object(ref));
    if (!stream) return null;
    const first = objects.numberOf(stream.dict.get('First')) ?? 0;
    const count = objects.numberOf(stream.dict.get('N')) ?? 0;
    const unpacked = objects.unpack(stream, MOST_OBJECT_STREAM_BYTES);
    const reader = readFrom(unpacked, 0, false);
    const offsets: number[] = [];
    while (offsets.length < count && reader.at < first) {
      reader.next(); // its number
      const offset = reader.next();
      if (typeof offset !== 'number') break;
      offsets.push(first + offset);
    }
    return { bytes: unpacked, offsets };
  }

  function filtersOf(stream: Stream): { name: string; params: Map<string, number> }[] {
    const list = (key: string, short: string) => {
      const value = resolve(stream.dict.get(key) ?? stream.dict.get(short));
      return Array.isArray(value) ? value.map(resolve) : [value];
    };
    const params = list('DecodeParms', 'DP');
    return list('Filter', 'F').flatMap((filter, index) => {
      if (!isName(filter)) return [];
      const dict = objects.dictOf(params[index]) ?? new Map();
      const numbers = [...dict].map(([key, value]) => [key, objects.numberOf(value) ?? Number.NaN] as const);
      return [{ name: filter.name, params: new Map(numbers) }];
    });
  }
}
