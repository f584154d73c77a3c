// The demo shop: fills an empty database once, and never touches one that has something in it.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { productSearchText } from './catalog/search-text.ts';
import type { Db, Tx } from './db/open.ts';
import { transaction } from './db/transaction.ts';
import { isUniqueViolation } from './db/trouble.ts';
import { addStockItem } from './inventory/actions.ts';
import { newId } from './lib/ids.ts';

const DEMO = path.resolve(import.meta.dirname, '../prisma/seed/demo.json');

/** `prisma/seed/demo.json`; ours, so it is read as it is. */
interface Demo {
  categories: { slug: string; name: string; description: string; position: number }[];
  products: {
    slug: string;
    kind: string;
    name: string;
    tagline: string;
    description: string;
    options?: unknown;
    unitCents?: number;
    weightGrams?: number;
    stockSku?: string;
    position: number;
    /** Slugs. */
    categories?: string[];
    variants?: {
      sku: string;
      name: string;
      unitCents: number;
      breaks?: { quantity: number; unitCents: number }[];
      weightGrams: number;
      stockSku: string;
    }[];
  }[];
  materials: {
    slug: string;
    name: string;
    description: string;
    swatch: string;
    thicknessUm: number;
    outdoorYears: number;
    stockSku: string;
    position: number;
  }[];
  finishes: { slug: string; name: string; description: string; position: number }[];
  priceSheet: { version: number; currency: string; data: unknown };
  stock: { sku: string; name: string; unit: 'piece' | 'mm2' | 'mm'; quantity: number; lowLevel: number }[];
  deliveries: { id: string; name: string; cents: number; days: number; position: number }[];
  settings: Record<string, unknown>;
}

/** Answers whether it filled the database now. Two processes starting at once fill it once. */
export async function seedDemoShop(db: Db, now: Date): Promise<boolean> {
  if (await db.revision.findUnique({ where: { name: 'shop' } })) return false;
  const demo = JSON.parse(await readFile(DEMO, 'utf8')) as Demo; // see Demo
  try {
    await transaction(db, (tx) => fill(tx, demo, now));
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/** Categories, and the products in them with their variants. */
async function fillWindow(tx: Tx, demo: Demo, now: Date): Promise<void> {
  const categories = demo.categories.map((each) => ({ id: newId(), ...each, createdAt: now }));
  await tx.category.createMany({ data: categories });
  for (const { options, categories: slugs = [], variants = [], ...product } of demo.products) {
    const productId = newId();
    const skus = variants.map(({ sku }) => sku);
    const searchText = productSearchText({ name: product.name, slug: product.slug, skus });
    const row = { ...product, options: JSON.stringify(options ?? {}), searchText, createdAt: now };
    await tx.product.create({ data: { id: productId, ...row }, select: { id: true } });
    await tx.productVariant.createMany({
      data: variants.map(({ breaks = [], ...variant }, index) => ({
        id: newId(),
        productId,
        ...variant,
        breaks: JSON.stringify(breaks),
        position: index + 1,
      })),
    });
    const inside = categories.filter(({ slug }) => slugs.includes(slug));
    await tx.productCategory.createMany({ data: inside.map(({ id }) => ({ productId, categoryId: id })) });
  }
}

async function fill(tx: Tx, demo: Demo, now: Date): Promise<void> {
  await tx.revision.create({ data: { name: 'shop', version: 1 } });
  await fillWindow(tx, demo, now);
  await tx.material.createMany({ data: demo.materials });
  await tx.finish.createMany({ data: demo.finishes });
  const { version, currency, data } = demo.priceSheet;
  await tx.priceSheet.create({
    data: {
      version,
      currency,
      status: 'live',
      liveKey: 'live',
      data: JSON.stringify(data),
      createdAt: now,
      publishedAt: now,
    },
  });
  await tx.deliveryOption.createMany({ data: demo.deliveries });
  for (const { quantity, lowLevel, ...item } of demo.stock) {
    const levels = { quantity: BigInt(quantity), lowLevel: BigInt(lowLevel) };
    await addStockItem(tx, { ...item, ...levels }, { who: 'shop', reason: 'opening stock', now });
  }
  for (const [key, value] of Object.entries(demo.settings)) {
    await tx.setting.create({
      data: { key, value: JSON.stringify(value), changedAt: now, changedBy: 'shop' },
    });
  }
}
