// Stripe Checkout behind the payment port: the one file of the shop that knows Stripe's SDK.
import { Stripe } from 'stripe';
import { OutsideFailure } from '../lib/refusal.ts';
import {
  ForgedNotice,
  type GatewayDispute,
  type GatewayRefund,
  type GatewayTrouble,
  type MoneyMoves,
  type Patience,
  type PaymentGateway,
  type PaySession,
  type RefundRequest,
} from './gateway.ts';
import {
  findRefund,
  isRecord,
  readDebit,
  readDispute,
  readEvent,
  readList,
  readOpened,
  readRefund,
  readSession,
} from './stripe-answers.ts';
import { refundParams, sessionParams } from './stripe-requests.ts';
import { believed, failure } from './stripe-trouble.ts';

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

type Settings = Stripe.RequestOptions;

const PAY_ORIGIN = 'https://checkout.stripe.com';
const MAX_AGE_SECONDS = 300;
const DEFAULT_TIMEOUT_MS = 6_000;
/** The SDK waits half a second before it tries again; shorter budgets have no room for that. */
const SHORTEST_BUDGET_FOR_A_RETRY_MS = 4_000;
const RETRY_PAUSE_MS = 600;

export function stripeGateway(options: StripeGatewayOptions): PaymentGateway {
  // telemetry writes an id into the home folder and reports timings: not ours to give
  const stripe = new Stripe(options.secretKey, {
    telemetry: false,
    httpClient: carefulClient(),
    ...address(options.apiBase),
  });
  const patient = <T>(patience: Patience | undefined, work: (settings: Settings) => Promise<T>) =>
    withinBudget(patience?.timeoutMs ?? options.timeoutMs ?? DEFAULT_TIMEOUT_MS, work);

  return {
    payOrigins: options.apiBase ? [new URL(options.apiBase).origin, PAY_ORIGIN] : [PAY_ORIGIN],

    openSession: (request, idempotencyKey, patience) =>
      patient(patience, async (settings) => {
        const params = sessionParams(request);
        const answer = await stripe.checkout.sessions
          .create(params, { ...settings, idempotencyKey })
          .catch(keyed);
        return believed(readOpened(answer));
      }),

    askSession: (sessionId, patience) =>
      patient(patience, (settings) => askSession(stripe, sessionId, settings)),

    expireSession: (sessionId, patience) =>
      patient(patience, async (settings) => {
        try {
          const answer = await stripe.checkout.sessions.expire(sessionId, {}, settings);
          return await completed(stripe, answer, settings);
        } catch (error) {
          if (translated(error).code !== 'refused') throw error;
          // refused because it is not open any more: paid in this very moment, or expired by itself
          const session = await askSession(stripe, sessionId, settings);
          if (session.state === 'open') throw error;
          return session;
        }
      }),

    refund: (request, idempotencyKey, patience) =>
      patient(patience, async (settings) => {
        try {
          const params = refundParams(request);
          const answer = await stripe.refunds.create(params, { ...settings, idempotencyKey }).catch(keyed);
          const made = believed(readRefund(answer));
          if (made.status !== 'queued') return made;
          // a repeat answers what was true the first time
          return believed(readRefund(await stripe.refunds.retrieve(made.id, {}, settings)));
        } catch (error) {
          if (!translated(error).permanent) throw error;
          // the money may have left all the same: a new key must not send it twice
          const made = await madeRefund(stripe, request, settings);
          if (!made) throw error;
          return made;
        }
      }),

    askMoney: (intentId, patience) =>
      patient(patience, async (settings) => ({
        refunds: await refundsOf(stripe, intentId, settings),
        disputes: await disputesOf(stripe, intentId, settings),
      })),

    readNotice(raw, signature) {
      const now = options.now();
      const genuine = options.webhookSecrets.some((secret) => isSigned(raw, signature, secret, now));
      if (!genuine) throw new ForgedNotice();
      return readEvent(raw);
    },
  };
}

