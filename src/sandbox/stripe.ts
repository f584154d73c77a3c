// A Stripe on a loopback port: starts it and holds its levers.
import * as http from 'node:http';
import { type Fault, openFaults } from './faults.ts';
import { portFor, stop } from './reply.ts';
import { openApi } from './stripe.api.ts';
import { openBooks } from './stripe.books.ts';
import { stripeCalls } from './stripe.calls.ts';
import { type EventGlance, eventsOf, sendAgain } from './stripe.control.ts';
import { type DisputeStatus, openDisputes } from './stripe.disputes.ts';
import { openEvents } from './stripe.events.ts';
import { type Outcome, openRefunds } from './stripe.refunds.ts';
import { stripeRoutes } from './stripe.routes.ts';
import type { DisputeRow, RefundRow, SessionRow } from './stripe.rows.ts';
import { openSessions } from './stripe.sessions.ts';
import { openStripeWebhooks } from './stripe.webhooks.ts';
import type { Mail } from './webhooks.ts';

export interface StripeSandboxOptions {
  secretKey: string;
  webhookSecret: string;
  /** Where events go; a function when the shop's port is not known yet. May be said later with `deliverTo`. */
  webhookUrl?: string | (() => string);
  clock?: () => Date;
  /** When left out or 0: the port of last time if `stateFile` knows it and it is free, else any. */
  port?: number;
  /** Where open sessions, undelivered events and the port outlive the process. */
  stateFile?: string;
  /** How long a bank debit runs before it succeeds by itself. */
  debitMs?: number;
  /** Waiting time before a webhook is tried for the second time; doubles up to a minute. */
  firstRetryMs?: number;
}

export interface StripeSandbox {
  /** API base and origin of the pay pages. */
  origin: string;
  deliverTo(webhookUrl: string | (() => string)): void;
  /** What a buyer does on the pay page, without the page. */
  pay(sessionId: string): SessionRow;
  decline(sessionId: string): SessionRow;
  debit(sessionId: string): SessionRow;
  /** What the clock does. */
  expire(sessionId: string): SessionRow;
  settleDebit(sessionId: string, outcome: Outcome): SessionRow;
  sessionOf(sessionId: string): SessionRow;
  /** What the owner presses in the dashboard; all that is left unless an amount is said. */
  refundSession(sessionId: string, amount?: number): RefundRow;
  /** What a buyer's bank does, and how it ends. */
  dispute(sessionId: string, reason?: string): DisputeRow;
  settleDispute(disputeId: string, status: DisputeStatus): DisputeRow;
  /** Refunds made from now on stay `pending` until `settleRefund`. */
  letRefundsWait(wait: boolean): void;
  settleRefund(refundId: string, outcome: Outcome): RefundRow;
  /** The next API calls that match fail. */
  fail(fault: Fault): void;
  heal(): void;
  /** How webhooks travel from now on; what is left out is as usual. */
  webhooks(mail: Partial<Mail>): void;
  release(order?: 'as_sent' | 'reversed'): Promise<void>;
  /** Answers the shop's status. */
  sendAgain(eventId: string): Promise<number>;
  /** Oldest first. */
  events(): EventGlance[];
  /** Lets time pass now instead of at the next tick. */
  sweep(): void;
  /** Resolves when no webhook is on its way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const TICK_MS = 500;
const DEBIT_MS = 8_000;
const FIRST_RETRY_MS = 1_000;
/** Longer than any client keeps an idle connection, so that none is reused while it closes. */
const KEEP_ALIVE_MS = 65_000;

export async function startStripeSandbox(options: StripeSandboxOptions): Promise<StripeSandbox> {
  const {
    secretKey,
    webhookSecret,
    clock = () => new Date(),
    debitMs = DEBIT_MS,
    firstRetryMs = FIRST_RETRY_MS,
  } = options;
  const books = openBooks(options.stateFile);
  const server = http.createServer({ keepAliveTimeout: KEEP_ALIVE_MS });
  const port = await portFor(server, options.port ?? 0, books.port ?? 0);
  books.keepPort(port);
  const origin = () => `http://127.0.0.1:${port}`;

  const webhooks = openStripeWebhooks({ books, secret: webhookSecret, clock, firstRetryMs });
  const tell = openEvents({ books, clock, post: webhooks.post });
  const sessions = openSessions({ books, clock, origin, debitMs, tell });
  const refunds = openRefunds({ books, clock, tell });
  const disputes = openDisputes({ books, clock, tell });
  const api = openApi({ books, calls: stripeCalls({ books, sessions, refunds, origin }), secretKey, clock });
  const faults = openFaults();
  server.on(
    'request',
    stripeRoutes({ api, books, sessions, refunds, disputes, webhooks, faults, secretKey, origin }),
  );
  const ticking = setInterval(sessions.sweep, TICK_MS).unref();
  webhooks.resume();
  if (options.webhookUrl) webhooks.deliverTo(options.webhookUrl);

  return {
    origin: origin(),
    deliverTo: webhooks.deliverTo,
    pay: sessions.pay,
    decline: sessions.decline,
    debit: sessions.debit,
    expire: sessions.expireSession,
    settleDebit: sessions.settleDebit,
    sessionOf: sessions.session,
    refundSession: refunds.refundSession,
    dispute: disputes.dispute,
    settleDispute: disputes.settleDispute,
    letRefundsWait: refunds.letRefundsWait,
    settleRefund: refunds.settleRefund,
    fail: faults.add,
    heal: faults.clear,
    webhooks: webhooks.set,
    release: webhooks.release,
    sendAgain: (eventId) => sendAgain({ books, webhooks }, eventId),
    events: () => eventsOf(books),
    sweep: sessions.sweep,
    settled: webhooks.settled,
    async close() {
      clearInterval(ticking);
      webhooks.close();
      await stop(server);
      books.close();
    },
  };
}
