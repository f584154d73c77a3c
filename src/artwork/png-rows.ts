// Rows of a PNG's palette indices, taken out of their filters. Pure.

/** Palette rows: neighbours are one byte away. */
export function unfiltered(row: Uint8Array, above: Uint8Array): Uint8Array<ArrayBuffer> {
  const filter = row[0] ?? 0;
  const plain = new Uint8Array(row.length - 1);
  for (let at = 0; at < plain.length; at++) {
    const left = plain[at - 1] ?? 0;
    const up = above[at] ?? 0;
    const corner = at > 0 ? (above[at - 1] ?? 0) : 0;
    const guesses = [0, left, up, (left + up) >> 1, filter === 4 ? paeth(left, up, corner) : 0];
    plain[at] = (row[at + 1] ?? 0) + (guesses[filter] ?? 0);
  }
  return plain;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** The palette index of the pixel at `x`. */
export function indexAt(row: Uint8Array, x: number, bits: number): number {
  const bit = x * bits;
  return ((row[bit >> 3] ?? 0) >> (8 - bits - (bit & 7))) & ((1 << bits) - 1);
}
