// How many contours one place may ask for: each takes a decoder child up to half a second.
import type { Request, Response } from 'express';
import { networkOf } from '../accounts/account.ts';
import { openLimiter } from '../accounts/limiter.ts';
import { Refusal } from '../lib/refusal.ts';
import { type Clock, MINUTE } from '../lib/time.ts';
import { en } from '../words/en.ts';

/** Counts one question. Throws `Refusal` 429 when there were too many. */
export type LineLimit = (req: Request, res: Response) => void;

/** Two a second for ten minutes: more than a slider asks for, and less than keeps everybody else waiting. */
const MOST = 1200;

export function lineLimit(deps: { rateLimit: boolean; clock: Clock }): LineLimit {
  const lines = openLimiter({ most: MOST, within: 10 * MINUTE });
  return (req, res) => {
    if (!deps.rateLimit) return;
    const seconds = lines.knock(networkOf(req.ip ?? ''), deps.clock());
    if (seconds === 0) return;
    res.set('Retry-After', String(seconds));
    throw new Refusal('too_many', en.errors.tooMany, { status: 429 });
  };
}
