// Pages of an account ask for somebody to be signed in.
import type { NextFunction, Request, Response } from 'express';
import { NotFound } from '../lib/refusal.ts';
import { localPath } from './local-path.ts';

/** Sends whoever is not signed in as a customer to the door, and back here afterwards. */
export function needCustomer<Params>(req: Request<Params>, res: Response, next: NextFunction): void {
  // a form that was sent cannot be sent again by a link
  const back = req.method === 'GET' || req.method === 'HEAD' ? req.originalUrl : '/account';
  if (req.visitor.customer) next();
  else res.redirect(303, signInPath(back));
}

export function signInPath(next: string): string {
  return `/login?next=${encodeURIComponent(localPath(next) ?? '/account')}`;
}

/** Behind `needCustomer`. */
export function customerOf<Params>(req: Request<Params>): NonNullable<Request['visitor']['customer']> {
  if (!req.visitor.customer) throw new NotFound('account');
  return req.visitor.customer;
}
