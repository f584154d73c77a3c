// Every parcel as a list, and above it the end of the day: one paper for each carrier.
import { stamp } from '../lib/format.ts';
import { serviceName } from '../shipping/carriers.ts';
import type { latestManifests, ParcelRow, ParcelSort } from '../shipping/queries.list.ts';
import { isShipmentStatus } from '../shipping/status.ts';
import { en } from '../words/en.ts';
import type { Item, Shown } from './list.ts';
import { type ListPage, listPage } from './pages.list.ts';
import { PARCEL_TONES } from './tones.ts';

const t = en.parcels;
const { statuses } = en.admin.parcels;

export const PARCEL_COLUMNS = [
  'id',
  'order',
  'name',
  'carrier',
  'service',
  'trackingCode',
  'status',
  'costCents',
  'currency',
  'weightGrams',
  'createdAt',
] as const;

export function parcelItem(row: ParcelRow): Item {
  const {
    id,
    order,
    name,
    carrier,
    service,
    trackingCode,
    status,
    costCents,
    currency,
    weightGrams,
    createdAt,
  } = row;
  return {
    id,
    order,
    name,
    carrier,
    service,
    trackingCode,
    status,
    costCents,
    currency,
    weightGrams,
    createdAt,
  };
}

interface Day {
  waiting: { carrier: string; parcels: number }[];
  manifests: Awaited<ReturnType<typeof latestManifests>>;
}

export function parcelsPage(
  shown: Shown<ParcelRow, ParcelSort, 'status'>,
  day: Day,
): ListPage & { above: string; day: DayView } {
  const { columns } = t.list;
  const page = listPage(shown, {
    room: 'parcels',
    title: t.list.title,
    search: t.list.search,
    columns: [
      { key: 'order', label: columns.order, sort: 'order' },
      { key: 'name', label: columns.name, wrap: true },
      { key: 'carrier', label: columns.carrier, sort: 'carrier' },
      { key: 'trackingCode', label: columns.trackingCode },
      { key: 'status', label: columns.status },
      { key: 'createdAt', label: columns.createdAt, sort: 'createdAt' },
    ],
    row: (row) => ({ cells: cellsOf(row) }),
    filters: { status: { label: columns.status, words: statuses } },
    empty: t.list.empty,
  });
  return { ...page, above: '/admin/partials/parcels-day', day: dayView(day) };
}

function cellsOf(row: ParcelRow) {
  const status = isShipmentStatus(row.status) ? row.status : 'unknown';
  return {
    order: { text: row.order, href: `/admin/orders/${row.order}` },
    name: row.name,
    carrier: [row.carrier, serviceName(row.service)].filter(Boolean).join(' '),
    trackingCode: row.trackingCode,
    status: { text: statuses[status], tone: PARCEL_TONES[status] },
    createdAt: stamp(row.createdAt),
  };
}

type DayView = ReturnType<typeof dayView>;

function dayView({ waiting, manifests }: Day) {
  return {
    isShown: waiting.length > 0 || manifests.length > 0,
    waiting: waiting.map(({ carrier, parcels }) => ({ carrier, label: t.day.close(carrier, parcels) })),
    manifests: manifests.map((each) => ({
      href: each.status === 'failed' ? null : `/admin/manifests/${each.id}`,
      label:
        each.status === 'failed'
          ? `${each.carrier}: ${t.day.failed}`
          : t.day.open(each.carrier, each._count.shipments),
      note: [stamp(each.createdAt), each.status === 'asking' ? t.day.waiting : '']
        .filter(Boolean)
        .join(' · '),
    })),
  };
}
