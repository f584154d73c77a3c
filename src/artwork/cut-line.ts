// The cut lines of the plain shapes: exact paths in millimetres, their box starting at 0,0.
import { isContour, PRINT_BLEED_MM, ROUNDED_RADIUS_MM, type Shape } from '../sticker.ts';
import { type CutPath, type CutWish, DEFAULT_CHOICES, wishFor } from './cut.ts';
import type { ArtworkFacts } from './facts.ts';
import { OWN_ALGORITHM, ownCutOf } from './own-cut.ts';
import { place } from './placement.ts';

export const PLAIN_ALGORITHM = 'plain-1';

export type PlainShape = Exclude<Shape, 'die-cut' | 'kiss-cut'>;

export function isPlain(shape: Shape): shape is PlainShape {
  return !isContour(shape);
}

/**
 * Wishes that come to the same line become one: what does not count for their shape, or asks for something that is not
 * in the file, is as usual.
 */
export function settledWish(facts: ArtworkFacts, wish: CutWish): CutWish {
  const { shape, widthMm, heightMm } = wish;
  const size = { shape, widthMm, heightMm };
  if (isPlain(shape)) {
    return { ...size, ...NOTHING_BETWEEN, fit: wish.fit === 'trim' && facts.trim ? 'trim' : 'page' };
  }
  if (wish.own && ownCutOf(facts)) return { ...size, ...NOTHING_BETWEEN, own: true };
  return { ...wish, fit: 'page', own: false };
}

const NOTHING_BETWEEN = { ...DEFAULT_CHOICES, offsetMm: 0, closingMm: 0 };

/** A wish as it was written down with its line. */
type KeptWish = Omit<CutWish, 'shape' | 'fit' | 'own'> & { shape: string; fit: string; algorithm: string };

/** The wish behind a line that was kept, to make it of another design. */
export function wishOfKept(kept: KeptWish): CutWish {
  const { widthMm, heightMm, offsetMm, closingMm, joined, holes } = kept;
  const shape = kept.shape as Shape; // only written by keepCutLine
  const fit = kept.fit === 'trim' ? 'trim' : 'page';
  const size = { shape, widthMm, heightMm };
  // a line of the customer's own kept nothing of what ours would need
  if (kept.algorithm === OWN_ALGORITHM) return wishFor(size, { own: true });
  return { ...size, offsetMm, closingMm, joined, holes, fit, own: false };
}

/**
 * The shape itself, and the art where it covers it; where there is no art, as if it just did. Another bleed places the
 * art elsewhere, so that it is another line.
 */
export function plainCut(facts: ArtworkFacts, wish: CutWish, bleedMm = PRINT_BLEED_MM): CutPath | null {
  const { shape, widthMm, heightMm } = wish;
  if (!isPlain(shape)) return null;
  return {
    path: plainCutLine(shape, widthMm, heightMm),
    widthMm,
    heightMm,
    art: place(facts, wish, bleedMm)?.art ?? { x: 0, y: 0, width: widthMm, height: heightMm },
    parts: 1,
    offsetMm: 0,
    closingMm: 0,
    algorithm: bleedMm === PRINT_BLEED_MM ? PLAIN_ALGORITHM : `${PLAIN_ALGORITHM} ${bleedMm}`,
  };
}

/** Closed path data: lines and cubic curves only, y down. */
export function plainCutLine(shape: PlainShape, widthMm: number, heightMm: number): string {
  const path: Record<PlainShape, () => string> = {
    circle: () => ellipse(widthMm, heightMm),
    oval: () => ellipse(widthMm, heightMm),
    square: () => rectangle(widthMm, heightMm),
    rectangle: () => rectangle(widthMm, heightMm),
    rounded: () =>
      roundedRectangle(widthMm, heightMm, Math.min(ROUNDED_RADIUS_MM, widthMm / 2, heightMm / 2)),
  };
  return path[shape]();
}

function rectangle(width: number, height: number): string {
  return `M0 0L${n(width)} 0L${n(width)} ${n(height)}L0 ${n(height)}Z`;
}

/** Eight curves: off by less than 0.002 mm at the largest size we cut. */
function ellipse(width: number, height: number): string {
  const [rx, ry] = [width / 2, height / 2];
  return `M${n(width)} ${n(ry)}${arc(rx, ry, rx, ry, 0, 8)}Z`;
}

function roundedRectangle(width: number, height: number, r: number): string {
  const corner = (x: number, y: number, quarter: number) => arc(x, y, r, r, quarter * 90, 2);
  return [
    `M${n(r)} 0L${n(width - r)} 0${corner(width - r, r, -1)}`,
    `L${n(width)} ${n(height - r)}${corner(width - r, height - r, 0)}`,
    `L${n(r)} ${n(height)}${corner(r, height - r, 1)}`,
    `L0 ${n(r)}${corner(r, r, 2)}Z`,
  ].join('');
}

/** Cubic curves of 45° each, clockwise on paper from `fromDegrees`. */
function arc(cx: number, cy: number, rx: number, ry: number, fromDegrees: number, curves: number): string {
  const step = Math.PI / 4;
  const handle = (4 / 3) * Math.tan(step / 4);
  let path = '';
  for (let index = 0; index < curves; index++) {
    const a = (fromDegrees * Math.PI) / 180 + index * step;
    const b = a + step;
    const point = (angle: number, along: number) =>
      `${n(cx + rx * (Math.cos(angle) - along * Math.sin(angle)))} ${n(cy + ry * (Math.sin(angle) + along * Math.cos(angle)))}`;
    path += `C${point(a, handle)} ${point(b, -handle)} ${point(b, 0)}`;
  }
  return path;
}

/** A tenth of a micrometre is finer than any machine. */
function n(value: number): string {
  return String(Math.round(value * 10_000) / 10_000 + 0);
}
