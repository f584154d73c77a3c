// The cutting mat behind the configurator: how much of it is shown, where the sticker lies on it, what the
// rulers say. Everything in millimetres, so the 5 mm grid is true at any size on the screen.
export interface Mat {
  /** Side of the square piece of mat that is shown. */
  spanMm: number;
  /** Width of the rulers along the top and the left. */
  rulerMm: number;
  viewBox: string;
  /** Top left of the sticker's cut box on the mat. */
  x: number;
  y: number;
  right: number;
  bottom: number;
  ruler: RulerMark;
  fineMm: number;
  boldMm: number;
  /** Of the board's corners. */
  radius: number;
  /** Free paper between the mat and the ruler. */
  gap: number;
  tick: { long: number; short: number };
  figures: { across: Place; down: Place };
  fontSize: number;
  /** About two pixels. */
  lineMm: number;
}

export interface Place {
  x: number;
  y: number;
}

export interface RulerMark {
  widthMm: number;
  heightMm: number;
  across: Tick[];
  down: Tick[];
}

export interface Tick {
  at: number;
  long: boolean;
}

const SPANS = [40, 60, 80, 100, 130, 170, 220, 300, 400, 550, 800];
const GRID_MM = 5;
/** Free mat around the sticker, as a share of its longest side. */
const AIR = 1.3;
const RULER_SHARE = 0.085;

/** `roomMm`: what lies around the cut box on every side, like the backing of a kiss-cut sticker. */
export function matFor(size: { widthMm: number; heightMm: number }, roomMm = 0): Mat {
  const longest = Math.max(size.widthMm, size.heightMm) + 2 * roomMm;
  const spanMm = SPANS.find((span) => span >= longest * AIR) ?? Math.ceil(longest * AIR);
  const rulerMm = round(spanMm * RULER_SHARE);
  const [x, y] = [snapped(spanMm - size.widthMm), snapped(spanMm - size.heightMm)];
  const bold = spanMm > 220 ? 50 : 10;
  return {
    spanMm,
    rulerMm,
    viewBox: `${-rulerMm} ${-rulerMm} ${round(spanMm + rulerMm)} ${round(spanMm + rulerMm)}`,
    x,
    y,
    right: round(x + size.widthMm),
    bottom: round(y + size.heightMm),
    ruler: { ...size, across: ticks(x, spanMm, bold), down: ticks(y, spanMm, bold) },
    fineMm: GRID_MM,
    boldMm: bold,
    radius: round(rulerMm * 0.35),
    gap: round(rulerMm * 0.12),
    tick: { long: round(rulerMm * 0.3), short: round(rulerMm * 0.16) },
    figures: {
      across: { x: round(x + size.widthMm / 2), y: round(-rulerMm * 0.52) },
      // turned by 90°, so that it reads upward
      down: { x: round(-(y + size.heightMm / 2)), y: round(-rulerMm * 0.52) },
    },
    fontSize: round(spanMm * 0.034),
    lineMm: round(spanMm * 0.0032),
  };
}

/** Zero lies at the sticker's edge, as one would lay a ruler. */
function ticks(from: number, spanMm: number, bold: number): Tick[] {
  const step = bold === 10 ? GRID_MM : 10;
  const first = -Math.floor(from / step);
  const last = Math.floor((spanMm - from) / step);
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const mm = (first + index) * step;
    return { at: round(from + mm), long: mm % bold === 0 };
  });
}

/** In the middle, moved to the nearest line of the grid. */
function snapped(freeMm: number): number {
  return Math.round(freeMm / 2 / GRID_MM) * GRID_MM;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
