// Reads what a PDF is written in, one value or word after the other; rubbish is stepped over.
import { type Dict, isName, isWord, latin1, type Name, type Ref, type Value, type Word } from './syntax.ts';

export interface Reader {
  /** The next value or word; undefined at the end. Rubbish is stepped over. */
  next(): Value | Word | undefined;
  /** Past the bytes of an image between `ID` and `EI`. */
  skipInlineData(): void;
  at: number;
}

/** Deeper than this nobody writes arrays and dictionaries. */
const DEEPEST = 100;

const [OTHER, SPACE, DELIMITER] = [0, 1, 2];
const KIND = new Uint8Array(256);
for (const code of [0, 9, 10, 12, 13, 32]) KIND[code] = SPACE;
for (const sign of '()<>[]{}/%') KIND[sign.charCodeAt(0)] = DELIMITER;

const names = new Map<string, Name>();
const words = new Map<string, Word>();
/** Each text is one object, so that millions of operators cost nothing. */
const KEPT = 5000;

const CLOSE_ARRAY: Word = { word: ']' };
const CLOSE_DICT: Word = { word: '>>' };

/** Reads from `at` on; `references` makes `1 0 R` one value, which content streams have none of. */
export function readFrom(bytes: Uint8Array, at: number, references = true): Reader {
  const reader: Reader = { next: () => next(0), skipInlineData, at };

  function next(depth: number): Value | Word | undefined {
    for (;;) {
      skipBlank();
      const code = bytes[reader.at];
      if (code === undefined) return undefined;
      if (KIND[code] !== DELIMITER) return numberOrWord();
      reader.at += 1;
      if (code === 0x2f) return name();
      if (code === 0x28) return literal();
      if (code === 0x5b) return array(depth);
      if (code === 0x5d) return CLOSE_ARRAY;
      const doubled = bytes[reader.at] === code;
      if (code === 0x3c && !doubled) return hex();
      if (doubled) reader.at += 1;
      if (code === 0x3c) return dict(depth);
      if (code === 0x3e) return CLOSE_DICT;
      // a stray bracket
    }
  }

  function skipBlank(): void {
    for (let code = bytes[reader.at]; code !== undefined; code = bytes[reader.at]) {
      if (code === 0x25) skipComment();
      else if (KIND[code] === SPACE) reader.at += 1;
      else return;
    }
  }

  function skipComment(): void {
    for (let code = bytes[reader.at]; code !== undefined; code = bytes[++reader.at]) {
      if (code === 10 || code === 13) return;
    }
  }

  function numberOrWord(): Value | Word {
    const from = reader.at;
    const number = plainNumber(from);
    if (number === null) return word(from);
    return references && Number.isInteger(number) && number >= 0 ? (reference(number) ?? number) : number;
  }

  /** null, and nothing read, where there is no number. */
  function plainNumber(from: number): number | null {
    let at = from;
    let [sign, whole, part, scale, digits] = [1, 0, 0, 1, 0];
    while (bytes[at] === 0x2d || bytes[at] === 0x2b) if (bytes[at++] === 0x2d) sign = -1;
    for (let code = bytes[at] ?? 0; code >= 0x30 && code <= 0x39; code = bytes[++at] ?? 0) {
      whole = whole * 10 + code - 0x30;
      digits += 1;
    }
    if (bytes[at] === 0x2e) {
      for (let code = bytes[++at] ?? 0; code >= 0x30 && code <= 0x39; code = bytes[++at] ?? 0) {
        part = part * 10 + code - 0x30;
        scale *= 10;
        digits += 1;
      }
    }
    if (digits === 0) return null;
    while (bytes[at] === 0x2d) at = digitsEnd(at + 1); // "12.3-4", as broken writers have it: what follows is dropped
    if (at < bytes.length && KIND[bytes[at] ?? 0] === OTHER) return null;
    reader.at = at;
    return sign * (whole + part / scale);
  }

  function digitsEnd(at: number): number {
    let end = at;
    for (
      let code = bytes[end] ?? 0;
      (code >= 0x30 && code <= 0x39) || code === 0x2e;
      code = bytes[++end] ?? 0
    );
    return end;
  }

  /** `gen R` behind a whole number. */
  function reference(ref: number): Ref | null {
    let at = reader.at;
    const blank = () => {
      const from = at;
      while (KIND[bytes[at] ?? 0x21] === SPACE) at += 1;
      return at > from;
    };
    if (!blank()) return null;
    const from = at;
    while ((bytes[at] ?? 0) >= 0x30 && (bytes[at] ?? 0) <= 0x39) at += 1;
    if (at === from || !blank() || bytes[at] !== 0x52) return null;
    if (at + 1 < bytes.length && KIND[bytes[at + 1] ?? 0] === OTHER) return null;
    reader.at = at + 1;
    return { ref };
  }

  function word(from: number): Value | Word {
    let at = from;
    while (at < bytes.length && KIND[bytes[at] ?? 0] === OTHER) at += 1;
    reader.at = Math.max(at, from + 1);
    const text = latin1(bytes, from, Math.min(at, from + 64));
    if (text === 'true') return true;
    if (text === 'false') return false;
    if (text === 'null') return null;
    return kept(words, text, () => ({ word: text }));
  }

  function name(): Name {
    const from = reader.at;
    while (reader.at < bytes.length && KIND[bytes[reader.at] ?? 0] === OTHER) reader.at += 1;
    const text = latin1(bytes, from, Math.min(reader.at, from + 256));
    return kept(names, text, () => ({ name: plainName(text) }));
  }

  function literal(): Uint8Array {
    const out: number[] = [];
    let open = 1;
    for (let code = bytes[reader.at]; code !== undefined; code = bytes[reader.at]) {
      reader.at += 1;
      if (code === 0x5c) {
        const sign = escaped();
        if (sign !== null) out.push(sign);
        continue;
      }
      if (code === 0x28) open += 1;
      if (code === 0x29 && --open === 0) break;
      out.push(code);
    }
    return Uint8Array.from(out);
  }

  function escaped(): number | null {
    const code = bytes[reader.at++] ?? 0;
    const plain = ESCAPES[String.fromCharCode(code)];
    if (plain !== undefined) return plain;
    if (code === 13 && bytes[reader.at] === 10) reader.at += 1;
    if (code === 10 || code === 13) return null;
    if (code < 0x30 || code > 0x37) return code;
    let octal = code - 0x30;
    for (let more = 0; more < 2; more++) {
      const digit = bytes[reader.at] ?? 0;
      if (digit < 0x30 || digit > 0x37) break;
      octal = octal * 8 + digit - 0x30;
      reader.at += 1;
    }
    return octal & 255;
  }

  function hex(): Uint8Array {
    const digits: number[] = [];
    for (let code = bytes[reader.at]; code !== undefined && code !== 0x3e; code = bytes[reader.at]) {
      const digit = Number.parseInt(String.fromCharCode(code), 16);
      if (!Number.isNaN(digit)) digits.push(digit);
      reader.at += 1;
    }
    reader.at += 1;
    return Uint8Array.from({ length: Math.ceil(digits.length / 2) }, (_, index) => {
      return (digits[index * 2] ?? 0) * 16 + (digits[index * 2 + 1] ?? 0);
    });
  }

  function array(depth: number): Value[] {
    const items: Value[] = [];
    if (depth > DEEPEST) return items;
    for (let item = next(depth + 1); item !== undefined && item !== CLOSE_ARRAY; item = next(depth + 1)) {
      if (!isWord(item)) items.push(item);
    }
    return items;
  }

  function dict(depth: number): Dict {
    const entries: Dict = new Map();
    if (depth > DEEPEST) return entries;
    for (let key = next(depth + 1); key !== undefined && key !== CLOSE_DICT; key = next(depth + 1)) {
      if (!isName(key)) continue;
      const value = next(depth + 1);
      if (value === undefined || value === CLOSE_DICT) break;
      if (!isWord(value)) entries.set(key.name, value);
    }
    return entries;
  }

  /** `EI` between blanks, with something behind it that reads like a drawing: image bytes may hold anything. */
  function skipInlineData(): void {
    for (let found = bytes.indexOf(0x45, reader.at); found >= 0; found = bytes.indexOf(0x45, found + 1)) {
      const apart = KIND[bytes[found - 1] ?? 0] === SPACE && KIND[bytes[found + 2] ?? 32] === SPACE;
      if (bytes[found + 1] === 0x49 && apart && isText(bytes.subarray(found + 2, found + 12))) {
        reader.at = found + 2;
        return;
      }
    }
    reader.at = bytes.length;
  }

  return reader;
}

function isText(bytes: Uint8Array): boolean {
  return bytes.every((code) => KIND[code] === SPACE || (code > 32 && code < 127));
}

const ESCAPES: Record<string, number> = { n: 10, r: 13, t: 9, b: 8, f: 12, '(': 0x28, ')': 0x29, '\\': 0x5c };

function kept<T>(table: Map<string, T>, text: string, make: () => T): T {
  const known = table.get(text);
  if (known) return known;
  const made = make();
  if (table.size < KEPT) table.set(text, made);
  return made;
}

/** `#20` is a blank; what is UTF-8 reads as such. */
function plainName(text: string): string {
  const bytes = text.replace(/#([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  if (!/[\x80-\xff]/.test(bytes)) return bytes;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(
      Uint8Array.from(bytes, (sign) => sign.charCodeAt(0)),
    );
  } catch {
    return bytes;
  }
}
