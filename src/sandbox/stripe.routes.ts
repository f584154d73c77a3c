// Who answers what: the API under /v1, pay pages under /c/pay, levers under /sandbox.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { spoil } from './faults.ts';
import { bodyOf, send } from './reply.ts';
import type { Answer, Api, ApiCall } from './stripe.api.ts';
import type { Books } from './stripe.books.ts';
import { type Controls, control } from './stripe.control.ts';
import { CHOICES, type Choice, noPage, payPage, successAddress } from './stripe.pay-page.ts';
import { StripeRefusal } from './stripe.refusal.ts';
import { sendRefusal } from './stripe.reply.ts';
import type { Sessions } from './stripe.sessions.ts';

export interface RoutesOptions extends Controls {
  api: Api;
  secretKey: string;
  origin: () => string;
}

const PAY_PAGES = '/c/pay/';

export function stripeRoutes(options: RoutesOptions) {
  const { api, faults, secretKey } = options;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await callOf(request);
    if (call.path.startsWith(PAY_PAGES)) {
      send(response, pageAnswer(options, call));
      return;
    }
    if (/^\/sandbox(\/|$)/.test(call.path)) {
      if (call.authorization !== `Bearer ${secretKey}`) {
        throw new StripeRefusal('The levers want the secret key.', { status: 401 });
      }
      const told = await control(options, `${call.method} ${call.path}`, call.body);
      const body = JSON.stringify(told ?? { done: true });
      send(response, { status: 200, body, headers: { 'content-type': 'application/json' } });
      return;
    }
    const fault = faults.next(call);
    if (fault) spoil(fault, spoiled(api, call), response);
    else send(response, api.handle(call));
  }

  return (request: IncomingMessage, response: ServerResponse): void => {
    serve(request, response).catch((error: unknown) => sendRefusal(response, error));
  };
}

function spoiled(api: Api, call: ApiCall) {
  return { work: () => api.handle(call).body, fail: () => api.failForGood(call), busy: BUSY };
}

const BUSY = JSON.stringify({
  error: {
    type: 'invalid_request_error',
    code: 'rate_limit',
    message: 'Too many requests hit the API too quickly.',
  },
});

async function callOf(request: IncomingMessage): Promise<ApiCall> {
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
  const key = request.headers['idempotency-key'];
  return {
    method: request.method ?? '',
    path,
    query,
    body: request.method === 'GET' ? '' : await bodyOf(request),
    authorization: request.headers.authorization ?? '',
    idempotencyKey: typeof key === 'string' ? key : '',
  };
}

interface Till {
  books: Books;
  sessions: Sessions;
  origin: () => string;
}

function pageAnswer({ books, sessions, origin }: Till, { method, path }: ApiCall): Answer {
  const [id = '', choice, ...more] = path.slice(PAY_PAGES.length).split('/');
  if (!books.session.has(id) || more.length > 0) return noPage();
  if (method === 'POST' && isChoice(choice)) {
    return {
      status: 303,
      body: '',
      headers: { location: afterChoice({ books, sessions, origin }, id, choice) },
    };
  }
  if (method !== 'GET' || choice !== undefined) return noPage();
  const row = sessions.session(id);
  return payPage(row, books.intent.get(row.intentId ?? ''), origin());
}

/** Settles first, then says where the buyer goes; a page that is over leads to what became of it. */
function afterChoice({ sessions, origin }: Till, id: string, choice: Choice): string {
  const row = choice === 'back' ? sessions.session(id) : sessions[choice](id);
  const itself = `${origin()}${PAY_PAGES}${id}`;
  if (row.status === 'expired') return itself;
  if (row.status === 'complete' && choice !== 'back') return successAddress(row);
  return row.cancelUrl ?? itself;
}

function isChoice(text: string | undefined): text is Choice {
  return CHOICES.some((choice) => choice === text);
}
