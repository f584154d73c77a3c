// Stripe Checkout behind the payment port: the one file of the shop that knows Stripe's SDK.
import { Stripe } from 'stripe';
import { OutsideFailure } from '../lib/refusal.ts';
import {
  ForgedNotice,
  type GatewayNotice,
  type GatewayRefund,
  type GatewayTrouble,
  type Patience,
  type PaymentGateway,
  type PayRequest,
  type PaySession,
  type RefundRequest,
  type SessionState,
  UnreadableNotice,
} from './gateway.ts';

export interface StripeGatewayOptions {
  secretKey: string;
  /** Every one of them is accepted, so that a secret can be rotated without losing a notice. */
  webhookSecrets: readonly string[];
  /** An origin instead of https://api.stripe.com; its pay pages live there too. */
  apiBase?: string | undefined;
  /** Patience of one call in all, retries included. */
  timeoutMs?: number;
  now: () => Date;
}

const PAY_ORIGIN = 'https://checkout.stripe.com';
const SIGNATURE_MAX_AGE_SECONDS = 300;
const DEFAULT_TIMEOUT_MS = 6_000;
/** The SDK waits half a second before it tries again; shorter budgets have no room for that. */
const SHORTEST_BUDGET_FOR_A_RETRY_MS = 4_000;
const RETRY_PAUSE_MS = 600;

export function stripeGateway(options: StripeGatewayOptions): PaymentGateway {
  // telemetry writes an id into the home folder and reports timings: not ours to give
  const stripe = new Stripe(options.secretKey, { telemetry: false, httpClient: carefulClient(), ...address(options.apiBase) });
  const patient = <T>(patience: Patience | undefined, work: (settings: Stripe.RequestOptions) => Promise<T>) =>
    withinBudget(patience?.timeoutMs ?? options.timeoutMs ?? DEFAULT_TIMEOUT_MS, work);

  async function ask(sessionId: string, settings: Stripe.RequestOptions): Promise<PaySession> {
    return told(await stripe.checkout.sessions.retrieve(sessionId, {}, settings), settings);
  }

  /** A complete but unpaid session is a bank debit that runs or has bounced: only the payment intent knows which. */
  async function told(answer: unknown, settings: Stripe.RequestOptions): Promise<PaySession> {
    const session = readSession(answer);
    if (!session) throw failure('nonsense', 'the answer is not a session');
    if (session.state !== 'running' || !session.intentId) return session;
    const intent: unknown = await stripe.paymentIntents.retrieve(session.intentId, {}, settings);
    if (!isObject(intent, 'payment_intent')) throw failure('nonsense', 'the answer is not a payment intent');
    return { ...session, state: debitState(intent.status) };
  }

  return {
    payOrigins: options.apiBase ? [new URL(options.apiBase).origin, PAY_ORIGIN] : [PAY_ORIGIN],

    async openSession(request, idempotencyKey, patience) {
      const answer = await patient(patience, (settings) =>
        stripe.checkout.sessions.create(sessionParams(request), { ...settings, idempotencyKey }).catch(keyed),
      );
      const session = readSession(answer);
      if (!session || (session.state === 'open' && !session.url)) throw failure('nonsense', 'the answer is not a session');
      return session;
    },

    askSession: (sessionId, patience) => patient(patience, (settings) => ask(sessionId, settings)),

    expireSession: (sessionId, patience) =>
      patient(patience, async (settings) => {
        try {
          return await told(await stripe.checkout.sessions.expire(sessionId, {}, settings), settings);
        } catch (error) {
          if (translated(error).code !== 'refused') throw error;
          // refused because it is not open any more: paid in this very moment, or expired by itself
          const session = await ask(sessionId, settings);
          if (session.state === 'open') throw error;
          return session;
        }
      }),

    async refund(request, idempotencyKey, patience) {
      return patient(patience, async (settings) => {
        try {
          return readRefund(await stripe.refunds.create(refundParams(request), { ...settings, idempotencyKey }).catch(keyed));
        } catch (error) {
          if (!(error instanceof OutsideFailure) || error.code !== 'stored_failure') throw error;
          // the money may have left although the answer says failure: a new key must not send it twice
          const made = await madeRefund(request, settings);
          if (!made) throw error;
          return made;
        }
      });
    },

    readNotice(raw, signature) {
      const verify = Stripe.webhooks.signature;
      if (!verify) throw new Error('this build of the Stripe SDK cannot verify signatures');
      const genuine = options.webhookSecrets.some((secret) => {
        try {
          return verify.verifyHeader(raw, signature ?? '', secret, SIGNATURE_MAX_AGE_SECONDS, undefined, options.now().getTime());
        } catch {
          return false;
        }
      });
      if (!genuine) throw new ForgedNotice();
      return readEvent(raw);
    },
  };

  async function madeRefund(request: RefundRequest, settings: Stripe.RequestOptions): Promise<GatewayRefund | null> {
    const list: unknown = await stripe.refunds.list({ payment_intent: request.intentId, limit: 100 }, settings);
    if (!isObject(list, 'list') || !Array.isArray(list.data)) throw failure('nonsense', 'the answer is not a list');
    const made = list.data.find((refund: unknown) => isRecord(refund) && metadataOf(refund, 'refund') === request.refundId);
    return made === undefined ? null : readRefund(made);
  }
}

