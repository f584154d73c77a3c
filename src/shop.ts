// What every request needs and hardly ever changes: catalogue, settings, price sheet, deliveries. Kept in
// memory, read anew when the revision row says so.
import type { Catalogue } from './catalog/catalogue.ts';
import { loadCatalogue, loadSettings } from './catalog/queries.ts';
import type { Settings } from './catalog/settings.ts';
import type { Db } from './db/open.ts';
import { livePriceSheet } from './pricing/queries.ts';
import type { PriceSheet } from './pricing/sheet.ts';
import type { DeliveryOption } from './shipping/delivery.ts';
import { activeDeliveries } from './shipping/queries.ts';

/** Always all of one revision: a request that took `now()` once never mixes two. */
export interface ShopNow {
  revision: number;
  catalogue: Catalogue;
  settings: Settings;
  priceSheet: PriceSheet;
  deliveries: DeliveryOption[];
}

export interface Shop {
  now(): ShopNow;
  /** Reads the revision; loads everything anew when it moved. Answers whether it did. */
  refresh(): Promise<boolean>;
}

export async function openShop(db: Db): Promise<Shop> {
  let kept = await load(db);
  return {
    now: () => kept,
    async refresh() {
      if ((await revisionOf(db)) === kept.revision) return false;
      kept = await load(db);
      return true;
    },
  };
}

/** The revision is read first: what changes while we load is loaded again next time. */
async function load(db: Db): Promise<ShopNow> {
  const revision = await revisionOf(db);
  return {
    revision,
    catalogue: await loadCatalogue(db),
    settings: await loadSettings(db),
    priceSheet: await livePriceSheet(db),
    deliveries: await activeDeliveries(db),
  };
}

async function revisionOf(db: Db): Promise<number> {
  const row = await db.revision.findUnique({ where: { name: 'shop' } });
  return row?.version ?? 0;
}
