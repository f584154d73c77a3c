// The bad days of an API, on request: the next calls that match fail in a chosen way.
import type { ServerResponse } from 'node:http';
import { type Reply, send } from './reply.ts';

export const FAULT_KINDS = [
  'stored_500',
  'empty_502',
  'html_503',
  'busy_429',
  'not_json',
  'hang',
  'trickle',
  'truncated',
  'reset',
] as const;

/**
 * `stored_500`: a failure kept under the idempotency key · `empty_502`: `502 {}` · `html_503`: a proxy's page ·
 * `not_json`: `200 5` · `hang`: no answer ever · `trickle`: a byte now and then, no end ·
 * `truncated`: half an answer · `reset`: the connection breaks.
 */
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
  kind: FaultKind;
  /** How many calls; 1 when left out. */
  times?: number | undefined;
  /** Only calls that begin so: `POST /v1/checkout/sessions`. */
  on?: string | undefined;
  /** The work is done and only its answer is lost: the nastier half of bad luck. */
  afterWork?: boolean | undefined;
}

export type Faults = ReturnType<typeof openFaults>;

const JSON_TYPE = { 'content-type': 'application/json' };
const TRICKLE_MS = 50;

export function openFaults() {
  let waiting: (Fault & { left: number })[] = [];

  return {
    add(fault: Fault): void {
      waiting.push({ ...fault, left: fault.times ?? 1 });
    },

    clear(): void {
      waiting = [];
    },

    /** Uses up one of the faults that this call meets. */
    next({ method, path }: { method: string; path: string }): Fault | null {
      const fault = waiting.find((one) => `${method} ${path}`.startsWith(one.on ?? ''));
      if (!fault) return null;
      fault.left -= 1;
      if (fault.left <= 0) waiting = waiting.filter((one) => one !== fault);
      return fault;
    },
  };
}

/** What the API would have done with the call. */
export interface Spoiled {
  /** Does the work and answers what would have been said about it. */
  work: () => string;
  /** A failure of the API's own. */
  fail: () => Reply;
  /** What it says to whoever calls too often. */
  busy: string;
}

/** Answers a call in the way that the fault wants. */
export function spoil(fault: Fault, { work, fail, busy }: Spoiled, response: ServerResponse): void {
  const whole = fault.afterWork || fault.kind === 'truncated' ? work() : '';
  const ways: Record<FaultKind, () => void> = {
    stored_500: () => send(response, fail()),
    empty_502: () => send(response, { status: 502, body: '{}', headers: JSON_TYPE }),
    html_503: () =>
      send(response, { status: 503, body: '<h1>Unavailable</h1>', headers: { 'content-type': 'text/html' } }),
    busy_429: () => send(response, { status: 429, body: busy, headers: JSON_TYPE }),
    not_json: () => send(response, { status: 200, body: '5', headers: JSON_TYPE }),
    hang: () => undefined,
    trickle: () => trickle(response),
    truncated: () => truncate(response, whole),
    reset: () => response.socket?.resetAndDestroy(),
  };
  ways[fault.kind]();
}

function trickle(response: ServerResponse): void {
  response.writeHead(200, JSON_TYPE);
  const drops = setInterval(() => response.write(' '), TRICKLE_MS);
  response.on('close', () => clearInterval(drops));
}

function truncate(response: ServerResponse, body: string): void {
  response.writeHead(200, { ...JSON_TYPE, 'content-length': Buffer.byteLength(body) });
  response.write(body.slice(0, 40), () => response.destroy());
}
