// Asking about products one at a time: what their own pages need, and what the desk lists and changes.
import type { Reader } from '../db/open.ts';
import { contains, findPage, type Sql, sql } from '../db/sql.ts';
import type { Found, Wanted } from '../lib/listing.ts';
import type { Picture } from './catalogue.ts';

export interface ProductTexts {
  description: string;
  /** Empty for our own words. */
  seoTitle: string;
  seoDescription: string;
  pictures: Picture[];
}

const NO_TEXTS: ProductTexts = { description: '', seoTitle: '', seoDescription: '', pictures: [] };

const IN_ORDER = [{ position: 'asc' }, { id: 'asc' }] as const;

/** What is not kept in memory of a published product. */
export async function textsOfProduct(reader: Reader, slug: string): Promise<ProductTexts> {
  const found = await reader.product.findUnique({
    where: { slug },
    select: {
      description: true,
      seoTitle: true,
      seoDescription: true,
      pictures: {
        select: { name: true, widthPx: true, heightPx: true, alt: true },
        orderBy: [...IN_ORDER],
      },
    },
  });
  return found ?? NO_TEXTS;
}

/** Whether some product shows it. */
export async function isPictureShown(reader: Reader, name: string): Promise<boolean> {
  const found = await reader.productPicture.findFirst({ where: { name }, select: { id: true } });
  return found !== null;
}

/** Everything the desk knows of one product, published or not. */
export function findProductWhole(reader: Reader, id: string) {
  return reader.product.findUnique({
    where: { id },
    include: {
      variants: { orderBy: [...IN_ORDER] },
      pictures: { orderBy: [...IN_ORDER] },
      categories: { include: { category: true } },
      formerSlugs: { orderBy: { slug: 'asc' } },
    },
  });
}

export type WholeProduct = NonNullable<Awaited<ReturnType<typeof findProductWhole>>>;

export const PRODUCT_SORTS = ['position', 'name', 'slug', 'createdAt'] as const;
export type ProductSort = (typeof PRODUCT_SORTS)[number];
export type ProductFilter = 'status' | 'kind' | 'category';
export const PRODUCT_STATES = ['published', 'draft', 'archived'] as const;
export type ProductState = (typeof PRODUCT_STATES)[number];

export interface ProductRow {
  id: string;
  slug: string;
  kind: string;
  name: string;
  position: number;
  published: boolean;
  archivedAt: Date | null;
  createdAt: Date;
  /** Codes of its variants, in their order. */
  variants: number;
  fromCents: number | null;
  picture: string | null;
}

const SORTS: Record<ProductSort, Sql> = {
  position: sql`p."position"`,
  name: sql`lower(p."name")`,
  slug: sql`p."slug"`,
  createdAt: sql`p."createdAt"`,
};

const STATES: Record<ProductState, Sql> = {
  published: sql`(p."published" AND p."archivedAt" IS NULL)`,
  draft: sql`(NOT p."published" AND p."archivedAt" IS NULL)`,
  archived: sql`p."archivedAt" IS NOT NULL`,
};

/** What is archived is only shown when it is asked for. */
export async function listProducts(
  reader: Reader,
  wanted: Wanted<ProductSort, ProductFilter>,
): Promise<Found<ProductRow>> {
  const { words, filters } = wanted;
  const states = filters.status.length > 0 ? filters.status : ['published', 'draft'];
  const listing = {
    columns: sql`p."id", p."slug", p."kind", p."name", p."position", p."published", p."archivedAt", p."createdAt",
      (SELECT count(*) FROM "ProductVariant" v WHERE v."productId" = p."id") AS "variants",
      coalesce((SELECT min(v."unitCents") FROM "ProductVariant" v WHERE v."productId" = p."id"), p."unitCents") AS "fromCents",
      (SELECT i."name" FROM "ProductPicture" i WHERE i."productId" = p."id" ORDER BY i."position", i."id" LIMIT 1) AS "picture"`,
    from: sql`"Product" p`,
    where: [
      ...words.map((word) => contains(sql`p."searchText"`, word)),
      sql`(${either(states.map((state) => STATES[state as ProductState]))})`, // the list takes no others
      ...(filters.kind.length === 1 ? [sql`p."kind" = ${filters.kind[0] ?? ''}`] : []),
      ...(filters.category.length > 0 ? [isIn(filters.category)] : []),
    ],
    sorts: SORTS,
    tie: sql`p."id"`,
  };
  const { rows, total } = await findPage<ProductRow, ProductSort>(reader, listing, wanted);
  return { rows: rows.map(asStored), total };
}

function either(conditions: Sql[]): Sql {
  return conditions.reduce((all, each) => sql`${all} OR ${each}`, sql`1 = 0`);
}

function isIn(categories: readonly string[]): Sql {
  const named = categories.reduce((all, slug) => sql`${all} OR c."slug" = ${slug}`, sql`1 = 0`);
  return sql`EXISTS (SELECT 1 FROM "ProductCategory" pc JOIN "Category" c ON c."id" = pc."categoryId"
    WHERE pc."productId" = p."id" AND (${named}))`;
}

/** SQLite gives booleans as 0 and 1, and counts are big numbers. */
function asStored(row: ProductRow): ProductRow {
  const fromCents = row.fromCents === null ? null : Number(row.fromCents);
  const { published, variants, position } = row;
  return {
    ...row,
    published: Boolean(published),
    variants: Number(variants),
    position: Number(position),
    fromCents,
  };
}

export function listCategories(reader: Reader) {
  return reader.category.findMany({
    include: { _count: { select: { products: true } } },
    orderBy: [{ position: 'asc' }, { name: 'asc' }],
  });
}

/** How often a product was ordered, under whatever address. */
export function countOrdered(reader: Reader, slugs: readonly string[]): Promise<number> {
  return reader.orderLine.count({ where: { product: { in: [...slugs] } } });
}
