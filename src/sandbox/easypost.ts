// An EasyPost on a loopback port: starts it, serves its calls, tells what happens, and holds its levers.
import { createHmac } from 'node:crypto';
import * as http from 'node:http';
import { type Books, eventAnswer } from './easypost.answers.ts';
import { easypostCalls } from './easypost.calls.ts';
import { easypostId } from './easypost.ids.ts';
import { easypostRoutes } from './easypost.routes.ts';
import type { EventRow, Rows, ShipmentRow, TrackerRow } from './easypost.rows.ts';
import { openTrackers } from './easypost.trackers.ts';
import type { TrackerStatus } from './easypost.wire.ts';
import { type Fault, openFaults } from './faults.ts';
import { type Maps, MOST_KEPT, openJournal } from './journal.ts';
import { portFor, stop } from './reply.ts';
import { type Mail, openWebhooks } from './webhooks.ts';

export interface EasyPostSandboxOptions {
  apiKey: string;
  webhookSecret: string;
  /** Where events go; a function when the shop's port is not known yet. May be said later with `deliverTo`. */
  webhookUrl?: string | (() => string);
  clock?: () => Date;
  /** When left out or 0: the port of last time if `stateFile` knows it and it is free, else any. */
  port?: number;
  /** Where shipments, trackers, undelivered events and the port outlive the process. */
  stateFile?: string;
  /** Between two steps of a bought parcel; 0: parcels move only by `move`. */
  stepMs?: number;
  /** Waiting time before a webhook is tried for the second time; doubles up to a minute. */
  firstRetryMs?: number;
}

export interface EasyPostSandbox {
  /** Ends in /v2/. */
  apiBase: string;
  deliverTo(webhookUrl: string | (() => string)): void;
  /** Oldest first. */
  shipments(): ShipmentRow[];
  trackers(): TrackerRow[];
  events(): EventRow[];
  /** A carrier scans a parcel; by its tracker's id or its code. */
  move(tracker: string, status: TrackerStatus, at?: Date): TrackerRow;
  /** The next calls that match fail. */
  fail(fault: Fault): void;
  heal(): void;
  /** How webhooks travel from now on; what is left out is as usual. */
  webhooks(mail: Partial<Mail>): void;
  release(order?: 'as_sent' | 'reversed'): Promise<void>;
  /** Answers the shop's status. */
  sendAgain(eventId: string): Promise<number>;
  /** How often each call was made, by `POST /v2/shipments/:id/buy`. */
  calls(): ReadonlyMap<string, number>;
  settled(): Promise<void>;
  close(): Promise<void>;
}

const TICK_MS = 500;
const FIRST_RETRY_MS = 1_000;
/** Longer than any client keeps an idle connection, so that none is reused while it closes. */
const KEEP_ALIVE_MS = 65_000;

export async function startEasyPostSandbox(options: EasyPostSandboxOptions): Promise<EasyPostSandbox> {
  const { apiKey, webhookSecret, clock = () => new Date(), stepMs = 0 } = options;
  const books = openBooks(options.stateFile);
  const server = http.createServer({ keepAliveTimeout: KEEP_ALIVE_MS });
  const port = await portFor(server, options.port ?? 0, books.port ?? 0);
  books.keepPort(port);
  const origin = () => `http://127.0.0.1:${port}`;

  const webhooks = openWebhooks<EventRow>({
    events: () => books.event.values(),
    save: (event) => books.save('event', event),
    firstRetryMs: options.firstRetryMs ?? FIRST_RETRY_MS,
    sign: (body, mail) => ({ 'x-hmac-signature': easypostSignature(body, mail.secret ?? webhookSecret) }),
  });
  const tell = (description: string, result: unknown): EventRow => {
    const stub = { id: easypostId('evt'), createdAt: clock().toISOString(), description };
    const event: EventRow = { ...stub, body: JSON.stringify(eventAnswer(stub, result)), delivered: false };
    books.save('event', event);
    webhooks.post(event);
    return event;
  };
  const trackers = openTrackers({ books, clock, origin, tell, stepMs });
  const calls = easypostCalls({ books, trackers, clock, origin });
  const faults = openFaults();
  const counted = new Map<string, number>();
  server.on('request', easypostRoutes({ apiKey, books, calls, faults, counted, trackers, webhooks }));
  const ticking = setInterval(trackers.sweep, TICK_MS).unref();
  webhooks.resume();
  if (options.webhookUrl) webhooks.deliverTo(options.webhookUrl);

  return {
    apiBase: `${origin()}/v2/`,
    deliverTo: webhooks.deliverTo,
    shipments: () => [...books.shipment.values()],
    trackers: () => [...books.tracker.values()],
    events: () => [...books.event.values()],
    move: (tracker, status, at) => trackers.move(trackerIdOf(books, tracker), status, at),
    fail: faults.add,
    heal: faults.clear,
    webhooks: webhooks.set,
    release: webhooks.release,
    async sendAgain(eventId) {
      const event = books.event.get(eventId);
      return event ? webhooks.send(event) : 0;
    },
    calls: () => counted,
    settled: webhooks.settled,
    async close() {
      clearInterval(ticking);
      webhooks.close();
      await stop(server);
      books.close();
    },
  };
}

/** HMAC-SHA256 of the body under the secret in Unicode form NFKD. */
export function easypostSignature(body: string, secret: string): string {
  const key = Buffer.from(secret.normalize('NFKD'), 'utf8');
  return `hmac-sha256-hex=${createHmac('sha256', key).update(body).digest('hex')}`;
}

export function trackerIdOf(books: Books, tracker: string): string {
  if (books.tracker.has(tracker)) return tracker;
  return [...books.tracker.values()].findLast(({ code }) => code === tracker)?.id ?? tracker;
}

function openBooks(file: string | undefined): Books {
  const empty: Maps<Rows> = {
    shipment: new Map(),
    tracker: new Map(),
    scanForm: new Map(),
    event: new Map(),
  };
  return openJournal(file, empty, forgetTold);
}

/** Told events beyond so many are forgotten, oldest first. */
function forgetTold({ event }: Maps<Rows>): void {
  for (const old of event.values()) {
    if (event.size <= MOST_KEPT) break;
    if (old.delivered) event.delete(old.id);
  }
}
