// Gives every request an id and one line in the log: method, route, status, time. No query, no person.
import type { NextFunction, Request, Response } from 'express';
import { newId } from '../lib/ids.ts';
import type { Log } from '../lib/log.ts';

export function accessLog(deps: { log: Log; onAnswer?: (seconds: number, status: number) => void }) {
  return (req: Request, res: Response, next: NextFunction): void => {
    const start = process.hrtime.bigint();
    req.id = newId();
    res.setHeader('X-Request-Id', req.id);
    res.on('finish', () => {
      const ms = Number((process.hrtime.bigint() - start) / 10_000n) / 100;
      deps.onAnswer?.(ms / 1000, res.statusCode);
      deps.log.info({
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
