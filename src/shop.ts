// What every request needs and hardly ever changes: catalogue, settings, price sheet, deliveries. Kept in
// memory, read anew when the revision row says so.
import type { Catalogue } from './catalog/catalogue.ts';
import { currentRevision } from './catalog/queries.revision.ts';
import { loadCatalogue, loadSettings } from './catalog/queries.ts';
import type { Settings } from './catalog/settings.ts';
import type { Db } from './db/open.ts';
import { availabilityOf } from './inventory/levels.ts';
import { levelsOf } from './inventory/queries.window.ts';
import { livePriceSheet, loadTaxRates } from './pricing/queries.ts';
import type { PriceSheet } from './pricing/sheet.ts';
import type { TaxRate } from './pricing/tax.ts';
import type { DeliveryOption } from './shipping/delivery.ts';
import { activeDeliveries } from './shipping/queries.ts';

/** Always all of one revision: a request that took `now()` once never mixes two. */
export interface ShopNow {
  revision: number;
  /** Moves in this process with everything that kept pages say, rolls that run out included. */
  edition: number;
  catalogue: Catalogue;
  settings: Settings;
  priceSheet: PriceSheet;
  deliveries: DeliveryOption[];
  taxRates: TaxRate[];
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
      const isOld = (await currentRevision(db)) !== kept.revision;
      const catalogue = isOld ? kept.catalogue : await withRolls(db, kept.catalogue);
      if (!isOld && catalogue === kept.catalogue) return false;
      const edition = kept.edition + 1;
      kept = isOld ? { ...(await load(db)), edition } : { ...kept, catalogue, edition };
      return true;
    },
  };
}

const TRIES = 3;

/**
 * Read again when something changed meanwhile, so that nothing of two revisions is kept together. Where changes never
 * end, it is kept under the earlier one: old at the next look, and no order is placed by it.
 */
async function load(db: Db): Promise<ShopNow> {
  for (let attempt = 1; ; attempt++) {
    const loaded = await loadOnce(db);
    if (attempt === TRIES || (await currentRevision(db)) === loaded.revision) return loaded;
  }
}

async function loadOnce(db: Db): Promise<ShopNow> {
  const revision = await currentRevision(db);
  const priceSheet = await livePriceSheet(db);
  return {
    revision,
    edition: 0,
    catalogue: await withRolls(db, onlyPriced(await loadCatalogue(db), priceSheet)),
    settings: await loadSettings(db),
    priceSheet,
    deliveries: await activeDeliveries(db),
    taxRates: await loadTaxRates(db),
  };
}

/** What each material's roll is counted in, and whether it can be had; the very same catalogue when nothing is new. */
async function withRolls(db: Db, catalogue: Catalogue): Promise<Catalogue> {
  const skus = catalogue.materials.flatMap(({ stockSku }) => stockSku ?? []);
  const levels = await levelsOf(db, skus);
  let isNew = false;
  const materials = catalogue.materials.map((material) => {
    const level = levels.get(material.stockSku ?? '');
    const roll = level && availabilityOf(level).state;
    if (roll === material.roll && level?.unit === material.stockUnit) return material;
    isNew = true;
    return { ...material, roll, stockUnit: level?.unit };
  });
  return isNew ? { ...catalogue, materials } : catalogue;
}

/** What has no price yet is not on sale, whatever the catalogue says. */
function onlyPriced(catalogue: Catalogue, { materials, finishes }: PriceSheet): Catalogue {
  const priced = <T extends { slug: string; onSale: boolean }>(
    choices: T[],
    factors: Record<string, number>,
  ) => choices.map((each) => ({ ...each, onSale: each.onSale && Object.hasOwn(factors, each.slug) }));
  return {
    ...catalogue,
    materials: priced(catalogue.materials, materials),
    finishes: priced(catalogue.finishes, finishes),
  };
}
