// The door of the API: who calls, which call it is, and whether it was made before under the same key.
import { readNestedForm } from './nested-form.ts';
import type { Books } from './stripe.books.ts';
import type { Calls } from './stripe.calls.ts';
import { wireId } from './stripe.ids.ts';
import { StripeRefusal } from './stripe.refusal.ts';

export interface ApiCall {
  method: string;
  path: string;
  query: string;
  body: string;
  authorization: string;
  idempotencyKey: string;
}

export interface Answer {
  status: number;
  body: string;
  headers: Record<string, string>;
}

export interface ApiOptions {
  books: Books;
  calls: Calls;
  secretKey: string;
  clock: () => Date;
}

export type Api = ReturnType<typeof openApi>;

export function openApi({ books, calls, secretKey, clock }: ApiOptions) {
  function refuseStrangers({ authorization }: ApiCall): void {
    if (authorization === `Bearer ${secretKey}`) return;
    const message = authorization
      ? 'Invalid API Key provided: sk_test_****'
      : 'You did not provide an API key.';
    throw new StripeRefusal(message, { status: 401 });
  }

  function perform(call: ApiCall): Answer {
    const { route, id } = routeOf(call);
    const work = calls[route];
    if (!work)
      throw new StripeRefusal(`Unrecognized request URL (${call.method}: ${call.path}).`, { status: 404 });
    return answer(200, work(readNestedForm(call.method === 'GET' ? call.query : call.body), id));
  }

  /** The answer kept of an earlier call with the same key, or null when the key is new. */
  function replayed(call: ApiCall): Answer | null {
    const kept = call.method === 'POST' ? books.key.get(call.idempotencyKey) : undefined;
    if (!kept) return null;
    if (kept.request !== printOf(call)) {
      throw new StripeRefusal(
        'Keys for idempotent requests can only be used with the same parameters they were first used with. ' +
          `Try using a key other than '${call.idempotencyKey}' if you meant to execute a different request.`,
        { type: 'idempotency_error' },
      );
    }
    return {
      status: kept.status,
      body: kept.body,
      headers: { ...usualHeaders(), 'idempotent-replayed': 'true' },
    };
  }

  function keep(call: ApiCall, { status, body }: Answer): void {
    if (call.method !== 'POST' || !call.idempotencyKey) return;
    const createdAt = Math.floor(clock().getTime() / 1_000);
    books.save('key', { id: call.idempotencyKey, createdAt, request: printOf(call), status, body });
  }

  /** A call that is refused is not kept under its key; one that was begun is, however it ended. */
  function once(call: ApiCall, work: (call: ApiCall) => Answer): Answer {
    try {
      refuseStrangers(call);
      const earlier = replayed(call);
      if (earlier) return earlier;
      const fresh = work(call);
      keep(call, fresh);
      return fresh;
    } catch (error) {
      if (!(error instanceof StripeRefusal)) throw error;
      return answer(error.status, error.body);
    }
  }

  return {
    handle: (call: ApiCall) => once(call, perform),
    /** A failure of Stripe's own, which it answers again whenever the key comes back. */
    failForGood: (call: ApiCall) => once(call, ownFailure),
  };
}

function ownFailure(): Answer {
  const failure = answer(500, { error: { type: 'api_error', message: 'An unknown error occurred.' } });
  return { ...failure, headers: { ...failure.headers, 'stripe-should-retry': 'false' } };
}

const printOf = ({ method, path, body }: ApiCall) => `${method} ${path}\n${body}`;

/** `GET /v1/refunds/re_1` → `GET /v1/refunds/:id` and `re_1`. */
function routeOf({ method, path }: ApiCall): { route: string; id: string } {
  const parts = path.slice(1).split('/');
  const place = parts[1] === 'checkout' ? 3 : 2;
  const id = parts[place];
  if (id === undefined) return { route: `${method} ${path}`, id: '' };
  return { route: `${method} /${parts.with(place, ':id').join('/')}`, id };
}

function answer(status: number, body: unknown): Answer {
  return { status, body: JSON.stringify(body), headers: usualHeaders() };
}

function usualHeaders(): Record<string, string> {
  return {
    'content-type': 'application/json',
    'request-id': wireId('req'),
    'cache-control': 'no-cache, no-store',
  };
}
