// What two price sheets make of the same jobs, and of what was sold.
import type { StickerSpec } from '../sticker.ts';
import { quote } from './quote.ts';
import { canPrice, type PriceSheet } from './sheet.ts';

export interface Compared {
  spec: StickerSpec;
  /** Without tax; null for a sheet that does not sell it. */
  beforeCents: number | null;
  afterCents: number | null;
}

export function compareJob(spec: StickerSpec, before: PriceSheet, after: PriceSheet): Compared {
  return { spec, beforeCents: priceBy(before, spec), afterCents: priceBy(after, spec) };
}

function priceBy(sheet: PriceSheet, spec: StickerSpec): number | null {
  return canPrice(sheet, spec) ? quote(spec, sheet).netCents : null;
}

export const TYPICAL_SIDES_MM = [50, 75, 125] as const;
const TYPICAL_QUANTITIES = [50, 100, 250, 1000, 5000];
const USUAL = { sideMm: 75, quantity: 250 };

/** Three sizes of the plainest sticker in usual quantities, then one job on each other material and with each other finish. */
export function typicalJobs(before: PriceSheet, after: PriceSheet): StickerSpec[] {
  const materials = slugsOf(before.materials, after.materials);
  const finishes = slugsOf(before.finishes, after.finishes);
  const [material = '', ...otherMaterials] = materials;
  const [finish = '', ...otherFinishes] = finishes;
  const job = (sideMm: number, quantity: number, other: Partial<StickerSpec> = {}): StickerSpec => ({
    shape: 'die-cut',
    widthMm: sideMm,
    heightMm: sideMm,
    material,
    finish,
    quantity,
    ...other,
  });
  const usual = (other: Partial<StickerSpec>) => job(USUAL.sideMm, USUAL.quantity, other);
  return [
    ...TYPICAL_SIDES_MM.flatMap((sideMm) => TYPICAL_QUANTITIES.map((quantity) => job(sideMm, quantity))),
    ...otherMaterials.map((slug) => usual({ material: slug })),
    ...otherFinishes.map((slug) => usual({ finish: slug })),
  ];
}

/** What both sell comes first, so that the plainest job can be compared. */
function slugsOf(before: Record<string, number>, after: Record<string, number>): string[] {
  const all = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const isBoth = (slug: string) => Object.hasOwn(before, slug) && Object.hasOwn(after, slug);
  return [...all.filter(isBoth), ...all.filter((slug) => !isBoth(slug))];
}

const CURVE_QUANTITIES = [10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000];

export interface Curve {
  sideMm: number;
  points: { quantity: number; percent: number }[];
}

/** How much dearer each size becomes, over the quantity; none when there is no job that both sell. */
export function curvesOf(before: PriceSheet, after: PriceSheet): Curve[] {
  const [plainest] = typicalJobs(before, after);
  if (!plainest || !canPrice(before, plainest) || !canPrice(after, plainest)) return [];
  return TYPICAL_SIDES_MM.map((sideMm) => ({
    sideMm,
    points: CURVE_QUANTITIES.map((quantity) => {
      const spec = { ...plainest, widthMm: sideMm, heightMm: sideMm, quantity };
      const was = quote(spec, before).netCents;
      return { quantity, percent: percentMore(was, quote(spec, after).netCents) };
    }),
  }));
}

/** 0 where nothing was asked before. */
export function percentMore(before: number, after: number): number {
  return before === 0 ? 0 : ((after - before) / before) * 100;
}

/** Lines of orders that are alike. */
export interface Sold {
  spec: StickerSpec;
  /** How many lines. */
  lines: number;
  /** What they earned together without tax, before coupons. */
  netCents: number;
}

export interface Earnings {
  earnedCents: number;
  beforeCents: number;
  afterCents: number;
  /** The same by material, the largest difference first. */
  materials: { material: string; beforeCents: number; afterCents: number }[];
  /** Lines that one of the sheets has no price for; they are in none of the sums. */
  leftOut: number;
}

export function compareSold(sold: readonly Sold[], before: PriceSheet, after: PriceSheet): Earnings {
  const sums = { earnedCents: 0, beforeCents: 0, afterCents: 0, leftOut: 0 };
  const materials = new Map<string, { material: string; beforeCents: number; afterCents: number }>();
  for (const { spec, lines, netCents } of sold) {
    const { beforeCents, afterCents } = compareJob(spec, before, after);
    if (beforeCents === null || afterCents === null) {
      sums.leftOut += lines;
      continue;
    }
    const { material } = spec;
    const of = materials.get(material) ?? { material, beforeCents: 0, afterCents: 0 };
    for (const sum of [sums, of]) {
      sum.beforeCents += beforeCents * lines;
      sum.afterCents += afterCents * lines;
    }
    sums.earnedCents += netCents;
    materials.set(material, of);
  }
  const change = (each: { beforeCents: number; afterCents: number }) =>
    Math.abs(each.afterCents - each.beforeCents);
  return { ...sums, materials: [...materials.values()].sort((a, b) => change(b) - change(a)) };
}
