// What the demo shop offers, read from the very file it is seeded from.
import { readFileSync } from 'node:fs';
import { DEFAULT_SETTINGS } from '../../src/catalog/settings.ts';
import type { Db } from '../../src/db/open.ts';
import { transaction } from '../../src/db/transaction.ts';
import { addStockItem } from '../../src/inventory/actions.ts';
import type { ShopNow } from '../../src/shop.ts';
import { MAX_SIDE_MM, MIN_SIDE_MM } from '../../src/sticker.ts';
import { demoSheet } from './demo-sheet.ts';

const demo = JSON.parse(readFileSync(new URL('../../prisma/seed/demo.json', import.meta.url), 'utf8'));

/** As it stands in the file; the shop checks it when it seeds. */
type Row = Record<string, object>;

/** As `loadProducts` would read it. */
function offered({ options, variants = [], categories = [], ...product }: Row) {
  const head = { ...product, categories, formerSlugs: [], picture: null };
  if (options) return { ...head, minMm: MIN_SIDE_MM, maxMm: MAX_SIDE_MM, ...options };
  const rows = variants as { unitCents: number; breaks?: object[] }[];
  const sold = rows.map((each) => ({ stockPieces: 1, ...each, breaks: each.breaks ?? [] }));
  const one = { ...product, sku: '', name: '', breaks: [], stockPieces: 1 };
  const unitCents = Math.min(...sold.map((each) => each.unitCents), Number(product.unitCents ?? Infinity));
  return { ...head, unitCents, variants: sold.length > 0 ? sold : [one] };
}

export const demoShop: ShopNow = {
  revision: 1,
  edition: 1,
  catalogue: {
    products: demo.products.map(offered),
    categories: demo.categories ?? [],
    materials: demo.materials.map((each: Row) => ({ ...each, onSale: true })),
    finishes: demo.finishes.map((each: Row) => ({ ...each, onSale: true })),
  },
  settings: { ...DEFAULT_SETTINGS, ...demo.settings },
  priceSheet: demoSheet,
  deliveries: demo.deliveries.map(({ id, name, cents, days }: Row) => ({
    id,
    name,
    kind: 'parcel',
    cents,
    days,
    freeFromCents: null,
    liveRate: '',
    note: '',
    zones: [],
  })),
  taxRates: [],
};

/** Puts the demo shop's stock on the shelf; `levels` says otherwise for some of it. */
export async function fillShelves(db: Db, levels: Record<string, bigint> = {}): Promise<void> {
  const because = { who: 'seed', reason: 'demo', now: new Date('2026-11-01T08:00:00Z') };
  await transaction(db, async (tx) => {
    for (const { sku, name, unit, quantity, lowLevel } of demo.stock) {
      const item = { sku, name, unit, quantity: levels[sku] ?? BigInt(quantity), lowLevel: BigInt(lowLevel) };
      await addStockItem(tx, item, because);
    }
  });
}
