// Gives every request an id and one line in the log: method, route, status, time. No query, no person.
import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { Log } from '../lib/log.ts';

export function accessLog(deps: { log: Log; onAnswer?: (seconds: number, status: number) => void }) {
  // these fields are ours alone; looking for secrets in them costs more than the rest of the line
  const log = deps.log.child({}, { redact: [] });
  return (req: Request, res: Response, next: NextFunction): void => {
    const start = process.hrtime.bigint();
    req.id = randomUUID();
    res.setHeader('X-Request-Id', req.id);
    res.on('finish', () => {
      const ms = Number((process.hrtime.bigint() - start) / 10_000n) / 100;
      // a page that listens is open for minutes, which says nothing about how quickly we answer
      const isStream = String(res.getHeader('content-type')).startsWith('text/event-stream');
      if (!isStream) deps.onAnswer?.(ms / 1000, res.statusCode);
      log.info({
        requestId: req.id,
        method: req.method,
        path: withoutSecrets(req),
        status: res.statusCode,
        ms,
      });
    });
    next();
  };
}

/** Links from letters carry their secret in the path. */
function withoutSecrets(req: Request): string {
  const path = req.originalUrl.split('?', 1)[0] ?? '';
  return path.replace(/^(\/(?:password-reset|verify-email|staff\/invitations)\/).+/, '$1[hidden]');
}
