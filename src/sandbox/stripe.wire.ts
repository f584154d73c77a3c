// Stripe's own types, so that the type checker is the judge of what the sandbox answers.
import type { Stripe } from 'stripe';

export type WireSession = Stripe.Checkout.Session;
export type WireLine = Stripe.LineItem;
export type WireIntent = Stripe.PaymentIntent;
export type WireCharge = Stripe.Charge;
export type WireRefund = Stripe.Refund;
export type WireDispute = Stripe.Dispute;
export type WireRefundReason = Stripe.Refund.Reason;
export type WireList<T> = Stripe.ApiList<T>;
export type WireEvent = Stripe.EventBase;
export type EventType = Extract<
  Stripe.Event.Type,
  | 'checkout.session.completed'
  | 'checkout.session.async_payment_succeeded'
  | 'checkout.session.async_payment_failed'
  | 'checkout.session.expired'
  | 'payment_intent.payment_failed'
  | 'charge.refunded'
  | 'refund.created'
  | 'refund.updated'
  | 'refund.failed'
  | 'charge.dispute.created'
  | 'charge.dispute.updated'
  | 'charge.dispute.closed'
>;
/** What an event of that type is about. */
export type EventObject<T extends EventType> = Extract<Stripe.Event, { type: T }>['data']['object'];

export const API_VERSION = '2026-10-28.endive';
