// Reading catalogue and settings whole, to be kept in memory until their revision changes.
import { z } from 'zod';
import type { Reader } from '../db/open.ts';
import { isHoliday, isTimeZone } from '../lib/calendar.ts';
import type { Catalogue } from './catalogue.ts';
import { loadProducts } from './queries.window.ts';
import { DEFAULT_SETTINGS, type Settings, SPOT_NAME } from './settings.ts';

export async function loadCatalogue(reader: Reader): Promise<Catalogue> {
  const byPosition = { orderBy: { position: 'asc' } } as const;
  const products = await loadProducts(reader);
  const categories = await reader.category.findMany({
    select: { slug: true, name: true, description: true },
    orderBy: [{ position: 'asc' }, { name: 'asc' }],
  });
  const materials = await reader.material.findMany(byPosition);
  const finishes = await reader.finish.findMany(byPosition);
  return { products, categories, materials, finishes };
}

const settingSchemas: { [K in keyof Settings]: z.ZodType<Settings[K]> } = {
  shopName: z.string(),
  shopAddress: z.array(z.string()),
  taxBasisPoints: z.number().min(0).max(10_000),
  productionDays: z.int().min(0).max(60),
  payableHours: z.int().min(1).max(720),
  homeCountry: z.string().length(2),
  'tax.id': z.string(),
  'tax.shownIncluded': z.boolean(),
  'invoices.prefix': z.string(),
  'invoices.creditNotePrefix': z.string(),
  'invoices.footer': z.string(),
  'refunds.owedBack': z.enum(['automatic', 'by_hand']),
  'delivery.timeZone': z.string().refine(isTimeZone),
  'delivery.cutOffHour': z.int().min(0).max(24),
  'delivery.holidays': z.array(z.string().refine(isHoliday)),
  'delivery.pickUpHours': z.string(),
  'delivery.stuckDays': z.int().min(1).max(90),
  'problems.days': z.int().min(0).max(365),
  'parcels.carriers': z.array(z.string()),
  'sender.name': z.string(),
  'sender.line1': z.string(),
  'sender.line2': z.string(),
  'sender.city': z.string(),
  'sender.region': z.string(),
  'sender.postalCode': z.string(),
  'sender.country': z.string(),
  'sender.phone': z.string(),
  'coupons.shown': z.boolean(),
  'cut.spotName': z.string().regex(SPOT_NAME),
  'cut.backingSpotName': z.string().regex(SPOT_NAME),
  'cut.bleedMm': z.number().min(0).max(20),
  'cut.minRadiusMm': z.number().min(1).max(25),
  'print.profile': z.string(),
  'artwork.draftDays': z.int().min(1).max(3650),
  'stock.bleedMm': z.number().min(0).max(20),
  'stock.gapMm': z.number().min(0).max(50),
  'stock.wastePercent': z.int().min(0).max(100),
  'stock.uncovered': z.enum(['hold', 'refund']),
};

/** A value that does not fit its setting counts as not set. */
export async function loadSettings(reader: Reader): Promise<Settings> {
  const rows = await reader.setting.findMany();
  const settings = { ...DEFAULT_SETTINGS };
  for (const { key, value } of rows) {
    if (key in settingSchemas) assign(settings, key as keyof Settings, value); // checked by `in`
  }
  return settings;
}

function assign<K extends keyof Settings>(settings: Settings, key: K, json: string): void {
  const parsed = settingSchemas[key].safeParse(JSON.parse(json));
  if (parsed.success) settings[key] = parsed.data;
}
