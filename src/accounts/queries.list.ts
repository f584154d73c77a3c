// Customers and the audit as lists: searched, filtered, sorted, a page at a time.
import type { Reader } from '../db/open.ts';
import { contains, findPage, oneOf, type Sql, sql } from '../db/sql.ts';
import type { Found, Wanted } from '../lib/listing.ts';
import { emailKey } from './account.ts';

export const CUSTOMER_SORTS = ['createdAt', 'name', 'email', 'orders', 'spentCents'] as const;
export type CustomerSort = (typeof CUSTOMER_SORTS)[number];

export interface CustomerRow {
  id: string;
  email: string;
  name: string;
  orders: number;
  /** Received and kept, over all of their orders. */
  spentCents: number;
  createdAt: Date;
}

const orders = sql`(SELECT count(*) FROM "Order" o WHERE o."customerId" = c."id")`;
const spent = sql`(SELECT coalesce(sum(p."paidCents" - p."refundedCents"), 0)
  FROM "Payment" p JOIN "Order" o ON o."id" = p."orderId"
  WHERE o."customerId" = c."id" AND p."status" IN ('succeeded', 'refunded'))`;

const CUSTOMER_ORDER: Record<CustomerSort, Sql> = {
  createdAt: sql`c."createdAt"`,
  name: sql`lower(c."name")`,
  email: sql`c."emailKey"`,
  orders,
  spentCents: spent,
};

/** The database counts in bigints. */
type Counted = Omit<CustomerRow, 'orders' | 'spentCents'> & Record<'orders' | 'spentCents', bigint | number>;

export async function listCustomers(
  reader: Reader,
  wanted: Wanted<CustomerSort, never>,
): Promise<Found<CustomerRow>> {
  const listing = {
    columns: sql`c."id", c."email", c."name", c."createdAt", ${orders} AS "orders", ${spent} AS "spentCents"`,
    from: sql`"Customer" c`,
    where: wanted.words.map((word) => contains(sql`c."searchText"`, word)),
    sorts: CUSTOMER_ORDER,
    tie: sql`c."id"`,
  };
  const { rows, total } = await findPage<Counted, CustomerSort>(reader, listing, wanted);
  const asNumbers = (row: Counted) => ({
    ...row,
    orders: Number(row.orders),
    spentCents: Number(row.spentCents),
  });
  return { rows: rows.map(asNumbers), total };
}

/** A customer as staff know them. */
export async function findCustomer(reader: Reader, id: string) {
  const found = await reader.customer.findUnique({ where: { id } });
  if (!found) return null;
  const { passwordHash, ...customer } = found;
  return { ...customer, hasAccount: passwordHash !== null };
}

/** Everybody who works here or did, and the invitations nobody has accepted yet. */
export async function listStaff(reader: Reader, now: Date) {
  const staff = await reader.staff.findMany({ omit: { passwordHash: true }, orderBy: { createdAt: 'asc' } });
  const waiting = { acceptedAt: null, email: { not: '' }, expiresAt: { gt: now } };
  const invitations = await reader.invitation.findMany({ where: waiting, orderBy: { createdAt: 'asc' } });
  return { staff, invitations };
}

export async function worksHere(reader: Reader, email: string): Promise<boolean> {
  return (await reader.staff.count({ where: { emailKey: emailKey(email), disabledAt: null } })) > 0;
}

export const AUDIT_SORTS = ['at'] as const;
export type AuditSort = (typeof AUDIT_SORTS)[number];

export interface AuditRow {
  at: Date;
  who: string;
  what: string;
  subject: string;
  orderId: string | null;
  before: string;
  after: string;
}

export function listAudit(reader: Reader, wanted: Wanted<AuditSort, 'what'>): Promise<Found<AuditRow>> {
  const searched = sql`lower(a."who" || ' ' || a."subject" || ' ' || a."before" || ' ' || a."after")`;
  const listing = {
    columns: sql`a."at", a."who", a."what", a."subject", a."orderId", a."before", a."after"`,
    from: sql`"AuditEntry" a`,
    where: [
      ...wanted.words.map((word) => contains(searched, word)),
      ...oneOf(sql`a."what"`, wanted.filters.what),
    ],
    sorts: { at: sql`a."at"` },
    tie: sql`a."id"`,
  };
  return findPage<AuditRow, AuditSort>(reader, listing, wanted);
}
