// Gives streams of a PDF another content, in the way it is meant to be changed: by what is added at its end.
import type { PdfObjects } from './objects.ts';
import { type Dict, isName, isRef, isStream, type Value } from './syntax.ts';

/** The whole file with what is changed behind it. `changed` is by object number, unpacked. */
export function withStreams(objects: PdfObjects, changed: ReadonlyMap<number, Uint8Array>): Uint8Array {
  const { bytes, tableAt, hasTableStream } = objects.file;
  const parts: Uint8Array[] = [bytes];
  const places = new Map<number, number>();
  let at = bytes.length;
  const add = (part: Uint8Array) => {
    parts.push(part);
    at += part.length;
  };
  const addObject = (number: number, dict: Dict, content: Uint8Array) => {
    places.set(number, at + 1);
    const whole = new Map([...dict, ['Length', content.length] as const]);
    add(latin1Bytes(`\n${number} 0 obj\n${written(whole)}\nstream\n`));
    add(content);
    add(latin1Bytes('\nendstream\nendobj\n'));
  };
  for (const [number, content] of changed) {
    const dict = new Map(objects.streamOf({ ref: number })?.dict);
    for (const key of ['Filter', 'DecodeParms', 'F', 'DP']) dict.delete(key);
    addObject(number, dict, content);
  }
  const size = objects.numberOf(objects.trailer.get('Size')) ?? 0;
  const trailer: Dict = new Map<string, Value>([
    ['Size', size],
    ['Root', objects.trailer.get('Root') ?? null],
    ['Prev', tableAt],
  ]);
  const start = at + 1;
  if (hasTableStream) {
    const rows = [...places, [size, start] as const];
    for (const [key, value] of tableDict(rows, size + 1)) trailer.set(key, value);
    addObject(size, trailer, tableRows(rows));
  } else {
    const rows = [...places].map(
      ([number, place]) => `${number} 1\n${String(place).padStart(10, '0')} 00000 n \n`,
    );
    add(latin1Bytes(`\nxref\n${rows.join('')}trailer ${written(trailer)}`));
  }
  add(latin1Bytes(`\nstartxref\n${start}\n%%EOF\n`));
  return joined(parts, at);
}

type Row = readonly [number: number, place: number];

function tableDict(rows: readonly Row[], size: number): [string, Value][] {
  const index = rows.flatMap(([number]) => [number, 1]);
  return [['Type', { name: 'XRef' }], ['Size', size], ['W', [1, 4, 2]], ['Index', index]]; // biome-ignore format: a row
}

function tableRows(rows: readonly Row[]): Uint8Array {
  const bytes = new Uint8Array(rows.length * 7);
  const view = new DataView(bytes.buffer);
  for (const [row, [, place]] of rows.entries()) {
    view.setUint8(row * 7, 1);
    view.setUint32(row * 7 + 1, place);
  }
  return bytes;
}

function written(value: Value): string {
  if (typeof value === 'number') return String(Number(value.toFixed(6)));
  if (value === null || typeof value === 'boolean') return String(value);
  if (value instanceof Uint8Array) return `<${hex(value)}>`;
  if (Array.isArray(value)) return `[${value.map(written).join(' ')}]`;
  if (value instanceof Map)
    return `<<${[...value].map(([key, inner]) => `${writtenName(key)} ${written(inner)}`).join(' ')}>>`;
  if (isName(value)) return writtenName(value.name);
  if (isRef(value)) return `${value.ref} 0 R`;
  return isStream(value) ? written(value.dict) : 'null';
}

function writtenName(name: string): string {
  const bytes = [...new TextEncoder().encode(name)];
  return `/${bytes.map((code) => (/[\w.+-]/.test(String.fromCharCode(code)) ? String.fromCharCode(code) : `#${hex([code])}`)).join('')}`;
}

function hex(bytes: Iterable<number>): string {
  return [...bytes].map((code) => code.toString(16).padStart(2, '0')).join('');
}

function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
}

function joined(parts: Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
