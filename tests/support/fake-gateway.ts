// A gateway in memory, at the port: sessions that the test pays, fails or lets expire, and trouble on request.
import { newId } from '../../src/lib/ids.ts';
import { OutsideFailure } from '../../src/lib/refusal.ts';
import {
  ForgedNotice,
  type GatewayDispute,
  type GatewayRefund,
  type PaymentGateway,
  type PaySession,
  type SessionState,
} from '../../src/payments/gateway.ts';

export interface FakeGateway extends PaymentGateway {
  sessions: Map<string, PaySession>;
  /** How often each call arrived. */
  calls: string[];
  /** Every call fails like this until it is null again. */
  trouble: { permanent: boolean; code: string } | null;
  /** Refunds as the gateway knows them, by payment intent. */
  refunds: Map<string, GatewayRefund[]>;
  disputes: Map<string, GatewayDispute[]>;
  /** What new refunds are from now on. */
  refundsAre: GatewayRefund['status'];
  /** What happens at the pay page. */
  set(sessionId: string, state: SessionState, change?: Partial<PaySession>): PaySession;
  only(): PaySession;
}

export function fakeGateway(): FakeGateway {
  const sessions = new Map<string, PaySession>();
  const byKey = new Map<string, string>();
  const refundsByKey = new Map<string, GatewayRefund>();
  const refunds = new Map<string, GatewayRefund[]>();

  const get = (id: string): PaySession => {
    const session = sessions.get(id);
    if (!session) throw new OutsideFailure('stripe', 'no such session', { permanent: true, code: 'missing' });
    return session;
  };
  const arrive = (call: string) => {
    gateway.calls.push(call);
    if (gateway.trouble) throw new OutsideFailure('stripe', 'in trouble', gateway.trouble);
  };

  const gateway: FakeGateway = {
    sessions,
    calls: [],
    trouble: null,
    refunds,
    disputes: new Map(),
    refundsAre: 'succeeded',
    payOrigins: ['https://pay.example'],
    async openSession(request, idempotencyKey) {
      arrive('open');
      const known = byKey.get(idempotencyKey);
      if (known) return get(known);
      const id = `cs_${newId()}`;
      byKey.set(idempotencyKey, id);
      const amountCents = request.lines.reduce((sum, line) => sum + line.amountCents * line.quantity, 0);
      return keep({
        id,
        url: `https://pay.example/${id}`,
        state: 'open',
        amountCents,
        currency: request.currency,
        paymentId: request.paymentId,
        orderNumber: request.orderNumber,
        intentId: `pi_${id}`,
        expiresAt: new Date(request.expiresAt),
      });
    },
    async askSession(id) {
      arrive('ask');
      return get(id);
    },
    async expireSession(id) {
      arrive('expire');
      const session = get(id);
      return session.state === 'open' ? gateway.set(id, 'expired') : session;
    },
    async refund({ intentId, refundId, amountCents }, idempotencyKey) {
      arrive('refund');
      const known = refundsByKey.get(idempotencyKey);
      if (known) return known;
      const made = { id: `re_${newId()}`, status: gateway.refundsAre, amountCents, refundId };
      refundsByKey.set(idempotencyKey, made);
      refunds.set(intentId, [...(refunds.get(intentId) ?? []), made]);
      return made;
    },
    async askMoney(intentId) {
      arrive('money');
      return { refunds: refunds.get(intentId) ?? [], disputes: gateway.disputes.get(intentId) ?? [] };
    },
    readNotice() {
      throw new ForgedNotice();
    },
    set(id, state, change = {}) {
      return keep({ ...get(id), ...change, state, url: state === 'open' ? get(id).url : null });
    },
    only() {
      const [session] = [...sessions.values()];
      if (!session || sessions.size !== 1)
        throw new Error(`expected one session, there are ${sessions.size}`);
      return session;
    },
  };

  function keep(session: PaySession): PaySession {
    sessions.set(session.id, session);
    return session;
  }
  return gateway;
}
