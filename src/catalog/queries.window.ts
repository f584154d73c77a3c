// Reading what the shop window keeps in memory of every published product. Flat tables a batch at a time, so that ten
// thousand products neither hold up requests nor weigh more than they must.
import { z } from 'zod';
import type { Reader } from '../db/open.ts';
import { MAX_SIDE_MM, MIN_SIDE_MM, SHAPES } from '../sticker.ts';
import type { Picture, Product } from './catalogue.ts';
import type { Variant } from './variants.ts';

export const customOptions = z.object({
  shapes: z.array(z.enum(SHAPES)),
  materials: z.array(z.string()),
  finishes: z.array(z.string()),
  presetsMm: z.array(z.number()),
  minMm: z.number().default(MIN_SIDE_MM),
  maxMm: z.number().default(MAX_SIDE_MM),
});

export const variantBreaks = z.array(
  z.object({ quantity: z.int().min(2), unitCents: z.int().nonnegative() }),
);

const BATCH = 1_000;
const IN_THE_WINDOW = { published: true, archivedAt: null } as const;

export async function loadProducts(reader: Reader): Promise<Product[]> {
  const rows = await everyBatch((page) =>
    reader.product.findMany({
      where: IN_THE_WINDOW,
      select: HEAD,
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      ...page,
    }),
  );
  const parts = await loadParts(reader);
  return rows.map((row) => productOf(row, parts));
}

const HEAD = {
  id: true,
  slug: true,
  kind: true,
  name: true,
  tagline: true,
  options: true,
  unitCents: true,
  weightGrams: true,
  stockSku: true,
} as const;

interface Head {
  id: string;
  slug: string;
  kind: string;
  name: string;
  tagline: string;
  options: string;
  unitCents: number | null;
  weightGrams: number;
  stockSku: string | null;
}

interface Parts {
  variants: Map<string, Variant[]>;
  categories: Map<string, string[]>;
  pictures: Map<string, Picture[]>;
  formerSlugs: Map<string, string[]>;
}

async function loadParts(reader: Reader): Promise<Parts> {
  const where = { product: IN_THE_WINDOW };
  const inOrder = [{ position: 'asc' }, { id: 'asc' }] as const;
  const variants = await everyBatch((page) =>
    reader.productVariant.findMany({ where: { ...where, onSale: true }, orderBy: [...inOrder], ...page }),
  );
  const categories = await everyBatch((page) =>
    reader.productCategory.findMany({
      where,
      select: { productId: true, category: { select: { slug: true } } },
      orderBy: [{ productId: 'asc' }, { categoryId: 'asc' }],
      ...page,
    }),
  );
  const pictures = await everyBatch((page) =>
    reader.productPicture.findMany({ where, orderBy: [...inOrder], ...page }),
  );
  const former = await everyBatch((page) =>
    reader.formerSlug.findMany({ where, orderBy: { slug: 'asc' }, ...page }),
  );
  return {
    variants: byProduct(variants, soldVariant),
    categories: byProduct(categories, ({ category }) => category.slug),
    pictures: byProduct(pictures, ({ name, widthPx, heightPx, alt }) => ({ name, widthPx, heightPx, alt })),
    formerSlugs: byProduct(former, ({ slug }) => slug),
  };
}

/** Whatever comes and goes meanwhile bumps the revision, and is read again. */
async function everyBatch<Row>(
  find: (page: { skip: number; take: number }) => Promise<Row[]>,
): Promise<Row[]> {
  const all: Row[] = [];
  for (let rows: Row[] | null = null; rows === null || rows.length === BATCH; ) {
    rows = await find({ skip: all.length, take: BATCH });
    all.push(...rows);
  }
  return all;
}

function byProduct<Row extends { productId: string }, Part>(
  rows: readonly Row[],
  partOf: (row: Row) => Part,
): Map<string, Part[]> {
  const found = new Map<string, Part[]>();
  for (const row of rows) {
    const there = found.get(row.productId);
    if (there) there.push(partOf(row));
    else found.set(row.productId, [partOf(row)]);
  }
  return found;
}

export interface VariantRow {
  sku: string;
  name: string;
  unitCents: number;
  breaks: string;
  weightGrams: number;
  stockSku: string | null;
  stockPieces: number;
}

export function soldVariant(row: VariantRow): Variant {
  const { sku, name, unitCents, weightGrams, stockSku, stockPieces } = row;
  return {
    sku,
    name,
    unitCents,
    breaks: variantBreaks.parse(JSON.parse(row.breaks)),
    weightGrams,
    stockSku,
    stockPieces,
  };
}

function productOf(row: Head, parts: Parts): Product {
  const head = {
    slug: row.slug,
    name: row.name,
    tagline: row.tagline,
    formerSlugs: parts.formerSlugs.get(row.id) ?? NONE,
    categories: parts.categories.get(row.id) ?? NONE,
    picture: parts.pictures.get(row.id)?.[0] ?? null,
  };
  if (row.kind === 'custom')
    return { kind: 'custom', ...head, ...customOptions.parse(JSON.parse(row.options)) };
  const variants = parts.variants.get(row.id) ?? onlyVariant(row);
  const unitCents = variants.length === 0 ? 0 : Math.min(...variants.map((each) => each.unitCents));
  return { kind: 'stocked', ...head, variants, unitCents };
}

const NONE: readonly string[] = [];

/** A product that is sold as one thing has its price on its own row. */
export function onlyVariant(row: Pick<Head, 'unitCents' | 'weightGrams' | 'stockSku'>): Variant[] {
  const { unitCents, weightGrams, stockSku } = row;
  if (unitCents === null) return [];
  return [{ sku: '', name: '', unitCents, breaks: [], weightGrams, stockSku, stockPieces: 1 }];
}
