// Where the edge of a design runs through the pixels of its mask, closer than a pixel.
//
// A pixel that a sharp edge passes tells by its coverage how far the edge is from its centre, once it is known which way
// the edge faces (Gustavson and Strand, "Anti-aliased Euclidean distance transform", 2011). Between pixels such distances
// are straight where coverage is not, so the edge comes out straight too.
import type { Field } from './field.ts';
import type { Mask } from './mask.ts';

/** Soft and thin places have no sharp edge: they belong to the design from this coverage on. */
export const SEEN = 0.35;
/** Pixels around the mask, so that a design that fills it has an edge; four are looked at in one go. */
export const RIM = 4;
/** In pixels; more than this is not asked for. */
const FAR = 1.5;

/** Signed distances in pixels from every pixel's centre to the edge, positive inside, with `RIM` pixels around. */
export function edgeDistances(mask: Mask): Field {
  const rimmed = withRim(mask);
  const { width, height, data } = rimmed;
  const distances = new Float32Array(data.length).fill(-FAR);
  const fours = new Uint32Array(data.buffer);
  for (let y = 1; y < height - 1; y++) findRow(data, fours, y * width, width, distances);
  return { width, height, data: distances };
}

const FULL_FOUR = 0xffffffff;

/** Most of a mask is empty or full: four pixels at a time tell. */
function findRow(
  data: Uint8Array,
  fours: Uint32Array,
  row: number,
  width: number,
  distances: Float32Array,
): void {
  const [step, end] = [width / 4, (row + width) / 4 - 1];
  let [before, here] = [evenFour(fours, row / 4, step), evenFour(fours, row / 4 + 1, step)];
  for (let four = row / 4 + 1; four < end; four++) {
    const after = evenFour(fours, four + 1, step);
    if (here === MIXED || before !== here || after !== here) findFour(data, 4 * four, width, distances);
    else if (here === FULL) distances.fill(FAR, 4 * four, 4 * four + 4);
    before = here;
    here = after;
  }
}

function findFour(data: Uint8Array, from: number, width: number, distances: Float32Array): void {
  for (let index = from; index < from + 4; index++) {
    const even = evenAt(data, index, width);
    if (even === MIXED || even !== evenAt(data, index - 1, width) || even !== evenAt(data, index + 1, width))
      distances[index] = edgeNear(data, index, width);
    else if (even === FULL) distances[index] = FAR;
  }
}

const [EMPTY, FULL, MIXED] = [0, 1, 2];

/** What a pixel and those above and below it have in common. */
function evenAt(data: Uint8Array, index: number, width: number): number {
  const here = data[index];
  if (here !== data[index - width] || here !== data[index + width]) return MIXED;
  return here === 0 ? EMPTY : here === 255 ? FULL : MIXED;
}

function evenFour(fours: Uint32Array, index: number, step: number): number {
  const here = fours[index];
  if (here !== fours[index - step] || here !== fours[index + step]) return MIXED;
  return here === 0 ? EMPTY : here === FULL_FOUR ? FULL : MIXED;
}

/** Rows are of whole fours, with one or more of them empty on both sides. */
function withRim({ width, height, data }: Mask): Mask {
  const wide = 4 * Math.ceil(width / 4) + 2 * RIM;
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
  const [a, b, c] = three(data, i - width);
  const [d, e, f] = three(data, i);
  const [g, h, j] = three(data, i + width);
  const most = Math.max(a, b, c, d, e, f, g, h, j);
  const least = Math.min(a, b, c, d, e, f, g, h, j);
  if (most < 243 || least > 12) return null;
  const x = c + j - a - g + Math.SQRT2 * (f - d);
  const y = g + j - a - c + Math.SQRT2 * (h - b);
  const length = Math.sqrt(x * x + y * y);
  return length < 100 ? null : { x: x / length, y: y / length };
}

function three(data: Uint8Array, middle: number): [number, number, number] {
  return [data[middle - 1] as number, data[middle] as number, data[middle + 1] as number];
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
