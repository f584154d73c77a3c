// How large a JPEG XL says it is, in the first bits of its codestream: decoders say it only when all else is in order.
import { findBox } from './boxes.ts';
import type { Read } from './density.ts';

/** Before turning; null when there is no codestream. */
export function jxlSize(read: Read): { width: number; height: number } | null {
  const at = codestreamAt(read);
  const bytes = at === null ? [] : read(at + 2, 12);
  if (bytes.length < 12) return null;
  const take = bitsOf(bytes);
  const isSmall = take(1) === 1;
  const side = () => (isSmall ? (take(5) + 1) * 8 : take([9, 13, 18, 30][take(2)] ?? 9) + 1);
  const height = side();
  const [across, down] = RATIOS[take(3)] ?? [0, 1];
  return { height, width: across === 0 ? side() : Math.floor((height * across) / down) };
}

/** Width to height, where it is one of these. */
const RATIOS = [[0, 1], [1, 1], [12, 10], [4, 3], [3, 2], [16, 9], [5, 4], [2, 1]] as const; // biome-ignore format: one glance

/** By itself, in a box, or in several, which are numbered. */
function codestreamAt(read: Read): number | null {
  const [first, second] = read(0, 2);
  if (first === 0xff && second === 0x0a) return 0;
  const whole = findBox(read, 'jxlc');
  if (whole) return whole.from;
  const part = findBox(read, 'jxlp');
  return part && part.from + 4;
}

/** Numbers of so many bits, the lowest first. */
function bitsOf(bytes: ArrayLike<number>): (count: number) => number {
  let at = 0;
  return (count) => {
    let value = 0;
    for (let bit = 0; bit < count; bit++, at++) value += (((bytes[at >> 3] ?? 0) >> (at & 7)) & 1) * 2 ** bit;
    return value;
  };
}
