// The one place where a sticker gets its price. Pure: same specification and sheet, same cents.
import { toCents } from '../lib/money.ts';
import type { StickerSpec } from '../sticker.ts';
import type { PriceSheet } from './sheet.ts';
import { type TaxRule, taxOn } from './tax.ts';

export interface PriceBreak {
  quantity: number;
  unitCents: number;
  netCents: number;
  /** Whole percent saved on the unit price against the first break. */
  savePercent: number;
}

export interface TraceStep {
  label: TraceLabel;
  cents: number;
}

/** Steps of a price in the order they are taken; the page has a sentence for each. */
export type TraceLabel =
  | 'setup'
  | 'printing'
  | 'material'
  | 'finish'
  | 'shape'
  | 'minimum'
  /** Only on lines of an order: taken off, or agreed on by staff. */
  | 'coupon'
  | 'agreed';

export interface Nudge {
  quantity: number;
  moreCents: number;
}

export interface Quote {
  currency: string;
  /** Version of the sheet the price comes from. */
  priceSheet: number;
  quantity: number;
  /** Net per piece, rounded; only for reading, never multiplied. */
  unitCents: number;
  netCents: number;
  taxCents: number;
  grossCents: number;
  breaks: PriceBreak[];
  /** Steps that add up to `netCents` exactly. */
  trace: TraceStep[];
  nudge?: Nudge;
}

export const NO_TAX: TaxRule = { basisPoints: 0 };

/**
 * Price of `spec.quantity` stickers by `sheet`:
 * `max(minimum, (setup + rate × (area ÷ reference)^a × quantity^q) × material × finish × shape)`, rounded
 * once. The formula only grows with area and quantity, so fewer or smaller is never dearer.
 */
export function quote(spec: StickerSpec, sheet: PriceSheet, tax: TaxRule = NO_TAX): Quote {
  const netCents = netCentsFor(spec, spec.quantity, sheet);
  const taxCents = taxOn(netCents, tax);
  const nudge = nudgeFor(spec, netCents, sheet);
  return {
    currency: sheet.currency,
    priceSheet: sheet.version,
    quantity: spec.quantity,
    unitCents: unitPrice(netCents, spec.quantity),
    netCents,
    taxCents,
    grossCents: netCents + taxCents,
    breaks: breaksFor(spec, sheet),
    trace: traceOf(spec, netCents, sheet),
    ...(nudge && { nudge }),
  };
}

/** Net per piece for reading. */
export function unitPrice(netCents: number, quantity: number): number {
  return toCents(netCents / quantity);
}

function netCentsFor(spec: StickerSpec, quantity: number, sheet: PriceSheet): number {
  return toCents(Math.max(sheet.minimumCents, buildUp({ ...spec, quantity }, sheet).shape));
}

/** The price after each step, not rounded. Multiplied in one order only, so that the trace ends at the price. */
function buildUp(spec: StickerSpec, sheet: PriceSheet) {
  const setup = sheet.setupCents;
  const printing = setup + printingCents(spec, sheet);
  const material = printing * materialFactor(spec, sheet);
  const finish = material * finishFactor(spec, sheet);
  const shape = finish * sheet.shapes[spec.shape];
  return { setup, printing, material, finish, shape };
}

function printingCents({ widthMm, heightMm, quantity }: StickerSpec, sheet: PriceSheet): number {
  const area = (widthMm * heightMm) / sheet.referenceAreaMm2;
  return sheet.rateCents * area ** sheet.areaExponent * quantity ** sheet.quantityExponent;
}

function materialFactor(spec: StickerSpec, sheet: PriceSheet): number {
  return known(sheet.materials, spec.material);
}

function finishFactor(spec: StickerSpec, sheet: PriceSheet): number {
  return known(sheet.finishes, spec.finish);
}

function known(factors: Record<string, number>, slug: string): number {
  const factor = Object.hasOwn(factors, slug) ? factors[slug] : undefined;
  if (factor === undefined) throw new RangeError(`the price sheet does not know ${slug}`);
  return factor;
}

function breaksFor(spec: StickerSpec, sheet: PriceSheet): PriceBreak[] {
  const first = sheet.breaks[0] ?? 1;
  const firstUnit = netCentsFor(spec, first, sheet) / first;
  return sheet.breaks.map((quantity) => {
    const netCents = netCentsFor(spec, quantity, sheet);
    const savePercent = Math.max(0, Math.round((1 - netCents / quantity / firstUnit) * 100));
    return { quantity, netCents, unitCents: unitPrice(netCents, quantity), savePercent };
  });
}

function nudgeFor(spec: StickerSpec, netCents: number, sheet: PriceSheet): Nudge | undefined {
  const next = sheet.breaks.find((quantity) => quantity > spec.quantity);
  if (next === undefined) return undefined;
  const moreCents = netCentsFor(spec, next, sheet) - netCents;
  return moreCents * 100 < netCents * sheet.nudgePercent ? { quantity: next, moreCents } : undefined;
}

/** Each step rounds the running total, so the differences add up to the net whatever the factors. */
function traceOf(spec: StickerSpec, netCents: number, sheet: PriceSheet): TraceStep[] {
  const steps = buildUp(spec, sheet);
  const running: [TraceLabel, number][] = [
    ['setup', steps.setup],
    ['printing', steps.printing],
    ['material', steps.material],
    ['finish', steps.finish],
    ['shape', steps.shape],
    ['minimum', netCents],
  ];
  let before = 0;
  const told = running.map(([label, exact]) => {
    const total = toCents(exact);
    const step = { label, cents: total - before };
    before = total;
    return step;
  });
  return told.filter((step, index) => index < 2 || step.cents !== 0);
}
