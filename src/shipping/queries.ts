// Asking about deliveries and parcels.
import { z } from 'zod';
import type { Reader } from '../db/open.ts';
import { DELIVERY_KINDS, type DeliveryOption } from './delivery.ts';
import type { DeliveryZone } from './zones.ts';

export async function activeDeliveries(reader: Reader): Promise<DeliveryOption[]> {
  const rows = await reader.deliveryOption.findMany({
    where: { active: true },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    include: WITH_ZONES,
  });
  return rows.map(deliveryOf);
}

/** One of them, also while it is off. */
export async function findDelivery(reader: Reader, id: string) {
  const row = await reader.deliveryOption.findUnique({ where: { id }, include: WITH_ZONES });
  return row && { ...deliveryOf(row), position: row.position, active: row.active };
}

const WITH_ZONES = { zones: { orderBy: { position: 'asc' as const } } };

const kind = z.enum(DELIVERY_KINDS).catch('parcel');
const steps = z.array(z.object({ uptoGrams: z.number().nullable(), cents: z.number() }));

type Row = Awaited<ReturnType<Reader['deliveryOption']['findMany']>>[number] & { zones: ZoneRow[] };
type ZoneRow = Awaited<ReturnType<Reader['deliveryZone']['findMany']>>[number];

function deliveryOf(row: Row): DeliveryOption {
  const { id, name, cents, days, freeFromCents, liveRate, note } = row;
  const head = { id, name, kind: kind.parse(row.kind), cents, days, freeFromCents, liveRate, note };
  return { ...head, zones: row.zones.map(zoneOf) };
}

function zoneOf({ countries, regions, days, freeFromCents, steps: json }: ZoneRow): DeliveryZone {
  const places = { countries: namesIn(countries), regions: namesIn(regions) };
  return { ...places, days, freeFromCents, steps: steps.parse(JSON.parse(json)) };
}

function namesIn(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}
