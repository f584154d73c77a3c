// The filters of PDF streams that few programs write any more: LZW, run lengths, and bytes spelled as text.

/** Each takes at most `mostBytes` out, and stops where the data makes no sense. */
export type Filter = (
  bytes: Uint8Array,
  mostBytes: number,
  params: ReadonlyMap<string, number>,
) => Uint8Array;

export const RARE_FILTERS: Readonly<Record<string, Filter>> = {
  LZWDecode: (bytes, mostBytes, params) => unpackLzw(bytes, mostBytes, params.get('EarlyChange') ?? 1),
  RunLengthDecode: unpackRuns,
  ASCIIHexDecode: readHex,
  ASCII85Decode: readBase85,
};

const [CLEAR, END] = [256, 257];
const MOST_CODES = 4096;

/** Codes of 9 to 12 bits; each new one is the one before and one byte more. */
function unpackLzw(bytes: Uint8Array, mostBytes: number, early: number): Uint8Array {
  const out: number[] = [];
  // of each code beyond the bytes: where in the output it was said last, and how long it is
  const starts = new Int32Array(MOST_CODES);
  const lengths = new Int32Array(MOST_CODES);
  let [next, width, held, bits] = [END + 1, 9, 0, 0];
  let before: { at: number; length: number } | null = null;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xffffff;
    bits += 8;
    if (bits < width) continue;
    bits -= width;
    const code = (held >> bits) & ((1 << width) - 1);
    if (code === END || out.length > mostBytes) break;
    if (code === CLEAR) {
      [next, width, before] = [END + 1, 9, null];
      continue;
    }
    const at = out.length;
    if (before && next < MOST_CODES) {
      starts[next] = before.at;
      lengths[next] = before.length + 1;
      next += 1;
    }
    if (code < CLEAR) out.push(code);
    else if (code >= next) break;
    // the last byte of the newest code is the one being written
    else
      for (let step = 0; step < (lengths[code] ?? 0); step++) out.push(out[(starts[code] ?? 0) + step] ?? 0);
    before = { at, length: out.length - at };
    width = Math.min(12, Math.max(9, 32 - Math.clz32(next + early)));
  }
  return Uint8Array.from(out);
}

function unpackRuns(bytes: Uint8Array, mostBytes: number): Uint8Array {
  const out: number[] = [];
  for (let at = 0; at < bytes.length && out.length <= mostBytes; ) {
    const count = bytes[at++] ?? 128;
    if (count === 128) break;
    if (count < 128)
      for (const end = at + count + 1; at < end && at < bytes.length; at++) out.push(bytes[at] ?? 0);
    else for (let times = 257 - count; times > 0; times--) out.push(bytes[at] ?? 0);
    if (count > 128) at += 1;
  }
  return Uint8Array.from(out);
}

function readHex(bytes: Uint8Array): Uint8Array {
  const digits: number[] = [];
  for (const code of bytes) {
    if (code === 0x3e) break;
    const digit = Number.parseInt(String.fromCharCode(code), 16);
    if (!Number.isNaN(digit)) digits.push(digit);
  }
  const pairs = Math.ceil(digits.length / 2);
  return Uint8Array.from(
    { length: pairs },
    (_, at) => (digits[at * 2] ?? 0) * 16 + (digits[at * 2 + 1] ?? 0),
  );
}

/** Five signs from `!` to `u` are four bytes, `z` is four zeros, `~>` the end. */
function readBase85(bytes: Uint8Array, mostBytes: number): Uint8Array {
  const out: number[] = [];
  let [value, count] = [0, 0];
  const flush = (wanted: number) => {
    for (let byte = 0; byte < wanted; byte++) out.push(Math.floor(value / 256 ** (3 - byte)) & 255);
    [value, count] = [0, 0];
  };
  for (const code of bytes) {
    if (code === 0x7e || out.length > mostBytes) break;
    if (code === 0x7a && count === 0) out.push(0, 0, 0, 0);
    if (code < 0x21 || code > 0x75) continue;
    value = value * 85 + code - 0x21;
    count += 1;
    if (count === 5) flush(4);
  }
  if (count > 1) {
    const missing = 5 - count;
    for (let sign = 0; sign < missing; sign++) value = value * 85 + 84;
    flush(4 - missing);
  }
  return Uint8Array.from(out);
}
