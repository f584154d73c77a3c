// Finds text among the bytes of a file.

/** Where `text` begins between `from` and `to`; -1 when nowhere. */
export function find(bytes: Uint8Array, text: string, from: number, to: number): number {
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

/** -1 when nowhere. */
export function findLast(bytes: Uint8Array, text: string): number {
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
