// Asking about deliveries and parcels.
import type { Reader } from '../db/open.ts';
import type { DeliveryOption } from './delivery.ts';

export function activeDeliveries(reader: Reader): Promise<DeliveryOption[]> {
  return reader.deliveryOption.findMany({
    where: { active: true },
    orderBy: { position: 'asc' },
    select: { id: true, name: true, cents: true, days: true },
  });
}

/** Just enough to act on a parcel. */
export function findShipment(reader: Reader, id: string) {
  return reader.shipment.findUnique({
    where: { id },
    select: { id: true, order: { select: { number: true } } },
  });
}
