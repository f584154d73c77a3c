// Which colour the dot beside a state has. Pure.
import type { OrderStatus, PaymentWord } from '../orders/transitions.ts';
import type { ShipmentStatus } from '../shipping/status.ts';

export type Tone = 'good' | 'busy' | 'wait' | 'bad' | 'quiet';

export const ORDER_TONES: Record<OrderStatus, Tone> = {
  awaiting_payment: 'quiet',
  paid: 'wait',
  on_hold: 'bad',
  in_production: 'busy',
  ready_to_ship: 'wait',
  shipped: 'good',
  delivered: 'good',
  returned: 'bad',
  cancelled: 'quiet',
  refund_due: 'wait',
  refunded: 'quiet',
};

export const PAYMENT_WORD_TONES: Record<PaymentWord, Tone> = {
  succeeded: 'good',
  failed: 'bad',
  pending: 'quiet',
};

/** As everybody outside sees them: an attempt whose page is still being made is open. */
export const SHOWN_PAYMENT_STATUSES = [
  'open',
  'running',
  'succeeded',
  'failed',
  'expired',
  'wrong_amount',
  'owed_back',
  'refunded',
] as const;
export type ShownPaymentStatus = (typeof SHOWN_PAYMENT_STATUSES)[number];

export const PAYMENT_TONES: Record<ShownPaymentStatus, Tone> = {
  open: 'wait',
  running: 'busy',
  succeeded: 'good',
  failed: 'quiet',
  expired: 'quiet',
  wrong_amount: 'bad',
  owed_back: 'bad',
  refunded: 'quiet',
};

export const REFUND_TONES = { queued: 'wait', succeeded: 'good', failed: 'bad' } as const;

export const LETTER_TONES = { queued: 'wait', sent: 'good', failed: 'bad' } as const;

export const PARCEL_TONES: Record<ShipmentStatus, Tone> = {
  pending: 'busy',
  pre_transit: 'busy',
  in_transit: 'busy',
  out_for_delivery: 'busy',
  available_for_pickup: 'wait',
  attempt_failed: 'wait',
  delivered: 'good',
  returned: 'bad',
  exception: 'bad',
  cancelled: 'quiet',
  unknown: 'quiet',
};
