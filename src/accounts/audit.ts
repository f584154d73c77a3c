// What staff change, by name. Pure.

export const AUDITED = [
  'order.hold',
  'order.release',
  'order.production',
  'order.ready',
  'order.note',
  'order.address',
  'order.cancellation',
  'order.refund',
  'order.settlement',
  'order.drafted',
  'order.price',
  'order.pay-link',
  'payment.accepted',
  'payment.refund',
  'payment.paid-back',
  'coupon.saved',
  'parcel.sent',
  'parcel.tracking',
  'parcel.void',
  'parcel.delivered',
  'parcel.returned',
  'customer.contact',
  'stock.receipt',
  'stock.adjustment',
  'stock.waste',
  'letter.resend',
  'staff.invited',
] as const;

export type Audited = (typeof AUDITED)[number];
