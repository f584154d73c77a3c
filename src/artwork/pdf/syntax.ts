// What a PDF is written in: numbers, names, strings, arrays, dictionaries, references, words.

export interface Name {
  readonly name: string;
}

/** To object number `ref`; generations tell nothing apart in a file as it is now. */
export interface Ref {
  readonly ref: number;
}

/** An operator of a content stream, or a keyword such as `endobj`. */
export interface Word {
  readonly word: string;
}

export type Dict = Map<string, Value>;

/** `raw` is as it lies in the file: still filtered. */
export interface Stream {
  readonly dict: Dict;
  readonly raw: Uint8Array;
}

/** Strings are bytes. */
export type Value = number | boolean | null | Name | Uint8Array | Ref | Stream | Dict | Value[];

export function isName(value: unknown, text?: string): value is Name {
  return isPlain(value) && 'name' in value && (text === undefined || value.name === text);
}

export function isRef(value: unknown): value is Ref {
  return isPlain(value) && 'ref' in value;
}

export function isWord(value: unknown): value is Word {
  return isPlain(value) && 'word' in value;
}

export function isStream(value: unknown): value is Stream {
  return isPlain(value) && 'raw' in value;
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** One character a byte. */
export function latin1(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at++) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}
