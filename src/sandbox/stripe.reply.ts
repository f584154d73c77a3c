// What Stripe answers when nobody caught it.
import type { ServerResponse } from 'node:http';
import { send, TooLarge } from './reply.ts';
import { StripeRefusal } from './stripe.refusal.ts';

export function sendRefusal(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) return;
  const known = error instanceof TooLarge ? new StripeRefusal(error.message, { status: 413 }) : error;
  const isKnown = known instanceof StripeRefusal;
  const body = isKnown
    ? known.body
    : { error: { type: 'api_error', message: 'The sandbox has a fault of its own.' } };
  const status = isKnown ? known.status : 500;
  send(response, { status, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
}
