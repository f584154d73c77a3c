// Lengths and sizes in the unit somebody measures in.
import { inches, millimetres } from '../lib/format.ts';
import { en } from '../words/en.ts';
import type { Unit } from './choice.ts';

const { units } = en.storefront.configurator;

/** `50 mm` or `2 in`. */
export function lengthIn(mm: number, unit: Unit): string {
  return `${figureIn(mm, unit)} ${units[unit]}`;
}

/** `75 × 48.2 mm`: to a tenth of a millimetre, which is as exact as a knife. */
export function sizeIn(size: { widthMm: number; heightMm: number }, unit: Unit): string {
  return `${figureIn(tenths(size.widthMm), unit)} × ${figureIn(tenths(size.heightMm), unit)} ${units[unit]}`;
}

function figureIn(mm: number, unit: Unit): string {
  return unit === 'mm' ? millimetres(mm) : inches(mm);
}

function tenths(mm: number): number {
  return Math.round(mm * 10) / 10;
}
