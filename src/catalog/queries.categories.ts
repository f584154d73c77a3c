// Categories as the desk lists them.
import type { Reader } from '../db/open.ts';
import { contains, findPage, type Sql, sql } from '../db/sql.ts';
import type { Found, Wanted } from '../lib/listing.ts';

export const CATEGORY_SORTS = ['position', 'name', 'slug'] as const;
export type CategorySort = (typeof CATEGORY_SORTS)[number];

export interface CategoryRow {
  id: string;
  slug: string;
  name: string;
  position: number;
  /** Published or not. */
  products: number;
}

const SORTS: Record<CategorySort, Sql> = {
  position: sql`c."position"`,
  name: sql`lower(c."name")`,
  slug: sql`c."slug"`,
};

export async function findCategories(
  reader: Reader,
  { words, ...wanted }: Wanted<CategorySort, never>,
): Promise<Found<CategoryRow>> {
  const listing = {
    columns: sql`c."id", c."slug", c."name", c."position",
      (SELECT count(*) FROM "ProductCategory" pc WHERE pc."categoryId" = c."id") AS "products"`,
    from: sql`"Category" c`,
    where: words.map((word) => contains(sql`lower(c."name" || ' ' || c."slug")`, word)),
    sorts: SORTS,
    tie: sql`c."id"`,
  };
  const { rows, total } = await findPage<CategoryRow, CategorySort>(reader, listing, wanted);
  return { rows: rows.map((row) => ({ ...row, products: Number(row.products) })), total };
}
