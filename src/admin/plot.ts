// Lines over a logarithmic quantity as coordinates: the view draws them, with the words beside. Pure.

export interface Series {
  label: string;
  points: readonly { x: number; y: number }[];
}

export interface Plot {
  width: number;
  height: number;
  lines: { points: string; label: string; labelX: number; labelY: number }[];
  /** Ticks across and up, with the grid's lines. */
  across: Tick[];
  up: (Tick & { isZero: boolean })[];
  frame: { left: number; right: number; top: number; bottom: number };
}

interface Tick {
  at: number;
  label: string;
}

const WIDTH = 440;
const HEIGHT = 260;
const FRAME = { left: 46, right: WIDTH - 62, top: 14, bottom: HEIGHT - 40 };
const LABEL_HEIGHT = 14;

/** `say` puts a tick into words. */
export function plotOf(
  series: readonly Series[],
  say: { x: (x: number) => string; y: (y: number) => string },
): Plot {
  const points = series.flatMap((each) => each.points);
  const xs = points.map(({ x }) => Math.log10(x));
  const ticks = ticksFor(points.map(({ y }) => y));
  const [least = 0, most = 1] = [ticks[0], ticks.at(-1)];
  const toX = scale([Math.min(...xs), Math.max(...xs)], [FRAME.left, FRAME.right]);
  const toY = scale([least, most], [FRAME.bottom, FRAME.top]);
  const lines = series.map(({ label, points: own }) => {
    const drawn = own.map(({ x, y }) => [round(toX(Math.log10(x))), round(toY(y))] as const);
    return {
      points: drawn.map((each) => each.join(',')).join(' '),
      label,
      labelX: FRAME.right + 6,
      labelY: drawn.at(-1)?.[1] ?? 0,
    };
  });
  return {
    width: WIDTH,
    height: HEIGHT,
    lines: apart(lines),
    across: decadesIn(points.map(({ x }) => x)).map((x) => ({
      at: round(toX(Math.log10(x))),
      label: say.x(x),
    })),
    up: ticks.map((y) => ({ at: round(toY(y)), label: say.y(y), isZero: y === 0 })),
    frame: FRAME,
  };
}

function scale([from, to]: readonly [number, number], [start, end]: readonly [number, number]) {
  return (value: number) => start + ((value - from) / (to - from || 1)) * (end - start);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Round numbers around all values and zero, at most seven of them. */
function ticksFor(values: readonly number[]): number[] {
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  const rough = Math.max(most - least, 1) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? rough;
  const first = Math.floor(least / step);
  const last = Math.max(Math.ceil(most / step), first + 1);
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

/** 10, 100, 1000 … within the values. */
function decadesIn(values: readonly number[]): number[] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return [1, 10, 100, 1_000, 10_000, 100_000].filter((each) => each >= least && each <= most);
}

/** Labels of lines that end at the same height stand below each other. */
function apart<T extends { labelY: number }>(lines: readonly T[]): T[] {
  const sorted = [...lines].sort((a, b) => a.labelY - b.labelY);
  let free = FRAME.top;
  const placed = new Map(
    sorted.map((line) => {
      const labelY = Math.max(free, line.labelY);
      free = labelY + LABEL_HEIGHT;
      return [line, labelY] as const;
    }),
  );
  const over = Math.max(0, free - LABEL_HEIGHT - FRAME.bottom);
  return lines.map((line) => ({ ...line, labelY: (placed.get(line) ?? line.labelY) - over }));
}
