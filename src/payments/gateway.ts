// The port to whoever takes the money: pay pages (sessions), refunds and signed notices.
import { Refusal } from '../lib/refusal.ts';

/** `amountCents` is for one of `quantity`. */
export interface PayLine {
  name: string;
  amountCents: number;
  quantity: number;
}

/**
 * Everything that is sent to open a pay page. Stored with the payment before the call: the same request
 * under the same key is the same bytes on the wire, so a repeat can never charge twice.
 */
export interface PayRequest {
  orderNumber: string;
  paymentId: string;
  /** Filled in on the pay page; empty lets the buyer type it there. */
  email: string;
  /** ISO 4217, `USD`. */
  currency: string;
  lines: PayLine[];
  successUrl: string;
  cancelUrl: string;
  /** ISO 8601 in whole seconds, 30 minutes to 24 hours ahead when the gateway reads it. */
  expiresAt: string;
}

/**
 * `open`: can be paid, also after a declined card · `paid`: the money is certain · `running`: a bank debit is
 * under way · `failed`: that debit bounced · `expired`: can never be paid any more.
 */
export type SessionState = 'open' | 'paid' | 'running' | 'failed' | 'expired';

export interface PaySession {
  id: string;
  /** Where the buyer pays; null once the session is not open. */
  url: string | null;
  state: SessionState;
  amountCents: number;
  /** ISO 4217 in capitals, whatever the gateway writes. */
  currency: string;
  /** What the gateway remembers of our request. Only our own payment row proves that a session is ours. */
  paymentId: string | null;
  orderNumber: string | null;
  /** Exists from the first try to pay; refunds need it. */
  intentId: string | null;
  expiresAt: Date;
}

export interface RefundRequest {
  intentId: string;
  /** Our own refund row: finds the refund again when its answer was lost. */
  refundId: string;
  amountCents: number;
}

export interface GatewayRefund {
  id: string;
  status: 'queued' | 'succeeded' | 'failed';
  amountCents: number;
  /** Our own refund row; null when somebody refunded in the gateway's dashboard. */
  refundId: string | null;
}

export interface GatewayDispute {
  id: string;
  /** In the gateway's words: `needs_response`, `under_review`, `won`, `lost` … */
  status: string;
  reason: string;
  amountCents: number;
}

/** Everything that happened to the money of one payment after it was received. */
export interface MoneyMoves {
  refunds: GatewayRefund[];
  /** Null when the gateway did not say. */
  disputes: GatewayDispute[] | null;
}

export interface GatewayNotice {
  /** Unique per fact; the same notice comes more than once. */
  id: string;
  type: string;
  /** Empty when the notice is about nothing that has an id. */
  objectId: string;
  sessionId: string | null;
  intentId: string | null;
  /** The session as this notice tells it, maybe long ago: notices overtake each other. Null when it tells of something else. */
  session: PaySession | null;
  /** When it happened; notices overtake each other. */
  at: Date;
  /** What it tells of money that left again; null when it is about something else. */
  moves: MoneyMoves | null;
}

/** How long the caller can wait in all, every retry included; the gateway's own patience otherwise. */
export interface Patience {
  timeoutMs?: number;
}

/**
 * Why a call failed, as the `code` of `OutsideFailure('stripe', …)`. `permanent` means that the same call under
 * the same key fails again: take a new payment row and key, or a human.
 *
 * | code | permanent | |
 * |---|---|---|
 * | `unreachable`, `timed_out`, `nonsense`, `busy` | no | may or may not have happened: repeat with the same key |
 * | `unavailable` | no | the gateway answered that it has trouble of its own |
 * | `not_allowed` | no | the secret key is wrong; works again once it is right |
 * | `stored_failure` | yes | the gateway keeps a failure under this key |
 * | `idempotency_error` | yes | the key was used for something else |
 * | `missing` | yes | no such session or payment |
 * | `email_refused` | yes | the gateway does not believe this e-mail address; the page works without it |
 * | `refused` | yes | the gateway does not accept the request; the message names its code and field |
 */
export type GatewayTrouble =
  | 'unreachable'
  | 'timed_out'
  | 'nonsense'
  | 'busy'
  | 'unavailable'
  | 'not_allowed'
  | 'stored_failure'
  | 'idempotency_error'
  | 'missing'
  | 'email_refused'
  | 'refused';

export interface PaymentGateway {
  openSession(request: PayRequest, idempotencyKey: string, patience?: Patience): Promise<PaySession>;
  askSession(sessionId: string, patience?: Patience): Promise<PaySession>;
  /** A session that is paid, running or expired already answers its true state. */
  expireSession(sessionId: string, patience?: Patience): Promise<PaySession>;
  /**
   * The same call under the same key tells how a queued refund stands now. Before it fails for good it has looked
   * for a refund already made for this `refundId`, so that a new key cannot send the money twice.
   */
  refund(request: RefundRequest, idempotencyKey: string, patience?: Patience): Promise<GatewayRefund>;
  /** Refunds and disputes of a payment as they stand now, those made in the dashboard included. */
  askMoney(intentId: string, patience?: Patience): Promise<MoneyMoves>;
  /** Checks the signature over the raw body before reading it. Throws `ForgedNotice` or `UnreadableNotice`. */
  readNotice(raw: Uint8Array, signature: string | undefined): GatewayNotice;
  /** Origins of pay pages, for the CSP's form-action. */
  payOrigins: readonly string[];
}

/** No signature, a wrong one, or one that is too old. */
export class ForgedNotice extends Refusal {
  constructor() {
    super('forged_notice', 'The signature is missing, wrong or too old.', { status: 400 });
    this.name = 'ForgedNotice';
  }
}

/** Genuine, but not a notice: not JSON, or without an id and a type. */
export class UnreadableNotice extends Refusal {
  constructor() {
    super('unreadable_notice', 'The body is not a notice with an id and a type.', { status: 400 });
    this.name = 'UnreadableNotice';
  }
}
