// What Stripe's answers and notices mean to the shop. Nothing is believed before its shape is right.
import {
  type GatewayDispute,
  type GatewayNotice,
  type GatewayRefund,
  type MoneyMoves,
  type PaySession,
  type SessionState,
  UnreadableNotice,
} from './gateway.ts';

const BOUNCED = 'checkout.session.async_payment_failed';

/** What a genuine notice tells. Throws `UnreadableNotice`. */
export function readEvent(raw: Uint8Array): GatewayNotice {
  const event = parsed(raw);
  if (!isRecord(event) || !isText(event.id) || !isText(event.type)) throw new UnreadableNotice();
  const object = isRecord(event.data) && isRecord(event.data.object) ? event.data.object : {};
  const session = readSession(object);
  return {
    id: event.id,
    type: event.type,
    objectId: isText(object.id) ? object.id : '',
    sessionId: object.object === 'checkout.session' ? idOf(object) : null,
    intentId: object.object === 'payment_intent' ? idOf(object) : idOf(object.payment_intent),
    // a bounced debit looks like a running one but for the name of the notice
    session: session && event.type === BOUNCED ? { ...session, state: 'failed' } : session,
    at: new Date(typeof event.created === 'number' ? event.created * 1_000 : 0),
    moves: readMoves(event.type, object),
  };
}

/** A refunded charge names its refunds only in older versions of the API; the rest is asked for. */
function readMoves(type: string, object: Record<string, unknown>): MoneyMoves | null {
  const refund = readRefund(object);
  if (refund) return { refunds: [refund], disputes: [] };
  const dispute = readDispute(object);
  if (dispute) return { refunds: [], disputes: [dispute] };
  if (type !== 'charge.refunded') return null;
  const refunds = (readList(object.refunds) ?? []).map(readRefund).filter((each) => each !== null);
  return { refunds, disputes: null };
}

function parsed(raw: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(raw));
  } catch {
    throw new UnreadableNotice();
  }
}

/** Null when it is not a session: the SDK hands on `502 {}` as a success. */
export function readSession(answer: unknown): PaySession | null {
  if (!isObject(answer, 'checkout.session')) return null;
  const { id, url, amount_total, currency, expires_at } = answer;
  const state = sessionState(answer);
  if (!isText(id) || !state || !isText(currency)) return null;
  if (typeof amount_total !== 'number' || typeof expires_at !== 'number') return null;
  return {
    id,
    url: isText(url) ? url : null,
    state,
    amountCents: amount_total,
    currency: currency.toUpperCase(),
    paymentId: metadataOf(answer, 'payment'),
    orderNumber: metadataOf(answer, 'order') ?? idOf(answer.client_reference_id),
    intentId: idOf(answer.payment_intent),
    expiresAt: new Date(expires_at * 1_000),
  };
}

/** A page that can be paid must say where. */
export function readOpened(answer: unknown): PaySession | null {
  const session = readSession(answer);
  return session?.state === 'open' && !session.url ? null : session;
}

function sessionState(session: Record<string, unknown>): SessionState | null {
  if (session.status === 'open' || session.status === 'expired') return session.status;
  if (session.status !== 'complete') return null;
  if (session.payment_status === 'unpaid') return 'running';
  return session.payment_status === 'paid' || session.payment_status === 'no_payment_required'
    ? 'paid'
    : null;
}

/** How a bank debit stands, told by its payment intent. Null when it is not one. */
export function readDebit(answer: unknown): SessionState | null {
  if (!isObject(answer, 'payment_intent')) return null;
  if (answer.status === 'succeeded') return 'paid';
  return answer.status === 'requires_payment_method' || answer.status === 'canceled' ? 'failed' : 'running';
}

/** Null when it is not a refund. */
export function readRefund(answer: unknown): GatewayRefund | null {
  if (!isObject(answer, 'refund') || !isText(answer.id) || typeof answer.amount !== 'number') return null;
  const failed = answer.status === 'failed' || answer.status === 'canceled';
  const status = answer.status === 'succeeded' ? 'succeeded' : failed ? 'failed' : 'queued';
  return { id: answer.id, status, amountCents: answer.amount, refundId: metadataOf(answer, 'refund') };
}

/** Null when it is not a dispute. */
export function readDispute(answer: unknown): GatewayDispute | null {
  if (!isObject(answer, 'dispute') || !isText(answer.id) || !isText(answer.status)) return null;
  if (typeof answer.amount !== 'number') return null;
  const reason = isText(answer.reason) ? answer.reason : '';
  return { id: answer.id, status: answer.status, reason, amountCents: answer.amount };
}

/** Null when it is not a list. */
export function readList(answer: unknown): unknown[] | null {
  return isObject(answer, 'list') && Array.isArray(answer.data) ? answer.data : null;
}

/** The refund made for one of our refund rows. */
export function findRefund(list: unknown[], refundId: string): GatewayRefund | null {
  return readRefund(list.find((refund) => isRecord(refund) && metadataOf(refund, 'refund') === refundId));
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isObject = (value: unknown, kind: string): value is Record<string, unknown> =>
  isRecord(value) && value.object === kind;

/** Stripe writes a neighbour as its id or, expanded, as the whole object. */
function idOf(value: unknown): string | null {
  const id = isRecord(value) ? value.id : value;
  return isText(id) ? id : null;
}

function metadataOf(object: Record<string, unknown>, key: string): string | null {
  const value = isRecord(object.metadata) ? object.metadata[key] : undefined;
  return isText(value) ? value : null;
}
