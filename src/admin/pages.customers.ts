// Customers as a list and one by one.
import { addressLines } from '../accounts/address.ts';
import { type Filled, fieldOf } from '../accounts/pages.ts';
import type { CustomerRow, CustomerSort, findCustomer } from '../accounts/queries.list.ts';
import type { PostalAddress } from '../accounts/queries.ts';
import { count, date, dayStamp, money } from '../lib/format.ts';
import type { FirstLine, OrderRow } from '../orders/queries.list.ts';
import { en } from '../words/en.ts';
import type { Item, Shown } from './list.ts';
import { type ListPage, listPage } from './pages.list.ts';
import { orderRow, orderTable } from './pages.orders.ts';

const t = en.admin.customers;

export const CUSTOMER_COLUMNS = ['id', 'email', 'name', 'orders', 'spentCents', 'createdAt'] as const;

export function customerItem({ id, email, name, orders, spentCents, createdAt }: CustomerRow): Item {
  return { id, email, name, orders, spentCents, createdAt };
}

export function customersPage(shown: Shown<CustomerRow, CustomerSort, never>, currency: string): ListPage {
  return listPage(shown, {
    room: 'customers',
    title: t.title,
    search: t.search,
    columns: [
      { key: 'name', label: t.columns.name, sort: 'name' },
      { key: 'email', label: t.columns.email, sort: 'email' },
      { key: 'orders', label: t.columns.orders, number: true, sort: 'orders' },
      { key: 'spent', label: t.columns.spent, number: true, sort: 'spentCents' },
      { key: 'since', label: t.columns.since, sort: 'createdAt' },
    ],
    row: (row) => ({
      cells: {
        name: { text: row.name || row.email, href: `/admin/customers/${row.id}` },
        email: row.email,
        orders: count(row.orders),
        spent: money(row.spentCents, currency),
        since: dayStamp(row.createdAt),
      },
    }),
    filters: {},
    empty: t.empty,
  });
}

export type Customer = NonNullable<Awaited<ReturnType<typeof findCustomer>>>;

export interface CustomerPageParts {
  customer: Customer;
  addresses: readonly PostalAddress[];
  orders: readonly OrderRow[];
  firstLines: ReadonlyMap<string, FirstLine>;
  /** The form as it came back. */
  back?: Filled | undefined;
}

export function customerPage({ customer, addresses, orders, firstLines, back }: CustomerPageParts) {
  const { id, name, email, phone, note } = customer;
  const filled = back ?? { typed: { name, email, phone, note }, problems: {} };
  const verified = customer.verifiedAt ? t.verified : t.unverified;
  return {
    title: name || email,
    room: 'customers' as const,
    since: t.since(date(customer.createdAt)),
    kind: customer.hasAccount ? `${t.account}, ${verified}` : t.guest,
    action: `/admin/customers/${id}`,
    problems: filled.problems,
    fields: [
      fieldOf(filled, 'name', { label: t.name, maxlength: 100 }),
      fieldOf(filled, 'email', { label: t.email, type: 'email', maxlength: 254 }),
      fieldOf(filled, 'phone', { label: t.phone, type: 'tel', maxlength: 40, optional: true }),
      fieldOf(filled, 'note', {
        label: t.note,
        hint: t.noteHint,
        rows: 4,
        maxlength: 2_000,
        required: false,
      }),
    ],
    addresses: addresses.map((address) => ({
      lines: addressLines(address),
      phone: address.phone,
      isDefault: address.isDefault,
    })),
    orders: {
      ...orderTable(
        t.orders,
        orders.map((row) => orderRow(row, firstLines.get(row.id))),
      ),
      empty: t.noOrders,
    },
    allOrders: `/admin/orders?customer=${id}`,
  };
}

export function customerJson({ customer, addresses }: Pick<CustomerPageParts, 'customer' | 'addresses'>) {
  const { id, email, name, phone, note, createdAt, verifiedAt } = customer;
  return { id, email, name, phone, note, createdAt, verified: verifiedAt !== null, addresses };
}
