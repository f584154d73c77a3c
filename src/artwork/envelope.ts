// The lower envelope of parabolas that stand side by side: how distances along one axis become distances in the plane.

/** Room for the work, used row after row. */
export interface Envelope {
  feet: Int32Array;
  heights: Float64Array;
  starts: Float64Array;
}

export function newEnvelope(length: number): Envelope {
  return {
    feet: new Int32Array(length),
    heights: new Float64Array(length),
    starts: new Float64Array(length + 1),
  };
}

/** One row: lowers each run of squares to the least of the parabolas that stand on them. Nothing reaches past a zero. */
export function flatten(
  squares: Float32Array,
  from: number,
  length: number,
  reach: number,
  envelope: Envelope,
): void {
  let x = 0;
  while (x < length) {
    while (x < length && squares[from + x] === 0) x += 1;
    const start = x;
    while (x < length && squares[from + x] !== 0) x += 1;
    if (x > start) flattenRun(squares, from + start, x - start, reach, envelope);
  }
}

function flattenRun(
  squares: Float32Array,
  from: number,
  length: number,
  reach: number,
  envelope: Envelope,
): void {
  const top = standUp(squares, from, length, reach * reach, envelope);
  const { feet, heights, starts } = envelope;
  starts[top + 1] = length;
  for (let parabola = 0; parabola <= top; parabola++) {
    const foot = feet[parabola] as number;
    const height = heights[parabola] as number;
    // it is as far as it reaches
    const half = Math.sqrt(reach * reach - height);
    const first = Math.max(Math.ceil(starts[parabola] as number), Math.ceil(foot - half));
    const end = Math.min(Math.ceil(starts[parabola + 1] as number), Math.floor(foot + half) + 1, length);
    for (let x = Math.max(0, first); x < end; x++) {
      squares[from + x] = (x - foot) * (x - foot) + height;
    }
  }
}

/** Those that are the least somewhere, from left to right, and where each begins to be: says the number of the last. */
function standUp(
  squares: Float32Array,
  from: number,
  length: number,
  far: number,
  { feet, heights, starts }: Envelope,
): number {
  let top = -1;
  for (let x = 0; x < length; x++) {
    const height = squares[from + x] as number;
    if (height >= far) continue;
    let start = -1;
    while (top >= 0) {
      const foot = feet[top] as number;
      start = (height - (heights[top] as number) + (x - foot) * (x + foot)) / (2 * (x - foot));
      if (start > (starts[top] as number)) break;
      start = -1;
      top -= 1;
    }
    if (start >= length) continue;
    top += 1;
    feet[top] = x;
    heights[top] = height;
    starts[top] = start;
  }
  return top;
}
