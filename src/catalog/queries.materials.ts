// Materials and finishes one by one and as lists, whatever is on sale.
import type { Reader } from '../db/open.ts';
import { contains, findPage, type Sql, sql } from '../db/sql.ts';
import type { Found, Wanted } from '../lib/listing.ts';

/** Both are choices of a custom product; a finish has no roll. */
export type ChoiceKind = 'material' | 'finish';

export interface ChoiceRow {
  slug: string;
  name: string;
  description: string;
  swatch: string;
  position: number;
  onSale: boolean;
  /** Nothing for finishes. */
  thicknessUm: number;
  outdoorYears: number;
  rollWidthMm: number;
  stockSku: string | null;
}

const NO_ROLL = { thicknessUm: 0, outdoorYears: 0, rollWidthMm: 0, stockSku: null };

export async function findChoice(reader: Reader, kind: ChoiceKind, slug: string): Promise<ChoiceRow | null> {
  const where = { slug };
  if (kind === 'material') return reader.material.findUnique({ where });
  const finish = await reader.finish.findUnique({ where });
  return finish && { ...NO_ROLL, ...finish };
}

/** In the shop's order. */
export async function choiceSlugs(reader: Reader, kind: ChoiceKind): Promise<string[]> {
  const query = { select: { slug: true }, orderBy: [{ position: 'asc' }, { slug: 'asc' }] } as const;
  const rows =
    kind === 'material'
      ? await reader.material.findMany({ ...query, orderBy: [...query.orderBy] })
      : await reader.finish.findMany({ ...query, orderBy: [...query.orderBy] });
  return rows.map(({ slug }) => slug);
}

export const CHOICE_SORTS = ['position', 'name', 'slug'] as const;
export type ChoiceSort = (typeof CHOICE_SORTS)[number];
export type ChoiceFilter = 'sale';

const SORTS: Record<ChoiceSort, Sql> = {
  position: sql`c."position"`,
  name: sql`lower(c."name")`,
  slug: sql`c."slug"`,
};

export async function listChoices(
  reader: Reader,
  kind: ChoiceKind,
  wanted: Wanted<ChoiceSort, ChoiceFilter>,
): Promise<Found<ChoiceRow>> {
  const { words, filters } = wanted;
  const searched = sql`lower(c."slug" || ' ' || c."name" || ' ' || c."description")`;
  const [only, ...others] = filters.sale;
  const onSale =
    only === undefined || others.length > 0 ? [] : [only === 'on' ? sql`c."onSale"` : sql`NOT c."onSale"`];
  const common = sql`c."slug", c."name", c."description", c."swatch", c."position", c."onSale"`;
  const roll = sql`c."thicknessUm", c."outdoorYears", c."rollWidthMm", c."stockSku"`;
  const listing = {
    columns: kind === 'material' ? sql`${common}, ${roll}` : common,
    from: kind === 'material' ? sql`"Material" c` : sql`"Finish" c`,
    where: [...words.map((word) => contains(searched, word)), ...onSale],
    sorts: SORTS,
    tie: sql`c."slug"`,
  };
  const { rows, total } = await findPage<ChoiceRow, ChoiceSort>(reader, listing, wanted);
  // SQLite gives booleans as 0 and 1
  return { rows: rows.map((row) => ({ ...NO_ROLL, ...row, onSale: Boolean(row.onSale) })), total };
}
