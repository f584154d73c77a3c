// Where an order can go from where it is. Pure, and the only place that knows.

export const ORDER_STATUSES = [
  'awaiting_payment',
  'paid',
  'on_hold',
  'in_production',
  'ready_to_ship',
  'shipped',
  'delivered',
  'returned',
  'cancelled',
  'refund_due',
  'refunded',
] as const;

export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** The customer's word for the money: right amount received, nothing running, or still open. */
export type PaymentWord = 'succeeded' | 'failed' | 'pending';

const NEXT: Record<OrderStatus, readonly OrderStatus[]> = {
  awaiting_payment: ['paid', 'cancelled'],
  paid: ['in_production', 'ready_to_ship', 'on_hold', 'shipped', 'refund_due'],
  on_hold: ['paid', 'in_production', 'ready_to_ship', 'refund_due'],
  in_production: ['ready_to_ship', 'on_hold', 'shipped', 'refund_due'],
  ready_to_ship: ['shipped', 'on_hold', 'refund_due'],
  // back when its only parcel was never handed over
  shipped: ['delivered', 'returned', 'ready_to_ship', 'refund_due'],
  delivered: ['returned', 'refund_due'],
  returned: ['shipped', 'refund_due'],
  cancelled: [],
  refund_due: ['refunded'],
  // a refund can bounce: the money is owed again
  refunded: ['refund_due'],
};

export function canMove(from: OrderStatus, to: OrderStatus): boolean {
  return NEXT[from].includes(to);
}

export function nextStatuses(from: OrderStatus): readonly OrderStatus[] {
  return NEXT[from];
}

export function isOrderStatus(text: string): text is OrderStatus {
  return (ORDER_STATUSES as readonly string[]).includes(text);
}

/** Nothing was printed yet. */
const BEFORE_PRODUCTION: readonly OrderStatus[] = ['awaiting_payment', 'paid', 'on_hold'];

export function isBeforeProduction(status: OrderStatus): boolean {
  return BEFORE_PRODUCTION.includes(status);
}

/** A hold counts as where it came from. */
export function mayBeCancelledByCustomer(order: { status: string; heldFrom: string | null }): boolean {
  const status = order.status === 'on_hold' ? (order.heldFrom ?? 'paid') : order.status;
  return status === 'awaiting_payment' || status === 'paid';
}

/** Paid for and still in the house. */
export const OPEN_STATUSES: readonly OrderStatus[] = ['paid', 'on_hold', 'in_production', 'ready_to_ship'];

/** Nothing of it has been handed to a carrier. */
const NOT_SENT: readonly OrderStatus[] = ['awaiting_payment', ...OPEN_STATUSES];

export function isBeforeShipping(status: OrderStatus): boolean {
  return NOT_SENT.includes(status);
}

/** The parcel can still be packed for another address. */
const STILL_HERE: readonly OrderStatus[] = ['awaiting_payment', ...OPEN_STATUSES, 'returned'];

export function isStillHere(status: OrderStatus): boolean {
  return STILL_HERE.includes(status);
}
