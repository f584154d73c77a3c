// The day page: what needs a person, what came in, what leaves next.
import { day, dayStamp, money } from '../lib/format.ts';
import { DAY } from '../lib/time.ts';
import type { FirstLine, OrderRow } from '../orders/queries.list.ts';
import { OPEN_STATUSES } from '../orders/transitions.ts';
import { en } from '../words/en.ts';
import { orderRow, orderTable } from './pages.orders.ts';
import type { Today } from './queries.today.ts';

const t = en.admin.today;

export interface TodayParts {
  today: Today;
  now: Date;
  midnight: Date;
  currency: string;
  next: readonly OrderRow[];
  firstLines: ReadonlyMap<string, FirstLine>;
}

type Counted = keyof typeof t.counts;

/** In the order they are looked after; `calm` ones are shown also when there are none. */
const COUNTS: readonly { name: Counted; href: string; calm?: true; bad?: true }[] = [
  { name: 'paid', href: '/admin/orders?status=paid', calm: true },
  { name: 'inProduction', href: '/admin/orders?status=in_production', calm: true },
  { name: 'readyToShip', href: '/admin/orders?status=ready_to_ship', calm: true },
  { name: 'onHold', href: '/admin/orders?status=on_hold', calm: true },
  { name: 'overdue', href: '/admin/orders?due=overdue&sort=dueAt', bad: true },
  { name: 'returned', href: '/admin/orders?status=returned', bad: true },
  { name: 'wrongAmount', href: '/admin/payments?status=wrong_amount', bad: true },
  { name: 'owedBack', href: '/admin/payments?status=owed_back', bad: true },
  { name: 'failedLetters', href: '/admin/letters?status=failed', bad: true },
  { name: 'uncovered', href: '/admin/orders?stock=lacking', bad: true },
  { name: 'stockOff', href: '/admin/stock?check=off', bad: true },
  { name: 'lowStock', href: '/admin/stock?level=low', bad: true },
  { name: 'refundDue', href: '/admin/orders?status=refund_due' },
  { name: 'awaitingPayment', href: '/admin/orders?status=awaiting_payment', calm: true },
];

export function todayPage({ today, now, midnight, currency, next, firstLines }: TodayParts) {
  return {
    title: t.title(day(now)),
    room: 'today' as const,
    counts: COUNTS.filter(({ name, calm }) => calm || today[name] > 0).map(({ name, href, bad }) => ({
      label: t.counts[name],
      number: today[name],
      href,
      isBad: bad === true && today[name] > 0,
    })),
    money: {
      orders: t.money.orders(today.placed),
      paid: t.money.paid(today.paidToday),
      received: money(today.receivedCents, currency),
    },
    next: {
      ...orderTable(
        t.next,
        next.map((row) => withDistance(orderRow(row, firstLines.get(row.id)), row, midnight)),
      ),
      empty: t.nothingOpen,
    },
    allOpen: `/admin/orders?status=${OPEN_STATUSES.join(',')}&sort=dueAt`,
  };
}

/** `2026-11-24` is for files; a person packing parcels thinks in days from now. */
function withDistance(row: ReturnType<typeof orderRow>, { dueAt }: OrderRow, midnight: Date) {
  if (!dueAt) return row;
  const days = Math.floor((dueAt.getTime() - midnight.getTime()) / DAY);
  const due =
    days < 0 ? { text: t.late(-days), tone: 'bad' as const } : days === 0 ? t.dueToday : t.dueIn(days);
  return { cells: { ...row.cells, due: days > 6 ? dayStamp(dueAt) : due } };
}
