// Levers for tests and demos in another process: `POST /sandbox/…` with the secret key as bearer and a JSON body.
import { z } from 'zod';
import { FAULT_KINDS, type Faults } from './faults.ts';
import type { Books } from './stripe.books.ts';
import type { Disputes } from './stripe.disputes.ts';
import type { Refunds } from './stripe.refunds.ts';
import { StripeRefusal } from './stripe.refusal.ts';
import type { Sessions } from './stripe.sessions.ts';
import type { Webhooks } from './stripe.webhooks.ts';

export interface Controls {
  books: Books;
  sessions: Sessions;
  refunds: Refunds;
  disputes: Disputes;
  faults: Faults;
  webhooks: Webhooks;
}

const outcome = z.enum(['succeeded', 'failed']);
const forms = {
  fault: z.strictObject({
    kind: z.enum(FAULT_KINDS),
    times: z.int().min(1).optional(),
    on: z.string().optional(),
    afterWork: z.boolean().optional(),
  }),
  mail: z.strictObject({
    mode: z.enum(['send', 'hold', 'drop']).optional(),
    copies: z.int().min(1).max(100).optional(),
    delayMs: z.int().min(0).optional(),
    secret: z.string().nullable().optional(),
    signedSecondsAgo: z.int().optional(),
  }),
  release: z.strictObject({ order: z.enum(['as_sent', 'reversed']).optional() }),
  session: z.strictObject({ session: z.string(), does: z.enum(['pay', 'decline', 'debit', 'expire']) }),
  debit: z.strictObject({ session: z.string(), outcome }),
  refund: z.strictObject({ refund: z.string(), outcome }),
  dashboard: z.strictObject({ session: z.string(), amount: z.int().min(1).optional() }),
  dispute: z.strictObject({ session: z.string(), reason: z.string().optional() }),
  verdict: z.strictObject({ dispute: z.string(), status: z.enum(['under_review', 'won', 'lost']) }),
  refunds: z.strictObject({ wait: z.boolean() }),
  again: z.strictObject({ event: z.string() }),
};

/** What `GET /sandbox` shows and the in-process `sandbox.events()` answers. */
export interface EventGlance {
  id: string;
  type: string;
  delivered: boolean;
}

export function eventsOf(books: Books): EventGlance[] {
  return [...books.event.values()].map(({ id, type, delivered }) => ({ id, type, delivered }));
}

/** Pulls one lever; answers what there is to say about it. */
export async function control(controls: Controls, call: string, body: string): Promise<unknown> {
  const { books, sessions, refunds, disputes, faults, webhooks } = controls;
  const given = <S extends z.ZodType>(schema: S): z.output<S> => understood(schema, body);
  switch (call) {
    case 'GET /sandbox':
      return {
        sessions: [...books.session.values()],
        refunds: [...books.refund.values()],
        disputes: [...books.dispute.values()],
        events: eventsOf(books),
      };
    case 'POST /sandbox/faults':
      return faults.add(given(forms.fault));
    case 'DELETE /sandbox/faults':
      return faults.clear();
    case 'POST /sandbox/webhooks':
      return webhooks.set(present(given(forms.mail)));
    case 'POST /sandbox/webhooks/release':
      return webhooks.release(given(forms.release).order);
    case 'POST /sandbox/webhooks/again':
      return { status: await sendAgain(controls, given(forms.again).event) };
    case 'POST /sandbox/sessions': {
      const { session, does } = given(forms.session);
      return does === 'expire' ? sessions.expireSession(session) : sessions[does](session);
    }
    case 'POST /sandbox/debits': {
      const { session, outcome: end } = given(forms.debit);
      return sessions.settleDebit(session, end);
    }
    case 'POST /sandbox/refunds': {
      const { refund, outcome: end } = given(forms.refund);
      return refunds.settleRefund(refund, end);
    }
    case 'POST /sandbox/refunds/dashboard': {
      const { session, amount } = given(forms.dashboard);
      return refunds.refundSession(session, amount);
    }
    case 'POST /sandbox/disputes': {
      const { session, reason } = given(forms.dispute);
      return disputes.dispute(session, reason);
    }
    case 'POST /sandbox/disputes/verdict': {
      const { dispute, status } = given(forms.verdict);
      return disputes.settleDispute(dispute, status);
    }
    case 'POST /sandbox/refunds/mode':
      return refunds.letRefundsWait(given(forms.refunds).wait);
    default:
      throw new StripeRefusal('The sandbox has no such lever.', { status: 404 });
  }
}

/** Delivers an event once more, told before or not; answers the shop's status. */
export async function sendAgain(
  { books, webhooks }: Pick<Controls, 'books' | 'webhooks'>,
  eventId: string,
): Promise<number> {
  const event = books.event.get(eventId);
  if (!event) throw new StripeRefusal(`No such event: '${eventId}'`, { status: 404 });
  return webhooks.send(event);
}

function understood<S extends z.ZodType>(schema: S, body: string): z.output<S> {
  const result = schema.safeParse(parsed(body || '{}'));
  if (result.success) return result.data;
  throw new StripeRefusal(z.prettifyError(result.error));
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new StripeRefusal('The body is not JSON.');
  }
}

/** Without the fields that were not sent, so that they keep their usual value. */
function present<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  // Object.fromEntries forgets the keys' names
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
