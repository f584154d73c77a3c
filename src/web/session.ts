// The session middleware: no cookie before the visitor's first POST, renewed at sign-in.
import type { Request, RequestHandler, Response } from 'express';
import session from 'express-session';
import type { Db } from '../db/open.ts';
import { newId } from '../lib/ids.ts';
import { type Clock, DAY } from '../lib/time.ts';
import { DatabaseSessions } from './session.store.ts';
import { NOBODY } from './visitor.ts';

export const SESSION_DAYS = 30;

export function sessionCookieName(secure: boolean): string {
  return secure ? '__Host-kc_session' : 'kc_session';
}

/** Loads the session, `req.visitor` and `req.cartCount`. Mounted only where a page needs them. */
export function withVisitor(deps: {
  db: Db;
  clock: Clock;
  secrets: string[];
  secure: boolean;
}): RequestHandler {
  const loadSession = session({
    name: sessionCookieName(deps.secure),
    secret: deps.secrets,
    store: new DatabaseSessions(deps),
    resave: false,
    saveUninitialized: false,
    proxy: deps.secure,
    cookie: { httpOnly: true, sameSite: 'lax', path: '/', secure: deps.secure, maxAge: SESSION_DAYS * DAY },
  });
  return (req, res, next) => {
    if (req.visitor) {
      next();
      return;
    }
    // TLS ends before us; an https BASE_URL is the owner's word for it
    if (deps.secure) req.headers['x-forwarded-proto'] = 'https';
    res.set('Cache-Control', 'no-store');
    loadSession(req, res, (error?: unknown) => {
      if (error) return next(error);
      redirectOnceSaved(res);
      req.visitor = req.session.loaded?.visitor ?? NOBODY;
      req.cartCount = req.session.loaded?.cartCount ?? 0;
      next();
    });
  };
}

/**
 * express-session sends the head of an answer with a body while it still saves, and who follows a redirect that early
 * comes back as nobody. One without a body waits.
 */
function redirectOnceSaved(res: Response): void {
  const end = res.end.bind(res) as (...body: unknown[]) => Response;
  res.end = (...body: unknown[]) => {
    if (res.headersSent || res.statusCode < 300 || !res.hasHeader('Location')) return end(...body);
    res.set('Content-Length', '0');
    return end();
  };
}

/** The visitor's id, made now if there is none: call it only when the visitor did something. */
export function rememberVisitor(req: Request): string {
  req.session.visitorId ??= newId();
  if (!req.visitor.visitorId) req.visitor = { ...req.visitor, visitorId: req.session.visitorId };
  return req.session.visitorId;
}

/** Signs in under a new session id, so that a cookie known before is worth nothing afterwards. */
export async function renewSession(
  req: Request,
  account: { customerId: string } | { staffId: string } | null,
): Promise<void> {
  const { visitorId, flash } = req.session;
  await new Promise<void>((resolve, reject) => {
    req.session.regenerate((error?: unknown) => (error ? reject(error) : resolve()));
  });
  req.session.visitorId = visitorId ?? newId();
  if (flash) req.session.flash = flash;
  if (account && 'customerId' in account) req.session.customerId = account.customerId;
  if (account && 'staffId' in account) req.session.staffId = account.staffId;
}

/** Ends the session here and in the browser. */
export async function endSession(req: Request, res: Response): Promise<void> {
  // browsers drop a __Host- cookie only when told so with Secure
  const secure = req.session.cookie.secure === true;
  await new Promise<void>((resolve, reject) => {
    req.session.destroy((error?: unknown) => (error ? reject(error) : resolve()));
  });
  res.clearCookie(sessionCookieName(secure), { path: '/', httpOnly: true, sameSite: 'lax', secure });
}
