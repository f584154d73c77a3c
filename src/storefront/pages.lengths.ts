// Lengths and sizes in the unit somebody measures in.
import { inches, millimetres } from '../lib/format.ts';
import { en } from '../words/en.ts';
import type { Unit } from './choice.ts';

const { units } = en.storefront.configurator;

/** `50 mm` or `2 in`: to a tenth of a millimetre, which is as exact as a knife. */
export function lengthIn(mm: number, unit: Unit): string {
  return `${figureIn(mm, unit)} ${units[unit]}`;
}

/** `75 × 48.2 mm`. */
export function sizeIn(size: { widthMm: number; heightMm: number }, unit: Unit): string {
  return `${figureIn(size.widthMm, unit)} × ${figureIn(size.heightMm, unit)} ${units[unit]}`;
}

function figureIn(mm: number, unit: Unit): string {
  const tenths = Math.round(mm * 10) / 10;
  return unit === 'mm' ? millimetres(tenths) : inches(tenths);
}
