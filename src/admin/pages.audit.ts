// What staff changed, as a list.
import type { AuditRow, AuditSort } from '../accounts/queries.list.ts';
import { stamp } from '../lib/format.ts';
import { isOrderStatus } from '../orders/transitions.ts';
import { en } from '../words/en.ts';
import type { Item, Shown } from './list.ts';
import { type ListPage, listPage } from './pages.list.ts';

const t = en.admin.audit;

export const AUDIT_COLUMNS = ['at', 'who', 'what', 'order', 'before', 'after'] as const;

export function auditItem({ at, who, what, orderId, subject, before, after }: AuditRow): Item {
  return { at, who, what, order: orderId ? subject : null, before, after };
}

export function auditPage(shown: Shown<AuditRow, AuditSort, 'what'>): ListPage {
  return listPage(shown, {
    room: 'audit',
    title: t.title,
    search: t.search,
    columns: [
      { key: 'at', label: t.columns.at, sort: 'at' },
      { key: 'who', label: t.columns.who },
      { key: 'what', label: t.columns.what },
      { key: 'subject', label: t.columns.subject },
      { key: 'before', label: t.columns.before, wrap: true },
      { key: 'after', label: t.columns.after, wrap: true },
    ],
    row: (row) => ({
      cells: {
        at: stamp(row.at),
        who: row.who,
        what: whatWord(row.what),
        subject: row.orderId ? { text: row.subject, href: `/admin/orders/${row.subject}` } : row.subject,
        before: inWords(row.before),
        after: inWords(row.after),
      },
    }),
    filters: {},
    empty: t.empty,
  });
}

function whatWord(what: string): string {
  return t.what[what as keyof typeof t.what] ?? what;
}

/** `on_hold: White on white` → `on hold: White on white`. */
function inWords(value: string): string {
  const [status = '', ...rest] = value.split(': ');
  return isOrderStatus(status) ? [en.orders.status[status], ...rest].join(': ') : value;
}
