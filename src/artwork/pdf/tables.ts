// The tables of a PDF that say where its objects lie: plain rows, or packed in a stream; each added to an older one.
import { findLast } from './find.ts';
import { readFrom } from './reader.ts';
import { type Dict, isName, isWord, latin1, type Stream, type Value } from './syntax.ts';

/** The table of places is broken or the file locked: somebody else may be able to mend it. */
export class Unreadable extends Error {}

/** Where one object lies: in the file, or as the nth in a stream of objects. */
export type Place = { at: number } | { inStream: number; index: number };

export interface Tables {
  /** The newest table's, and what only older ones say. */
  trailer: Dict;
  /** Where the newest one begins, and whether it is a stream. */
  start: number;
  isStream: boolean;
  placeOf(ref: number): Place | null;
}

/** One table: object number to place. Free ones may yet be listed by the table this one was added to. */
type Section = (ref: number) => Place | null;

interface Table {
  trailer: Dict;
  section: Section;
  isStream: boolean;
}

const MOST_SECTIONS = 500;
const MOST_TABLE_BYTES = 30_000_000;

/** How a table that is a stream is read: nothing of it may lie elsewhere. */
export interface StreamReader {
  streamAt(at: number): Stream | null;
  unpack(stream: Stream, mostBytes: number): Uint8Array;
}

export function readTables(bytes: Uint8Array, streams: StreamReader): Tables {
  const start = startOfTable(bytes);
  const trailer: Dict = new Map();
  const sections: Section[] = [];
  let isStream = false;
  const seen = new Set<number>();
  const next = [start];
  for (let at = next.shift(); at !== undefined; at = next.shift()) {
    if (seen.has(at)) continue;
    seen.add(at);
    if (sections.length >= MOST_SECTIONS) throw new Unreadable('tables without end');
    const table = readTable(bytes, at, streams);
    if (at === start) isStream = table.isStream;
    sections.push(table.section);
    for (const [key, value] of table.trailer) if (!trailer.has(key)) trailer.set(key, value);
    for (const key of ['XRefStm', 'Prev']) {
      const further = table.trailer.get(key);
      if (typeof further === 'number') next.push(further);
    }
  }
  return { trailer, start, isStream, placeOf: (ref) => firstPlace(sections, ref) };
}

function firstPlace(sections: readonly Section[], ref: number): Place | null {
  for (const section of sections) {
    const place = section(ref);
    if (place) return place;
  }
  return null;
}

function startOfTable(bytes: Uint8Array): number {
  const at = findLast(bytes, 'startxref');
  const start = at < 0 ? undefined : readFrom(bytes, at + 9, false).next();
  if (typeof start !== 'number') throw new Unreadable('no table');
  return start;
}

function readTable(bytes: Uint8Array, at: number, streams: StreamReader): Table {
  const reader = readFrom(bytes, at);
  const word = reader.next();
  return isWord(word) && word.word === 'xref' ? rowsAt(bytes, reader.at) : streamTable(streams, at);
}

function rowsAt(bytes: Uint8Array, at: number): Table {
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
    return part ? rowAt(bytes, part.at + (ref - part.first) * 20) : null;
  };
  return { trailer, section, isStream: false };
}

function rowAt(bytes: Uint8Array, at: number): Place | null {
  const row = /^(\d{10}) (\d{5}) ([nf])/.exec(latin1(bytes, at, at + 18));
  if (!row) throw new Unreadable('an uneven table');
  return row[3] === 'n' ? { at: Number(row[1]) } : null;
}

function streamTable({ streamAt, unpack }: StreamReader, at: number): Table {
  const stream = streamAt(at);
  if (!stream || !isName(stream.dict.get('Type'), 'XRef')) throw new Unreadable('no table');
  const { dict } = stream;
  const rows = unpack(stream, MOST_TABLE_BYTES);
  const widths = numbersIn(dict.get('W'));
  const index = dict.has('Index') ? numbersIn(dict.get('Index')) : [0, ...numbersIn([dict.get('Size') ?? 0])];
  const section = (ref: number) => {
    for (let part = 0, row = 0; part + 1 < index.length; part += 2) {
      const [first = 0, count = 0] = [index[part], index[part + 1]];
      if (ref >= first && ref < first + count) return placeIn(rows, row + ref - first, widths);
      row += count;
    }
    return null;
  };
  return { trailer: dict, section, isStream: true };
}

function numbersIn(value: Value | undefined): number[] {
  return Array.isArray(value) ? value.map((item) => (typeof item === 'number' ? item : 0)) : [];
}

function placeIn(rows: Uint8Array, row: number, [type = 0, place = 0, last = 0]: number[]): Place | null {
  const from = row * (type + place + last);
  const kind = type === 0 ? 1 : bigEndian(rows, from, type);
  const where = bigEndian(rows, from + type, place);
  if (kind === 1) return { at: where };
  return kind === 2 ? { inStream: where, index: bigEndian(rows, from + type + place, last) } : null;
}

function bigEndian(bytes: Uint8Array, at: number, width: number): number {
  let number = 0;
  for (let offset = 0; offset < width; offset++) number = number * 256 + (bytes[at + offset] ?? 0);
  return number;
}
