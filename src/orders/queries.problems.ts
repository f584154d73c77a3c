// Reading problems: those of one order, one with everything around it, the list, and what goes wrong how often.

import type { Reader } from '../db/open.ts';
import { contains, findPage, oneOf, type Sql, sql } from '../db/sql.ts';
import { looksLikeId } from '../lib/ids.ts';
import type { Found, Wanted } from '../lib/listing.ts';

const PHOTOS = { photos: { orderBy: { position: 'asc' as const } } };

/** What its customer reported, newest first; what parcels get into they read beside the parcel. */
export function reportsOf(reader: Reader, orderId: string) {
  return reader.problem.findMany({
    where: { orderId, origin: 'customer' },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    include: PHOTOS,
  });
}

export type Reported = Awaited<ReturnType<typeof reportsOf>>[number];

/** Number and key of the orders that print again, by id. */
export async function reprintsById(reader: Reader, ids: readonly (string | null)[]) {
  const wanted = ids.filter((id) => id !== null);
  if (wanted.length === 0) return new Map<string, never>();
  const orders = await reader.order.findMany({
    where: { id: { in: wanted } },
    select: { id: true, number: true, key: true },
  });
  return new Map(orders.map((order) => [order.id, order]));
}

export async function findProblem(reader: Reader, id: string) {
  if (!looksLikeId(id)) return null;
  return reader.problem.findUnique({
    where: { id },
    include: { ...PHOTOS, order: { include: { lines: { orderBy: { position: 'asc' } } } } },
  });
}

export type WholeProblem = NonNullable<Awaited<ReturnType<typeof findProblem>>>;

export async function findPhoto(
  reader: Reader,
  { orderId, problemId, position }: { orderId: string; problemId: string; position: number },
): Promise<string | null> {
  if (!looksLikeId(problemId)) return null;
  const photo = await reader.problemPhoto.findFirst({
    where: { problemId, position, problem: { orderId } },
    select: { key: true },
  });
  return photo?.key ?? null;
}

export const PROBLEM_SORTS = ['createdAt', 'order', 'reason', 'material', 'status'] as const;
export type ProblemSort = (typeof PROBLEM_SORTS)[number];
export type ProblemFilter = 'status' | 'reason' | 'origin' | 'material';

export interface ProblemRow {
  id: string;
  order: string;
  name: string;
  origin: string;
  reason: string;
  text: string;
  material: string;
  machine: string;
  status: string;
  answer: string;
  photos: number;
  createdAt: Date;
  answeredAt: Date | null;
}

const SORTS: Record<ProblemSort, Sql> = {
  createdAt: sql`p."createdAt"`,
  order: sql`o."number"`,
  reason: sql`p."reason"`,
  material: sql`p."material"`,
  status: sql`p."status"`,
};

export async function listProblems(
  reader: Reader,
  { words, filters, ...wanted }: Wanted<ProblemSort, ProblemFilter>,
): Promise<Found<ProblemRow>> {
  const listing = {
    columns: sql`p."id", o."number" AS "order", o."name", p."origin", p."reason", p."text", p."material",
      p."machine", p."status", p."answer", p."createdAt", p."answeredAt",
      (SELECT COUNT(*) FROM "ProblemPhoto" f WHERE f."problemId" = p."id") AS "photos"`,
    from: sql`"Problem" p JOIN "Order" o ON o."id" = p."orderId"`,
    where: [
      ...words.map((word) => contains(sql`p."searchText"`, word)),
      ...oneOf(sql`p."status"`, filters.status),
      ...oneOf(sql`p."reason"`, filters.reason),
      ...oneOf(sql`p."origin"`, filters.origin),
      ...oneOf(sql`p."material"`, filters.material),
    ],
    sorts: SORTS,
    tie: sql`p."id"`,
  };
  const found = await findPage<ProblemRow, ProblemSort>(reader, listing, wanted);
  // databases count in numbers of their own
  return { ...found, rows: found.rows.map((row) => ({ ...row, photos: Number(row.photos) })) };
}

export interface ReasonCount {
  reason: string;
  material: string;
  machine: string;
  count: number;
}

/** What customers reported since then. */
export async function countReasons(reader: Reader, since: Date): Promise<ReasonCount[]> {
  const rows = await reader.problem.groupBy({
    by: ['reason', 'material', 'machine'],
    where: { origin: 'customer', createdAt: { gte: since } },
    _count: { _all: true },
  });
  return rows.map(({ reason, material, machine, _count }) => ({
    reason,
    material,
    machine,
    count: _count._all,
  }));
}
