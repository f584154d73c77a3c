// What every way through the door shares: a new session, forms that come back, and patience with a limit.
import type { Request, Response } from 'express';
import { Refusal } from '../lib/refusal.ts';
import { type Clock, HOUR, MINUTE } from '../lib/time.ts';
import { sendProblem } from '../web/errors.ts';
import { type PageModel, sendPage } from '../web/page.ts';
import { wantsJson } from '../web/request.ts';
import { renewSession } from '../web/session.ts';
import { en } from '../words/en.ts';
import { emailKey, networkOf } from './account.ts';
import type { Account } from './actions.sign-in.ts';
import { openLimiter } from './limiter.ts';

/** Signs the browser in under a new session id. Somebody else who was signed in here leaves nothing behind. */
export async function enter(req: Request, account: Account): Promise<void> {
  if (isSomebodyElse(req, account)) delete req.session.visitorId;
  await renewSession(req, account);
}

/** What the session gathered goes along, unless it is another account's. */
export function visitorIdFor(req: Request): string | null {
  return req.visitor.customer || req.visitor.staff ? null : req.visitor.visitorId;
}

function isSomebodyElse(req: Request, account: Account): boolean {
  const { customer, staff } = req.visitor;
  if (customer) return !('customerId' in account) || account.customerId !== customer.id;
  if (staff) return !('staffId' in account) || account.staffId !== staff.id;
  return false;
}

interface FormBack {
  view: string;
  model: PageModel;
  problems: Record<string, string>;
  status?: number;
}

/** The form again with its problems, or as JSON for programs. */
export function sendForm(
  req: Request,
  res: Response,
  { view, model, problems, status = 422 }: FormBack,
): void {
  const code = status === 429 ? 'too_many' : 'invalid';
  const message = problems.form ?? en.accounts.problems.form;
  if (wantsJson(req)) sendProblem(req, res, { status, code, message, problems });
  else sendPage(req, res, view, model, { status });
}

export interface DoorLimits {
  /** Making accounts, from one network address. */
  signUp(req: Request, res: Response): void;
  /** Letters asked for, from one network address and to one e-mail address. */
  letter(req: Request, res: Response, email: string): void;
}

/** Far more than people need; so that nobody fills the shop with accounts or somebody's mailbox with letters. */
export function doorLimits(deps: { rateLimit: boolean; clock: Clock }): DoorLimits {
  const signUps = openLimiter({ most: 200, within: 10 * MINUTE });
  const lettersFrom = openLimiter({ most: 200, within: 10 * MINUTE });
  const lettersTo = openLimiter({ most: 20, within: HOUR });
  const pass = (res: Response, seconds: number) => {
    if (!deps.rateLimit || seconds === 0) return;
    res.set('Retry-After', String(seconds));
    throw new Refusal('too_many', en.errors.tooMany, { status: 429 });
  };
  return {
    signUp: (req, res) => pass(res, signUps.knock(placeOf(req), deps.clock())),
    letter(req, res, email) {
      pass(res, lettersFrom.knock(placeOf(req), deps.clock()));
      pass(res, lettersTo.knock(emailKey(email), deps.clock()));
    },
  };
}

function placeOf(req: Request): string {
  return networkOf(req.ip ?? '');
}
