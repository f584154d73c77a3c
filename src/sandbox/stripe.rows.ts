// What the sandbox remembers of each thing: small rows, from which Stripe's large answers are built when asked.
// Amounts are minor units, times are Unix seconds unless a name says milliseconds.
import type { WireRefundReason } from './stripe.wire.ts';

export interface SessionRow {
  id: string;
  createdAt: number;
  expiresAt: number;
  currency: string;
  amount: number;
  lines: LineRow[];
  successUrl: string;
  cancelUrl: string | null;
  reference: string | null;
  email: string | null;
  metadata: Record<string, string>;
  intentDescription: string | null;
  intentMetadata: Record<string, string>;
  status: 'open' | 'complete' | 'expired';
  paid: boolean;
  intentId: string | null;
  /** When a running bank debit succeeds by itself, in milliseconds; null when none runs. */
  debitEndsAtMs: number | null;
}

export interface LineRow {
  id: string;
  name: string;
  unitAmount: number;
  quantity: number;
}

/** A payment intent and its one charge. */
export interface IntentRow {
  id: string;
  sessionId: string;
  createdAt: number;
  amount: number;
  currency: string;
  description: string | null;
  metadata: Record<string, string>;
  email: string | null;
  status: 'requires_payment_method' | 'processing' | 'succeeded' | 'canceled';
  method: 'card' | 'us_bank_account';
  declined: boolean;
  chargeId: string | null;
  refunded: number;
}

export interface RefundRow {
  id: string;
  intentId: string;
  chargeId: string;
  createdAt: number;
  amount: number;
  currency: string;
  reason: WireRefundReason | null;
  metadata: Record<string, string>;
  status: 'pending' | 'succeeded' | 'failed';
}

export interface DisputeRow {
  id: string;
  intentId: string;
  chargeId: string;
  createdAt: number;
  amount: number;
  currency: string;
  reason: string;
  status: 'needs_response' | 'under_review' | 'won' | 'lost';
}

export interface EventRow {
  id: string;
  type: string;
  createdAt: number;
  /** The event as JSON, as it was when it happened. */
  body: string;
  delivered: boolean;
}

/** An answer kept under its idempotency key. */
export interface KeyRow {
  id: string;
  createdAt: number;
  /** Method, path and body: the same key with another one is refused. */
  request: string;
  status: number;
  body: string;
}

export interface Rows {
  session: SessionRow;
  intent: IntentRow;
  refund: RefundRow;
  dispute: DisputeRow;
  event: EventRow;
  key: KeyRow;
}
