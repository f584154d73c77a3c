// Sets of products as bits, one for each product by its place: cutting ten thousand of them takes microseconds. Pure.

export type Bits = Uint32Array;

export function noBits(size: number): Bits {
  return new Uint32Array(Math.ceil(size / 32));
}

export function allBits(size: number): Bits {
  const bits = noBits(size).fill(0xffffffff);
  const rest = size % 32;
  if (rest > 0) bits[bits.length - 1] = 2 ** rest - 1;
  return bits;
}

export function addBit(bits: Bits, place: number): void {
  bits[place >>> 5] = wordAt(bits, place >>> 5) | (1 << (place & 31));
}

export function dropBit(bits: Bits, place: number): void {
  bits[place >>> 5] = wordAt(bits, place >>> 5) & ~(1 << (place & 31));
}

export function hasBit(bits: Bits, place: number): boolean {
  return (wordAt(bits, place >>> 5) & (1 << (place & 31))) !== 0;
}

/** What is in all of them. */
export function common(first: Bits, others: readonly Bits[]): Bits {
  const cut = first.slice();
  for (const other of others) {
    for (let at = 0; at < cut.length; at += 1) cut[at] = wordAt(cut, at) & wordAt(other, at);
  }
  return cut;
}

export function countCommon(one: Bits, other: Bits): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += ones(wordAt(one, at) & wordAt(other, at));
  return sum;
}

function wordAt(bits: Bits, at: number): number {
  return bits[at] ?? 0;
}

/** Of 32 bits; see "Hacker's Delight", Counting 1-Bits. */
function ones(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
