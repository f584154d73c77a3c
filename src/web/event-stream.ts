// Server-sent events: pages that stay open and are told. Few per visitor, none for ever, and all end with the shop.
import type { Request, Response } from 'express';
import { MINUTE, SECOND } from '../lib/time.ts';

export interface EventStream {
  send(event: string, data: unknown): void;
  /** However it ends. */
  onEnd(listener: () => void): void;
}

export interface EventStreams {
  /** Null, with 429 answered, when this visitor has too many open already. */
  open(req: Request, res: Response): EventStream | null;
  /** The shop closes: browsers come back to the next process. */
  end(): void;
}

export interface StreamLimits {
  most: number;
  mostPerVisitor: number;
}

const LIMITS: StreamLimits = { most: 2_000, mostPerVisitor: 20 };
/** Proxies close what is silent for a minute. */
const HEARTBEAT = 20 * SECOND;
/** Then the browser asks again, and whoever may not look any more is told so. */
const LONGEST = 15 * MINUTE;
/** Whoever does not read what is sent is not there any more. */
const MOST_UNREAD_BYTES = 64_000;

export function openEventStreams({ most, mostPerVisitor }: StreamLimits = LIMITS): EventStreams {
  const open = new Set<{ visitor: string; res: Response; began: number }>();

  const beat = setInterval(() => {
    const old = performance.now() - LONGEST;
    for (const { res, began } of open) {
      if (began < old || res.writableLength > MOST_UNREAD_BYTES) res.end();
      else res.write(': still here\n\n');
    }
  }, HEARTBEAT);
  beat.unref();

  return {
    open(req, res) {
      const visitor = req.ip ?? '';
      const theirs = [...open].filter((stream) => stream.visitor === visitor).length;
      if (open.size >= most || theirs >= mostPerVisitor) {
        res.status(429).set('Retry-After', '60').end();
        return null;
      }
      const stream = { visitor, res, began: performance.now() };
      open.add(stream);
      res.on('close', () => open.delete(stream));
      // no-transform: what is compressed waits for more before it is sent
      res.status(200).set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store, no-transform' });
      res.write('retry: 3000\n\n');
      return {
        send(event, data) {
          if (!res.writableEnded) res.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
        },
        onEnd: (listener) => void res.on('close', listener),
      };
    },
    end() {
      clearInterval(beat);
      for (const { res } of open) res.end();
    },
  };
}
