// Carries events to the shop, signed, again and again until it says 2xx; on request late, twice, backwards or never.
import { setMaxListeners } from 'node:events';
import * as http from 'node:http';
import * as https from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { backOff } from '../lib/time.ts';

export interface Mail {
  /** `hold` keeps events back until `release`; `drop` loses them. */
  mode: 'send' | 'hold' | 'drop';
  /** How often each event is delivered. */
  copies: number;
  delayMs: number;
  /** Signs with another secret, as a forger would. */
  secret: string | null;
  /** Dates the signature back. */
  signedSecondsAgo: number;
}

/** One event, as it is told. */
export interface Told {
  id: string;
  body: string;
  delivered: boolean;
}

export interface WebhookOptions<E extends Told> {
  /** Every event there is, oldest first. */
  events: () => Iterable<E>;
  save: (event: E) => void;
  /** The headers that say who sends it. */
  sign: (body: string, mail: Mail) => Record<string, string>;
  /** Waiting time before the second try; doubles up to a minute. */
  firstRetryMs: number;
}

export type Webhooks<E extends Told> = ReturnType<typeof openWebhooks<E>>;

const AS_USUAL: Mail = { mode: 'send', copies: 1, delayMs: 0, secret: null, signedSecondsAgo: 0 };
const LONGEST_WAIT_MS = 60_000;
const ANSWER_TIMEOUT_MS = 10_000;
const AT_ONCE = 8;

export function openWebhooks<E extends Told>({ events, save, sign, firstRetryMs }: WebhookOptions<E>) {
  const closing = new AbortController();
  // as many as there are events on their way
  setMaxListeners(0, closing.signal);
  const agents = {
    'http:': new http.Agent({ keepAlive: true, maxSockets: AT_ONCE }),
    'https:': new https.Agent({ keepAlive: true, maxSockets: AT_ONCE }),
  };
  const underWay = new Set<Promise<void>>();
  const held: E[] = [];
  let target: (() => string) | null = null;
  let mail = AS_USUAL;

  function post(event: E): void {
    if (mail.mode === 'drop') delivered(event);
    else if (mail.mode === 'hold' || !target) held.push(event);
    else for (let copy = 0; copy < mail.copies; copy += 1) watch(carry(event, mail.delayMs));
  }

  function watch(work: Promise<void>): void {
    underWay.add(work);
    work.finally(() => underWay.delete(work));
  }

  async function carry(event: E, delayMs: number): Promise<void> {
    if (delayMs > 0) await rest(delayMs);
    for (let attempt = 1; !closing.signal.aborted; attempt += 1) {
      const status = await send(event).catch(() => 0);
      if (status >= 200 && status < 300) {
        delivered(event);
        return;
      }
      await rest(backOff(attempt, firstRetryMs, LONGEST_WAIT_MS));
    }
  }

  /** Never keeps a stopping process alive. */
  const rest = (ms: number) =>
    pause(ms, undefined, { ref: false, signal: closing.signal }).catch(() => undefined);

  function delivered(event: E): void {
    if (!event.delivered && !closing.signal.aborted) save({ ...event, delivered: true });
  }

  /** One delivery; answers the shop's status. */
  function send(event: E): Promise<number> {
    if (!target) return Promise.resolve(0);
    const url = new URL(target());
    const secure = url.protocol === 'https:';
    return new Promise((resolve, reject) => {
      const request = (secure ? https : http).request(url, {
        method: 'POST',
        agent: agents[secure ? 'https:' : 'http:'],
        timeout: ANSWER_TIMEOUT_MS,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(event.body),
          ...sign(event.body, mail),
        },
      });
      request.on('response', (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
        response.on('error', reject);
      });
      request.on('timeout', () => request.destroy(new Error('the shop does not answer')));
      request.on('error', reject);
      request.end(event.body);
    });
  }

  return {
    post,
    send,

    /** Takes up what an earlier process could not deliver any more. */
    resume(): void {
      for (const event of events()) if (!event.delivered) post(event);
    },

    /** From now on; what is not named goes back to usual. */
    set(changes: Partial<Mail>): void {
      mail = { ...AS_USUAL, ...changes };
    },

    /** Sends what was held, one after the other. */
    async release(order: 'as_sent' | 'reversed' = 'as_sent'): Promise<void> {
      mail = AS_USUAL;
      const waiting = held.splice(0);
      if (order === 'reversed') waiting.reverse();
      for (const event of waiting) await carry(event, 0);
    },

    /** The shop's address, maybe only known once it listens. What waited for it goes out. */
    deliverTo(url: string | (() => string)): void {
      target = typeof url === 'string' ? () => url : url;
      if (mail.mode !== 'hold') for (const event of held.splice(0)) post(event);
    },

    /** Resolves when nothing is on its way any more. */
    async settled(): Promise<void> {
      while (underWay.size > 0) await Promise.all(underWay);
    },

    close(): void {
      closing.abort();
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}
