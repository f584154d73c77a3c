// The objects of a PDF, each read when somebody asks for it: one placed photograph is not read to learn a page's size.
import {
  type Dict,
  isName,
  isRef,
  isStream,
  isWord,
  latin1,
  readFrom,
  type Stream,
  type Value,
} from './syntax.ts';

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

/** The table of places is broken or the file locked: somebody else may be able to mend it. */
export class Unreadable extends Error {}

/** Where one object lies: in the file, or as the nth in a stream of objects. */
type Place = { at: number } | { inStream: number; index: number };

/** One table: object number to place. Free ones may yet be listed by the table this one was added to. */
type Section = (ref: number) => Place | null;

const MOST_SECTIONS = 500;
const MOST_TABLE_BYTES = 30_000_000;
const MOST_OBJECT_STREAM_BYTES = 30_000_000;
/** A reference to a reference to … */
const LONGEST_CHAIN = 20;

export function openObjects(file: Uint8Array, unpackRaw: Unpack): PdfObjects {
  const bytes = file.subarray(Math.max(0, find(file, '%PDF-', 0, 1024)));
  const sections: Section[] = [];
  const kept = new Map<number, Value>();
  const packed = new Map<number, { bytes: Uint8Array; offsets: number[] } | null>();

  const objects: PdfObjects = {
    trailer: new Map(),
    file: { bytes, tableAt: 0, hasTableStream: false },
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

  readTables();
  if (objects.trailer.has('Encrypt')) throw new Unreadable('locked');
  return objects;

  function resolve(value: Value | undefined): Value {
    let found = value ?? null;
    for (let steps = 0; isRef(found) && steps < LONGEST_CHAIN; steps++) found = object(found.ref);
    return isRef(found) ? null : found;
  }

  function object(ref: number): Value {
    const known = kept.get(ref);
    if (known !== undefined) return known;
    kept.set(ref, null); // whoever asks for it while it is being read gets nothing
    const place = placeOf(ref);
    const value = !place ? null : 'at' in place ? objectAt(place.at, ref) : objectIn(place);
    kept.set(ref, value);
    return value;
  }

  function placeOf(ref: number): Place | null {
    for (const section of sections) {
      const place = section(ref);
      if (place) return place;
    }
    return null;
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

  /** The newest table first, then those it was added to. */
  function readTables(): void {
    const seen = new Set<number>();
    const start = startOfTable();
    objects.file.tableAt = start;
    const next = [start];
    for (let at = next.shift(); at !== undefined; at = next.shift()) {
      if (seen.has(at)) continue;
      seen.add(at);
      if (sections.length >= MOST_SECTIONS) throw new Unreadable('tables without end');
      const { trailer, section } = readTable(at);
      sections.push(section);
      for (const [key, value] of trailer) if (!objects.trailer.has(key)) objects.trailer.set(key, value);
      for (const key of ['XRefStm', 'Prev']) {
        const further = trailer.get(key);
        if (typeof further === 'number') next.push(further);
      }
    }
  }

  function startOfTable(): number {
    const at = findLast(bytes, 'startxref');
    const start = at < 0 ? undefined : readFrom(bytes, at + 9, false).next();
    if (typeof start !== 'number') throw new Unreadable('no table');
    return start;
  }

  function readTable(at: number): { trailer: Dict; section: Section } {
    const reader = readFrom(bytes, at);
    const word = reader.next();
    if (isWord(word) && word.word === 'xref') return classicTable(reader.at);
    if (at === objects.file.tableAt) objects.file.hasTableStream = true;
    return tableStream(at);
  }

  function classicTable(at: number): { trailer: Dict; section: Section } {
    const parts: { first: number; count: number; at: number }[] = [];
    const reader = readFrom(bytes, at, false);
    for (let first = reader.next(); typeof first === 'number'; first = reader.next()) {
      const count = reader.next();
      if (typeof count !== 'number' || count < 0) throw new Unreadable('no table');
      while (bytes[reader.at] === 10 || bytes[reader.at] === 13 || bytes[reader.at] === 32) reader.at += 1;
      parts.push({ first, count, at: reader.at });
      reader.at += count * 20;
      if (reader.at > bytes.length) throw new Unreadable('no table');
    }
    const trailer = readFrom(bytes, reader.at).next();
    if (!(trailer instanceof Map)) throw new Unreadable('no trailer');
    const section = (ref: number) => {
      const part = parts.find(({ first, count }) => ref >= first && ref < first + count);
      return part ? entry(part.at + (ref - part.first) * 20) : null;
    };
    return { trailer, section };
  }

  function entry(at: number): Place | null {
    const line = /^(\d{10}) (\d{5}) ([nf])/.exec(latin1(bytes, at, at + 18));
    if (!line) throw new Unreadable('an uneven table');
    return line[3] === 'n' ? { at: Number(line[1]) } : null;
  }

  function tableStream(at: number): { trailer: Dict; section: Section } {
    const stream = objectAt(at, null);
    if (!isStream(stream) || !isName(stream.dict.get('Type'), 'XRef')) throw new Unreadable('no table');
    const { dict } = stream;
    const table = objects.unpack(stream, MOST_TABLE_BYTES);
    const numbers = (key: string) =>
      objects.arrayOf(dict.get(key)).map((value) => objects.numberOf(value) ?? 0);
    const [typeWidth = 0, placeWidth = 0, indexWidth = 0] = numbers('W');
    const width = typeWidth + placeWidth + indexWidth;
    const index = dict.has('Index') ? numbers('Index') : [0, objects.numberOf(dict.get('Size')) ?? 0];
    const section = (ref: number) => {
      for (let part = 0, row = 0; part + 1 < index.length; part += 2) {
        const [first = 0, count = 0] = [index[part], index[part + 1]];
        if (ref >= first && ref < first + count) return placeIn((row + ref - first) * width);
        row += count;
      }
      return null;
    };
    const placeIn = (from: number): Place | null => {
      const type = typeWidth === 0 ? 1 : bigEndian(table, from, typeWidth);
      const where = bigEndian(table, from + typeWidth, placeWidth);
      if (type === 1) return { at: where };
      return type === 2
        ? { inStream: where, index: bigEndian(table, from + typeWidth + placeWidth, indexWidth) }
        : null;
    };
    return { trailer: dict, section };
  }
}

function bigEndian(bytes: Uint8Array, at: number, width: number): number {
  let number = 0;
  for (let offset = 0; offset < width; offset++) number = number * 256 + (bytes[at + offset] ?? 0);
  return number;
}

/** Where `text` begins between `from` and `to`; -1 when nowhere. */
function find(bytes: Uint8Array, text: string, from: number, to: number): number {
  const first = text.charCodeAt(0);
  const last = Math.min(to, bytes.length) - text.length;
  for (
    let at = bytes.indexOf(first, Math.max(0, from));
    at >= 0 && at <= last;
    at = bytes.indexOf(first, at + 1)
  ) {
    if (isAt(bytes, text, at)) return at;
  }
  return -1;
}

function findLast(bytes: Uint8Array, text: string): number {
  const last = text.charCodeAt(0);
  for (let at = bytes.lastIndexOf(last); at >= 0; at = at > 0 ? bytes.lastIndexOf(last, at - 1) : -1) {
    if (isAt(bytes, text, at)) return at;
  }
  return -1;
}

function isAt(bytes: Uint8Array, text: string, at: number): boolean {
  for (let offset = 0; offset < text.length; offset++) {
    if (bytes[at + offset] !== text.charCodeAt(offset)) return false;
  }
  return true;
}
