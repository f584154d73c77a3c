// What a sheet has to keep to before it may be sold by. Whatever passes is monotone: fewer or smaller is never dearer.
import { MAX_QUANTITY, MAX_SIDE_MM, SHAPES, type StickerSpec } from '../sticker.ts';
import { quote } from './quote.ts';
import type { PriceSheet, SheetFigures } from './sheet.ts';

/** A single number of a sheet; `factor` is any of a material, a finish or a shape. */
export type Figure =
  | 'setup'
  | 'rate'
  | 'referenceArea'
  | 'areaExponent'
  | 'quantityExponent'
  | 'minimum'
  | 'nudgePercent'
  | 'factor';

export interface Range {
  least: number;
  most: number;
}

/**
 * Money in minor units. Nothing is negative and nothing that is multiplied or a power is zero, so the formula
 * only grows with area and quantity; a quantity exponent of at most 1 keeps the price of one piece from rising.
 */
export const RANGES: Record<Figure, Range> = {
  setup: { least: 0, most: 100_000_000 },
  rate: { least: 0.01, most: 100_000_000 },
  referenceArea: { least: 1, most: 1_000_000 },
  areaExponent: { least: 0.1, most: 2 },
  quantityExponent: { least: 0.1, most: 1 },
  minimum: { least: 0, most: 100_000_000 },
  nudgePercent: { least: 0, most: 100 },
  factor: { least: 0.01, most: 100 },
};

export const MOST_BREAKS = 20;

/** What the database holds as an amount, rounded down to something that can be said. */
export const DEAREST_CENTS = 2_000_000_000;

export type SheetFlaw =
  | { what: 'figure'; figure: Figure; field: string }
  | { what: 'none'; field: 'materials' | 'finishes' }
  | { what: 'breaks'; field: 'breaks' }
  | { what: 'too_dear'; field: 'rate'; cents: number };

/** Nothing when the sheet may be sold by. Fields are named as in sheet-text.ts. */
export function flawsOf(sheet: SheetFigures): SheetFlaw[] {
  const flaws = [...flawsOfFigures(sheet), ...flawsOfChoices(sheet)];
  if (flaws.length > 0) return flaws;
  const cents = dearestCents(sheet);
  return cents > DEAREST_CENTS ? [{ what: 'too_dear', field: 'rate', cents }] : [];
}

function flawsOfFigures(sheet: SheetFigures): SheetFlaw[] {
  const figures: [Figure, string, number][] = [
    ['setup', 'setup', sheet.setupCents],
    ['rate', 'rate', sheet.rateCents],
    ['referenceArea', 'referenceArea', sheet.referenceAreaMm2],
    ['areaExponent', 'areaExponent', sheet.areaExponent],
    ['quantityExponent', 'quantityExponent', sheet.quantityExponent],
    ['minimum', 'minimum', sheet.minimumCents],
    ['nudgePercent', 'nudgePercent', sheet.nudgePercent],
    ...factorsOf('material', sheet.materials),
    ...factorsOf('finish', sheet.finishes),
    ...factorsOf('shape', sheet.shapes),
  ];
  return figures
    .filter(([figure, , value]) => !isWithin(RANGES[figure], value))
    .map(([figure, field]) => ({ what: 'figure', figure, field }));
}

function factorsOf(kind: string, factors: Record<string, number>): [Figure, string, number][] {
  return Object.entries(factors).map(([slug, factor]) => ['factor', `${kind}.${slug}`, factor]);
}

export function isWithin({ least, most }: Range, value: number): boolean {
  return value >= least && value <= most;
}

function flawsOfChoices({ materials, finishes, breaks }: SheetFigures): SheetFlaw[] {
  const flaws: SheetFlaw[] = [];
  if (Object.keys(materials).length === 0) flaws.push({ what: 'none', field: 'materials' });
  if (Object.keys(finishes).length === 0) flaws.push({ what: 'none', field: 'finishes' });
  if (!areBreaks(breaks)) flaws.push({ what: 'breaks', field: 'breaks' });
  return flaws;
}

/** Whole, ascending, none twice, none that cannot be ordered. */
export function areBreaks(breaks: readonly number[]): boolean {
  const inOrder = breaks.every(
    (quantity, index) => Number.isInteger(quantity) && quantity > (breaks[index - 1] ?? 0),
  );
  return (
    inOrder && breaks.length >= 1 && breaks.length <= MOST_BREAKS && (breaks.at(-1) ?? 0) <= MAX_QUANTITY
  );
}

/** Of the largest job there can be, which is the dearest because the formula only grows. */
function dearestCents(figures: SheetFigures): number {
  const sheet: PriceSheet = { ...figures, version: 0, currency: '' };
  const shape = SHAPES.reduce((a, b) => (sheet.shapes[b] > sheet.shapes[a] ? b : a));
  const job: StickerSpec = {
    shape,
    widthMm: MAX_SIDE_MM,
    heightMm: MAX_SIDE_MM,
    material: dearestOf(sheet.materials),
    finish: dearestOf(sheet.finishes),
    quantity: MAX_QUANTITY,
  };
  return quote(job, sheet).netCents;
}

function dearestOf(factors: Record<string, number>): string {
  const [first = ['', 0], ...others] = Object.entries(factors);
  return others.reduce((a, b) => (b[1] > a[1] ? b : a), first)[0];
}
