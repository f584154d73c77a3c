// Where the edge of a design runs through the pixels of its mask, closer than a pixel.
//
// A pixel that a sharp edge passes tells by its coverage how far the edge is from its centre, once it is known which way
// the edge faces (Gustavson and Strand, "Anti-aliased Euclidean distance transform", 2011). Between pixels such distances
// are straight where coverage is not, so the edge comes out straight too.
import type { Field } from './field.ts';
import type { Mask } from './mask.ts';

/** Soft and thin places have no sharp edge: they belong to the design from this coverage on. */
export const SEEN = 0.35;
/** Pixels around the mask, so that a design that fills it has an edge. */
export const RIM = 2;
/** In pixels; more than this is not asked for. */
const FAR = 1.5;

/** Signed distances in pixels from every pixel's centre to the edge, positive inside, with `RIM` pixels around. */
export function edgeDistances(mask: Mask): Field {
  const { width, height, data } = withRim(mask);
  const distances = new Float32Array(data.length).fill(-FAR);
  const even = new Uint8Array(width);
  for (let y = 1; y < height - 1; y++) {
    const row = y * width;
    findEven(data, row, width, even);
    for (let x = 1; x < width - 1; x++) {
      if (even[x - 1] === EMPTY && even[x] === EMPTY && even[x + 1] === EMPTY) continue;
      const full = even[x - 1] === FULL && even[x] === FULL && even[x + 1] === FULL;
      distances[row + x] = full ? FAR : edgeNear(data, row + x, width);
    }
  }
  return { width, height, data: distances };
}

const [EMPTY, FULL, MIXED] = [0, 1, 2];

/** What each pixel of a row and those above and below it have in common. */
function findEven(data: Uint8Array, row: number, width: number, even: Uint8Array): void {
  for (let x = 0, i = row; x < width; x++, i++) {
    const here = data[i];
    if (here !== data[i - width] || here !== data[i + width]) even[x] = MIXED;
    else even[x] = here === 0 ? EMPTY : here === 255 ? FULL : MIXED;
  }
}

function withRim({ width, height, data }: Mask): Mask {
  const wide = width + 2 * RIM;
  const padded = new Uint8Array(wide * (height + 2 * RIM));
  for (let y = 0; y < height; y++) {
    padded.set(data.subarray(y * width, (y + 1) * width), (y + RIM) * wide + RIM);
  }
  return { width: wide, height: height + 2 * RIM, data: padded };
}

/** From the pixel's own coverage when the edge passes it, else from the neighbour that the edge passes most squarely. */
function edgeNear(data: Uint8Array, index: number, width: number): number {
  const here = (data[index] as number) / 255;
  const own = facing(data, index, width);
  if (here > 0 && here < 1) return own ? throughPixel(own, here) : Math.max(-0.5, Math.min(0.5, here - SEEN));
  if (own && meetsOpposite(data, index, width)) return throughPixel(own, here);
  let [best, askew] = [here === 1 ? FAR : -FAR, 2];
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) {
      const neighbour = index + dy * width + dx;
      const coverage = (data[neighbour] as number) / 255;
      if (coverage === 0 || coverage === 1) continue;
      const its = facing(data, neighbour, width);
      if (!its) continue;
      const off = Math.abs(dx * its.y - dy * its.x);
      if (off >= askew) continue;
      askew = off;
      best = throughPixel(its, coverage) - dx * its.x - dy * its.y;
    }
  }
  // a full pixel has no edge nearer than its own
  return here === 1 ? Math.max(0.5, Math.min(FAR, best)) : Math.min(-0.5, Math.max(-FAR, best));
}

/** A full pixel beside an empty one: the edge runs just between them. */
function meetsOpposite(data: Uint8Array, index: number, width: number): boolean {
  const opposite = 255 - (data[index] as number);
  return (
    data[index - 1] === opposite ||
    data[index + 1] === opposite ||
    data[index - width] === opposite ||
    data[index + width] === opposite
  );
}

interface Facing {
  x: number;
  y: number;
}

/** The unit vector into the design; null where there is no sharp edge. */
function facing(data: Uint8Array, i: number, width: number): Facing | null {
  if (i < width || i >= data.length - width) return null;
  const at = (index: number) => data[index] as number;
  const [a, b, c] = [at(i - width - 1), at(i - width), at(i - width + 1)];
  const [d, f] = [at(i - 1), at(i + 1)];
  const [g, h, j] = [at(i + width - 1), at(i + width), at(i + width + 1)];
  const most = Math.max(a, b, c, d, f, g, h, j, at(i));
  const least = Math.min(a, b, c, d, f, g, h, j, at(i));
  if (most < 243 || least > 12) return null;
  const x = c + j - a - g + Math.SQRT2 * (f - d);
  const y = g + j - a - c + Math.SQRT2 * (h - b);
  const length = Math.sqrt(x * x + y * y);
  return length < 100 ? null : { x: x / length, y: y / length };
}

/** From the centre of a unit square to a straight edge that leaves that much of it covered. */
function throughPixel(facing: Facing, coverage: number): number {
  const [a, b] = [Math.abs(facing.x), Math.abs(facing.y)];
  const [long, short] = a > b ? [a, b] : [b, a];
  const corner = short / (2 * long); // covered when the edge has just cut off one corner
  if (coverage < corner) return Math.sqrt(2 * long * short * coverage) - (long + short) / 2;
  if (coverage > 1 - corner) return (long + short) / 2 - Math.sqrt(2 * long * short * (1 - coverage));
  return (coverage - 0.5) * long;
}
