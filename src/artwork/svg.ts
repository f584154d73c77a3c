// The size an SVG states on its root element.
import { tagsOf } from './svg-tags.ts';

export interface SizeMm {
  widthMm: number;
  heightMm: number;
}

/** Millimetres per unit, CSS: 96 px to the inch. `em`, `ex` and percentages state no size. */
const MM_PER: Record<string, number> = {
  '': 25.4 / 96,
  px: 25.4 / 96,
  in: 25.4,
  mm: 1,
  cm: 10,
  q: 0.25,
  pt: 25.4 / 72,
  pc: 25.4 / 6,
};

/** null when the file states none; one missing side follows from the `viewBox`. */
export function svgSize(text: string): SizeMm | null {
  const root = rootElement(text);
  if (root === null) return null;
  const width = length(root.get('width'));
  const height = length(root.get('height'));
  const ratio = proportions(root.get('viewBox'));
  if (width !== null && height !== null) return { widthMm: width, heightMm: height };
  if (ratio === null) return null;
  if (width !== null) return { widthMm: width, heightMm: width / ratio };
  if (height !== null) return { widthMm: height * ratio, heightMm: height };
  return null;
}

/** Millimetres of one unit of the root's own coordinates; null when it states no size. */
export function mmPerUnit(text: string): number | null {
  const size = svgSize(text);
  const box = viewBox(rootElement(text)?.get('viewBox'));
  if (!size) return null;
  return box ? Math.min(size.widthMm / box.width, size.heightMm / box.height) : (MM_PER.px ?? null);
}

/** Width over height of what is drawn; null where only a renderer can tell. */
export function svgProportions(text: string): number | null {
  const size = svgSize(text);
  if (size) return size.widthMm / size.heightMm;
  const root = rootElement(text);
  const isWhole = ['width', 'height'].every((side) => (root?.get(side) ?? '100%') === '100%');
  return isWhole ? proportions(root?.get('viewBox')) : null;
}

/** The attributes of the first `svg` tag outside comments; null when there is none. */
function rootElement(text: string): ReadonlyMap<string, string> | null {
  for (const { kind, name, attributes } of tagsOf(text)) {
    if (kind === 'open') return name === 'svg' ? attributes : null;
  }
  return null;
}

function length(value: string | undefined): number | null {
  const parts = /^\s*\+?(\d*\.?\d+(?:e[+-]?\d+)?)\s*([a-z]*)\s*$/i.exec(value ?? '');
  const perUnit = MM_PER[parts?.[2]?.toLowerCase() ?? '?'];
  const mm = Number(parts?.[1]) * (perUnit ?? Number.NaN);
  return Number.isFinite(mm) && mm > 0 ? mm : null;
}

function proportions(text: string | undefined): number | null {
  const box = viewBox(text);
  return box && box.width / box.height;
}

function viewBox(text: string | undefined): { width: number; height: number } | null {
  const [, , width = 0, height = 0] = (text ?? '')
    .slice(0, 200)
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  return width > 0 && height > 0 ? { width, height } : null;
}