function address(apiBase: string | undefined): Stripe.StripeConfig {
  if (!apiBase) return {};
  const url = new URL(apiBase);
  const protocol = url.protocol === 'http:' ? 'http' : 'https';
  return { protocol, host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port || (protocol === 'http' ? 80 : 443) };
}

/** The SDK throws where nobody can catch it, and so ends the process, when an answer is JSON but no object: `5`. */
function carefulClient(): Stripe.HttpClient {
  const client = Stripe.createNodeHttpClient();
  const send = client.makeRequest.bind(client);
  client.makeRequest = async (...request) => {
    const response = await send(...request);
    const read = response.toJSON.bind(response);
    response.toJSON = async () => {
      const answer: unknown = await read();
      if (!isRecord(answer)) throw new SyntaxError('not an object');
      return answer;
    };
    return response;
  };
  return client;
}

/**
 * The SDK's timeout counts silence, not time: a server that trickles bytes holds it for ever, and a reset is
 * tried again even when retries are off. So the budget has a clock of its own.
 */
async function withinBudget<T>(budgetMs: number, work: (settings: Stripe.RequestOptions) => Promise<T>): Promise<T> {
  const mayRetry = budgetMs >= SHORTEST_BUDGET_FOR_A_RETRY_MS;
  const timeout = mayRetry ? Math.floor((budgetMs - RETRY_PAUSE_MS) / 2) : budgetMs;
  let timer: NodeJS.Timeout | undefined;
  const bell = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(failure('timed_out', `no answer within ${budgetMs} ms`)), budgetMs);
  });
  try {
    return await Promise.race([work({ timeout, maxNetworkRetries: mayRetry ? 1 : 0 }), bell]);
  } catch (error) {
    throw translated(error);
  } finally {
    clearTimeout(timer);
  }
}

/** Same request, same bytes: fields in a fixed order, nothing read from anywhere else. */
function sessionParams(request: PayRequest): Stripe.Checkout.SessionCreateParams {
  const metadata = { order: request.orderNumber, payment: request.paymentId };
  return {
    mode: 'payment',
    line_items: request.lines.map((line) => ({
      price_data: {
        currency: request.currency.toLowerCase(),
        unit_amount: line.amountCents,
        product_data: { name: line.name },
      },
      quantity: line.quantity,
    })),
    client_reference_id: request.orderNumber,
    ...(request.email ? { customer_email: request.email } : {}),
    metadata,
    payment_intent_data: { metadata },
    success_url: request.successUrl,
    cancel_url: request.cancelUrl,
    expires_at: Math.floor(Date.parse(request.expiresAt) / 1_000),
  };
}

function refundParams(request: RefundRequest): Stripe.RefundCreateParams {
  return { payment_intent: request.intentId, amount: request.amountCents, metadata: { refund: request.refundId } };
}

function readEvent(raw: Uint8Array): GatewayNotice {
  const event = parsed(raw);
  if (!isRecord(event) || !isText(event.id) || !isText(event.type)) throw new UnreadableNotice();
  const object = isRecord(event.data) && isRecord(event.data.object) ? event.data.object : {};
  const session = readSession(object);
  const isSession = object.object === 'checkout.session';
  return {
    id: event.id,
    type: event.type,
    objectId: isText(object.id) ? object.id : '',
    sessionId: isSession ? idOf(object) : null,
    intentId: object.object === 'payment_intent' ? idOf(object) : idOf(object.payment_intent),
    session: session && event.type === 'checkout.session.async_payment_failed' ? { ...session, state: 'failed' } : session,
  };
}

