// How much two pictures of the same size differ. Pure.
import type { SelfCheck } from './print.ts';

/** A missing, moved, inverted or wrongly coloured thing differs by more. */
const BAD = 40;
const CHANNELS = 3;

/** RGB on white. */
export interface Opaque {
  data: Uint8Array;
  width: number;
  height: number;
}

export interface Looked {
  /** Which pixels are looked at: those that are not 0. */
  counts: Uint8Array;
  /** Differences up to this are none. */
  forgiven?: number;
}

/**
 * Each pixel against the span of the nine around its place in the other picture, and the other way round: which way
 * an edge was anti-aliased says nothing, a line that is not there does.
 */
export function compare(a: Opaque, b: Opaque, { counts, forgiven = 0 }: Looked): SelfCheck {
  const [spanA, spanB] = [spanOf(a), spanOf(b)];
  let [sum, bad, pixels] = [0, 0, 0];
  for (let pixel = 0; pixel < counts.length; pixel++) {
    if (counts[pixel] === 0) continue;
    let worst = 0;
    for (let at = pixel * CHANNELS; at < (pixel + 1) * CHANNELS; at++) {
      const apart = Math.max(outside(spanB, at, a.data[at] ?? 0), outside(spanA, at, b.data[at] ?? 0));
      const difference = Math.max(0, apart - forgiven);
      sum += difference;
      if (difference > worst) worst = difference;
    }
    if (worst > BAD) bad += 1;
    pixels += 1;
  }
  if (pixels === 0) return { mean: 255, badPercent: 100 };
  return { mean: rounded(sum / (pixels * CHANNELS)), badPercent: rounded((bad / pixels) * 100) };
}

interface Span {
  low: Uint8Array;
  high: Uint8Array;
}

function outside({ low, high }: Span, at: number, value: number): number {
  return Math.max(0, (low[at] ?? 0) - value, value - (high[at] ?? 0));
}

/** The least and the most of three by three pixels, first along the rows, then along the columns. */
function spanOf({ data, width, height }: Opaque): Span {
  const row = width * CHANNELS;
  const along = spread({ low: data, high: data }, (at) => [
    at % row >= CHANNELS ? at - CHANNELS : at,
    at % row < row - CHANNELS ? at + CHANNELS : at,
  ]);
  return spread(along, (at) => [at >= row ? at - row : at, at < row * (height - 1) ? at + row : at]);
}

function spread({ low, high }: Span, neighbours: (at: number) => [number, number]): Span {
  const result = { low: new Uint8Array(low.length), high: new Uint8Array(high.length) };
  for (let at = 0; at < low.length; at++) {
    const [before, after] = neighbours(at);
    result.low[at] = Math.min(low[at] ?? 0, low[before] ?? 0, low[after] ?? 0);
    result.high[at] = Math.max(high[at] ?? 0, high[before] ?? 0, high[after] ?? 0);
  }
  return result;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
