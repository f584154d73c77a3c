// Refuses unsafe requests that another site's page sent, before anything is looked up.
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { Refusal } from '../lib/refusal.ts';
import { en } from '../words/en.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

export function sameOrigin(baseUrl: () => string): RequestHandler {
  return (req: Request, _res: Response, next: NextFunction) => {
    if (SAFE.has(req.method) || req.path.startsWith('/webhooks/')) return next();
    if (comesFromElsewhere(req, baseUrl()))
      throw new Refusal('cross_site', en.errors.crossSite, { status: 403 });
    next();
  };
}

function comesFromElsewhere(req: Request, baseUrl: string): boolean {
  const site = req.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const origin = req.headers.origin;
  if (origin === undefined) return false;
  return origin !== baseUrl && !isOwnHost(origin, req.headers.host);
}

function isOwnHost(origin: string, host: string | undefined): boolean {
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}
