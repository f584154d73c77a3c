// The demo shop's price sheet, read from the very file it is seeded from.
import { readFileSync } from 'node:fs';
import type { PriceSheet } from '../../src/pricing/sheet.ts';

const demo = JSON.parse(readFileSync(new URL('../../prisma/seed/demo.json', import.meta.url), 'utf8'));

export const demoSheet: PriceSheet = {
  version: demo.priceSheet.version,
  currency: demo.priceSheet.currency,
  ...demo.priceSheet.data,
};