async function askSession(stripe: Stripe, sessionId: string, settings: Settings): Promise<PaySession> {
  return completed(stripe, await stripe.checkout.sessions.retrieve(sessionId, {}, settings), settings);
}

/** A complete but unpaid session is a bank debit that runs or has bounced: only the payment intent knows which. */
async function completed(stripe: Stripe, answer: unknown, settings: Settings): Promise<PaySession> {
  const session = believed(readSession(answer));
  if (session.state !== 'running' || !session.intentId) return session;
  const state = readDebit(await stripe.paymentIntents.retrieve(session.intentId, {}, settings));
  return { ...session, state: believed(state) };
}

async function madeRefund(
  stripe: Stripe,
  request: RefundRequest,
  settings: Settings,
): Promise<GatewayRefund | null> {
  const list = await stripe.refunds.list({ payment_intent: request.intentId, limit: 100 }, settings);
  return findRefund(believed(readList(list)), request.refundId);
}

async function refundsOf(stripe: Stripe, intentId: string, settings: Settings): Promise<GatewayRefund[]> {
  const list = await stripe.refunds.list({ payment_intent: intentId, limit: 100 }, settings);
  return believed(readList(list)).map((each) => believed(readRefund(each)));
}

/** A key may be allowed to refund and not to see disputes: what it may see counts all the same. */
async function disputesOf(
  stripe: Stripe,
  intentId: string,
  settings: Settings,
): Promise<MoneyMoves['disputes']> {
  try {
    const list = await stripe.disputes.list({ payment_intent: intentId, limit: 100 }, settings);
    return believed(readList(list)).map((each): GatewayDispute => believed(readDispute(each)));
  } catch (error) {
    if (['not_allowed', 'missing', 'refused'].includes(translated(error).code ?? '')) return null;
    throw error;
  }
}

function isSigned(raw: Uint8Array, signature: string | undefined, secret: string, now: Date): boolean {
  const { signature: checker } = Stripe.webhooks;
  try {
    return (
      checker?.verifyHeader(raw, signature ?? '', secret, MAX_AGE_SECONDS, undefined, now.getTime()) === true
    );
  } catch {
    // the SDK throws whatever is wrong, also plain errors about odd headers
    return false;
  }
}

function address(apiBase: string | undefined): Stripe.StripeConfig {
  if (!apiBase) return {};
  const url = new URL(apiBase);
  const protocol = url.protocol === 'http:' ? 'http' : 'https';
  return {
    protocol,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port || (protocol === 'http' ? 80 : 443),
  };
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
async function withinBudget<T>(budgetMs: number, work: (settings: Settings) => Promise<T>): Promise<T> {
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

/** Stripe keeps a 500 under its idempotency key and answers it for ever. */
function keyed(error: unknown): never {
  const stored = error instanceof Stripe.errors.StripeError && error.statusCode === 500;
  throw stored ? failure('stored_failure', described(error)) : error;
}

function translated(error: unknown): OutsideFailure {
  if (error instanceof OutsideFailure) return error;
  if (!(error instanceof Stripe.errors.StripeError))
    return failure('nonsense', 'the answer is unreadable', error);
  if (error instanceof Stripe.errors.StripeConnectionError) {
    // the SDK tells a timeout from a broken connection in its message alone
    return /timeout/.test(error.message)
      ? failure('timed_out', 'no answer')
      : failure('unreachable', 'no connection');
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
  if (error.rawType === 'idempotency_error') return 'idempotency_error';
  return error.param === 'customer_email' ? 'email_refused' : 'refused';
}

/** Never the gateway's own sentence: it may quote an e-mail address or a key. */
function described(error: Stripe.errors.StripeError): string {
  return [error.rawType ?? 'unknown answer', error.code, error.param, error.statusCode, error.requestId]
    .filter(Boolean)
    .join(' · ');
}
