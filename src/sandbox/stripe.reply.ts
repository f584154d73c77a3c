// Reading and answering plain HTTP.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './stripe.api.ts';
import { StripeRefusal } from './stripe.refusal.ts';

const LARGEST_BODY = 1_000_000;

export async function bodyOf(request: IncomingMessage): Promise<string> {
  request.setEncoding('utf8');
  let body = '';
  for await (const chunk of request) {
    body += chunk;
    if (body.length > LARGEST_BODY) throw new StripeRefusal('Request too large.', { status: 413 });
  }
  return body;
}

export function send(response: ServerResponse, { status, body, headers }: Answer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** What nobody caught. */
export function sendRefusal(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) return;
  const known = error instanceof StripeRefusal;
  const body = known
    ? error.body
    : { error: { type: 'api_error', message: 'The sandbox has a fault of its own.' } };
  const status = known ? error.status : 500;
  send(response, { status, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
}
