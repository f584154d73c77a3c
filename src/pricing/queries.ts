// Reading the price sheet and the tax rates that count.
import { z } from 'zod';
import type { Reader } from '../db/open.ts';
import { NO_PRICES, type PriceSheet } from './sheet.ts';
import type { TaxRate } from './tax.ts';

const factor = z.number().positive();

/** What a row holds; whether it may be sold by is for sheet-rules.ts. */
const sheetData = z.object({
  setupCents: z.number().nonnegative(),
  rateCents: z.number().nonnegative(),
  referenceAreaMm2: z.number().positive(),
  areaExponent: z.number().positive(),
  quantityExponent: z.number().positive(),
  minimumCents: z.int().nonnegative(),
  materials: z.record(z.string(), factor),
  finishes: z.record(z.string(), factor),
  shapes: z.object({
    'die-cut': factor,
    'kiss-cut': factor,
    circle: factor,
    square: factor,
    rectangle: factor,
    rounded: factor,
    oval: factor,
  }),
  breaks: z.array(z.int().positive()),
  nudgePercent: z.number().nonnegative(),
});

export type SheetRow = NonNullable<Awaited<ReturnType<Reader['priceSheet']['findFirst']>>>;

export async function livePriceSheet(reader: Reader): Promise<PriceSheet> {
  const row = await reader.priceSheet.findFirst({ where: { status: 'live' }, orderBy: { version: 'desc' } });
  return row ? sheetOf(row) : NO_PRICES;
}

/** One row is one sheet: whatever happens meanwhile, its figures belong together. */
export function sheetOf({
  version,
  currency,
  data,
}: Pick<SheetRow, 'version' | 'currency' | 'data'>): PriceSheet {
  return { version, currency, ...sheetData.parse(JSON.parse(data)) };
}

const BY_PLACE = [{ country: 'asc' }, { region: 'asc' }] as const;

export function loadTaxRates(reader: Reader): Promise<(TaxRate & { id: string })[]> {
  return reader.taxRate.findMany({ orderBy: [...BY_PLACE] });
}
