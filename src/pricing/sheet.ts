// A price sheet: every number a price is made of. Versioned; an order remembers which one it was quoted by.
import type { Shape } from '../sticker.ts';

/** What can be edited in a draft. */
export interface SheetFigures {
  setupCents: number;
  /** Minor units for one sticker of the reference area at quantity 1, before factors. */
  rateCents: number;
  referenceAreaMm2: number;
  areaExponent: number;
  quantityExponent: number;
  minimumCents: number;
  materials: Record<string, number>;
  finishes: Record<string, number>;
  shapes: Record<Shape, number>;
  /** Ascending. */
  breaks: readonly number[];
  /** A nudge is shown when the next break costs less than this share more. */
  nudgePercent: number;
}

export interface PriceSheet extends SheetFigures {
  version: number;
  /** ISO 4217; amounts are minor units of it. */
  currency: string;
}

/** Only drafts change; one sheet is live; what was live is past and stays as it was. */
export const SHEET_STATUSES = ['draft', 'scheduled', 'live', 'past', 'discarded'] as const;
export type SheetStatus = (typeof SHEET_STATUSES)[number];

/** Of a shop that has no prices yet: it knows no material, so it quotes nothing. */
export const NO_PRICES: PriceSheet = {
  version: 0,
  currency: 'USD',
  setupCents: 0,
  rateCents: 0,
  referenceAreaMm2: 1,
  areaExponent: 1,
  quantityExponent: 1,
  minimumCents: 0,
  materials: {},
  finishes: {},
  shapes: { 'die-cut': 1, 'kiss-cut': 1, circle: 1, square: 1, rectangle: 1, rounded: 1, oval: 1 },
  breaks: [],
  nudgePercent: 0,
};

/** Whether a job on this material with this finish has a price at all. */
export function canPrice(
  { materials, finishes }: Pick<SheetFigures, 'materials' | 'finishes'>,
  { material, finish }: { material: string; finish: string },
): boolean {
  return Object.hasOwn(materials, material) && Object.hasOwn(finishes, finish);
}