function parsed(raw: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(raw));
  } catch {
    throw new UnreadableNotice();
  }
}

/** Null when it is not a session: `502 {}` arrives here as a success. */
function readSession(answer: unknown): PaySession | null {
  if (!isObject(answer, 'checkout.session')) return null;
  const { id, url, amount_total, currency, expires_at } = answer;
  const state = sessionState(answer);
  if (!isText(id) || !state || typeof amount_total !== 'number' || !isText(currency) || typeof expires_at !== 'number')
    return null;
  return {
    id,
    url: isText(url) ? url : null,
    state,
    amountCents: amount_total,
    currency: currency.toUpperCase(),
    paymentId: metadataOf(answer, 'payment'),
    orderNumber: metadataOf(answer, 'order') ?? (isText(answer.client_reference_id) ? answer.client_reference_id : null),
    intentId: idOf(answer.payment_intent),
    expiresAt: new Date(expires_at * 1_000),
  };
}

function sessionState(session: Record<string, unknown>): SessionState | null {
  if (session.status === 'open' || session.status === 'expired') return session.status;
  if (session.status !== 'complete') return null;
  return session.payment_status === 'unpaid' ? 'running' : 'paid';
}

function debitState(intentStatus: unknown): SessionState {
  if (intentStatus === 'succeeded') return 'paid';
  return intentStatus === 'requires_payment_method' || intentStatus === 'canceled' ? 'failed' : 'running';
}

function readRefund(answer: unknown): GatewayRefund {
  if (!isObject(answer, 'refund') || !isText(answer.id) || typeof answer.amount !== 'number') {
    throw failure('nonsense', 'the answer is not a refund');
  }
  const failed = answer.status === 'failed' || answer.status === 'canceled';
  const status = answer.status === 'succeeded' ? 'succeeded' : failed ? 'failed' : 'queued';
  return { id: answer.id, status, amountCents: answer.amount };
}

/** Stripe keeps a 500 under its idempotency key and answers it for ever. */
function keyed(error: unknown): never {
  if (error instanceof Stripe.errors.StripeError && error.statusCode === 500) throw failure('stored_failure', described(error));
  throw error;
}

function translated(error: unknown): OutsideFailure {
  if (error instanceof OutsideFailure) return error;
  if (!(error instanceof Stripe.errors.StripeError)) return failure('nonsense', 'the SDK could not read the answer', error);
  if (error instanceof Stripe.errors.StripeConnectionError) {
    // the SDK tells a timeout from a broken connection in its message alone
    return /timeout/.test(error.message) ? failure('timed_out', 'no answer') : failure('unreachable', 'no connection');
  }
  return failure(trouble(error), described(error));
}

function trouble(error: Stripe.errors.StripeError): GatewayTrouble {
  const { statusCode: status } = error;
  if (status === undefined || status < 400) return 'nonsense';
  if (status === 401 || status === 403) return 'not_allowed';
  if (status === 404) return 'missing';
  if (status === 409 || status === 429) return 'busy';
  if (status >= 500) return 'unavailable';
  return error.rawType === 'idempotency_error' ? 'idempotency_error' : 'refused';
}

/** Never the gateway's own sentence: it may quote an e-mail address or a key. */
function described(error: Stripe.errors.StripeError): string {
  return [error.rawType ?? 'unknown answer', error.code, error.param, error.statusCode, error.requestId]
    .filter(Boolean)
    .join(' · ');
}

const PERMANENT: ReadonlySet<GatewayTrouble> = new Set(['stored_failure', 'idempotency_error', 'missing', 'refused']);

function failure(code: GatewayTrouble, message: string, cause?: unknown): OutsideFailure {
  return new OutsideFailure('stripe', message, { permanent: PERMANENT.has(code), code, cause });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isObject = (value: unknown, kind: string): value is Record<string, unknown> => isRecord(value) && value.object === kind;

/** Stripe writes a neighbour as its id or, expanded, as the whole object. */
function idOf(value: unknown): string | null {
  const id = isRecord(value) ? value.id : value;
  return isText(id) ? id : null;
}

function metadataOf(object: Record<string, unknown>, key: string): string | null {
  const value = isRecord(object.metadata) ? object.metadata[key] : undefined;
  return isText(value) ? value : null;
}
