// The only place where errors become answers: pages for people, JSON for programs. No stack trace leaves.
import type { NextFunction, Request, Response } from 'express';
import { isOutOfReach } from '../db/trouble.ts';
import type { Log } from '../lib/log.ts';
import { NotFound, OutsideFailure, type Problems, Refusal } from '../lib/refusal.ts';
import { en } from '../words/en.ts';
import { sendPage } from './page.ts';
import { wantsJson } from './request.ts';

interface Answer {
  status: number;
  code: string;
  message: string;
  problems?: Problems | undefined;
}

export function sendNotFound(_req: Request): never {
  throw new NotFound();
}

export function answerErrors(deps: { log: Log }) {
  return (error: unknown, req: Request, res: Response, _next: NextFunction): void => {
    const answer = answerFor(error);
    if (answer.status >= 500) {
      deps.log.error({ requestId: req.id, code: answer.code, err: error }, 'request failed');
    }
    if (res.headersSent) {
      res.destroy();
      return;
    }
    res.set('Cache-Control', 'no-store');
    if (answer.status === 503) res.set('Retry-After', '5');
    if (wantsJson(req)) sendProblem(req, res, answer);
    else sendErrorPage(req, res, answer);
  };
}

/** The JSON every error has. */
export function sendProblem(
  req: Request,
  res: Response,
  answer: Answer,
  more: Record<string, unknown> = {},
): void {
  const { status, code, message, problems } = answer;
  res
    .status(status)
    .json({ error: { code, message, requestId: req.id, ...(problems && { problems }) }, ...more });
}

function sendErrorPage(req: Request, res: Response, answer: Answer): void {
  const copy = en.errors.pages[pageOf(answer.status)];
  sendPage(
    req,
    res,
    'errors/error',
    {
      title: copy.title,
      heading: copy.title,
      message: answer.message,
      next: copy.next,
      requestId: req.id,
      status: answer.status,
    },
    { status: answer.status },
  );
}

function pageOf(status: number): keyof typeof en.errors.pages {
  const known = String(status);
  if (known in en.errors.pages) return known as keyof typeof en.errors.pages; // `in` does not narrow a string
  return status < 500 ? '400' : '500';
}

function answerFor(error: unknown): Answer {
  if (error instanceof Refusal)
    return { status: error.status, code: error.code, message: error.message, problems: error.problems };
  if (error instanceof NotFound) return { status: 404, code: 'not_found', message: en.errors.notFound };
  if (error instanceof OutsideFailure)
    return { status: 503, code: 'outside_failure', message: en.errors.outside };
  if (isOutOfReach(error)) return { status: 503, code: 'unavailable', message: en.errors.unavailable };
  const status = statusOf(error);
  if (status === 413) return { status, code: 'too_large', message: en.errors.tooLarge };
  if (status !== null) return { status, code: 'bad_request', message: en.errors.badRequest };
  return { status: 500, code: 'internal', message: en.errors.internal };
}

/** Express and its parsers mark the client's faults with a 4xx status. */
function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('status' in error)) return null;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}
