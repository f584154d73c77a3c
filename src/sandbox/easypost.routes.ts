// Who answers what: the API under /v2, labels and forms as files, levers under /sandbox.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Books } from './easypost.answers.ts';
import type { Calls } from './easypost.calls.ts';
import { pdfOf, zplOf } from './easypost.papers.ts';
import { EasyPostRefusal, notFound } from './easypost.refusal.ts';
import type { EventRow, ShipmentRow } from './easypost.rows.ts';
import type { Trackers } from './easypost.trackers.ts';
import { FAULT_KINDS, type Faults, spoil } from './faults.ts';
import { bodyOf, type Reply, send, TooLarge } from './reply.ts';
import type { Webhooks } from './webhooks.ts';

export interface RoutesOptions {
  apiKey: string;
  books: Books;
  calls: Calls;
  faults: Faults;
  counted: Map<string, number>;
  trackers: Trackers;
  webhooks: Webhooks<EventRow>;
}

interface Call {
  method: string;
  path: string;
  query: string;
  body: string;
  authorization: string;
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

export function easypostRoutes(options: RoutesOptions) {
  const { faults } = options;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await callOf(request);
    if (/^\/(labels|forms|track)\//.test(call.path)) return send(response, paper(options.books, call.path));
    if (call.path.startsWith('/sandbox')) {
      if (!isKnown(options, call)) throw stranger();
      return send(response, json(200, (await pull(options, call)) ?? { done: true }));
    }
    const fault = faults.next(call);
    const work = () => answer(options, call);
    if (!fault) return send(response, work());
    const fail = () =>
      json(500, { error: { code: 'INTERNAL_SERVER_ERROR', message: 'We made a mistake.', errors: [] } });
    spoil(fault, { work: () => String(work().body), fail, busy: BUSY }, response);
  }

  return (request: IncomingMessage, response: ServerResponse): void => {
    serve(request, response).catch((error: unknown) => {
      if (!response.headersSent && !response.destroyed) send(response, refusal(error));
    });
  };
}

const BUSY = JSON.stringify({
  error: { code: 'RATE_LIMITED', message: 'Too many requests hit the API too quickly.', errors: [] },
});

async function callOf(request: IncomingMessage): Promise<Call> {
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
  return {
    method: request.method ?? '',
    path,
    query,
    body: await bodyOf(request),
    authorization: request.headers.authorization ?? '',
  };
}

/** Does what is asked, and puts a refusal into EasyPost's words. */
function answer(options: RoutesOptions, call: Call): Reply {
  try {
    if (!isKnown(options, call)) throw stranger();
    const { route, id } = routeOf(call);
    options.counted.set(route, (options.counted.get(route) ?? 0) + 1);
    const work = options.calls[route.replace(' /v2', ' ')];
    if (!work) throw notFound();
    const query = new URLSearchParams(call.query);
    return json(call.method === 'POST' ? 201 : 200, work({ id, body: parsed(call.body), query }));
  } catch (error) {
    return refusal(error);
  }
}

/** The key is the user of basic authentication, without a password. */
function isKnown({ apiKey }: RoutesOptions, { authorization }: Call): boolean {
  return authorization === `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`;
}

function stranger(): EasyPostRefusal {
  return new EasyPostRefusal('This api key is no longer active.', { status: 401, code: 'APIKEY.INACTIVE' });
}

/** `POST /v2/shipments/shp_1/buy` → `POST /v2/shipments/:id/buy` and `shp_1`. */
function routeOf({ method, path }: Call): { route: string; id: string } {
  const [, version = '', thing = '', id, ...more] = path.split('/');
  if (id === undefined) return { route: `${method} /${version}/${thing}`, id: '' };
  return { route: `${method} /${[version, thing, ':id', ...more].join('/')}`, id };
}

function parsed(body: string): unknown {
  if (body === '') return {};
  try {
    return JSON.parse(body);
  } catch {
    throw new EasyPostRefusal('The body is not JSON.', { status: 400, code: 'BAD_REQUEST' });
  }
}

function json(status: number, value: unknown): Reply {
  return { status, body: JSON.stringify(value), headers: JSON_TYPE };
}

function refusal(error: unknown): Reply {
  if (error instanceof EasyPostRefusal) return json(error.status, error.body);
  const status = error instanceof TooLarge ? 413 : 500;
  return json(status, {
    error: { code: 'SANDBOX', message: 'The sandbox has a fault of its own.', errors: [] },
  });
}

function paper(books: Books, path: string): Reply {
  const [, kind, file = ''] = path.split('/');
  const [id = '', ending] = file.split('.');
  if (kind === 'labels') {
    const row = books.shipment.get(id);
    if (!row?.trackingCode) throw notFound();
    const lines = labelLines(row, row.trackingCode);
    return ending === 'zpl'
      ? { status: 200, body: zplOf(lines), headers: { 'content-type': 'application/zpl' } }
      : { status: 200, body: pdfOf(lines), headers: { 'content-type': 'application/pdf' } };
  }
  if (kind === 'forms' && books.scanForm.has(id)) {
    const lines = ['SCAN FORM (SANDBOX)', id, `${books.scanForm.get(id)?.shipmentIds.length} parcels`];
    return { status: 200, body: pdfOf(lines), headers: { 'content-type': 'application/pdf' } };
  }
  const tracker = books.tracker.get(id);
  if (kind !== 'track' || !tracker) throw notFound();
  const lines = tracker.details.map(({ datetime, message }) => `<li>${datetime} ${message}</li>`).join('');
  const body = `<!doctype html><title>${tracker.code}</title><h1>${tracker.status}</h1><ol>${lines}</ol>`;
  return { status: 200, body, headers: { 'content-type': 'text/html; charset=utf-8' } };
}

function labelLines({ to, rates, rateId }: ShipmentRow, code: string): string[] {
  const rate = rates.find(({ id }) => id === rateId);
  const place = [to.city, to.state, to.zip, to.country].filter(Boolean).join(' ');
  return [
    'SAMPLE LABEL',
    `${rate?.carrier} ${rate?.service}`,
    '',
    to.name ?? '',
    to.street1 ?? '',
    place,
    '',
    code,
  ];
}

const statuses = z.enum([
  'unknown',
  'pre_transit',
  'in_transit',
  'out_for_delivery',
  'delivered',
  'available_for_pickup',
  'return_to_sender',
  'failure',
  'cancelled',
  'error',
]);
const levers = {
  fault: z.strictObject({
    kind: z.enum(FAULT_KINDS),
    times: z.int().min(1).optional(),
    on: z.string().optional(),
    afterWork: z.boolean().optional(),
  }),
  mail: z.strictObject({
    mode: z.enum(['send', 'hold', 'drop']).default('send'),
    copies: z.int().min(1).max(100).default(1),
    delayMs: z.int().min(0).default(0),
    secret: z.string().nullable().default(null),
  }),
  release: z.strictObject({ order: z.enum(['as_sent', 'reversed']).optional() }),
  move: z.strictObject({ tracker: z.string(), status: statuses, at: z.iso.datetime().optional() }),
};

/** Levers for tests and demos in another process, with the API key and a JSON body. */
async function pull(options: RoutesOptions, { method, path, body }: Call): Promise<unknown> {
  const { books, faults, trackers, webhooks } = options;
  const given = <S extends z.ZodType>(schema: S): z.output<S> => {
    const read = schema.safeParse(parsed(body));
    if (!read.success) throw new EasyPostRefusal(z.prettifyError(read.error));
    return read.data;
  };
  switch (`${method} ${path}`) {
    case 'GET /sandbox':
      return {
        shipments: [...books.shipment.values()],
        trackers: [...books.tracker.values()],
        events: [...books.event.values()].map(({ id, description, delivered }) => ({
          id,
          description,
          delivered,
        })),
      };
    case 'POST /sandbox/faults':
      return faults.add(given(levers.fault));
    case 'DELETE /sandbox/faults':
      return faults.clear();
    case 'POST /sandbox/webhooks':
      return webhooks.set(given(levers.mail));
    case 'POST /sandbox/webhooks/release':
      return webhooks.release(given(levers.release).order);
    case 'POST /sandbox/trackers': {
      const { tracker, status, at } = given(levers.move);
      const id = [...books.tracker.values()].findLast(
        (row) => row.id === tracker || row.code === tracker,
      )?.id;
      return trackers.move(id ?? tracker, status, at ? new Date(at) : undefined);
    }
    default:
      throw new EasyPostRefusal('The sandbox has no such lever.', { status: 404 });
  }
}
