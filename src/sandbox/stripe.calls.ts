// Every call of Stripe's API that the sandbox knows: reads its form, does it, answers in Stripe's shape.
import type { Nested } from './nested-form.ts';
import { disputeAnswer } from './stripe.answers.disputes.ts';
import { chargeAnswer, hasCharge, intentAnswer, refundAnswer } from './stripe.answers.money.ts';
import { lineAnswer, listAnswer, sessionAnswer } from './stripe.answers.ts';
import type { Books } from './stripe.books.ts';
import { listForms, nothingForm, read, refundForm, sessionForm } from './stripe.forms.ts';
import type { Refunds } from './stripe.refunds.ts';
import { noSuch, StripeRefusal } from './stripe.refusal.ts';
import type { SessionRow } from './stripe.rows.ts';
import type { Sessions } from './stripe.sessions.ts';

export interface CallsOptions {
  books: Books;
  sessions: Sessions;
  refunds: Refunds;
  origin: () => string;
}

type Form = { [key: string]: Nested };
/** `id` is empty for a call on a whole collection. */
export type Call = (form: Form, id: string) => unknown;
export type Calls = Readonly<Record<string, Call>>;

interface Page {
  limit?: number | undefined;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
}

const USUAL_PAGE = 10;

export function stripeCalls({ books, sessions, refunds, origin }: CallsOptions): Calls {
  function shownSession(row: SessionRow, expand: string[] = []): unknown {
    mayExpand(expand, ['payment_intent', 'line_items']);
    const intent = row.intentId ? books.intent.get(row.intentId) : undefined;
    const lines = row.lines.map((line) => lineAnswer(line, row));
    return {
      ...sessionAnswer(row, origin()),
      ...(expand.includes('payment_intent') && intent ? { payment_intent: intentAnswer(intent) } : {}),
      ...(expand.includes('line_items') ? { line_items: listAnswer(linesUrl(row), lines) } : {}),
    };
  }

  const checkout: Calls = {
    'POST /v1/checkout/sessions': (form) => {
      const wanted = read(sessionForm, form);
      return shownSession(sessions.openSession(wanted), wanted.expand);
    },
    'GET /v1/checkout/sessions': (form) => {
      const { payment_intent, status, ...page } = read(listForms.sessions, form);
      const rows = [...books.session.keys()]
        .map((id) => sessions.session(id))
        .filter(
          (row) => (!payment_intent || row.intentId === payment_intent) && (!status || row.status === status),
        );
      return pageOf('/v1/checkout/sessions', rows, page, (row) => sessionAnswer(row, origin()));
    },
    'GET /v1/checkout/sessions/:id': (form, id) =>
      shownSession(sessions.session(id), read(nothingForm, form).expand),
    'POST /v1/checkout/sessions/:id/expire': (form, id) =>
      shownSession(sessions.expireSession(id), read(nothingForm, form).expand),
    'GET /v1/checkout/sessions/:id/line_items': (form, id) => {
      const page = read(listForms.lines, form);
      const row = sessions.session(id);
      return pageOf(linesUrl(row), row.lines.toReversed(), page, (line) => lineAnswer(line, row));
    },
  };

  const money: Calls = {
    'GET /v1/payment_intents': (form) =>
      pageOf('/v1/payment_intents', [...books.intent.values()], read(listForms.intents, form), intentAnswer),
    'GET /v1/payment_intents/:id': (form, id) => {
      const { expand = [] } = read(nothingForm, form);
      mayExpand(expand, ['latest_charge']);
      const row = found('payment_intent', id, books.intent.get(id));
      const charge = expand.length > 0 && hasCharge(row) ? { latest_charge: chargeAnswer(row) } : {};
      return { ...intentAnswer(row), ...charge };
    },
    'GET /v1/charges': (form) => {
      const { payment_intent, ...page } = read(listForms.charges, form);
      const charged = [...books.intent.values()].filter(hasCharge);
      const rows = charged.filter((row) => !payment_intent || row.id === payment_intent);
      return pageOf('/v1/charges', rows, page, chargeAnswer);
    },
    'GET /v1/charges/:id': (form, id) => {
      read(nothingForm, form);
      return chargeAnswer(found('charge', id, refunds.chargedBy(id)));
    },
    'POST /v1/refunds': (form) => refundAnswer(refunds.refund(read(refundForm, form))),
    'GET /v1/refunds': (form) => {
      const { payment_intent, charge, ...page } = read(listForms.refunds, form);
      const rows = [...books.refund.values()].filter(
        (row) => (!payment_intent || row.intentId === payment_intent) && (!charge || row.chargeId === charge),
      );
      return pageOf('/v1/refunds', rows, page, refundAnswer);
    },
    'GET /v1/refunds/:id': (form, id) => {
      read(nothingForm, form);
      return refundAnswer(found('refund', id, books.refund.get(id)));
    },
  };

  const disputes: Calls = {
    'GET /v1/disputes': (form) => {
      const { payment_intent, charge, ...page } = read(listForms.disputes, form);
      const rows = [...books.dispute.values()].filter(
        (row) => (!payment_intent || row.intentId === payment_intent) && (!charge || row.chargeId === charge),
      );
      return pageOf('/v1/disputes', rows, page, disputeAnswer);
    },
    'GET /v1/disputes/:id': (form, id) => {
      read(nothingForm, form);
      return disputeAnswer(found('dispute', id, books.dispute.get(id)));
    },
  };

  const events: Calls = {
    'GET /v1/events': (form) => {
      const { type, ...page } = read(listForms.events, form);
      const rows = [...books.event.values()].filter((row) => !type || row.type === type);
      return pageOf('/v1/events', rows, page, (row): unknown => JSON.parse(row.body));
    },
    'GET /v1/events/:id': (form, id): unknown => {
      read(nothingForm, form);
      return JSON.parse(found('event', id, books.event.get(id)).body);
    },
  };

  return { ...checkout, ...money, ...disputes, ...events };
}

const linesUrl = (row: SessionRow) => `/v1/checkout/sessions/${row.id}/line_items`;

function found<T>(what: string, id: string, row: T | undefined): T {
  if (row === undefined) throw noSuch(what, id);
  return row;
}

function mayExpand(wanted: string[], possible: string[]): void {
  const strange = wanted.find((name) => !possible.includes(name));
  if (strange) throw new StripeRefusal(`This property cannot be expanded (${strange}).`, { param: 'expand' });
}

/** Rows come oldest first; Stripe lists the newest first. */
function pageOf<T extends { id: string }, A>(
  url: string,
  rows: T[],
  page: Page,
  shown: (row: T) => A,
): unknown {
  const newestFirst = rows.toReversed();
  const placeOf = (id: string) => newestFirst.findIndex((row) => row.id === id);
  const from = page.starting_after ? placeOf(page.starting_after) + 1 : 0;
  const to = page.ending_before ? placeOf(page.ending_before) : newestFirst.length;
  const window = newestFirst.slice(from, to);
  const limit = page.limit ?? USUAL_PAGE;
  const onPage = page.ending_before ? window.slice(-limit) : window.slice(0, limit);
  return listAnswer(url, onPage.map(shown), window.length > limit);
}
