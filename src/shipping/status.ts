// Where a parcel stands, worked out from what was told about it in any order. Pure.

export const SHIPMENT_STATUSES = [
  'pending',
  'pre_transit',
  'in_transit',
  'out_for_delivery',
  'available_for_pickup',
  'attempt_failed',
  'delivered',
  'returned',
  'exception',
  'cancelled',
  'unknown',
] as const;

export type ShipmentStatus = (typeof SHIPMENT_STATUSES)[number];

export interface Told {
  /** Carrier time. */
  at: Date;
  /** When we heard of it. */
  arrivedAt: Date;
  status: string;
}

/** The last news by carrier time counts; once delivered, only its return is news. */
export function shipmentStatus(events: readonly Told[]): ShipmentStatus {
  let status: ShipmentStatus = 'pending';
  for (const event of inOrder(events)) {
    const told = isShipmentStatus(event.status) ? event.status : 'unknown';
    // a parcel that came back is "delivered" once more, to us
    if (status === 'returned') break;
    if (status === 'delivered' && told !== 'returned') continue;
    status = told;
  }
  return status;
}

/** Carrier time, then arrival: carriers send "delivered" before "in transit" on Sundays. */
export function inOrder<T extends Told>(events: readonly T[]): T[] {
  return [...events].sort(
    (a, b) => a.at.getTime() - b.at.getTime() || a.arrivedAt.getTime() - b.arrivedAt.getTime(),
  );
}

/** The carrier has it in hand. */
const MOVING: readonly ShipmentStatus[] = [
  'in_transit',
  'out_for_delivery',
  'available_for_pickup',
  'attempt_failed',
  'delivered',
];

export function hasMoved(status: ShipmentStatus): boolean {
  return MOVING.includes(status);
}

/** Nothing more will be told, but for a return. */
export function isOver(status: string): boolean {
  return status === 'delivered' || status === 'returned' || status === 'cancelled';
}

export function isShipmentStatus(text: string): text is ShipmentStatus {
  return (SHIPMENT_STATUSES as readonly string[]).includes(text);
}
